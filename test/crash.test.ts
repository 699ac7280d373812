import t from 'tap';
import { crashRun } from './long/support/crash-run.ts';

void t.test('Node, PostgreSQL and its sessions killed under mixed load: what was acknowledged is there, once', (t) =>
  crashRun(t, { blows: ['postgres', 'node', 'backends'], callers: 8, between: 40 }),
);
