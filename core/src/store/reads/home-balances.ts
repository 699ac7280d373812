import type { Scope, Session } from '../session.ts';
import { type ForeignSums, type HomeRates, inHome, rateDay, rated, standings } from './home-sums.ts';
import { run } from './page.ts';
import { type Sql, sql } from './sql.ts';

/**
 * Lines of which something stands in an account of these affiliates, affiliate by currency: what stands where, and C to measure it by. Accounts
 * move by postings, each of one line, so that payouts and write-offs are within; and C is what was credited by them, less what was withdrawn again, so that
 * the lines themselves need not be read.
 */
export const movedLines = (
  { organizationId }: Scope,
  affiliates: readonly string[],
  currencies: readonly string[],
): Sql => sql`
  select t.affiliate_id, t.currency, p.occurred_at, t.amount, t.pending, t.payable, t.clearing
  from (
    select t.affiliate_id, t.currency, t.payment_id, t.line_key,
      sum(case when t.reason = 'credited' then t.amount when t.reason = 'credit_withdrawn' or t.reason = 'merged' and t.credit = 'commission_expense' then -t.amount
        else 0 end)::bigint as amount,
      sum(case when t.credit = 'pending' then t.amount when t.debit = 'pending' then -t.amount else 0 end)::bigint as pending,
      sum(case when t.credit = 'payable' then t.amount when t.debit = 'payable' then -t.amount else 0 end)::bigint as payable,
      sum(case when t.credit = 'clearing' then t.amount when t.debit = 'clearing' then -t.amount else 0 end)::bigint as clearing
    from unnest(${affiliates}::uuid[], ${currencies}::char(3)[]) w (affiliate, currency)
    join posting t on t.organization_id = ${organizationId} and t.affiliate_id = w.affiliate and t.currency = w.currency
    group by 1, 2, 3, 4
  ) t
  join payment p on p.organization_id = ${organizationId} and p.id = t.payment_id
  where t.pending <> 0 or t.payable <> 0 or t.clearing <> 0`;

/** Sums are texts of integers. */
export interface HomeBalance extends Omit<ForeignSums, `foreign${string}`> {
  readonly affiliateId: string;
  readonly currency: string;
  readonly onHold: string;
  readonly payable: string;
  readonly clearing: string;
}

/** C in the home currency less the part of it that stands elsewhere, so that what is taken back is taken back at the original rate (X1). */
const standing = (amount: Sql, isExact: boolean): Sql => {
  const whole = inHome(sql`c.amount`, isExact);
  return sql`coalesce(sum(case when c.amount = 0 or ${amount} = 0 then 0 when ${amount} = c.amount then ${whole}
    else ${whole} - floor((2 * ${whole}::numeric * (c.amount - ${amount}) + c.amount) / (2 * c.amount)::numeric) end), 0)::text`;
};

export async function homeBalances(session: Session, rates: HomeRates, lines: Sql): Promise<readonly HomeBalance[]> {
  const of = (amount: Sql): Sql => standing(amount, rates.isExact);
  return run(
    session,
    sql`select c.affiliate_id as "affiliateId", c.currency, ${of(sql`c.pending`)} as "onHold", ${of(sql`c.payable`)} as payable,
        ${of(sql`c.clearing`)} as clearing, ${standings(rates, sql`c.amount`)}
      from (select c.*, ${rateDay(rates.currency)} as rate_day from (${lines}) c offset 0) c ${rated(rates)} group by 1, 2`,
  );
}
