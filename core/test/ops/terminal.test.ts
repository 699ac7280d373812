import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import t from 'tap';
import { describeDatabaseFailure } from '../../src/cli/database-failure.ts';
import { shownDifference, summaryOf } from '../../src/cli/differences.ts';
import { describeFailure, Failure } from '../../src/cli/failure.ts';
import { progress } from '../../src/cli/progress.ts';
import { inOrder } from '../../src/cli/simulate/order.ts';
import { Unreadable } from '../../src/contract/adapter.ts';
import { Problem } from '../../src/contract/errors.ts';
import { SealError } from '../../src/store/sealing.ts';

const sending = { order: 'in-order', seed: 1, double: false } as const;

t.test('a story is sent in order, each once, unless told otherwise', async (t) => {
  t.same(inOrder(['a', 'b'], sending), ['a', 'b']);
  t.same(inOrder(['a', 'b'], { ...sending, double: true }), ['a', 'a', 'b', 'b']);
});

t.test('a shuffle loses nothing, adds nothing, and is told again by its seed', async () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 30 }), fc.nat(), fc.boolean(), (all, seed, double) => {
      const shuffle = { order: 'shuffled', seed, double } as const;
      const sent = inOrder(all, shuffle);
      const wanted = inOrder(all, { ...shuffle, order: 'in-order' });
      const sorted = (list: readonly number[]): string => [...list].sort((a, b) => a - b).join();
      return sorted(sent) === sorted(wanted) && inOrder(all, shuffle).join() === sent.join();
    }),
  );
});

t.test('a shuffle shuffles', async (t) => {
  const all = Array.from({ length: 20 }, (_, index) => index);
  t.notSame(inOrder(all, { ...sending, order: 'shuffled' }), all);
  t.notSame(inOrder(all, { ...sending, order: 'shuffled' }), inOrder(all, { ...sending, order: 'shuffled', seed: 2 }));
});

function terminal(isTTY: boolean) {
  const written: string[] = [];
  const write = (text: string): boolean => written.push(text) > 0;
  return { written, stream: Object.assign(new EventEmitter(), { isTTY, write }) as never };
}

t.test('progress is one line that is written over on a terminal, and a line now and then in a log', async (t) => {
  for (const [isTTY, written] of [
    [true, ['1', '\r\u001B[K', '3', '\r\u001B[K']],
    [false, ['1\n', '3\n']],
  ] as const) {
    const screen = terminal(isTTY);
    let now = 0;
    const { tell, clear } = progress(screen.stream, () => now);
    tell('1');
    tell('2');
    now = 10_000;
    tell('3');
    clear();
    clear();
    t.same(screen.written, written);
  }
});

t.test('a failure that can be mended is told by its message, a defect with its stack', async (t) => {
  const refused = Object.assign(new AggregateError([new Error('::1:5432'), new Error('127.0.0.1:5432')]), {
    code: 'ECONNREFUSED',
  });
  for (const expected of [
    new Failure('what and how'),
    new Problem('not_found', 'what and how'),
    new SealError('what and how'),
    new Unreadable('/amount', 'what and how'),
  ]) {
    t.match(describeFailure(expected), /what and how$/);
  }
  t.match(describeFailure(refused), /::1:5432; 127\.0\.0\.1:5432 \(ECONNREFUSED\).*DATABASE_URL/);
  t.match(describeDatabaseFailure(Object.assign(new Error('no such role'), { code: '28P01' })), /user and password/);
  t.equal(describeDatabaseFailure(new Error('x')), undefined);
  t.match(describeFailure(new TypeError('x is not a function')), /\n\s+at /);
});

t.test('differences and sums are told in one line each', async (t) => {
  const about = { affiliate: 'a1', account: 'pending' };
  t.equal(
    shownDifference({ organizationId: 'o', code: 'balance', about, expected: '2000', found: '2001' }),
    '✗ balance  affiliate a1, account pending: must be 2000, is 2001',
  );
  const totals = { payments: 1_240, lines: 1, due: 0, differences: 0 };
  t.equal(summaryOf('Acme', totals), 'Acme: 1,240 payments with 1 line decided again: no difference.');
  t.match(
    summaryOf('Acme', { ...totals, differences: 2, due: 1, parked: 2 }),
    /: 2 differences\.\n {2}not yet in the ledger: 1 payment about .*\n.*2 deliveries parked/,
  );
});
