import * as fc from 'fast-check';
import t from 'tap';
import { changeFrom, type Period, stateAt } from '../../src/domain/periods.ts';

interface Standing {
  readonly status: string;
  readonly group: string | null;
}

const before: Standing = { status: 'pending', group: null };
const period = (from: number, status: string, group: string | null = null): Period<Standing> => ({
  from,
  state: { status, group },
});

void t.test('A10: what held at a time is the period that began last, then the one written last', async (t) => {
  const written = [period(10, 'pending'), period(20, 'approved'), period(20, 'paused'), period(5, 'rejected')];
  t.equal(stateAt(written, 4), undefined);
  t.equal(stateAt(written, 9)?.status, 'rejected');
  t.equal(stateAt(written, 10)?.status, 'pending');
  t.equal(stateAt(written, 99)?.status, 'paused');
});

void t.test('A10: an approval dated back holds from its date, though the application came later', async (t) => {
  const written = [period(100, 'pending')];
  const added = changeFrom(written, { status: 'approved' }, 10, before);
  t.same(added, [period(10, 'approved'), period(100, 'approved')]);
  t.equal(stateAt([...written, ...added], 150)?.status, 'approved');
});

void t.test(
  'A10: whatever was written: before a change nothing moves, after it the change holds and the rest stays',
  async (t) => {
    const time = fc.integer({ min: 0, max: 20 });
    const group = fc.constantFrom(null, 'gold', 'silver');
    const change = fc.oneof(fc.record({ status: fc.constantFrom('approved', 'paused') }), fc.record({ group }));
    const seed = Date.now() % 2 ** 31;
    t.comment(`seed ${seed}`);
    fc.assert(
      fc.property(fc.array(fc.tuple(change, time), { maxLength: 12 }), change, time, (history, last, from) => {
        const written: Period<Standing>[] = [];
        for (const [made, at] of history) written.push(...changeFrom(written, made, at, before));
        const after = [...written, ...changeFrom(written, last, from, before)];
        for (let at = 0; at <= 21; at++) {
          const was = { ...before, ...stateAt(written, at) };
          const wanted = at < from ? was : { ...was, ...last };
          const is = { ...before, ...stateAt(after, at) };
          if (is.status !== wanted.status || is.group !== wanted.group)
            throw new Error(`at ${at}: ${JSON.stringify(is)}`);
        }
      }),
      { seed, numRuns: 5_000 },
    );
  },
);
