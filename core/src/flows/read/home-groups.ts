import type { ConversionGroup } from '../../store/reads/conversion-summary.ts';
import { type HomeSums, homeSumsOfConversions } from '../../store/reads/home-sums.ts';
import { homeCurrency } from '../../store/reads/home-currency.ts';
import { type Sql, sql } from '../../store/reads/sql.ts';
import type { Scope, Session } from '../../store/session.ts';
import type { Engine } from '../engine.ts';
import { homeRatesOf } from './home-rates.ts';

/** Conversions that agree in type and status, in the home currency. */
export type HomeGroup = Pick<ConversionGroup, 'type' | 'status'> & HomeSums;

/** `groups` in the home currency. What was paid in it has not to be converted, nor read again. */
export async function homeGroups(
  engine: Pick<Engine, 'rates'>,
  session: Session,
  scope: Scope,
  groups: readonly ConversionGroup[],
  rows: Sql,
): Promise<{ readonly currency: string; readonly groups: readonly HomeGroup[] }> {
  const currency = await homeCurrency(session, scope);
  const isForeign = (group: ConversionGroup): boolean => group.currency !== null && group.currency !== currency;
  const own = groups.filter((group) => !isForeign(group)).map((group) => ({ ...group, pending: 0, unavailable: 0 }));
  if (!groups.some(isForeign)) return { currency, groups: own };
  const foreign = sql`select * from (${rows}) c where c.currency <> ${currency}`;
  const rates = await homeRatesOf(engine, session, scope, foreign);
  const converted = await homeSumsOfConversions<Pick<ConversionGroup, 'type' | 'status'>>(
    session,
    rates,
    foreign,
    sql`c.type, c.status`,
  );
  return { currency, groups: [...own, ...converted] };
}
