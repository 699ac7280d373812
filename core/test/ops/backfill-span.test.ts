import t from 'tap';
import { moment } from '../../src/cli/backfill/span.ts';
import { Failure } from '../../src/cli/failure.ts';

const now = new Date('2026-11-21T12:00:00.000Z');
const told = (given: string): string => moment('--since', given, now).toISOString();

t.test('I4: a moment is a date, a time with offset, or how long ago', async (t) => {
  t.equal(told('72h'), '2026-11-18T12:00:00.000Z');
  t.equal(told('35d'), '2026-10-17T12:00:00.000Z');
  t.equal(told('2026-10-31'), '2026-10-31T00:00:00.000Z');
  t.equal(told('2026-10-31T01:00:00+02:00'), '2026-10-30T23:00:00.000Z');
  t.equal(told('2026-11-21T12:00Z'), now.toISOString());
});

t.test('anything else is refused with what would do', async (t) => {
  for (const wrong of [
    '',
    'yesterday',
    '10m',
    '-1d',
    '1.5h',
    '2026-02-30',
    '2026-13-01',
    '2026-10-31T12:00:00',
    '1762000000',
  ]) {
    t.throws(() => told(wrong), Failure, wrong);
  }
  t.throws(() => told('2026-11-22'), /yet to come/);
});
