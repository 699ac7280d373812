-- Which facts carry which code, so that redemptions are counted without walking past all others (R11). Kept by trigger: nobody writes it by hand.
create table code_given (
  organization_id uuid not null,
  -- `code:JANE20`, or `<connection>:<the processor's id of it>`.
  key text not null,
  fact_id uuid not null,
  payment_id uuid,
  subject text,
  occurred_at timestamptz not null,
  primary key (organization_id, key, fact_id)
);
call make_tenant_table('code_given', 'select, insert');
call make_append_only('code_given');
create index coupon_code_id_code on coupon_code_id (organization_id, code);

create function codes_in(fact jsonb, via uuid) returns setof text language sql immutable as $$
  select distinct coalesce('code:' || upper(g ->> 'code'), via || ':' || (g ->> 'codeId'))
  from jsonb_array_elements(fact #> '{evidence,coupons}') g where g ? 'code' or g ? 'codeId'
$$;

create function keep_given_codes() returns trigger language plpgsql as $$ begin
  insert into code_given (organization_id, key, fact_id, payment_id, subject, occurred_at)
  select new.organization_id, k, new.id, new.payment_id, new.subject, new.occurred_at from codes_in(new.fact, new.connection_id) k;
  return null;
end $$;
create trigger keep_given_codes after insert on fact for each row when ((new.fact #> '{evidence,coupons}') is not null) execute function keep_given_codes();

insert into code_given (organization_id, key, fact_id, payment_id, subject, occurred_at)
select f.organization_id, k, f.id, f.payment_id, f.subject, f.occurred_at from fact f, codes_in(f.fact, f.connection_id) k
where (f.fact #> '{evidence,coupons}') is not null;

-- R11: one per order or first subscription payment with the code while F < G; tests take no counter (C9). What is told of a subscription is its payments'
-- from then on, and the first that is told of it is theirs from the beginning (0006_context.sql).
create function redemptions_of(o uuid, codes text[]) returns table (code text, redeemed int) language sql stable as $$
  with recursive wanted as (
    select c.code, 'code:' || c.code as key from unnest(codes) c (code)
    union all
    select c.code, i.connection_id || ':' || i.code_id from unnest(codes) c (code)
    join coupon_code_id i on i.organization_id = o and i.code = c.code
  ),
  told as materialized (
    select w.code, g.payment_id, g.subject, g.occurred_at from wanted w join code_given g on g.organization_id = o and g.key = w.key
  ),
  named as (
    select t.code, t.payment_id as id from told t where t.payment_id is not null
    union
    select n.code, p.merged_into from named n join payment p on p.organization_id = o and p.id = n.id where p.merged_into is not null
  ),
  orders as (
    select n.code, p.id, p.subscription, p.occurred_at, p.amount, p.reversed
    from named n join payment p on p.organization_id = o and p.id = n.id
    where p.merged_into is null and p.kind = 'payment' and p.mode = 'live' and p.amount > 0
    union
    select t.code, p.id, p.subscription, p.occurred_at, p.amount, p.reversed
    from told t join payment p on p.organization_id = o and p.subscription = substr(t.subject, length('subscription:') + 1)
    where t.subject like 'subscription:%' and p.merged_into is null and p.kind = 'payment' and p.mode = 'live' and p.amount > 0
      and (p.occurred_at >= t.occurred_at
        or not exists (select from fact e where e.organization_id = o and e.subject = t.subject and e.occurred_at < t.occurred_at))
  ),
  firsts as (
    select distinct on (r.code, coalesce(r.subscription, r.id::text)) r.code, r.amount, r.reversed
    from orders r order by r.code, coalesce(r.subscription, r.id::text), r.occurred_at, r.id
  )
  select f.code, (count(*) filter (where f.reversed < f.amount))::int from firsts f group by f.code
$$;

revoke all on function codes_in(jsonb, uuid), keep_given_codes(), redemptions_of(uuid, text[]) from public;
grant execute on function codes_in(jsonb, uuid), redemptions_of(uuid, text[]) to fairlead_app;
