import { type RateTable, ratioOf } from '../domain/exchange.ts';
import { homeOf } from '../domain/home.ts';
import type { CurrencyDay, HomeRate } from '../store/reads/home-sums.ts';

/** From one currency into the home currency, decided as for one payment of that day (X2). */
export function homeRate(table: RateTable | null, home: string, one: CurrencyDay): HomeRate {
  const found = homeOf(table, one.day, one.currency, home);
  if (found.state === 'converted') return { ...one, state: found.state, ...ratioOf(found.rate) };
  const state = found.state === 'pending' ? 'pending' : 'unavailable';
  return { ...one, state, numerator: null, denominator: null };
}
