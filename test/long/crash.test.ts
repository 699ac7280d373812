import { onlyLong } from './support/long.ts';
import { type Blow, crashRun } from './support/crash-run.ts';

const blows: readonly Blow[] = ['postgres', 'node', 'backends', 'postgres', 'postgres', 'backends', 'node', 'node'];

void onlyLong('killed in every way, three times over, under mixed load', (t) =>
  crashRun(t, { blows: [...blows, ...blows, ...blows], callers: 24, between: 400 }),
);
