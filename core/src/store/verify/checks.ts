import type { Scope, Session, Statement } from '../session.ts';

/** One thing that is not as it must be. Amounts are minor units as text: sums may be beyond what a JSON number holds. */
export interface Broken {
  readonly about: Readonly<Record<string, string>>;
  readonly expected: string;
  readonly found: string;
}

/** What holds over all rows of an organization, asked as one statement, which sees one moment. */
export interface Check {
  readonly code: CheckCode;
  readonly sql: string;
}

export type CheckCode =
  | 'balance'
  | 'affiliate_total'
  | 'reversed_range'
  | 'unknown_line'
  | 'test_posted'
  | 'overrides'
  | 'budget'
  | 'standing'
  | 'merged_holds'
  | 'merge_lost'
  | 'merge_cycle'
  | 'reference_lost'
  | 'fact_lost'
  | 'fact_repeated'
  | 'delivery_stuck';

/** What an account gained by a posting: credits add, debits take. */
const moves = (filter = ''): string => `
  select organization_id, payment_id, line_key, affiliate_id, currency, debit as account, -amount as delta from posting where organization_id = $1 ${filter}
  union all
  select organization_id, payment_id, line_key, affiliate_id, currency, credit, amount from posting where organization_id = $1 ${filter}`;

/** A walk up the merges of a table; a row met twice on one way is a cycle. */
const cycles = (table: 'payment' | 'customer'): string => `
  with recursive up (start, id) as (
    select id, merged_into from ${table} where organization_id = $1 and merged_into is not null
    union all
    select up.start, t.merged_into from up join ${table} t on t.organization_id = $1 and t.id = up.id where t.merged_into is not null
  ) cycle id set met_again using way
  select distinct jsonb_build_object('${table}', start) as about, 'an end' as expected, 'a cycle of merges' as found from up where met_again`;

const lost = (table: 'payment' | 'customer'): string => `
  select jsonb_build_object('${table}', t.id) as about, 'a known ${table}' as expected, t.merged_into::text as found
  from ${table} t left join ${table} into_it on into_it.organization_id = $1 and into_it.id = t.merged_into
  where t.organization_id = $1 and t.merged_into is not null and into_it.id is null`;

