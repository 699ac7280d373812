-- Taking facts in: which payment they are about, whose, and everything a decision about it reads.

-- Which payment do these references name? Locks every reference in hash order, then the payments they lead to, newest first; a merge
-- always points to the older payment. Called once per transaction, with all references. Lock and read are separate statements of a
-- volatile function, so that each read sees what the lock waited for.
-- A server-to-server id equal to an id of exactly one processor's payment is that payment, in either order of arrival (I2).
create function resolve_payment(o uuid, via uuid, in_mode text, of_kind text, refs text[], fresh uuid, out survivor uuid, out losers uuid[])
language plpgsql as $$
declare
  api constant uuid := '00000000-0000-0000-0000-000000000000';
  k bigint; todo uuid[]; others uuid[]; held uuid[] := '{}'; x uuid; up uuid;
begin
  if cardinality(refs) = 1 then
    perform pg_advisory_xact_lock(hashtextextended(o || ':' || in_mode || ':' || refs[1], 0));
  else
    for k in select distinct hashtextextended(o || ':' || in_mode || ':' || r, 0) from unnest(refs) r order by 1 loop
      perform pg_advisory_xact_lock(k);
    end loop;
  end if;
  select array_agg(distinct payment_id) filter (where connection_id = via),
    array_agg(distinct payment_id) filter (where connection_id <> via and (via = api or connection_id = api))
  into todo, others from payment_reference where organization_id = o and reference = any (refs) and mode = in_mode;
  if of_kind = 'payment' and others is not null and (via <> api or cardinality(others) = 1) then todo := todo || others; end if;
  if todo is null then
    -- Nobody else can know it: no row needs to be locked.
    insert into payment (organization_id, id, kind, mode) values (o, fresh, of_kind, in_mode);
    insert into payment_reference (organization_id, reference, connection_id, mode, payment_id) select o, r, via, in_mode, fresh from unnest(refs) r;
    survivor := fresh;
    losers := '{}';
    return;
  end if;
  loop
    select max(t::text)::uuid into x from unnest(todo) t;
    exit when x is null;
    todo := array_remove(todo, x);
    select merged_into into up from payment where organization_id = o and id = x;
    if up is null then select merged_into into up from payment where organization_id = o and id = x for no key update; end if;
    if up is null then
      if not x = any (held) then held := held || x; end if;
    elsif not up = any (todo) then todo := todo || up; end if;
  end loop;
  select min(h::text)::uuid into survivor from unnest(held) h;
  losers := array_remove(held, survivor);
  insert into payment_reference (organization_id, reference, connection_id, mode, payment_id)
  select o, r, via, in_mode, survivor from unnest(refs) r on conflict do nothing;
  if cardinality(losers) > 0 then
    update payment set merged_into = survivor, state = 'merged' where organization_id = o and id = any (losers);
  end if;
end $$;

-- The root a payment was merged into, locked; null where there is no such payment.
create function hold_payment(o uuid, payment uuid) returns uuid language plpgsql as $$
declare x uuid := payment; up uuid;
begin
  loop
    select merged_into into up from payment where organization_id = o and id = x for no key update;
    if not found then return null; end if;
    if up is null then return x; end if;
    x := up;
  end loop;
end $$;

create function payment_members(o uuid, root uuid) returns uuid[] language plpgsql stable as $$ begin
  if not exists (select from payment where organization_id = o and merged_into = root) then return array[root]; end if;
  return (with recursive m as (
    select root as id union all select p.id from payment p join m on p.organization_id = o and p.merged_into = m.id
  ) select array_agg(id) from m);
end $$;

create function customer_root(o uuid, wanted uuid) returns uuid language plpgsql stable as $$
declare x uuid := wanted; up uuid;
begin
  loop
    select merged_into into up from customer where organization_id = o and id = x;
    if up is null then return x; end if;
    x := up;
  end loop;
end $$;

create function customer_members(o uuid, root uuid) returns uuid[] language plpgsql stable as $$ begin
  if not exists (select from customer where organization_id = o and merged_into = root) then return array[root]; end if;
  return (with recursive m as (
    select root as id union all select c.id from customer c join m on c.organization_id = o and c.merged_into = m.id
  ) select array_agg(id) from m);
end $$;

