import type { ConversionGroup } from '../../store/reads/conversion-summary.ts';
import { type HomeSums, homeSumsOfConversions } from '../../store/reads/home-sums.ts';
import { homeCurrency } from '../../store/reads/home-currency.ts';
import { type Sql, sql } from '../../store/reads/sql.ts';
import type { Scope, Session } from '../../store/session.ts';
import type { Engine } from '../engine.ts';
import { homeRatesOf } from './home-rates.ts';

/** Conversions that agree in type and status, in the home currency. */
export type HomeGroup = Pick<ConversionGroup, 'type' | 'status'> & HomeSums;

/** `groups` in the home currency. Where all of it was paid in it, nothing has to be converted, nor read again. */
export async function homeGroups(
  engine: Pick<Engine, 'rates'>,
  session: Session,
  scope: Scope,
  groups: readonly ConversionGroup[],
  rows: Sql,
): Promise<{ readonly currency: string; readonly groups: readonly HomeGroup[] }> {
  const currency = await homeCurrency(session, scope);
  if (groups.every((group) => group.currency === null || group.currency === currency)) {
    return { currency, groups: groups.map((group) => ({ ...group, pending: 0, unavailable: 0 })) };
  }
  const rates = await homeRatesOf(engine, session, scope, rows);
  return { currency, groups: await homeSumsOfConversions(session, rates, rows, sql`c.type, c.status`) };
}