export const checks: readonly Check[] = [
  {
    code: 'balance',
    sql: `with summed as (select affiliate_id, currency, account, sum(delta) as amount from (${moves()}) m
        where account in ('pending', 'payable', 'clearing') group by 1, 2, 3),
      running as (select affiliate_id, currency, account, amount from balance where organization_id = $1)
      select jsonb_build_object('affiliate', affiliate_id, 'currency', currency, 'account', account) as about,
        coalesce(summed.amount, 0)::text as expected, coalesce(running.amount, 0)::text as found
      from summed full join running using (affiliate_id, currency, account) where coalesce(summed.amount, 0) <> coalesce(running.amount, 0)`,
  },
  {
    code: 'affiliate_total',
    sql: `with demanded as (
        select m.affiliate_id, m.currency, sum(m.amount - m.reversed) as amount from commission m
        join payment p on p.organization_id = $1 and p.id = m.payment_id and p.mode = 'live' where m.organization_id = $1 group by 1, 2),
      held as (
        select affiliate_id, currency, sum(amount) as amount from (
          select affiliate_id, currency, amount from balance where organization_id = $1
          union all
          select affiliate_id, currency, delta from (${moves(`and (debit in ('paid_out', 'written_off') or credit in ('paid_out', 'written_off'))`)}) m
          where account in ('paid_out', 'written_off')
        ) accounts group by 1, 2)
      select jsonb_build_object('affiliate', affiliate_id, 'currency', currency) as about,
        coalesce(demanded.amount, 0)::text as expected, coalesce(held.amount, 0)::text as found
      from demanded full join held using (affiliate_id, currency) where coalesce(demanded.amount, 0) <> coalesce(held.amount, 0)`,
  },
  {
    code: 'reversed_range',
    sql: `select jsonb_build_object('payment', payment_id, 'line', line_key) as about, '0 to ' || amount as expected, reversed::text as found
      from commission where organization_id = $1 and (reversed < 0 or reversed > amount or amount < 0)`,
  },
  {
    code: 'unknown_line',
    sql: `select jsonb_build_object('payment', t.payment_id, 'line', t.line_key) as about,
        case when p.id is null then 'a known payment' else 'a known line of the same enrollment and affiliate' end as expected,
        count(*) || ' postings without' as found
      from posting t
      left join payment p on p.organization_id = $1 and p.id = t.payment_id
      left join commission m on m.organization_id = $1 and m.payment_id = t.payment_id and m.line_key = t.line_key
        and m.enrollment_id = t.enrollment_id and m.affiliate_id = t.affiliate_id
      where t.organization_id = $1 and (p.id is null or m.payment_id is null) group by 1, 2`,
  },
  {
    code: 'test_posted',
    sql: `select jsonb_build_object('payment', p.id) as about, '0 postings' as expected, count(*) || ' postings' as found
      from posting t join payment p on p.organization_id = $1 and p.id = t.payment_id and p.mode = 'test' where t.organization_id = $1 group by 1`,
  },
  {
    code: 'overrides',
    sql: `select jsonb_build_object('payment', m.payment_id, 'line', m.line ->> 'parent') as about, 'one override of a base line' as expected,
        count(*) || ' of ' || coalesce(min(parent.role), 'no line') as found
      from commission m
      left join commission parent on parent.organization_id = $1 and parent.payment_id = m.payment_id and parent.line_key = m.line ->> 'parent'
      where m.organization_id = $1 and m.role = 'override' and m.amount > 0
      group by 1 having count(*) > 1 or min(parent.role) is distinct from 'base'`,
  },
  {
    code: 'budget',
    sql: `with summed as (select campaign_id, (occurred_at at time zone 'UTC')::date as day, currency, sum(commission - reversed_commission) as spent
        from conversion where organization_id = $1 and budgeted and mode = 'live' and currency is not null group by 1, 2, 3),
      running as (select campaign_id, day, currency, spent from campaign_spend where organization_id = $1)
      select jsonb_build_object('campaign', campaign_id, 'day', day, 'currency', currency) as about, coalesce(summed.spent, 0)::text as expected,
        coalesce(running.spent, 0)::text as found
      from summed full join running using (campaign_id, day, currency) where coalesce(summed.spent, 0) <> coalesce(running.spent, 0)`,
  },
  {
    code: 'standing',
    sql: `with summed as (select c.enrollment_id, c.mode, (c.occurred_at at time zone 'UTC')::date as day, c.currency,
          count(*) filter (where c.reversed_amount < c.amount) as sales, sum(c.base - c.reversed_base) as volume
        from conversion c join campaign p on p.organization_id = $1 and p.id = c.campaign_id and p.tiered
        where c.organization_id = $1 and c.role = 'credit' and c.type in ('sale', 'renewal') and not (c.denied or c.merged or c.withdrawn) group by 1, 2, 3, 4),
      running as (select enrollment_id, mode, day, currency, sales, volume from enrollment_sales where organization_id = $1)
      select jsonb_build_object('enrollment', enrollment_id, 'mode', mode, 'day', day, 'currency', currency) as about,
        coalesce(summed.sales, 0) || ' sales, ' || coalesce(summed.volume, 0) as expected, coalesce(running.sales, 0) || ' sales, ' || coalesce(running.volume, 0) as found
      from summed full join running using (enrollment_id, mode, day, currency)
      where (coalesce(summed.sales, 0), coalesce(summed.volume, 0)) <> (coalesce(running.sales, 0), coalesce(running.volume, 0))`,
  },
  {
    code: 'merged_holds',
    sql: `select jsonb_build_object('payment', m.payment_id, 'line', m.line_key, 'currency', m.currency) as about, '0' as expected, (-sum(m.delta))::text as found
      from (${moves()}) m join payment p on p.organization_id = $1 and p.id = m.payment_id and p.merged_into is not null
      where m.account = 'commission_expense' group by 1 having sum(m.delta) <> 0`,
  },
  { code: 'merge_lost', sql: lost('payment') },
  { code: 'merge_lost', sql: lost('customer') },
  { code: 'merge_cycle', sql: cycles('payment') },
  { code: 'merge_cycle', sql: cycles('customer') },
  {
    code: 'reference_lost',
    sql: `select jsonb_build_object('reference', r.reference, 'connection', r.connection_id) as about, 'a known payment' as expected, r.payment_id::text as found
      from payment_reference r left join payment p on p.organization_id = $1 and p.id = r.payment_id where r.organization_id = $1 and p.id is null`,
  },
  {
    code: 'fact_lost',
    sql: `select jsonb_build_object('fact', f.id) as about, 'a known payment' as expected, f.payment_id::text as found
      from fact f left join payment p on p.organization_id = $1 and p.id = f.payment_id
      where f.organization_id = $1 and f.payment_id is not null and p.id is null`,
  },
  {
    code: 'fact_repeated',
    sql: `select jsonb_build_object('connection', connection_id, 'digest', digest) as about, '1 fact' as expected, count(*) || ' facts' as found
      from fact where organization_id = $1 group by connection_id, digest having count(*) > 1`,
  },
  {
    code: 'delivery_stuck',
    sql: `select jsonb_build_object('delivery', id, 'event', event_id) as about, 'worked on within 10 minutes of ' || iso(due_at) as expected,
        attempts || ' tries' as found
      from inbox where organization_id = $1 and state = 'received' and due_at < now() - interval '10 minutes'`,
  },
];

/** Beyond this many of one kind, one more tells no more. */
export const mostOfOneKind = 1_000;

/** Lines are tuned for looking up by key; here whole tables are read, and each statement is planned for what it will find. */
const wholeTables: Statement = {
  name: 'verify_whole_tables',
  text: `select set_config('enable_seqscan', 'on', true), set_config('plan_cache_mode', 'force_custom_plan', true)`,
};

/** What of one check is broken. */
export async function runCheck(session: Session, scope: Scope, { sql }: Check): Promise<readonly Broken[]> {
  const statement: Statement = { name: '', text: `${sql} order by 1 limit ${mostOfOneKind}` };
  await session.query(wholeTables, []);
  return session.query<Broken & Record<string, unknown>>(statement, [scope.organizationId]);
}

const waitingStatement: Statement = {
  name: 'verify_waiting',
  text: `select count(*) filter (where state = 'received')::int as received, count(*) filter (where state = 'parked')::int as parked,
      count(*) filter (where state = 'quarantined')::int as quarantined
    from inbox where organization_id = $1 and state in ('received', 'parked', 'quarantined')`,
};

/** Deliveries whose facts are not all in yet. */
export interface Waiting {
  readonly received: number;
  readonly parked: number;
  readonly quarantined: number;
}

export async function countWaiting(session: Session, scope: Scope): Promise<Waiting> {
  const [row] = await session.query<Waiting & Record<string, unknown>>(waitingStatement, [scope.organizationId]);
  return row ?? { received: 0, parked: 0, quarantined: 0 };
}
