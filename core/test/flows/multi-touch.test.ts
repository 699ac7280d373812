import t from 'tap';
import { noon } from '../../src/testing/facts.ts';
import { before } from '../../src/testing/time.ts';
import { house } from './house.ts';

const rooms = await house(t);

/** One visitor clicks at links of these affiliates, an hour apart, and buys for 100.00 at 10%. */
async function sold(model: string, names: readonly string[], rate = 100_000, amount = 10_000n) {
  const affiliates = [...new Set(names)];
  const commission = { models: { cps: { rate } } };
  const s = await rooms.scene({ campaigns: [{ slug: 'main', affiliates, attribution: { model }, commission }] });
  let clickId = '';
  for (const [index, name] of names.entries()) {
    clickId = await s.click(name, before(noon, { hours: names.length - index }), { visitor: 7 });
  }
  const settled = await s.sale('o1', { amount, evidence: { clickIds: [clickId] } });
  const earned = async () => {
    const { conversions } = await s.books();
    return Object.fromEntries(
      affiliates.map((name) => {
        const own = conversions.find(({ affiliate }) => affiliate === name);
        return [name, own && [own.amount, own.commission, own.reversed].map(Number)];
      }),
    );
  };
  return { s, settled, earned };
}

t.test(
  'A3, M3: linear splits sale and commission without losing a unit; refunds take back exactly what was given',
  async (t) => {
    const { s, earned } = await sold('linear', ['anna', 'ben', 'anna', 'cleo'], 100_000, 10_001n);
    t.same(await earned(), { anna: [3334, 334, 0], ben: [3334, 333, 0], cleo: [3333, 333, 0] });
    await s.refund('r1', 'o1', 5_000n);
    const halfway = Object.values(await earned()).map((own) => own?.[2] ?? 0);
    t.same(halfway, [167, 166, 166]);
    await s.refund('r2', 'o1', 5_001n);
    t.same(await earned(), { anna: [3334, 334, 334], ben: [3334, 333, 333], cleo: [3333, 333, 333] });
  },
);

t.test('A3: position gives 40, 20 and 40 percent of what each would earn alone', async (t) => {
  const { earned } = await sold('position', ['anna', 'ben', 'cleo']);
  t.same(await earned(), { anna: [4000, 400, 0], ben: [2000, 200, 0], cleo: [4000, 400, 0] });
});

t.test('A3: the split is told, so that it can be recomputed', async (t) => {
  const { settled } = await sold('position', ['anna', 'ben', 'cleo']);
  t.match(settled.outcome.lines[1]?.line.steps.at(-1), {
    op: 'split',
    values: { alone: 1000, ppm: 200_000, exact: '200', result: 200 },
  });
});
