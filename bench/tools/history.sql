-- A brand with a past: :sales sales, renewals and leads over a year, credited to :affiliates affiliates, of whom the first forty-one bring half; one in
-- five in another currency than its own, one in twenty is refunded, one in forty denied, one in fifty a test, one in forty earns two lines. As many
-- payments nobody is credited for as a fifth of that, deliveries, postings, :clicks clicks, and a rate for every working day. Not its facts.
create function pg_temp.id_at(t timestamptz) returns uuid language sql volatile as $$
  select (lpad(to_hex((extract(epoch from t) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid
$$;

create temp table more as
select gen_random_uuid() as affiliate_id, gen_random_uuid() as enrollment_id, o.id as organization_id, c.id as campaign_id, i
from organization o join campaign c on c.organization_id = o.id and c.slug = 'main', generate_series(1, :affiliates - 40) i;
insert into affiliate (organization_id, id, name, email, email_key)
select organization_id, affiliate_id, 'Partner ' || i, 'p' || i || '@partners.example', 'p' || i || '@partners.example' from more;
insert into enrollment (organization_id, id, campaign_id, affiliate_id, slug, status)
select organization_id, enrollment_id, campaign_id, affiliate_id, 'p-' || i, case when i % 20 = 0 then 'pending' else 'approved' end from more;

insert into link (organization_id, id, enrollment_id) select organization_id, gen_random_uuid(), enrollment_id from more;
insert into coupon (organization_id, id, enrollment_id, code) select organization_id, gen_random_uuid(), enrollment_id, 'PARTNER' || i from more;

create temp table seller as select e.organization_id, e.id as enrollment_id, e.affiliate_id, e.campaign_id,
  row_number() over (order by m.i nulls first, e.id) - 1 as n from enrollment e left join more m on m.enrollment_id = e.id;
analyze seller;
create temp table told as
select s.*, i, now() - make_interval(secs => i * 31536000.0 / :sales) as at, pg_temp.id_at(now() - make_interval(secs => i * 31536000.0 / :sales)) as payment_id,
  pg_temp.id_at(now() - make_interval(secs => i * 31536000.0 / :sales)) as id, pg_temp.id_at(now()) as customer_id,
  pg_temp.id_at(now() - make_interval(secs => i * 31536000.0 / :sales)) as click_id, (1000 + (i * 7919) % 50000)::bigint as amount,
  case when i % 10 = 0 then 'EUR' when i % 20 = 5 then 'GBP' when i % 20 = 3 then 'JPY' else 'USD' end as currency, i % 40 in (7, 10) as several
from generate_series(1, :sales) i
join seller s on s.n = case when i % 2 = 0 then (i / 2) % 41 else (i * 31::bigint) % (select count(*) from seller) end;
analyze told;

insert into customer (organization_id, id, mode, external_id, email) select organization_id, customer_id, 'live', 'user_' || i, 'u' || i || '@shop.example' from told;
insert into customer_key (organization_id, mode, kind, value, customer_id, first_seen_at, last_seen_at)
select organization_id, 'live', 'external', 'user_' || i, customer_id, at, at from told
union all
select t.organization_id, 'live', 'email', encode(sha256(o.salt || convert_to('u' || i || '@shop.example', 'utf8')), 'hex'), customer_id, at, at
from told t join organization o on o.id = t.organization_id;

insert into payment (organization_id, id, kind, mode, created_at, state, reason, occurred_at, currency, amount, reversed, external_event_id, customer_id, closed)
select organization_id, payment_id, case when i % 25 = 0 then 'lead' else 'payment' end, case when i % 50 = 0 then 'test' else 'live' end, at, 'credited', 'credited', at,
  currency, amount, case when i % 20 = 1 then amount else 0 end, 'order_' || i, customer_id, i > :sales / 12 from told
union all
select organization_id, pg_temp.id_at(at), 'payment', 'live', at, 'uncredited', case when i % 10 = 0 then 'unknown_code' else 'no_evidence' end, at, currency, amount, 0, 'lost_' || i, null, false
from told where i % 5 = 0;
insert into payment_reference (organization_id, reference, connection_id, mode, payment_id)
select organization_id, 'order_' || i, '00000000-0000-0000-0000-000000000000', case when i % 50 = 0 then 'test' else 'live' end, payment_id from told;

insert into conversion (organization_id, id, payment_id, enrollment_id, affiliate_id, campaign_id, type, mode, method, coupon_code, click_id, customer_id, external_event_id,
  currency, amount, base, reversed_amount, commission, reversed_commission, occurred_at, recorded_at, payable_at, eligible_at, closed, denied, returned, several)
select organization_id, id, payment_id, enrollment_id, affiliate_id, campaign_id, case when i % 25 = 0 then 'lead' when i % 3 = 0 then 'renewal' else 'sale' end,
  case when i % 50 = 0 then 'test' else 'live' end, case when i % 7 = 0 then 'coupon' else 'click' end, case when i % 7 = 0 then 'CODE' || i % 12 end,
  case when i % 7 <> 0 then click_id end, customer_id, 'order_' || i, case when i % 25 = 0 then null else currency end,
  amount, amount, case when i % 20 = 1 then amount else 0 end, case when i % 40 = 3 then 0 else amount / 5 end, case when i % 20 = 1 then amount / 5 else 0 end, at, at,
  at + interval '30 days', at + interval '30 days', i > :sales / 12, i % 40 = 3, i % 20 = 1, several from told;
insert into commission (organization_id, payment_id, line_key, id, conversion_id, enrollment_id, affiliate_id, role, model, currency, amount, reversed, line)
select organization_id, payment_id, enrollment_id || '/' || model, gen_random_uuid(), t.id, enrollment_id, affiliate_id, 'base', model, currency,
  case when not several then amount / 5 when model = 'cps' then amount / 5 - amount / 50 else amount / 50 end, case when i % 20 = 1 then amount / 5 else 0 end,
  jsonb_build_object('key', enrollment_id || '/' || model, 'model', model, 'steps', repeat('a step of it, ', 40))
from told t, unnest(array['cps', 'recurring']) model where model = 'cps' or several;
insert into posting (organization_id, id, payment_id, line_key, enrollment_id, affiliate_id, currency, debit, credit, amount, reason, occurred_at, actor)
select t.organization_id, pg_temp.id_at(t.at), t.payment_id, m.line_key, t.enrollment_id, t.affiliate_id, t.currency, p.debit, p.credit, m.amount, p.reason, t.at, 'core'
from told t join commission m on m.organization_id = t.organization_id and m.payment_id = t.payment_id,
  (values ('commission_expense', 'pending', 'credited'), ('pending', 'payable', 'matured'), ('payable', 'commission_expense', 'reversed')) p (debit, credit, reason)
where i % 50 <> 0 and i % 40 <> 3 and m.amount > 0 and (p.reason = 'credited' or i > :sales / 12 and (p.reason = 'matured' or i % 20 = 1));

insert into exchange_rate (source, day, rates)
select 'ecb', d::date, jsonb_build_object('USD', round(1.05 + n % 97 / 1000.0, 4)::text, 'GBP', round(0.84 + n % 89 / 10000.0, 4)::text, 'JPY', round(155 + n % 101 / 10.0, 4)::text,
  'CHF', round(0.93 + n % 83 / 10000.0, 4)::text)
from generate_series(current_date - 400, current_date - 1, interval '1 day') with ordinality g (d, n) where extract(isodow from d) < 6;

select ensure_click_partitions(now() - make_interval(months => m), 2) from generate_series(0, 12) m;
-- Each tenth is of a visitor who was there before, some of them within the hour; one in fifteen is a bot's; one in five has a label of the affiliate's.
insert into click (organization_id, id, at, mode, visitor, enrollment_id, window_days, counts, known, reason, details)
select s.organization_id, coalesce(t.click_id, pg_temp.id_at(now() - make_interval(secs => i * 31536000.0 / :clicks))), now() - make_interval(secs => i * 31536000.0 / :clicks),
  'live', case when i % 10 = 4 then i + 82 else i end, coalesce(t.enrollment_id, s.enrollment_id), 60, i % 15 <> 0, i % 10 = 4, case when i % 15 = 0 then 'bot' end,
  case when i % 5 = 0 then jsonb_build_object('via', 'link', 'sub1', 'label' || i % 400) else '{"via": "link"}' end
from generate_series(1, :clicks) i
left join (select i * greatest(:clicks / :sales, 1) as nth, click_id, enrollment_id from told) t on t.nth = i
join seller s on s.n = case when i % 2 = 0 then (i / 2) % 41 else (i * 31::bigint) % (select count(*) from seller) end;

insert into connection (organization_id, id, adapter, name, mode, sealed) select id, gen_random_uuid(), 'stripe', 'Stripe', 'live', '\x00'::bytea from organization;
insert into inbox (organization_id, id, connection_id, event_id, type, occurred_at, received_at, body, state, problem, finished_at)
select t.organization_id, pg_temp.id_at(t.at), c.id, 'evt_' || i, case when i % 9 = 0 then 'charge.refunded' else 'invoice.paid' end, t.at, t.at, '\x7b7d'::bytea,
  case when i % 5000 = 7 then 'parked' when i % 700 = 3 then 'quarantined' else 'processed' end, null, t.at
from told t join connection c on c.organization_id = t.organization_id;
