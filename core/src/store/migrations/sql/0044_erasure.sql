-- Erasing a person (F144). Personal data lives in the customer and in the bodies of deliveries; facts hold ids and hashes and stay, so that every
-- decision is made from them as before.

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
      where k.organization_id = o and k.mode = in_mode and k.kind in ('email', 'told_email') and keys ? 'email' and k.value = email_hash(o, keys ->> 'email'))
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
