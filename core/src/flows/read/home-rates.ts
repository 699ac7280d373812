import { ratioOf } from '../../domain/exchange.ts';
import { homeOf } from '../../domain/home.ts';
import { type CurrencyDay, foreignDays, type HomeRate, type HomeRates } from '../../store/reads/home-sums.ts';
import { homeCurrency } from '../../store/reads/home-currency.ts';
import type { Sql } from '../../store/reads/sql.ts';
import type { Scope, Session } from '../../store/session.ts';
import type { Engine } from '../engine.ts';

/** The rates into the home currency for all days rows `c` were paid on: each decided as for one payment of that day (X2). */
export async function homeRatesOf(
  { rates }: Pick<Engine, 'rates'>,
  session: Session,
  scope: Scope,
  rows: Sql,
): Promise<HomeRates> {
  const currency = await homeCurrency(session, scope);
  return { currency, rates: await ratesFor(rates, session, currency, await foreignDays(session, currency, rows)) };
}

/** The same for currencies and days that are known already, without looking at what was paid. */
export const homeRatesFor = async (
  { rates }: Pick<Engine, 'rates'>,
  session: Session,
  home: string,
  days: readonly CurrencyDay[],
): Promise<HomeRates> => ({ currency: home, rates: await ratesFor(rates, session, home, days) });

async function ratesFor(
  book: Engine['rates'],
  session: Session,
  home: string,
  days: readonly CurrencyDay[],
): Promise<readonly HomeRate[]> {
  const tables = await book.forDays(
    session,
    days.map(({ day }) => day),
  );
  return days.map((one) => {
    const found = homeOf(tables(one.day), one.day, one.currency, home);
    if (found.state === 'converted') return { ...one, state: found.state, ...ratioOf(found.rate) };
    const state = found.state === 'pending' ? 'pending' : 'unavailable';
    return { ...one, state, numerator: null, denominator: null };
  });
}
