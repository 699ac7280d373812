-- Sums of what was credited on days and in months that hardly change any more, so that whoever reads a year adds up some hundred rows and not every
-- sale. They are made and made again by the worker; whatever has none, or was changed since, is added up row by row as it is read.

-- A day or month of the organization's calendar that is summed up, and what with: how many days of rates were stored that lie before its end, and, where
-- something lacked a rate, how many there were at all. Rates are only ever added, so that as many as before are the same as before.
create table summed_period (
  organization_id uuid not null,
  grain text not null check (grain in ('day', 'month')),
  starts timestamptz not null,
  ends timestamptz not null,
  home char(3) not null,
  time_zone text not null,
  source text not null,
  rate_days int not null,
  all_rate_days int,
  -- When the first and the last of what is pending in it are so no longer, by the clock alone; null: none was pending.
  first_payable timestamptz,
  last_payable timestamptz,
  primary key (organization_id, grain, starts)
);
call make_tenant_table('summed_period', 'select, insert, delete');

-- Home amounts are those of what was paid in other currencies: Σ of each amount and each line converted by itself (X1). A period with a sum beyond 64 bits has
-- none, and is read row by row.
create table day_sum (
  organization_id uuid not null,
  starts timestamptz not null,
  n int not null,
  mode text not null,
  type text not null,
  status text not null,
  withdrawn boolean not null,
  currency char(3),
  count int not null,
  credits int not null,
  amount bigint not null,
  refunded bigint not null,
  commission bigint not null,
  reversed bigint not null,
  home_amount bigint not null,
  home_refunded bigint not null,
  home_commission bigint not null,
  home_reversed bigint not null,
  pending int not null,
  unavailable int not null,
  primary key (organization_id, starts, n)
);
call make_tenant_table('day_sum', 'select, insert, delete');

-- Of what is live, has a currency and is not withdrawn. Home amounts are those of all, also of what was paid in the home currency: these are added up most.
create table month_sum (
  organization_id uuid not null,
  starts timestamptz not null,
  affiliate_id uuid not null,
  campaign_id uuid not null,
  currency char(3) not null,
  count int not null,
  sales int not null,
  amount bigint not null,
  refunded bigint not null,
  commission bigint not null,
  reversed bigint not null,
  home_amount bigint not null,
  home_refunded bigint not null,
  home_commission bigint not null,
  home_reversed bigint not null,
  pending int not null,
  unavailable int not null,
  primary key (organization_id, starts, affiliate_id, campaign_id, currency)
);
call make_tenant_table('month_sum', 'select, insert, delete');

-- When something was paid whose credit was changed since: the day and month it lies in are added up row by row until they are summed up again. What
-- was paid within a day is not noted: nothing is summed up before it lies two days back, and no transaction takes a day. So a sale as usual pays nothing.
create table changed_credit (
  organization_id uuid not null,
  occurred_at timestamptz not null,
  id bigint generated always as identity,
  primary key (organization_id, occurred_at, id)
);
call make_tenant_table('changed_credit', 'select, delete');

create function note_changed_credit() returns trigger language plpgsql security definer set search_path = fairlead, pg_temp as $$ begin
  insert into changed_credit (organization_id, occurred_at) values (new.organization_id, new.occurred_at);
  if tg_op = 'UPDATE' and old.occurred_at <> new.occurred_at then
    insert into changed_credit (organization_id, occurred_at) values (old.organization_id, old.occurred_at);
  end if;
  return null;
end $$;
create trigger note_new_credit after insert on conversion for each row
  when (new.occurred_at < now() - interval '1 day') execute function note_changed_credit();
-- Of several lines one may take what another loses, and the credit show nothing of it.
create trigger note_changed_credit after update on conversion for each row
  when (least(old.occurred_at, new.occurred_at) < now() - interval '1 day' and (old.several or new.several
    or (old.occurred_at, old.mode, old.type, old.role, old.currency, old.affiliate_id, old.campaign_id, old.amount, old.reversed_amount, old.commission,
        old.reversed_commission, old.paid, old.payable_at, old.denied, old.returned, old.merged, old.withdrawn)
      is distinct from (new.occurred_at, new.mode, new.type, new.role, new.currency, new.affiliate_id, new.campaign_id, new.amount, new.reversed_amount,
        new.commission, new.reversed_commission, new.paid, new.payable_at, new.denied, new.returned, new.merged, new.withdrawn)))
  execute function note_changed_credit();

revoke all on function note_changed_credit() from public;

-- Payments nobody is credited for are added up by time, too, and are few beside the others.
create index payment_uncredited on payment (organization_id, occurred_at) include (kind, mode, currency, amount, reversed) where state = 'uncredited';

-- The days of a source that are stored, the earliest first.
create function rate_day_list(of_source text) returns date[] language sql stable security definer set search_path = fairlead, pg_temp as $$
  select coalesce(array_agg(day order by day), '{}') from exchange_rate where source = of_source
$$;
grant create on schema fairlead to fairlead_door;
alter function rate_day_list(text) owner to fairlead_door;
revoke create on schema fairlead from fairlead_door;
revoke all on function rate_day_list(text) from public;
grant execute on function rate_day_list(text) to fairlead_app;

-- A sum that stays within 64 bits, which takes half the time of one that need not: for what is known to be small. It fails beyond.
create aggregate small_sum(bigint) (sfunc = int8pl, stype = bigint, combinefunc = int8pl, parallel = safe);
revoke all on function small_sum(bigint) from public;
grant execute on function small_sum(bigint) to fairlead_app;
