-- Writing what a settlement decided, in one call under the payment's lock: core facts, projections, postings, what to look at again.

create function write_settlement(o uuid, d jsonb, who text) returns void language plpgsql as $$
declare p jsonb := d -> 'payment';
begin
  if jsonb_array_length(d -> 'facts') > 0 then
    insert into fact (organization_id, id, payment_id, connection_id, digest, fact, occurred_at, actor, reason)
    select o, f.id, (p ->> 'id')::uuid, '00000000-0000-0000-0000-000000000000', f.digest, f.fact, f."occurredAt", f.actor, f.reason
    from jsonb_to_recordset(d -> 'facts') f (id uuid, digest text, fact jsonb, "occurredAt" timestamptz, actor text, reason text)
    on conflict do nothing;
  end if;

  update payment set state = p ->> 'state', reason = p ->> 'reason', occurred_at = (p ->> 'occurredAt')::timestamptz, currency = p ->> 'currency',
    amount = (p ->> 'amount')::bigint, reversed = (p ->> 'reversed')::bigint, connection_id = (p ->> 'connectionId')::uuid,
    external_event_id = p ->> 'externalEventId', customer_id = (p ->> 'customerId')::uuid, subscription = p ->> 'subscription',
    closed = (p ->> 'closed')::boolean, decision = p -> 'decision', notes = p -> 'notes'
  where organization_id = o and id = (p ->> 'id')::uuid;

  if jsonb_array_length(d -> 'conversions') > 0 then
    insert into conversion as c (organization_id, id, payment_id, enrollment_id, role, affiliate_id, campaign_id, type, mode, method, coupon_code, click_id, click_at,
      customer_id, subscription, external_event_id, connection_id, currency, amount, base, reversed_amount, commission, reversed_commission, occurred_at,
      payable_at, eligible_at, closed, denied, merged, withdrawn)
    select o, v.id, v."paymentId", v."enrollmentId", v.role, v."affiliateId", v."campaignId", v.type, v.mode, v.method, v."couponCode", v."clickId", v."clickAt",
      v."customerId", v.subscription, v."externalEventId", v."connectionId", v.currency, v.amount, v.base, v."reversedAmount", v.commission, v."reversedCommission",
      v."occurredAt", v."payableAt", v."eligibleAt", v.closed, v.denied, v.merged, v.withdrawn
    from jsonb_to_recordset(d -> 'conversions') v (id uuid, "paymentId" uuid, "enrollmentId" uuid, role text, "affiliateId" uuid, "campaignId" uuid, type text,
      mode text, method text, "couponCode" text, "clickId" uuid, "clickAt" timestamptz, "customerId" uuid, subscription text, "externalEventId" text,
      "connectionId" uuid, currency text, amount bigint, base bigint, "reversedAmount" bigint, commission bigint, "reversedCommission" bigint,
      "occurredAt" timestamptz, "payableAt" timestamptz, "eligibleAt" timestamptz, closed boolean, denied boolean, merged boolean, withdrawn boolean)
    on conflict (organization_id, payment_id, enrollment_id, role) do update set
      affiliate_id = excluded.affiliate_id, campaign_id = excluded.campaign_id, type = excluded.type, method = excluded.method, coupon_code = excluded.coupon_code,
      click_id = excluded.click_id, click_at = excluded.click_at, customer_id = excluded.customer_id, subscription = excluded.subscription,
      external_event_id = excluded.external_event_id, connection_id = excluded.connection_id, currency = excluded.currency, amount = excluded.amount,
      base = excluded.base, reversed_amount = excluded.reversed_amount, commission = excluded.commission, reversed_commission = excluded.reversed_commission,
      occurred_at = excluded.occurred_at, payable_at = excluded.payable_at, eligible_at = excluded.eligible_at, closed = excluded.closed, denied = excluded.denied,
      merged = excluded.merged, withdrawn = excluded.withdrawn;
  end if;
  -- Credits no longer demanded stay visible, at nothing.
  if jsonb_array_length(d -> 'withdrawn') > 0 then
    update conversion set withdrawn = true, merged = v.merged, commission = 0, reversed_commission = 0
    from jsonb_to_recordset(d -> 'withdrawn') v (id uuid, merged boolean)
    where organization_id = o and conversion.id = v.id;
    update commission set amount = 0, reversed = 0 from jsonb_to_recordset(d -> 'withdrawn') v (id uuid)
    where organization_id = o and conversion_id = v.id;
  end if;

  if jsonb_array_length(d -> 'commissions') > 0 then
    insert into commission (organization_id, payment_id, line_key, id, conversion_id, enrollment_id, affiliate_id, role, model, currency, amount, reversed, line)
    select o, v."paymentId", v."lineKey", v.id, v."conversionId", v."enrollmentId", v."affiliateId", v.role, v.model, v.currency, v.amount, v.reversed, v.line
    from jsonb_to_recordset(d -> 'commissions') v ("paymentId" uuid, "lineKey" text, id uuid, "conversionId" uuid, "enrollmentId" uuid, "affiliateId" uuid,
      role text, model text, currency text, amount bigint, reversed bigint, line jsonb)
    on conflict (organization_id, payment_id, line_key) do update set amount = excluded.amount, reversed = excluded.reversed, line = excluded.line,
      conversion_id = excluded.conversion_id, currency = excluded.currency;
  end if;

  -- Lines a credit no longer earns stay visible too, at nothing.
  if d ? 'earning' then
    update commission set amount = 0, reversed = 0
    where organization_id = o and payment_id = (p ->> 'id')::uuid and (amount <> 0 or reversed <> 0) and not d -> 'earning' ? line_key;
  end if;

  if jsonb_array_length(d -> 'postings') > 0 then
    insert into posting (organization_id, id, payment_id, line_key, enrollment_id, affiliate_id, currency, debit, credit, amount, reason, occurred_at, actor)
    select o, v.id, v."paymentId", v."lineKey", v."enrollmentId", v."affiliateId", v.currency, v.debit, v.credit, v.amount, v.reason, v."occurredAt", who
    from jsonb_to_recordset(d -> 'postings') v (id uuid, "paymentId" uuid, "lineKey" text, "enrollmentId" uuid, "affiliateId" uuid, currency text, debit text,
      credit text, amount bigint, reason text, "occurredAt" timestamptz);
  end if;

  if jsonb_array_length(d -> 'outbox') > 0 then
    insert into outbox (organization_id, id, topic, payload)
    select o, v.id, v.topic, v.payload from jsonb_to_recordset(d -> 'outbox') v (id uuid, topic text, payload jsonb);
  end if;

  if jsonb_array_length(d -> 'revisits') > 0 then
    insert into revisit (organization_id, id, payment_id, due_at, reason)
    select o, v.id, v."paymentId", v."dueAt", v.reason from jsonb_to_recordset(d -> 'revisits') v (id uuid, "paymentId" uuid, "dueAt" timestamptz, reason text);
  end if;
  if d ? 'revisited' then
    delete from revisit where organization_id = o and id in (select (jsonb_array_elements_text(d -> 'revisited'))::uuid);
  end if;
  -- The payment its refunds waited for is there: their deliveries are done (R5).
  if d ? 'arrived' then
    update inbox set state = 'processed', problem = null, finished_at = now()
    where organization_id = o and state = 'waiting' and payment_id = any (payment_members(o, (p ->> 'id')::uuid));
  end if;
  if d ? 'changed' then
    perform revisit_related(o, (p ->> 'id')::uuid, (d ->> 'changedCustomer')::uuid, p ->> 'subscription', (d ->> 'changedSince')::timestamptz, d ->> 'changed');
  end if;
