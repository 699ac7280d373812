import t from 'tap';
import { recompute } from '../../src/domain/recompute.ts';
import type { Line } from '../../src/domain/stored-fact.ts';

const line = (...steps: Line['steps'][number][]): Line => ({
  key: 'e/cps',
  enrollmentId: 'e',
  affiliateId: 'a',
  campaignId: 'c',
  model: 'cps',
  role: 'base',
  amount: 0n,
  base: 0n,
  baseKind: 'net',
  weight: 1_000_000,
  terms: [],
  steps,
});
const rate = { op: 'rate', values: { ppm: 125_000 } };
const cap = { op: 'cap', values: { cap: 1_000 } };
const split = { op: 'split', values: { ppm: 333_333 } };

t.test('R12: a stored line is worked out again on another base, step by step', async (t) => {
  t.equal(recompute(line({ op: 'base', values: { result: 9_999 } }, rate), 4_000n), 500n);
  t.equal(recompute(line(rate), 5n), 1n, 'rounded half up, as at first (M2)');
  t.equal(recompute(line(rate, cap), 80_000n), 1_000n);
  t.equal(recompute(line(rate, cap, split), 80_000n), 333n);
  t.equal(recompute(line({ op: 'flat', values: { result: 250 } }), 1n), 250n);
});

t.test('R12: a step of unknown meaning makes it unknown, whatever follows', async (t) => {
  t.equal(recompute(line({ op: 'by_moon', values: {} }, cap), 1n), undefined);
  t.equal(recompute(line(rate, { op: 'cap', values: { cap: 'much' } }), 1n), undefined);
  t.equal(recompute(line(), 1n), undefined);
});
