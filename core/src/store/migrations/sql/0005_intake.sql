-- Taking facts in: which payment they are about, whose, and everything a decision about it reads.

-- The lock on what an organization's decisions are made by: terms, standings, codes. Whoever decides shares it, first of all locks, for as long as
-- the transaction lasts; whoever changes any of it takes it alone before looking for what was decided without it (store/edited/look-again.ts).
create function decided_by(o uuid) returns bigint language sql stable as $$ select hashtextextended(o || ':decided-by', 0) $$;

-- Which payment do these references name? Locks every reference in hash order, then the payments they lead to, newest first; a merge
-- always points to the older payment. Called once per transaction, with all references. Lock and read are separate statements of a
-- volatile function, so that each read sees what the lock waited for.
-- A server-to-server id equal to an id of exactly one processor's payment is that payment, in either order of arrival (I2): the same id of a
-- second account is another payment, since joining it would join the two.
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
    array_agg(distinct payment_id) filter (where connection_id <> via and (via = api or (connection_id = api and not exists (
      select from payment_reference third where third.organization_id = o and third.reference = r.reference and third.mode = in_mode
        and third.connection_id not in (via, api)))))
  into todo, others from payment_reference r where organization_id = o and reference = any (refs) and mode = in_mode;
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

-- Whom an e-mail means at a time: of several customers the one most recently seen with it before (A5). `except_payments`: what is being decided;
-- that it names the e-mail itself is no sighting.
create function customer_by_email(o uuid, in_mode text, hash text, at timestamptz, except_payments uuid[]) returns uuid language plpgsql stable as $$
declare people uuid[];
begin
  people := array(select distinct customer_root(o, k.customer_id) from customer_key k
    where k.organization_id = o and k.mode = in_mode and k.kind = 'email' and k.value = hash);
  if cardinality(people) < 2 then return people[1]; end if;
  return (
    select t.person from (
      select person, customer_members(o, person) as records from unnest(people) person
    ) t order by (
      select max(f.occurred_at) from fact f
      where f.organization_id = o and f.occurred_at < at and f.fact -> 'customer' ->> 'emailHash' = hash
        and (f.fact -> 'customer' ->> 'id')::uuid = any (t.records)
        and (f.subject = any (array(select 'customer:' || r from unnest(t.records) r))
          or (f.payment_id = any (array(select p.id from payment p where p.organization_id = o and p.customer_id = any (t.records)))
            and f.payment_id <> all (except_payments)))
    ) desc nulls last, t.person limit 1);
end $$;

-- Everybody an e-mail of this customer may mean as well, and the customer.
create function customers_near(o uuid, customer uuid) returns uuid[] language plpgsql stable as $$
declare own uuid[] := customer_members(o, customer_root(o, customer)); others uuid[];
begin
  others := array(select distinct customer_root(o, k.customer_id) from customer_key mine
    join customer_key k on k.organization_id = o and k.mode = mine.mode and k.kind in ('email', 'told_email') and k.value = mine.value
      and k.customer_id <> all (own)
    where mine.organization_id = o and mine.customer_id = any (own) and mine.kind in ('email', 'told_email'));
  if others = '{}' then return own; end if;
  return own || array(select m from unnest(others) r, unnest(customer_members(o, r)) m);
end $$;

-- Other payments and leads of the same customer or subscription that may be decided otherwise now (A8): still open, or uncredited.
-- `since`: only what happened from then on can be touched by what changed.
-- Found first and looked at then: in one step a plan may walk all payments of the organization.
create function revisit_related(o uuid, except_payment uuid, customer uuid, sub text, since timestamptz, why text) returns void language plpgsql as $$
declare people uuid[];
begin
  if customer is not null then people := customers_near(o, customer); end if;
  insert into revisit (organization_id, id, payment_id, due_at, reason)
  select o, gen_random_uuid(), q.id, now(), why
  from (
    select * from payment c where c.organization_id = o and c.customer_id = any (people)
    union select * from payment c where c.organization_id = o and c.subscription = sub
    offset 0
  ) q
  where (since is null or q.occurred_at >= since) and q.merged_into is null and not q.closed
    and q.id is distinct from except_payment and q.state in ('credited', 'uncredited', 'denied', 'no_rate', 'failed');
