-- Erasing a person (F144). Personal data lives in the customer and in the bodies of deliveries; facts hold ids and hashes and stay, so that every
-- decision is made from them as before.

-- `erased_at`: what was told of them up to then is not kept. `gone`: they have not come back since by paying or signing up.
alter table customer add column erased_at timestamptz, add column gone boolean not null default false;

-- Why there is no body any more.
alter table inbox add column body_gone text check (body_gone in ('retention', 'erasure')), add column body_gone_at timestamptz;
create index inbox_body on inbox (organization_id, id) where body is not null;
create index inbox_payment on inbox (organization_id, payment_id) where payment_id is not null and body is not null;

-- What was erased, on whose behalf, without saying whose it was but by id. Whoever asked stands in the audit.
create table erasure (
  organization_id uuid not null,
  id uuid not null default gen_random_uuid(),
  customer_id uuid,
  connection_id uuid,
  upto timestamptz not null,
  customers int not null,
  bodies int not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, id)
);
call make_tenant_table('erasure', 'select, insert');
call make_append_only('erasure');
call make_audited('erasure');

-- Whose keys are these? Finds, joins or makes the customer and remembers what it was seen with (A5). Returns what a fact keeps of it.
create or replace function see_customer(o uuid, via uuid, in_mode text, keys jsonb, at timestamptz, fresh uuid) returns jsonb language plpgsql as $$
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

-- Stores facts as stated, once each; e-mails stay behind in the customer. Returns those that are new, as a decision reads them. `unknown`: of
-- a payment that was made just now, so that no fact of it can be there.
create or replace function record_facts(o uuid, via uuid, in_mode text, payment uuid, stated jsonb, who text, why text, delivery uuid, unknown boolean) returns jsonb language plpgsql as $$
declare s jsonb; body jsonb; added jsonb := '[]'; n int; moment timestamptz := now();
begin
  for s in select value from jsonb_array_elements(stated) loop
    body := s -> 'fact';
    if not unknown and exists (select from fact where organization_id = o and connection_id = via and digest = s ->> 'digest') then continue; end if;
    if body ? 'customer' and body -> 'customer' <> '{}' then
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

-- Takes the bodies of these deliveries away. What is still to be worked on keeps its body until it is: its payment would be lost with it.
create function drop_bodies(o uuid, those uuid[], why text, own uuid default null) returns int language plpgsql as $$
declare n int;
begin
  update inbox set body = null, body_gone = why, body_gone_at = now(),
    problem = case when problem ? 'detail' and why = 'erasure' then jsonb_set(problem, '{detail}', '""') else problem end
  where organization_id = o and id = any (those) and body is not null and (state <> 'received' or id = own);
  get diagnostics n = row_count;
  return n;
end $$;

-- The deliveries these people are spoken of in: those of their payments, leads and subscriptions, and those that told of them.
create function deliveries_of(o uuid, people uuid[]) returns uuid[] language plpgsql stable as $$
declare payments uuid[]; subjects text[];
begin
  payments := array(select p.id from payment p where p.organization_id = o and p.customer_id = any (people));
  payments := payments || array(
    with recursive up as (
      select p.id, p.merged_into from payment p where p.organization_id = o and p.id = any (payments)
      union select p.id, p.merged_into from payment p join up on p.organization_id = o and p.merged_into = up.id
    ) select id from up);
  subjects := array(select 'customer:' || x from unnest(people) x)
    || array(select distinct 'subscription:' || p.subscription from payment p where p.organization_id = o and p.id = any (payments) and p.subscription is not null);
  return array(
    select f.delivery_id from fact f where f.organization_id = o and f.payment_id = any (payments) and f.delivery_id is not null
    union select f.delivery_id from fact f where f.organization_id = o and f.subject = any (subjects) and f.delivery_id is not null
    union select i.id from inbox i where i.organization_id = o and i.payment_id = any (payments) and i.body is not null);
end $$;

-- Deliveries that came to nothing (an event nobody reads, a body that cannot be) belong to no payment: they are found by what stands in them. Ids
-- and addresses shorter than this stand in many bodies that are somebody else's.
create function deliveries_naming(o uuid, needles text[]) returns uuid[] language plpgsql stable as $$
declare wanted bytea[] := array(select convert_to(x, 'utf8') from unnest(needles) x where length(x) >= 6);
begin
  if wanted = '{}' then return '{}'; end if;
  return array(select i.id from inbox i where i.organization_id = o and i.payment_id is null and i.body is not null
    and exists (select from unnest(wanted) w where position(w in i.body) > 0));
end $$;