end $$;

-- Facts about a customer, subscription or code, not about one payment: stored once, then whatever they may change is looked at again.
create function take_about(o uuid, via uuid, in_mode text, stated jsonb, who text, why text, delivery uuid) returns int language plpgsql as $$
declare s jsonb; f jsonb; keys jsonb; about text; n int := 0; added int; c uuid; sub text;
begin
  for s in select value from jsonb_array_elements(stated) loop
    f := s -> 'fact';
    if exists (select from fact where organization_id = o and connection_id = via and digest = s ->> 'digest') then continue; end if;
    c := null; sub := null; about := null;
    if f ? 'customer' and f -> 'customer' <> '{}' then
      keys := see_customer(o, via, in_mode, f -> 'customer', (f ->> 'occurredAt')::timestamptz, (s ->> 'customerId')::uuid);
      f := jsonb_set(f, '{customer}', keys);
      c := (keys ->> 'id')::uuid;
    end if;
    if f ->> 'type' = 'subscription.changed' then
      sub := via || ':' || (f ->> 'key');
      perform pg_advisory_xact_lock(hashtextextended(o || ':subscription:' || sub, 0));
      about := 'subscription:' || sub;
    elsif f ->> 'type' = 'coupon.changed' then
      about := 'coupon:' || via || ':' || (f ->> 'codeId');
      perform pg_advisory_xact_lock(hashtextextended(o || ':' || about, 0));
      insert into coupon_code_id (organization_id, connection_id, code_id, code) values (o, via, f ->> 'codeId', upper(f ->> 'code'))
      on conflict (organization_id, connection_id, code_id) do update set code = excluded.code;
      insert into revisit (organization_id, id, payment_id, due_at, reason)
      select o, gen_random_uuid(), p.id, now(), 'coupon_known' from payment p
      where p.organization_id = o and p.merged_into is null and not p.closed and p.state in ('credited', 'uncredited') and exists (
        select from fact g where g.organization_id = o and g.payment_id = p.id
          and g.fact @> jsonb_build_object('evidence', jsonb_build_object('coupons', jsonb_build_array(jsonb_build_object('codeId', f ->> 'codeId')))));
    elsif c is not null then
      about := 'customer:' || c;
    end if;
    insert into fact (organization_id, id, subject, connection_id, digest, fact, occurred_at, delivery_id, actor, reason)
    values (o, (s ->> 'id')::uuid, about, via, s ->> 'digest', f, (f ->> 'occurredAt')::timestamptz, delivery, who, why)
    on conflict do nothing;
    get diagnostics added = row_count;
    n := n + added;
    if added > 0 then perform revisit_related(o, null, c, sub, null, 'new_evidence'); end if;
  end loop;
  return n;
