// Serves links until it is killed: node click-server.ts <database url>. Prints its address.
import Fastify from 'fastify';
import { createClickFlow } from '../../src/flows/record-click.ts';
import { redirects } from '../../src/http/tracking.ts';
import { openClickStore } from '../../src/store/click-store.ts';
import { openStore } from '../../src/store/database.ts';

const [url = ''] = process.argv.slice(2);
const clickParameter = 'fl_click';
const store = await openStore({ url });
const clickStore = await openClickStore({ store, url, clickParameter });
const app = Fastify();
const clicks = createClickFlow({ store: clickStore, clickParameter });
redirects(app, { clicks, cookie: '_fairlead', consentParameter: 'fl_consent', https: false });
console.log(await app.listen({ port: 0, host: '127.0.0.1' }));