end $$;

-- The customer a processor's id names: within its connection, or told server to server; told server to server it matches any connection.
create function customer_by_processor(o uuid, via uuid, in_mode text, proc text) returns uuid language sql stable as $$
  select customer_root(o, customer_id) from customer_key
  where organization_id = o and mode = in_mode and kind = 'processor' and value = proc
    and (via = '00000000-0000-0000-0000-000000000000' or connection_id in (via, '00000000-0000-0000-0000-000000000000'))
  order by (connection_id = via) desc, first_seen_at, customer_id limit 1
$$;

create function remember_key(o uuid, in_mode text, of_kind text, of_value text, scope uuid, me uuid, at timestamptz) returns void language plpgsql as $$ begin
  if of_kind <> 'email' and exists (
    select from customer_key k where k.organization_id = o and k.mode = in_mode and k.kind = of_kind and k.value = of_value and k.connection_id = scope
      and customer_root(o, k.customer_id) <> me
  ) then return; end if;
  insert into customer_key as known (organization_id, mode, kind, value, connection_id, customer_id, first_seen_at, last_seen_at)
  values (o, in_mode, of_kind, of_value, scope, me, at, at)
  on conflict (organization_id, mode, kind, value, connection_id, customer_id) do update
    set first_seen_at = least(known.first_seen_at, excluded.first_seen_at), last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at)
    where excluded.first_seen_at < known.first_seen_at or excluded.last_seen_at > known.last_seen_at;
end $$;

-- Whom these keys name by now; several where one person was known twice. Different external ids are different customers, whatever else they share
-- (A5): a processor's id or an e-mail that belongs to another one names nobody here.
create function customers_named(o uuid, via uuid, in_mode text, ext text, proc text, mail text, at timestamptz) returns uuid[] language plpgsql stable as $$
declare a uuid; b uuid; c uuid; own text := ext; theirs text;
begin
  if ext is not null then
    select customer_root(o, customer_id) into a from customer_key where organization_id = o and mode = in_mode and kind = 'external' and value = ext limit 1;
  end if;
  if proc is not null then
    b := customer_by_processor(o, via, in_mode, proc);
    if b is not null then
      select external_id into theirs from customer where organization_id = o and id = b;
      if ext is not null and theirs <> ext then b := null; else own := coalesce(own, theirs); end if;
    end if;
  end if;
  if mail is not null then
    c := customer_by_email(o, in_mode, mail, at, '{}');
    if c is not null and own is not null then
      select external_id into theirs from customer where organization_id = o and id = c;
      if theirs <> own then c := null; end if;
    end if;
  end if;
  return array(select distinct x from unnest(array[a, b, c]) x where x is not null order by 1);
end $$;

-- Holds customers and answers who they are then: while waiting, one may have been joined to an older one. Newest first, as with payments, so that
-- whoever is sent on walks downwards only and waits form no cycle.
create function hold_customers(o uuid, wanted uuid[], held uuid[] default '{}') returns uuid[] language plpgsql as $$
declare x uuid; missing uuid[] := wanted;
begin
  loop
    missing := array(select w from unnest(missing) w where w <> all (held) order by 1 desc);
    if missing = '{}' then return held; end if;
    foreach x in array missing loop
      perform pg_advisory_xact_lock(hashtextextended(o || ':customer-id:' || x, 0));
      held := held || x;
    end loop;
    missing := array(select distinct customer_root(o, h) from unnest(held) h);
  end loop;
end $$;

