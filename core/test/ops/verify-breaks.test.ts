import t from 'tap';
import { type DifferenceCode, invariants } from '../../src/flows/verify/index.ts';
import { aDay } from './day.ts';

/** Every invariant broken on purpose, behind the back of triggers and keys, and the codes by which verify names it, no more and no fewer. */
const breaks: readonly { readonly what: string; readonly sql: string; readonly codes: readonly DifferenceCode[] }[] = [
  {
    what: 'a running balance changed by hand',
    sql: `update balance set amount = amount + 1 where account = 'pending'`,
    codes: ['balance', 'affiliate_total'],
  },
  {
    what: 'a posting taken away together with its balance',
    sql: `with gone as (delete from posting where reason = 'reversed' returning *)
      update balance b set amount = b.amount + gone.amount from gone where b.affiliate_id = gone.affiliate_id and b.account = gone.debit`,
    codes: ['affiliate_total', 'postings', 'conversion_sum'],
  },
  {
    what: 'the amount of a line',
    sql: `update commission set amount = amount + 1 where reversed > 0`,
    codes: ['affiliate_total', 'projection'],
  },
  {
    what: 'more reversed than was credited',
    sql: `update commission set reversed = amount + 1 where reversed > 0`,
    codes: ['affiliate_total', 'reversed_range', 'projection'],
  },
  {
    what: 'a posting more than was credited',
    sql: `update posting set amount = amount * 10 where reason = 'reversed'`,
    codes: ['balance', 'reversed_range', 'postings', 'conversion_sum'],
  },
  {
    what: 'postings of no known payment',
    sql: `update posting set payment_id = gen_random_uuid() where reason = 'reversed'`,
    codes: ['unknown_line', 'postings', 'conversion_sum'],
  },
  {
    what: 'postings of no known line',
    sql: `update posting set line_key = 'gone' where reason = 'reversed'`,
    codes: ['unknown_line', 'reversed_range', 'postings', 'conversion_sum'],
  },
  {
    what: 'C9: a test that posted',
    sql: `update payment set mode = 'test' where external_event_id = 'refunded'`,
    codes: ['affiliate_total', 'test_posted', 'projection'],
  },
  {
    what: 'C8: a line with two overrides',
    sql: `insert into commission (organization_id, payment_id, line_key, id, conversion_id, enrollment_id, affiliate_id, role, model, currency, amount, line)
      select organization_id, payment_id, k, gen_random_uuid(), conversion_id, enrollment_id, affiliate_id, 'override', 'sub_affiliates', currency, 1,
        line || jsonb_build_object('parent', line_key)
      from commission, unnest(array['one', 'two']) k where role = 'base' and reversed = 0`,
    codes: ['affiliate_total', 'overrides', 'projection'],
  },
  {
    what: 'C5: spending of a budget that nobody spent',
    sql: `insert into campaign_spend (organization_id, campaign_id, day, currency, spent) select organization_id, id, '2026-03-01', 'USD', 1 from campaign`,
    codes: ['budget'],
  },
  {
    what: 'C6: sales of an enrollment that nobody made',
    sql: `insert into enrollment_sales (organization_id, enrollment_id, mode, day, currency, sales, volume)
      select organization_id, id, 'live', '2026-03-01', 'USD', 1, 0 from enrollment limit 1`,
    codes: ['standing'],
  },
  {
    what: 'X1: sums of a day and a month in which nothing was sold',
    sql: `insert into summed_period (organization_id, grain, starts, ends, home, time_zone, source, rate_days)
        select id, grain, '2026-03-01T00:00:00Z', timestamptz '2026-03-01T00:00:00Z' + ('1 ' || grain)::interval, home_currency, time_zone, '', 0
        from organization, unnest(array['day', 'month']) grain;
      insert into day_sum select id, '2026-03-01T00:00:00Z', 1, 'live', 'sale', 'approved', false, 'USD', 1, 1, 5, 0, 1, 0, 0, 0, 0, 0, 0, 0 from organization;
      insert into month_sum select id, '2026-03-01T00:00:00Z', id, id, 'USD', 1, 1, 5, 0, 1, 0, 5, 0, 1, 0, 0, 0 from organization`,
    codes: ['summed'],
  },
  {
    what: 'I2: a merged payment that holds something',
    sql: `update payment set merged_into = (select id from payment where external_event_id = 'refunded'), state = 'merged'
      where external_event_id = 'plain'`,
    codes: ['merged_holds', 'postings', 'projection'],
  },
  {
    what: 'I2: a payment merged into nothing',
    sql: `update payment set merged_into = '00000000-0000-0000-0000-000000000001' where external_event_id = 'nobody'`,
    codes: ['merge_lost'],
  },
  {
    what: 'I2: payments merged in a circle',
    sql: `alter table payment drop constraint payment_check;
      update payment p set merged_into = other.id from payment other where p.external_event_id in ('plain', 'refunded')
        and other.external_event_id in ('plain', 'refunded') and other.id <> p.id`,
    codes: ['merged_holds', 'merge_cycle'],
  },
  {
    what: 'customers merged in a circle',
    sql: `update customer set merged_into = id`,
    codes: ['merge_cycle'],
  },
  {
    what: 'an id that leads nowhere',
    sql: `update payment_reference set payment_id = gen_random_uuid() where reference = 'plain'`,
    codes: ['reference_lost', 'reference_elsewhere'],
  },
  {
    what: 'an id that leads to another payment',
    sql: `update payment_reference set payment_id = (select id from payment where external_event_id = 'nobody') where reference = 'plain'`,
    codes: ['reference_elsewhere'],
  },
  {
    what: 'a fact of no payment',
    sql: `update fact set payment_id = gen_random_uuid() where fact ->> 'type' = 'refund.changed'`,
    codes: ['fact_lost', 'postings', 'projection'],
  },
  {
    what: 'a fact stored twice',
    sql: `alter table fact drop constraint fact_organization_id_connection_id_digest_key;
      insert into fact select organization_id, gen_random_uuid(), payment_id, subject, connection_id, digest, fact, occurred_at, recorded_at, delivery_id, actor
        from fact where fact ->> 'type' = 'refund.changed'`,
    codes: ['fact_repeated'],
  },
  {
    what: 'a payment whose facts are gone',
    sql: `delete from fact where payment_id = (select id from payment where external_event_id = 'nobody')`,
    codes: ['no_facts', 'projection'],
  },
  {
    what: 'a fact whose amount is none',
    sql: `update fact set fact = jsonb_set(fact, '{amount}', '"many"') where fact ->> 'type' = 'refund.changed'`,
    codes: ['undecidable'],
  },
  {
    what: 'a fact whose time is none',
    sql: `update fact set fact = jsonb_set(fact, '{occurredAt}', '"soon"') where fact ->> 'key' = 'plain'`,
    codes: ['undecidable'],
  },
  {
    what: 'the amount of a fact',
    sql: `update fact set fact = jsonb_set(fact, '{amount}', '3400') where fact ->> 'type' = 'refund.changed'`,
    codes: ['postings', 'projection'],
  },
  {
    what: 'C7: the standing of a credit taken away',
    sql: `delete from fact where fact ->> 'type' = 'credit.standing' and payment_id = (select id from payment where external_event_id = 'plain')`,
    codes: ['decided'],
  },
  {
    what: 'A8: terms changed in place',
    sql: `update terms set terms = jsonb_set(terms, '{commission,models,cps,rate}', '100000')`,
    codes: ['postings', 'projection'],
  },
  {
    what: 'what a payment shows',
    sql: `update payment set reversed = 5 where external_event_id = 'plain'`,
    codes: ['projection'],
  },
  {
    what: 'what a conversion shows',
    sql: `update conversion set commission = commission + 1 where external_event_id = 'plain'`,
    codes: ['projection', 'conversion_sum'],
  },
  {
    what: 'a conversion taken away',
    sql: `delete from conversion where external_event_id = 'plain'`,
    codes: ['projection'],
  },
  {
    what: 'A8: an open credit nobody will look at when its hold ends',
    sql: `delete from revisit where payment_id = (select id from payment where external_event_id = 'plain')`,
    codes: ['clock_missing'],
  },
  {
    what: 'a delivery nobody works on',
    sql: `insert into inbox (organization_id, id, connection_id, event_id, type, occurred_at, body, due_at)
      select id, gen_random_uuid(), gen_random_uuid(), 'evt_1', 'invoice.paid', now(), '{}', now() - interval '11 minutes' from organization`,
    codes: ['delivery_stuck'],
  },
  {
    what: 'a moment that the database reads otherwise than the rules: it rounds where they cut off',
    sql: `update fact set fact = jsonb_set(fact, '{occurredAt}', to_jsonb(replace(fact ->> 'occurredAt', 'Z', '9999Z'))) where fact ->> 'key' = 'nobody'`,
    codes: ['moment'],
  },
];

for (const { what, sql, codes } of breaks) {
  void t.test(what, async (t) => {
    const { verify, breaking } = await aDay(t);
    t.same(await verify(), [], 'nothing is wrong before');
    await breaking(sql);
    const found = new Set((await verify()).map(({ code }) => code));
    t.same([...found].sort(), [...codes].sort());
  });
}

void t.test('there is a break for every invariant', async (t) => {
  t.same([...new Set(breaks.flatMap(({ codes }) => codes))].sort(), Object.keys(invariants).sort());
});
