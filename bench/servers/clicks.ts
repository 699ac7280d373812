// Links as the product serves them, without a limit per address: node servers/clicks.ts <database url>. Prints its address.
import { createHttp } from '../../core/src/http/server.ts';
import { redirects } from '../../core/src/http/tracking.ts';
import { createClickFlow } from '../../core/src/flows/record-click.ts';
import { openClickStore } from '../../core/src/store/click-store.ts';
import { openStore } from '../../core/src/store/database.ts';

const [url = '', lanes = '2'] = process.argv.slice(2);
const clickParameter = 'fl_click';
const onTrouble = (error: Error): void => console.error(error);
const store = await openStore({ url });
const clickStore = await openClickStore({ store, url, clickParameter, onTrouble, lanes: Number(lanes) });
const clicks = createClickFlow({ store: clickStore, clickParameter });
const { app } = await createHttp({
  settings: { limits: { redirects: false } as never },
  logger: { level: 'warn' },
  version: '0.0.0',
  findKey: async () => null,
  replays: { take: async () => ({ state: 'new' }) } as never,
  checkReadiness: async () => ({}),
  isCurrency: () => true,
  areas: { redirects: (area) => redirects(area, { clicks, cookie: '_fairlead', https: false }) },
});
// Ends of itself, so that a profile asked for by --cpu-prof is written.
process.once('SIGTERM', () => process.exit(0));
console.log(await app.listen({ port: 0, host: '127.0.0.1' }));
