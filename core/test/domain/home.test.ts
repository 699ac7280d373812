import t from 'tap';
import type { RateTable } from '../../src/domain/exchange.ts';
import { homeOf, inHome, reversedInHome } from '../../src/domain/home.ts';

const table: RateTable = {
  source: {
    id: 'ecb',
    pivot: 'EUR',
    parities: {},
    lastBefore: (day) => `${day.slice(0, 8)}${String(Number(day.slice(8)) - 1).padStart(2, '0')}`,
  },
  newest: '2026-04-13',
  days: [{ day: '2026-04-13', rates: { USD: '1.1684', GBP: '0.87058' } }],
};
const noon = '2026-04-14T12:00:00.000Z';

t.test(
  'X1: gross, base and every line are converted once, each by itself; reversals keep the original rate',
  async (t) => {
    const home = homeOf(table, noon, 'GBP', 'USD');
    t.match(home, { state: 'converted', rate: { day: '2026-04-13', source: 'ecb' } });
    t.equal(inHome(home, 2_500n), 3_355n);
    t.equal(reversedInHome(home, 2_500n, 625n), 839n, '838.75');
    t.equal(reversedInHome(home, 2_500n, 2_500n), 3_355n, 'all of it is all of it');
    t.equal(reversedInHome(home, 0n, 0n), 0n);
  },
);

t.test('X2: waits, or is unavailable, and never 1:1', async (t) => {
  const late = homeOf(table, '2026-04-16T12:00:00.000Z', 'GBP', 'USD');
  t.same(late, { state: 'pending', currency: 'USD', awaits: '2026-04-15' });
  t.equal(inHome(late, 1n), null);
  t.match(homeOf(table, noon, 'VES', 'USD'), { state: 'unavailable', reason: 'not_published' });
  t.match(homeOf(null, noon, 'GBP', 'USD'), { state: 'unavailable', reason: 'no_source' });
  t.equal(reversedInHome(homeOf(null, noon, 'GBP', 'USD'), 100n, 50n), null);
});

t.test('X1: an amount in the home currency is itself, whatever is known of rates', async (t) => {
  t.equal(inHome(homeOf(null, noon, 'USD', 'USD'), 5n), 5n);
});