end $$;

-- How a sale stands now: a projection of facts, postings and the clock; none is final (RULES, Statuses).
create function conversion_status(merged boolean, denied boolean, amount bigint, reversed_amount bigint, live bigint, paid bigint, payable_at timestamptz)
returns text language sql stable parallel safe as $$
  select case
    when merged then 'merged'
    when denied then 'denied'
    when amount > 0 and reversed_amount >= amount then 'refunded'
    when live > 0 and paid >= live then 'paid'
    when now() >= payable_at then 'approved'
    else 'pending'
  end
$$;

-- A signed request claims its webhook-id within its own transaction (I3): a repetition waits here until the first one commits or rolls back.
create function claim_request(o uuid, claimed text, hash bytea) returns jsonb language plpgsql as $$
declare known record;
begin
  delete from request_replay where organization_id = o and webhook_id = claimed and created_at < now() - interval '24 hours';
  insert into request_replay (organization_id, webhook_id, body_hash) values (o, claimed, hash) on conflict do nothing;
  if found then return jsonb_build_object('state', 'new'); end if;
  select * into known from request_replay where organization_id = o and webhook_id = claimed;
  if known.body_hash <> hash then return jsonb_build_object('state', 'conflict'); end if;
  if known.status is null then return jsonb_build_object('state', case when known.created_at < now() - interval '1 minute' then 'new' else 'busy' end); end if;
  return jsonb_build_object('state', 'replay', 'status', known.status, 'body', known.body);
end $$;