-- The customers known by an e-mail, the one most recently seen before `at` first (A5).
create function customers_by_email(o uuid, hash text, at timestamptz) returns setof uuid language sql stable as $$
  select customer_id from customer_key where organization_id = o and kind = 'email' and value = hash
  order by (first_seen_at <= at) desc, least(last_seen_at, at) desc, customer_id
$$;

-- Other payments and leads of the same customer or subscription that may be decided otherwise now (A8): still open, or uncredited.
-- `since`: only what happened from then on can be touched by what changed.
create function revisit_related(o uuid, except_payment uuid, customer uuid, sub text, since timestamptz, why text) returns void language plpgsql as $$
declare people uuid[];
begin
  if customer is not null then
    people := customer_members(o, customer_root(o, customer));
    insert into revisit (organization_id, id, payment_id, due_at, reason)
    select o, gen_random_uuid(), q.id, now(), why
    from (select * from payment c where c.organization_id = o and c.customer_id = any (people) offset 0) q
    where (since is null or q.occurred_at >= since) and q.merged_into is null and not q.closed
      and q.id is distinct from except_payment and q.state in ('credited', 'uncredited', 'denied');
  end if;
  if sub is not null then
    insert into revisit (organization_id, id, payment_id, due_at, reason)
    select o, gen_random_uuid(), q.id, now(), why
    from (select * from payment c where c.organization_id = o and c.subscription = sub offset 0) q
    where (since is null or q.occurred_at >= since) and q.merged_into is null and not q.closed
      and q.id is distinct from except_payment and q.state in ('credited', 'uncredited', 'denied')
      and (customer is null or q.customer_id is distinct from customer);
  end if;
end $$;

-- The customer a processor's id names: within its connection, or told server to server; told server to server it matches any connection.
create function customer_by_processor(o uuid, via uuid, proc text) returns uuid language sql stable as $$
  select customer_root(o, customer_id) from customer_key
  where organization_id = o and kind = 'processor' and value = proc
    and (via = '00000000-0000-0000-0000-000000000000' or connection_id in (via, '00000000-0000-0000-0000-000000000000'))
  order by (connection_id = via) desc, first_seen_at, customer_id limit 1
$$;

create function remember_key(o uuid, of_kind text, of_value text, scope uuid, me uuid, at timestamptz) returns void language plpgsql as $$ begin
  if of_kind <> 'email' and exists (
    select from customer_key k where k.organization_id = o and k.kind = of_kind and k.value = of_value and k.connection_id = scope and customer_root(o, k.customer_id) <> me
  ) then return; end if;
  insert into customer_key as known (organization_id, kind, value, connection_id, customer_id, first_seen_at, last_seen_at)
  values (o, of_kind, of_value, scope, me, at, at)
  on conflict (organization_id, kind, value, connection_id, customer_id) do update
    set first_seen_at = least(known.first_seen_at, excluded.first_seen_at), last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at)
    where excluded.first_seen_at < known.first_seen_at or excluded.last_seen_at > known.last_seen_at;
end $$;

-- Whose keys are these? Finds, joins or makes the customer and remembers what it was seen with (A5). Returns what a fact keeps of it.
create function see_customer(o uuid, via uuid, keys jsonb, at timestamptz, fresh uuid) returns jsonb language plpgsql as $$
declare
  api constant uuid := '00000000-0000-0000-0000-000000000000';
  ext text := keys ->> 'externalId';
  proc text := keys ->> 'processorId';
  address text := keys ->> 'email';
  mail text; k bigint; a uuid; b uuid; c uuid; me uuid; claimed boolean;
