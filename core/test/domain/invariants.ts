import assert from 'node:assert/strict';
import type { PostedLine, Posting } from '../../src/domain/context.ts';
import { clamp, sumOf } from '../../src/domain/base.ts';
import { canonical } from '../../src/domain/json.ts';
import { baseOf } from '../../src/domain/payment.ts';
import { postedAfter, settle } from '../../src/domain/settle.ts';
import type { Decided } from './books.ts';
import type { Random } from './random.ts';

export interface Step {
  readonly decided: Decided;
  readonly postings: readonly Posting[];
  readonly before: readonly PostedLine[];
  readonly survivor: string;
}

/** What RULES (Ledger, Invariants) promises of every single settlement. */
export function inspect({ decided, postings, before, survivor }: Step, r: Random): void {
  const { state, lines, closed, isCancelled } = decided;
  for (const kind of ['net', 'gross'] as const) {
    const base = baseOf(state, kind);
    assert.ok(base >= 0n && base <= state.gross, 'C2: 0 ≤ B ≤ G');
  }
  assert.ok(state.reversed >= 0n && state.reversed <= state.gross, 'R1: 0 ≤ F ≤ G');
  const gross = state.closed?.gross ?? state.gross;
  const taken = clamp(sumOf(state.reversals), gross);
  for (const { line, reversed } of lines) {
    assert.ok(reversed >= 0n && reversed <= line.amount, 'R1: 0 ≤ V ≤ C');
    if (taken === 0n && state.denial === null && !isCancelled) assert.equal(reversed, 0n, 'R12: V(0) = 0');
    if (taken === gross) assert.equal(reversed, line.amount, 'R1: V(G) = C');
    if (isCancelled) assert.equal(reversed, line.amount, 'R7: what was cancelled in hold is taken back');
    if (state.denial !== null) assert.equal(reversed, line.amount, 'R10: denied takes all back');
  }
  assert.ok(
    postings.every(({ amount, debit, credit }) => amount > 0n && debit !== credit),
    'a posting moves a positive amount',
  );

  const parents = lines.flatMap(({ line }) => line.parent ?? []);
  assert.equal(new Set(parents).size, parents.length, 'C8: at most one override per line');
  for (const parent of parents) {
    assert.equal(lines.find(({ line }) => line.key === parent)?.line.role, 'base', 'C8: an override has none');
  }

  const after = postedAfter(before, postings);
  const wanted = new Map(lines.map((one) => [one.line.key, one]));
  for (const line of after) {
    assert.equal(line.credited - line.reversed, line.pending + line.payable, 'Σ(C − V) = pending + payable');
    const demand = line.paymentId === survivor ? wanted.get(line.key) : undefined;
    assert.equal(line.credited, demand?.line.amount ?? 0n, 'C is posted, and nothing where nothing is demanded');
    assert.equal(line.reversed, demand?.reversed ?? 0n, 'V is posted, and nothing where nothing is demanded');
    assert.ok(line.pending >= 0n && line.payable >= 0n, 'no account of a line runs below nothing');
    if (demand === undefined || closed) assert.equal(line.pending, 0n, 'A8: what is closed has matured');
    if (demand === undefined) assert.equal(line.payable, 0n);
  }
  const net = lines.reduce((sum, { line, reversed }) => sum + line.amount - reversed, 0n);
  assert.equal(
    after.reduce((sum, { pending, payable }) => sum + pending + payable, 0n),
    net,
    'Σ(C − V) = pending + payable over all lines',
  );
  assert.deepEqual(
    settle({ survivor, currency: 'USD', lines, closed, posted: after }),
    [],
    'a second settle posts nothing',
  );

  const oneByOne = r
    .shuffled(postings)
    .reduce<readonly PostedLine[]>((sums, posting) => postedAfter(sums, [posting]), before);
  assert.equal(sumsOf(oneByOne), sumsOf(after), 'postings one at a time, in any order, come to the same');
}

/** The lines that hold anything, as one text. Where a person reopened a closed credit, money may stand in either account. */
export const sumsOf = (posted: readonly PostedLine[], apart = true): string =>
  posted
    .filter(({ credited, reversed }) => credited !== 0n || reversed !== 0n)
    .map(({ paymentId, key, credited, reversed, pending, payable }) =>
      canonical([paymentId, key, credited, reversed, ...(apart ? [pending, payable] : [pending + payable])]),
    )
    .sort()
    .join('\n');