-- Whose keys are these? Finds, joins or makes the customer and remembers what it was seen with (A5). Returns what a fact keeps of it.
create function see_customer(o uuid, via uuid, in_mode text, keys jsonb, at timestamptz, fresh uuid) returns jsonb language plpgsql as $$
declare
  api constant uuid := '00000000-0000-0000-0000-000000000000';
  ext text := keys ->> 'externalId';
  proc text := keys ->> 'processorId';
  address text := keys ->> 'email';
  mail text; k bigint; me uuid; people uuid[]; held uuid[] := '{}'; known uuid[]; claimed boolean; new_address boolean; upto timestamptz; left_ boolean := false;
begin
  if address is not null then mail := email_hash(o, address); end if;
  for k in
    select hashtextextended(o || ':' || in_mode || ':customer:' || v, 0) from unnest(array['x' || ext, 'p' || proc, 'm' || mail]) v where v is not null order by 1
  loop
    perform pg_advisory_xact_lock(k);
  end loop;
  loop
    people := customers_named(o, via, in_mode, ext, proc, mail, at);
    exit when people <@ held;
    held := hold_customers(o, people, held);
  end loop;
  me := people[1];
  if me is null then
    me := fresh;
    claimed := proc is not null and customer_by_processor(o, via, in_mode, proc) is not null;
    insert into customer (organization_id, id, mode, external_id, email, name) values (o, me, in_mode, ext, address, keys ->> 'name');
    insert into customer_key (organization_id, mode, kind, value, connection_id, customer_id, first_seen_at, last_seen_at)
    select o, in_mode, v.kind, v.value, v.scope, me, at, at
    from (values ('external', ext, api), ('processor', case when not claimed then proc end, via), ('email', mail, api)) v (kind, value, scope)
    where v.value is not null;
    known := array[me];
    new_address := false;
  else
    if cardinality(people) > 1 then
      -- One person known twice: the older record stays, and with it the earlier binding.
      update customer set merged_into = me where organization_id = o and id = any (people[2:]);
      ext := coalesce(ext, (select max(external_id) from customer where organization_id = o and id = any (people)));
    end if;
    select max(c.erased_at), coalesce(bool_or(c.gone), false) into upto, left_ from customer c where c.organization_id = o and c.id = any (people);
    if upto is not null and cardinality(people) > 1 then
      update customer set email = case when not left_ then email end, name = case when not left_ then name end, erased_at = upto, gone = left_
      where organization_id = o and id = any (people);
    end if;
    if upto is not null and not coalesce(at > upto and (not left_ or (keys ->> 'returns')::boolean), false) then
      address := null;
      keys := keys - 'name';
    elsif left_ then
      update customer set gone = false where organization_id = o and id = any (people) and gone;
    end if;
    if ext is not null or address is not null or keys ? 'name' then
      update customer set external_id = coalesce(external_id, ext), email = coalesce(email, address), name = coalesce(name, keys ->> 'name')
      where organization_id = o and id = me
        and ((external_id is null and ext is not null) or (email is null and address is not null) or (name is null and keys ? 'name'));
    end if;
    known := customer_members(o, me);
    new_address := mail is not null and not exists (
      select from customer_key e where e.organization_id = o and e.kind = 'email' and e.value = mail and e.customer_id = any (known));
    if keys ? 'externalId' then perform remember_key(o, in_mode, 'external', ext, api, me, at); end if;
    if proc is not null then perform remember_key(o, in_mode, 'processor', proc, via, me, at); end if;
    if mail is not null then perform remember_key(o, in_mode, 'email', mail, api, me, at); end if;
  end if;
  -- What was decided without knowing this may be decided otherwise now: all of theirs, or what an e-mail of several may mean from here on.
  if cardinality(people) > 1 or new_address then
    perform revisit_related(o, null, me, null, null, 'customer_known');
  elsif mail is not null and exists (
    select from customer_key e where e.organization_id = o and e.mode = in_mode and e.kind = 'email' and e.value = mail and e.customer_id <> all (known)
  ) then
    perform revisit_related(o, null, me, null, at, 'customer_known');
  end if;
  return jsonb_strip_nulls(jsonb_build_object('id', me, 'externalId', keys ->> 'externalId', 'processorId', proc, 'emailHash', mail));
