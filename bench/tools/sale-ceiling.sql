-- The ceiling a sale is measured against: one call that looks up and writes the same rows, with row level security and triggers on, decided by
-- hand-written SQL. No plugin, no identity across connections, no explanation beyond a fixed one.
create or replace function bench_sale(o uuid, who text, ext text, cust text, clk uuid, amt bigint, ids uuid[]) returns bigint language plpgsql as $$
declare k record; e record; t jsonb; c bigint; cu uuid; status text; cstate text; a uuid; d jsonb; now_ timestamptz := clock_timestamp(); line jsonb; f jsonb; payable timestamptz; rate bigint; lock1 record; known int;
begin
  perform set_config('role', 'fairlead_app', true), set_config('app.organization', o::text, true), set_config('app.actor', who, true), set_config('app.reason', '', true);
  perform pg_advisory_xact_lock(hashtextextended(o || ':live:' || ext, 0));
  select 1 into known from payment_reference where organization_id = o and reference = ext;
  if found then return -1; end if;
  insert into payment (organization_id, id, kind, mode) values (o, ids[1], 'payment', 'live');
  insert into payment_reference (organization_id, reference, connection_id, mode, payment_id) values (o, ext, '00000000-0000-0000-0000-000000000000', 'live', ids[1]);
  select customer_id into cu from customer_key where organization_id = o and mode = 'live' and kind = 'external' and value = cust;
  if cu is null then
    cu := ids[2];
    insert into customer (organization_id, id, mode, external_id) values (o, cu, 'live', cust);
    insert into customer_key values (o, 'live', 'external', cust, '00000000-0000-0000-0000-000000000000', cu, now_, now_);
  else
    select v.* into lock1 from conversion v where organization_id = o and customer_id = cu order by occurred_at limit 1;
  end if;
  f := jsonb_build_object('type', 'payment.received', 'key', ext, 'refs', '[]'::jsonb, 'rank', 5, 'occurredAt', now_, 'currency', 'USD', 'amount', amt, 'billing', 'one_time', 'customer', jsonb_build_object('id', cu, 'externalId', cust), 'items', '[]'::jsonb, 'evidence', jsonb_build_object('clickIds', jsonb_build_array(clk)));
  insert into fact (organization_id, id, payment_id, connection_id, digest, fact, occurred_at, actor) values (o, ids[3], ids[1], '00000000-0000-0000-0000-000000000000', encode(sha256(convert_to(f::text, 'utf8')), 'base64'), f, now_, who);
  select * into k from click where organization_id = o and id = clk;
  select * into e from enrollment where organization_id = o and id = k.enrollment_id;
  select p.status into status from enrollment_period p where p.organization_id = o and p.enrollment_id = e.id and p.valid_from <= now_ order by p.valid_from desc limit 1;
  select p.state into cstate from campaign_period p where p.organization_id = o and p.campaign_id = e.campaign_id and p.valid_from <= now_ order by p.valid_from desc limit 1;
  select x.terms into t from terms x where x.organization_id = o and x.campaign_id = e.campaign_id and x.level = 'campaign' and x.valid_from <= now_ order by x.valid_from desc limit 1;
  rate := (t -> 'commission' -> 'models' -> 'cps' ->> 'rate')::bigint; c := (amt * rate + 500000) / 1000000; payable := now_ + make_interval(days => (t -> 'commission' ->> 'holdDays')::int);
  d := jsonb_build_object('outcome', 'credited', 'reason', 'credited', 'method', 'link', 'strategy', 'click', 'shares', jsonb_build_array(jsonb_build_object('enrollmentId', e.id, 'weight', 1000000)), 'asked', jsonb_build_array(
    jsonb_build_object('strategy', 'subscription_lock', 'outcome', 'passed', 'reason', 'no_subscription', 'values', '{}'::jsonb), jsonb_build_object('strategy', 'coupon', 'outcome', 'passed', 'reason', 'no_coupon', 'values', '{}'::jsonb),
    jsonb_build_object('strategy', 'click', 'outcome', 'claimed', 'reason', 'last_click', 'values', jsonb_build_object('clickId', clk, 'clickAt', k.at, 'enrollmentId', e.id, 'windowDays', 60)), jsonb_build_object('strategy', 'slug', 'outcome', 'passed', 'reason', 'no_slug', 'values', '{}'::jsonb)));
  line := jsonb_build_object('key', e.id || '/cps', 'enrollmentId', e.id, 'affiliateId', e.affiliate_id, 'campaignId', e.campaign_id, 'model', 'cps', 'role', 'base', 'amount', c, 'base', amt, 'weight', 1000000, 'steps', jsonb_build_array(jsonb_build_object('op', 'rate', 'values', jsonb_build_object('base', amt, 'ppm', rate, 'result', c))));
  insert into fact (organization_id, id, payment_id, connection_id, digest, fact, occurred_at, actor) values (o, ids[4], ids[1], '00000000-0000-0000-0000-000000000000', encode(sha256(convert_to(ids[4]::text, 'utf8')), 'base64'), jsonb_build_object('type', 'credit.standing', 'slot', 1, 'payableAt', payable, 'eligibleAt', payable), now_, 'core');
  update payment set state = 'credited', reason = 'credited', occurred_at = now_, currency = 'USD', amount = amt, connection_id = '00000000-0000-0000-0000-000000000000', external_event_id = ext, customer_id = cu, decision = d where organization_id = o and id = ids[1];
  insert into conversion (organization_id, id, payment_id, enrollment_id, role, affiliate_id, campaign_id, type, mode, method, click_id, click_at, customer_id, external_event_id, connection_id, currency, amount, base, commission, occurred_at, payable_at, eligible_at)
  values (o, ids[5], ids[1], e.id, 'credit', e.affiliate_id, e.campaign_id, 'sale', 'live', 'link', clk, k.at, cu, ext, '00000000-0000-0000-0000-000000000000', 'USD', amt, amt, c, now_, payable, payable);
  insert into commission (organization_id, payment_id, line_key, id, conversion_id, enrollment_id, affiliate_id, role, model, currency, amount, line) values (o, ids[1], e.id || '/cps', ids[6], ids[5], e.id, e.affiliate_id, 'base', 'cps', 'USD', c, line);
  insert into posting (organization_id, id, payment_id, line_key, enrollment_id, affiliate_id, currency, debit, credit, amount, reason, occurred_at, actor) values (o, ids[7], ids[1], e.id || '/cps', e.id, e.affiliate_id, 'USD', 'commission_expense', 'pending', c, 'credited', now_, who);
  insert into outbox (organization_id, id, topic, payload) values (o, ids[8], 'conversion.created', jsonb_build_object('paymentId', ids[1]));
  insert into revisit (organization_id, id, payment_id, due_at, reason) values (o, ids[9], ids[1], payable, 'clock');
  return c;
end $$;
