import type { Session } from '../session.ts';
import { run } from './page.ts';
import { type Sql, sql } from './sql.ts';

/** What was paid in one currency on one UTC day. */
export interface CurrencyDay {
  readonly currency: string;
  /** YYYY-MM-DD */
  readonly day: string;
}

/** Minor units of the home currency for one minor unit, as an exact fraction (X2). */
export interface HomeRate extends CurrencyDay {
  /** `converted`, or why it is left out. */
  readonly state: 'converted' | 'pending' | 'unavailable';
  readonly numerator: bigint | null;
  readonly denominator: bigint | null;
}

export interface HomeRates {
  readonly currency: string;
  readonly rates: readonly HomeRate[];
}

/** The currencies and UTC days of rows `c`, but for those in the home currency itself. */
export async function foreignDays(session: Session, home: string, rows: Sql): Promise<readonly CurrencyDay[]> {
  return run(
    session,
    sql`select distinct c.currency, (c.occurred_at at time zone 'UTC')::date::text as day from (${rows}) c
      where c.currency <> ${home} and c.occurred_at is not null`,
  );
}

/** Rates as rows `r`, joined to rows `c`. */
export const rated = ({ rates }: HomeRates): Sql => {
  const of = <T>(member: (rate: HomeRate) => T): readonly T[] => rates.map(member);
  return sql`left join unnest(${of(({ currency }) => currency)}::text[], ${of(({ day }) => day)}::date[], ${of(({ state }) => state)}::text[],
      ${of(({ numerator }) => numerator)}::numeric[], ${of(({ denominator }) => denominator)}::numeric[]) r (currency, day, state, n, d)
    on r.currency = c.currency::text and r.day = (c.occurred_at at time zone 'UTC')::date`;
};

/** An amount of at least 0 in the home currency by rate `r`, rounded once, half up: as `inHome` of the domain says it. */
export const inHome = (amount: Sql): Sql => sql`div(2 * ${amount}::numeric * r.n + r.d, 2 * r.d)`;

/** What of it went back: the same part of it, so that the original rate holds (X1), as `reversedInHome` says it. */
export const reversedInHome = (amount: Sql, reversed: Sql): Sql =>
  sql`case when ${amount} = 0 then 0 else div(2 * ${inHome(amount)} * ${reversed}::numeric + ${amount}, 2 * ${amount}::numeric) end`;

/** How many rows `c` have no rate: they wait for one, or there is none. They are in no sum. */
export const leftOut: Sql = sql`count(*) filter (where r.state = 'pending')::int as pending, count(*) filter (where r.state = 'unavailable')::int as unavailable`;

/** Sums are texts of integers. */
export interface HomeSums {
  readonly amount: string;
  readonly refundedAmount: string;
  readonly commission: string;
  readonly reversedCommission: string;
  readonly pending: number;
  readonly unavailable: number;
}

/** Sums in the home currency of conversions `c`, grouped by `keys` of them: each amount and each line is converted by itself (X1). */
export async function homeSumsOfConversions<Keys extends object>(
  session: Session,
  rates: HomeRates,
  conversions: Sql,
  keys: Sql,
  counts: Sql = sql`count(*)::int as count`,
): Promise<readonly (Keys & HomeSums)[]> {
  const { currency: home } = rates;
  const own = (amount: Sql, foreign: Sql): Sql =>
    sql`coalesce(sum(case when c.currency = ${home} then ${amount} else ${foreign} end), 0)::text`;
  return run(
    session,
    sql`select ${keys}, ${counts}, ${own(sql`c.amount`, inHome(sql`c.amount`))} as amount,
        ${own(sql`c.reversed_amount`, reversedInHome(sql`c.amount`, sql`c.reversed_amount`))} as "refundedAmount",
        ${own(sql`c.commission`, sql`l.earned`)} as commission, ${own(sql`c.reversed_commission`, sql`l.taken_back`)} as "reversedCommission",
        ${leftOut}
      from (${conversions}) c ${rated(rates)}
      left join lateral (
        select sum(${inHome(sql`m.amount`)}) as earned, sum(${reversedInHome(sql`m.amount`, sql`m.reversed`)}) as taken_back
        from commission m where m.organization_id = c.organization_id and m.conversion_id = c.id and c.commission > 0 and r.n is not null
      ) l on true
      group by ${keys}`,
  );
}

/** The same of payments `c`, which have neither lines nor sums of them. */
export async function homeSumsOfPayments<Keys extends object>(
  session: Session,
  rates: HomeRates,
  payments: Sql,
  keys: Sql,
  counts: Sql = sql`count(*)::int as count`,
): Promise<readonly (Keys & Omit<HomeSums, 'commission' | 'reversedCommission'>)[]> {
  const own = (amount: Sql, foreign: Sql): Sql =>
    sql`coalesce(sum(case when c.currency = ${rates.currency} then ${amount} else ${foreign} end), 0)::text`;
  return run(
    session,
    sql`select ${keys}, ${counts}, ${own(sql`c.amount`, inHome(sql`c.amount`))} as amount,
        ${own(sql`least(c.reversed, c.amount)`, reversedInHome(sql`c.amount`, sql`least(c.reversed, c.amount)`))} as "refundedAmount", ${leftOut}
      from (${payments}) c ${rated(rates)} group by ${keys}`,
  );
}