begin
  if address is not null then mail := email_hash(o, address); end if;
  for k in select hashtextextended(o || ':customer:' || v, 0) from unnest(array['x' || ext, 'p' || proc, 'm' || mail]) v where v is not null order by 1 loop
    perform pg_advisory_xact_lock(k);
  end loop;
  if ext is not null then
    select customer_root(o, customer_id) into a from customer_key where organization_id = o and kind = 'external' and value = ext;
  end if;
  if proc is not null then b := customer_by_processor(o, via, proc); end if;
  if a is null and b is null and mail is not null then
    -- An e-mail alone names whoever was seen with it last; with an external id it names only somebody who has none yet.
    select customer_root(o, m) into c from customers_by_email(o, mail, at) m limit 1;
    if c is not null and ext is not null and exists (select from customer where organization_id = o and id = c and external_id is not null) then
      c := null;
    end if;
  end if;
  if a <> b and exists (select from customer where organization_id = o and id = b and external_id is null) then
    -- One person known twice: the older record stays, and with it the earlier binding.
    me := least(a::text, b::text)::uuid;
    update customer set merged_into = me where organization_id = o and id = greatest(a::text, b::text)::uuid;
    update customer set external_id = ext where organization_id = o and id = me and external_id is null;
    perform revisit_related(o, null, me, null, null, 'customer_joined');
  end if;
  me := coalesce(me, a, b, c);
  if ext is not null and a is null and me is not null and exists (
    select from customer where organization_id = o and id = me and external_id is not null
  ) then
    -- Another external id is another customer, whatever else they share.
    me := null;
  end if;
  if me is null then
    me := fresh;
    claimed := b is not null;
    insert into customer (organization_id, id, external_id, email, name) values (o, me, ext, address, keys ->> 'name');
    if ext is not null then insert into customer_key values (o, 'external', ext, api, me, at, at); end if;
    if proc is not null and not claimed then insert into customer_key values (o, 'processor', proc, via, me, at, at); end if;
    if mail is not null then insert into customer_key values (o, 'email', mail, api, me, at, at); end if;
  else
    perform pg_advisory_xact_lock(hashtextextended(o || ':customer-id:' || me, 0));
    if (ext is not null and a is null) or address is not null or keys ? 'name' then
      update customer set external_id = coalesce(external_id, ext), email = coalesce(email, address), name = coalesce(name, keys ->> 'name')
      where organization_id = o and id = me
        and ((external_id is null and ext is not null) or (email is null and address is not null) or (name is null and keys ? 'name'));
    end if;
    if ext is not null then perform remember_key(o, 'external', ext, api, me, at); end if;
    if proc is not null then perform remember_key(o, 'processor', proc, via, me, at); end if;
    if mail is not null then perform remember_key(o, 'email', mail, api, me, at); end if;
  end if;
  return jsonb_strip_nulls(jsonb_build_object('id', me, 'externalId', ext, 'processorId', proc, 'emailHash', mail));
end $$;

-- A lead is one per customer, named by the strongest of its keys; the tab keeps it apart from payments' ids.
create function lead_reference(o uuid, keys jsonb) returns text language sql stable as $$
  select case
    when keys ->> 'externalId' is not null then E'lead\tx:' || (keys ->> 'externalId')
    when keys ->> 'email' is not null then E'lead\tm:' || email_hash(o, keys ->> 'email')
    else E'lead\tp:' || (keys ->> 'processorId')
  end
$$;

-- Stores facts as stated, once each; e-mails stay behind in the customer. Returns those that are new, as a decision reads them. `unknown`: of
-- a payment that was made just now, so that no fact of it can be there.
create function record_facts(o uuid, via uuid, payment uuid, stated jsonb, who text, why text, delivery uuid, unknown boolean) returns jsonb language plpgsql as $$
declare s jsonb; body jsonb; added jsonb := '[]'; n int; moment timestamptz := now();
begin
  for s in select value from jsonb_array_elements(stated) loop
    body := s -> 'fact';
    if not unknown and exists (select from fact where organization_id = o and connection_id = via and digest = s ->> 'digest') then continue; end if;
    if body ? 'customer' and body -> 'customer' <> '{}' then
      body := jsonb_set(body, '{customer}', see_customer(o, via, body -> 'customer', (body ->> 'occurredAt')::timestamptz, (s ->> 'customerId')::uuid));
    end if;
    insert into fact (organization_id, id, payment_id, connection_id, digest, fact, occurred_at, recorded_at, delivery_id, actor, reason)
    values (o, (s ->> 'id')::uuid, payment, via, s ->> 'digest', body, (body ->> 'occurredAt')::timestamptz, moment, delivery, who, why)
    on conflict do nothing;
    get diagnostics n = row_count;
    if n > 0 then
      added := added || jsonb_build_object('id', s ->> 'id', 'paymentId', payment, 'connectionId', via, 'recordedAt', iso(moment), 'actor', who, 'reason', why, 'fact', body);
    end if;
  end loop;
  return added;
end $$;
