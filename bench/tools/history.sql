-- A brand with a past: :sales sales, renewals and leads over a year, credited to the enrollments there are; one in twenty is refunded, one in forty
-- denied, one in fifty a test. As many payments nobody is credited for as a fifth of that, and deliveries. Not its facts and postings: lists and
-- counts do not read them.
create function pg_temp.id_at(t timestamptz) returns uuid language sql volatile as $$
  select (lpad(to_hex((extract(epoch from t) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid
$$;
create temp table seller as select e.organization_id, e.id as enrollment_id, e.affiliate_id, e.campaign_id, row_number() over (order by e.id) - 1 as n from enrollment e;
create temp table told as
select s.*, i, now() - make_interval(secs => i * 31536000.0 / :sales) as at, pg_temp.id_at(now() - make_interval(secs => i * 31536000.0 / :sales)) as payment_id,
  pg_temp.id_at(now() - make_interval(secs => i * 31536000.0 / :sales)) as id, pg_temp.id_at(now()) as customer_id, (1000 + (i * 7919) % 50000)::bigint as amount
from generate_series(1, :sales) i join seller s on s.n = (i * 31) % (select count(*) from seller);
analyze told;

insert into customer (organization_id, id, mode, external_id, email) select organization_id, customer_id, 'live', 'user_' || i, 'u' || i || '@shop.example' from told;
insert into customer_key (organization_id, mode, kind, value, customer_id, first_seen_at, last_seen_at)
select organization_id, 'live', 'external', 'user_' || i, customer_id, at, at from told
union all
select t.organization_id, 'live', 'email', encode(sha256(o.salt || convert_to('u' || i || '@shop.example', 'utf8')), 'hex'), customer_id, at, at
from told t join organization o on o.id = t.organization_id;

insert into payment (organization_id, id, kind, mode, created_at, state, reason, occurred_at, currency, amount, external_event_id, customer_id, closed)
select organization_id, payment_id, case when i % 25 = 0 then 'lead' else 'payment' end, case when i % 50 = 0 then 'test' else 'live' end, at, 'credited', 'credited', at,
  case when i % 10 = 0 then 'EUR' else 'USD' end, amount, 'order_' || i, customer_id, i > :sales / 12 from told
union all
select organization_id, pg_temp.id_at(at), 'payment', 'live', at, 'uncredited', case when i % 10 = 0 then 'unknown_code' else 'no_evidence' end, at, 'USD', amount, 'lost_' || i, null, false
from told where i % 5 = 0;
insert into payment_reference (organization_id, reference, connection_id, mode, payment_id)
select organization_id, 'order_' || i, '00000000-0000-0000-0000-000000000000', case when i % 50 = 0 then 'test' else 'live' end, payment_id from told;

insert into conversion (organization_id, id, payment_id, enrollment_id, affiliate_id, campaign_id, type, mode, method, coupon_code, click_id, customer_id, external_event_id,
  currency, amount, base, reversed_amount, commission, reversed_commission, occurred_at, recorded_at, payable_at, eligible_at, closed, denied)
select organization_id, id, payment_id, enrollment_id, affiliate_id, campaign_id, case when i % 25 = 0 then 'lead' when i % 3 = 0 then 'renewal' else 'sale' end,
  case when i % 50 = 0 then 'test' else 'live' end, case when i % 7 = 0 then 'coupon' else 'click' end, case when i % 7 = 0 then 'CODE' || i % 12 end,
  case when i % 7 <> 0 then gen_random_uuid() end, customer_id, 'order_' || i, case when i % 25 = 0 then null when i % 10 = 0 then 'EUR' else 'USD' end,
  amount, amount, case when i % 20 = 1 then amount else 0 end, amount / 5, case when i % 20 = 1 or i % 40 = 3 then amount / 5 else 0 end, at, at, at + interval '30 days', at + interval '30 days',
  i > :sales / 12, i % 40 = 3 from told;

insert into connection (organization_id, id, adapter, name, mode, sealed) select id, gen_random_uuid(), 'stripe', 'Stripe', 'live', '\x00'::bytea from organization;
insert into inbox (organization_id, id, connection_id, event_id, type, occurred_at, received_at, body, state, problem, finished_at)
select t.organization_id, pg_temp.id_at(t.at), c.id, 'evt_' || i, case when i % 9 = 0 then 'charge.refunded' else 'invoice.paid' end, t.at, t.at, '\x7b7d'::bytea,
  case when i % 5000 = 7 then 'parked' when i % 700 = 3 then 'quarantined' else 'processed' end, null, t.at
from told t join connection c on c.organization_id = t.organization_id;
