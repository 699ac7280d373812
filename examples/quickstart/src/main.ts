// FAIRLEAD=http://localhost:4400 KEY=fl_live_… node src/main.ts
import { openApi } from './api.ts';
import { fiveMinutes } from './five-minutes.ts';

const { FAIRLEAD = 'http://localhost:4400', KEY } = process.env;

try {
  if (!KEY) throw new Error('Set KEY to the API key that the first start of the server printed.');
  await fiveMinutes(openApi(FAIRLEAD, KEY), {
    name: Date.now().toString(36),
    tell: (step, what) => console.log(step.padEnd(10), what),
  });
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
