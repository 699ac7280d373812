-- A settlement writes its rows in one statement (store/settlement-statement.ts), under the payment's lock. Here is what it seldom does besides:
-- what is credited no longer, what to look at again, who waited.

create function finish_settlement(o uuid, payment uuid, sub text, d jsonb) returns void language plpgsql as $$ begin
  -- Credits no longer demanded stay visible, at nothing.
  if d ? 'withdrawn' then
    update conversion set withdrawn = true, merged = v.merged, commission = 0, reversed_commission = 0
    from jsonb_to_recordset(d -> 'withdrawn') v (id uuid, merged boolean)
    where organization_id = o and conversion.id = v.id;
    update commission set amount = 0, reversed = 0 from jsonb_to_recordset(d -> 'withdrawn') v (id uuid)
    where organization_id = o and conversion_id = v.id;
  end if;
  -- Lines a credit no longer earns stay visible too, at nothing.
  if d ? 'earning' then
    update commission set amount = 0, reversed = 0
    where organization_id = o and payment_id = payment and (amount <> 0 or reversed <> 0) and not d -> 'earning' ? line_key;
  end if;
  if d ? 'revisited' then
    delete from revisit where organization_id = o and id in (select (jsonb_array_elements_text(d -> 'revisited'))::uuid);
  end if;
  -- The payment its refunds waited for is there: their deliveries are done (R5).
  if d ? 'arrived' then
    update inbox set state = 'processed', problem = null, finished_at = now()
    where organization_id = o and state = 'waiting' and payment_id = any (payment_members(o, payment));
  end if;
  if d ? 'changed' then
    perform revisit_related(o, payment, (d ->> 'changedCustomer')::uuid, sub, (d ->> 'changedSince')::timestamptz, d ->> 'changed');
  end if;
end $$;

-- Facts about a customer, subscription or code, not about one payment: stored once, then whatever they may change is looked at again.
create function take_about(o uuid, via uuid, in_mode text, stated jsonb, who text, why text, delivery uuid) returns int language plpgsql as $$
declare s jsonb; f jsonb; keys jsonb; about text; n int := 0; added int; c uuid; sub text; ended timestamptz;
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
    -- What was in hold when its subscription ended may be taken back, also where that is told after the hold (R7).
    if added > 0 and sub is not null then
      select min(coalesce((r.fact ->> 'endedAt')::timestamptz, r.occurred_at)) into ended from fact r
      where r.organization_id = o and r.subject = about and r.fact ->> 'state' = 'ended';
      insert into revisit (organization_id, id, payment_id, due_at, reason)
      select o, gen_random_uuid(), p.id, now(), 'new_evidence' from payment p
      where ended is not null and p.organization_id = o and p.subscription = sub and p.merged_into is null and p.closed
        and exists (select from conversion v where v.organization_id = o and v.payment_id = p.id and v.payable_at > ended);
    end if;
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

-- Signed requests are known by their webhook-id (I3). Whoever claims one holds it until the end of its transaction: a repetition waits here until the
-- first one commits or rolls back. Within the transaction that does the work and keeps the answer: nothing is written before there is one.
create function claim_answer(o uuid, claimed text, hash bytea) returns jsonb language plpgsql as $$
declare known record;
begin
  perform pg_advisory_xact_lock(hashtextextended(o || ':request:' || claimed, 0));
  select body_hash, status, body, created_at into known from request_replay where organization_id = o and webhook_id = claimed;
  if not found then return '{"state": "new"}'; end if;
  if known.created_at < now() - interval '24 hours' then return '{"state": "new"}'; end if;
  if known.body_hash <> hash then return '{"state": "conflict"}'; end if;
  if known.status is null then return jsonb_build_object('state', case when known.created_at < now() - interval '1 minute' then 'new' else 'busy' end); end if;
  return jsonb_build_object('state', 'replay', 'status', known.status, 'body', known.body);
end $$;

-- For work that is not one transaction: the claim is kept, and answered or given up later.
create function claim_request(o uuid, claimed text, hash bytea) returns jsonb language plpgsql as $$
declare answer jsonb := claim_answer(o, claimed, hash);
begin
  if answer ->> 'state' = 'new' then
    insert into request_replay (organization_id, webhook_id, body_hash) values (o, claimed, hash)
    on conflict (organization_id, webhook_id) do update set body_hash = excluded.body_hash, status = null, body = null, created_at = now();
  end if;
  return answer;
end $$;
