import { Client } from 'pg';

/** Each finds rows that should not be there; told by what they would mean. */
const checks: Readonly<Record<string, string>> = {
  'a running balance is not the sum of its postings': `
    select coalesce(b.affiliate_id, s.affiliate_id) as affiliate, coalesce(b.account, s.account) as account, b.amount as balance, s.amount as postings
    from balance b full join (
      select organization_id, affiliate_id, currency, account, sum(delta) as amount from (
        select organization_id, affiliate_id, currency, debit as account, -amount as delta from posting
        union all select organization_id, affiliate_id, currency, credit, amount from posting) moves
      where account in ('pending', 'payable', 'clearing') group by 1, 2, 3, 4
    ) s using (organization_id, affiliate_id, currency, account)
    where coalesce(b.amount, 0) <> coalesce(s.amount, 0)`,
  'a line of a live sale is not what is posted for it': `
    select coalesce(c.payment_id, s.payment_id) as payment, coalesce(c.line_key, s.line_key) as line, c.amount, c.reversed, s.credited, s.taken_back, p.state
    from (select * from commission where amount <> 0 or reversed <> 0) c full join (
      select organization_id, payment_id, line_key, currency,
        sum(case reason when 'credited' then amount when 'credit_withdrawn' then -amount when 'merged' then case credit when 'commission_expense' then -amount else 0 end else 0 end) as credited,
        sum(case reason when 'reversed' then amount when 'given_back' then -amount when 'merged' then case credit when 'commission_expense' then 0 else -amount end else 0 end) as taken_back
      from posting group by 1, 2, 3, 4
    ) s using (organization_id, payment_id, line_key, currency)
    join payment p on p.organization_id = coalesce(c.organization_id, s.organization_id) and p.id = coalesce(c.payment_id, s.payment_id)
    where p.mode = 'live' and p.state <> 'failed'
      and (coalesce(c.amount, 0), coalesce(c.reversed, 0)) is distinct from (coalesce(s.credited, 0), coalesce(s.taken_back, 0))
      -- What the buyer's own referral would have earned is shown and never posted (A7).
      and not (p.state = 'denied' and s.line_key is null)`,
  'a sale does not show the sum of its lines': `
    select v.id, v.commission, v.reversed_commission, l.amount, l.reversed from conversion v left join (
      select organization_id, conversion_id, sum(amount) as amount, sum(reversed) as reversed from commission group by 1, 2
    ) l on l.organization_id = v.organization_id and l.conversion_id = v.id
    where not v.denied and (v.commission, v.reversed_commission) is distinct from (coalesce(l.amount, 0), coalesce(l.reversed, 0))`,
  'a test or a merged payment holds money': `
    select p.id, p.mode, p.state, s.net from payment p join (
      select organization_id, payment_id, sum(case when credit in ('pending', 'payable') then amount else 0 end - case when debit in ('pending', 'payable') then amount else 0 end) as net
      from posting where reason not in ('matured') group by 1, 2) s on s.organization_id = p.organization_id and s.payment_id = p.id
    where (p.mode = 'test' or p.merged_into is not null) and s.net <> 0`,
  'money stands on the wrong side of the hold': `
    select p.id, p.closed, s.pending, s.payable from payment p join (
      select organization_id, payment_id,
        sum(case 'pending' when credit then amount when debit then -amount else 0 end) as pending,
        sum(case 'payable' when credit then amount when debit then -amount else 0 end) as payable
      from posting group by 1, 2) s on s.organization_id = p.organization_id and s.payment_id = p.id
    where case when p.closed then s.pending else s.payable end <> 0 and p.state <> 'failed'`,
  'an open credit has no clock to close it': `
    select p.id, p.state from payment p
    left join revisit r on r.organization_id = p.organization_id and r.reason = 'clock' and r.payment_id = p.id
    where p.mode = 'live' and p.merged_into is null and not p.closed and p.state in ('credited', 'denied', 'tentative', 'failed') and r.id is null
      and not coalesce(p.notes ? 'awaits_validation', false)`,
  'an id leads to two payments': `
    with recursive root as (
      select organization_id, id, id as root, merged_into from payment where merged_into is null
      union all select p.organization_id, p.id, r.root, p.merged_into from payment p join root r on p.organization_id = r.organization_id and p.merged_into = r.id
    ) select f.organization_id, f.reference, f.connection_id, f.mode from payment_reference f
    join root r on r.organization_id = f.organization_id and r.id = f.payment_id
    group by 1, 2, 3, 4 having count(distinct r.root) > 1`,
  'a payment that stands shows a sale as merged, or a merged one shows one that stands': `
    select p.id, p.state, v.id as conversion from payment p join conversion v on v.organization_id = p.organization_id and v.payment_id = p.id
    where not v.withdrawn and (p.merged_into is not null or v.merged or p.state not in ('credited', 'denied', 'failed'))`,
};

/** What in a database does not agree with what else is in it; whatever happened before, there must be nothing. */
export async function disagreements(superuserUrl: string): Promise<readonly object[]> {
  const client = new Client({ connectionString: superuserUrl, options: '-c search_path=fairlead' });
  await client.connect();
  try {
    const found: object[] = [];
    for (const [meaning, text] of Object.entries(checks)) {
      const { rows } = await client.query<object>(text);
      if (rows.length > 0) found.push({ meaning, rows: rows.slice(0, 5), all: rows.length });
    }
    return found;
  } finally {
    await client.end();
  }
}