end $$;

-- The same of what a page says, which anybody can write who reads its key: it names whom its strongest key names, joins nobody with anybody and adds
-- nothing to whom others told of. Of somebody new it keeps that key; an e-mail beside it only finds this lead again, unless pages gave it with ten ids
-- before: nobody has as many, and whoever makes them up would have all of them looked at again with each one more.
create function see_told(o uuid, in_mode text, keys jsonb, at timestamptz, fresh uuid) returns jsonb language plpgsql as $$
declare
  api constant uuid := '00000000-0000-0000-0000-000000000000';
  ext text := keys ->> 'externalId';
  address text := keys ->> 'email';
  mail text; k bigint; me uuid; people uuid[]; held uuid[] := '{}'; told int;
begin
  if address is not null then mail := email_hash(o, address); end if;
  for k in
    select hashtextextended(o || ':' || in_mode || ':customer:' || v, 0) from unnest(array['x' || ext, 'm' || mail]) v where v is not null order by 1
  loop
    perform pg_advisory_xact_lock(k);
  end loop;
  loop
    people := customers_named(o, api, in_mode, ext, null, case when ext is null then mail end, at);
    exit when people <@ held;
    held := hold_customers(o, people, held);
  end loop;
  me := people[1];
  if me is null then
    me := fresh;
    select count(*) into told from customer_key k where k.organization_id = o and k.mode = in_mode and k.kind = 'told_email' and k.value = mail;
    insert into customer (organization_id, id, mode, external_id, email) values (o, me, in_mode, ext, case when ext is null then address end);
    insert into customer_key (organization_id, mode, kind, value, connection_id, customer_id, first_seen_at, last_seen_at)
    select o, in_mode, v.kind, v.value, api, me, at, at
    from (values ('external', ext), (case when ext is null then 'email' when told < 10 then 'told_email' end, mail)) v (kind, value)
    where v.kind is not null and v.value is not null;
  end if;
  return jsonb_strip_nulls(jsonb_build_object('id', me, 'externalId', ext, 'emailHash', mail));
end $$;

-- A lead is one per customer, and so is an event of a name; it is named by the strongest of their keys. The tab keeps it apart from payments' ids.
create function told_reference(o uuid, kind text, keys jsonb) returns text language sql stable as $$
  select kind || case
    when keys ->> 'externalId' is not null then E'\tx:' || (keys ->> 'externalId')
    when keys ->> 'email' is not null then E'\tm:' || email_hash(o, keys ->> 'email')
    else E'\tp:' || (keys ->> 'processorId')
  end
$$;

-- Stores facts as stated, once each; e-mails stay behind in the customer. Returns those that are new, as a decision reads them. `unknown`: of
-- a payment that was made just now, so that no fact of it can be there.
create function record_facts(o uuid, via uuid, in_mode text, payment uuid, stated jsonb, who text, why text, delivery uuid, unknown boolean) returns jsonb language plpgsql as $$
declare s jsonb; body jsonb; added jsonb := '[]'; n int; moment timestamptz := now();
begin
  for s in select value from jsonb_array_elements(stated) loop
    body := s -> 'fact';
    if not unknown and exists (select from fact where organization_id = o and connection_id = via and digest = s ->> 'digest') then continue; end if;
    if body ->> 'via' = 'script' then
      body := jsonb_set(body, '{customer}', see_told(o, in_mode, body -> 'customer', (body ->> 'occurredAt')::timestamptz, (s ->> 'customerId')::uuid));
    elsif body ? 'customer' and body -> 'customer' <> '{}' then
      body := jsonb_set(body, '{customer}', see_customer(o, via, in_mode,
        body -> 'customer' || jsonb_build_object('returns', body ->> 'type' in ('payment.received', 'lead.captured')), (body ->> 'occurredAt')::timestamptz, (s ->> 'customerId')::uuid));
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