-- Erases these people, whatever was told of them up to a time. Done again it finds nothing more to do. `told`: the delivery that asks for it.
create function erase_people(o uuid, people uuid[], upto timestamptz, told uuid) returns jsonb language plpgsql as $$
declare members uuid[]; needles text[]; bodies int; changed int; first_ uuid;
begin
  perform hold_customers(o, people);
  members := array(select distinct m from unnest(people) x, unnest(customer_members(o, customer_root(o, x))) m order by 1);
  first_ := (select min(x::text)::uuid from unnest(members) x);
  needles := array(select k.value from customer_key k where k.organization_id = o and k.customer_id = any (members) and k.kind = 'processor'
    union select c.email from customer c where c.organization_id = o and c.id = any (members) and c.email is not null);
  select count(*) into changed from customer where organization_id = o and id = any (members) and not gone and (erased_at is null or erased_at < upto);
  update customer set email = null, name = null, erased_at = upto, gone = true
  where organization_id = o and id = any (members) and (erased_at is null or erased_at < upto);
  bodies := drop_bodies(o, array(select i.id from inbox i where i.organization_id = o and i.body is not null
    and (i.id = told or i.occurred_at <= upto and i.id = any (deliveries_of(o, members) || deliveries_naming(o, needles)))), 'erasure', told);
  if changed > 0 or bodies > 0 then
    insert into erasure (organization_id, customer_id, upto, customers, bodies) values (o, first_, upto, changed, bodies);
  end if;
  return jsonb_build_object('customers', changed, 'bodies', bodies);
end $$;

-- The people these keys name: an e-mail all who are known by it, since all of them are one person to whoever asks.
create function people_named(o uuid, via uuid, in_mode text, keys jsonb) returns uuid[] language sql stable as $$
  select array(
    select customer_by_processor(o, via, in_mode, keys ->> 'processorId') as person where keys ? 'processorId'
    union select customer_root(o, k.customer_id) from customer_key k
      where k.organization_id = o and k.mode = in_mode and k.kind = 'external' and k.value = keys ->> 'externalId'
    union select customer_root(o, k.customer_id) from customer_key k
      where k.organization_id = o and k.mode = in_mode and k.kind = 'email' and keys ? 'email' and k.value = email_hash(o, keys ->> 'email'))
$$;

create function erase_named(o uuid, via uuid, in_mode text, keys jsonb, upto timestamptz, told uuid) returns jsonb language plpgsql as $$
declare people uuid[] := array_remove(people_named(o, via, in_mode, keys), null);
begin
  if people = '{}' then return jsonb_build_object('customers', 0, 'bodies', drop_bodies(o, array[told], 'erasure', told)); end if;
  return erase_people(o, people, upto, told);
end $$;

-- Everything an account told up to a time: all its bodies, and those people nobody else told of.
create function erase_connection(o uuid, via uuid, upto timestamptz, told uuid) returns jsonb language plpgsql as $$
declare people uuid[]; members uuid[]; bodies int; changed int := 0;
begin
  people := array(
    select customer_root(o, k.customer_id) from customer_key k where k.organization_id = o and k.connection_id = via
    union select customer_root(o, p.customer_id) from payment p where p.organization_id = o and p.connection_id = via and p.customer_id is not null);
  people := array(select x from unnest(people) x
    where not exists (select from customer_key k where k.organization_id = o and k.kind = 'processor' and k.connection_id <> via
        and k.customer_id = any (customer_members(o, x)))
      and not exists (select from payment p where p.organization_id = o and p.connection_id is distinct from via and p.merged_into is null
        and p.customer_id = any (customer_members(o, x))));
  perform hold_customers(o, people);
  members := array(select distinct m from unnest(people) x, unnest(customer_members(o, customer_root(o, x))) m);
  select count(*) into changed from customer where organization_id = o and id = any (members) and not gone and (erased_at is null or erased_at < upto);
  update customer set email = null, name = null, erased_at = upto, gone = true
  where organization_id = o and id = any (members) and (erased_at is null or erased_at < upto);
  bodies := drop_bodies(o, array(select i.id from inbox i where i.organization_id = o and i.connection_id = via and i.body is not null
    and (i.id = told or i.occurred_at <= upto)), 'erasure', told);
  if changed > 0 or bodies > 0 then
    insert into erasure (organization_id, connection_id, upto, customers, bodies) values (o, via, upto, changed, bodies);
  end if;
  return jsonb_build_object('customers', changed, 'bodies', bodies);
end $$;

-- Whether a delivery of then may be kept: not where it speaks of somebody who was erased and has not come back, or of what was before.
create function keeps_none(o uuid, person uuid, at timestamptz) returns boolean language sql stable as $$
  select coalesce((select c.erased_at is not null and (c.gone or at <= c.erased_at) from customer c
    where c.organization_id = o and c.id = customer_root(o, person)), false)
$$;

-- A delivery that told of somebody, not of a payment: its body goes where they were erased.
create function forget_named(o uuid, via uuid, in_mode text, keys jsonb, at timestamptz, delivery uuid) returns void language plpgsql as $$ begin
  if exists (select from unnest(people_named(o, via, in_mode, keys)) x where keeps_none(o, x, at)) then
    perform drop_bodies(o, array[delivery], 'erasure', delivery);
  end if;
end $$;

do $$ declare f regprocedure; begin
  foreach f in array array['drop_bodies(uuid, uuid[], text, uuid)', 'deliveries_of(uuid, uuid[])', 'deliveries_naming(uuid, text[])',
    'erase_people(uuid, uuid[], timestamptz, uuid)', 'people_named(uuid, uuid, text, jsonb)', 'erase_named(uuid, uuid, text, jsonb, timestamptz, uuid)',
    'erase_connection(uuid, uuid, timestamptz, uuid)', 'keeps_none(uuid, uuid, timestamptz)',
    'forget_named(uuid, uuid, text, jsonb, timestamptz, uuid)']::regprocedure[] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to fairlead_app', f);
  end loop;
end $$;
