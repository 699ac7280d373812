// FAIRLEAD=http://localhost:4400 KEY=fl_live_… node src/main.ts <campaign slug> <rate in percent> [days]
import { openApi } from './api.ts';
import { tryOnHistory } from './try-on-history.ts';

const { FAIRLEAD = 'http://localhost:4400', KEY } = process.env;
const [campaign, percent, days = '90'] = process.argv.slice(2);

try {
  if (!KEY) throw new Error('Set KEY to the API key that the first start of the server printed.');
  if (campaign === undefined || !(Number(percent) >= 0)) throw new Error('Say which campaign, and what rate: main 25');
  await tryOnHistory(openApi(FAIRLEAD, KEY), {
    campaign,
    rate: Math.round(Number(percent) * 10_000),
    days: Number(days),
    tell: console.log,
  });
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
