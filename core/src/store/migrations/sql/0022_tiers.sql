-- What a tier is measured by (C6).

-- Of the base, what refunds and disputes took: the standing of a tier leaves it out.
alter table conversion add column reversed_base bigint not null default 0;

-- Whether the campaign has, or once had, terms that ask where an enrollment stands: only then is anything summed up, so that no other campaign pays for it.
alter table campaign add column tiered boolean not null default false;
alter table conversion add column tiered boolean not null default false;

-- What an enrollment sold, by UTC day of the payment, as its standing counts it; kept by trigger, nobody writes it by hand.
create table enrollment_sales (
  organization_id uuid not null,
  enrollment_id uuid not null,
  mode text not null,
  day date not null,
  currency char(3) not null,
  sales int not null,
  volume bigint not null,
  primary key (organization_id, enrollment_id, mode, day, currency)
) with (fillfactor = 70);
call make_tenant_table('enrollment_sales', 'select');

-- Facts in, difference out: what a row counted for before is taken off, and what it counts for now is added. Rows of one statement come in order of their
-- enrollments (store/settlement.ts), and after what is spent of a budget, so that waits form no cycle.
create function keep_standings() returns trigger language plpgsql security definer set search_path = fairlead, pg_temp as $$
declare
  was boolean := tg_op = 'UPDATE' and old.tiered and old.type in ('sale', 'renewal') and not (old.denied or old.merged or old.withdrawn);
  counts boolean := new.tiered and new.type in ('sale', 'renewal') and not (new.denied or new.merged or new.withdrawn);
  sold int := case when new.reversed_amount < new.amount then 1 else 0 end;
  earned bigint := new.base - new.reversed_base;
begin
  if was then
    if counts and new.currency = old.currency and new.occurred_at = old.occurred_at then
      sold := sold - case when old.reversed_amount < old.amount then 1 else 0 end;
      earned := earned - (old.base - old.reversed_base);
      if sold = 0 and earned = 0 then return null; end if;
    else
      update enrollment_sales set sales = sales - case when old.reversed_amount < old.amount then 1 else 0 end, volume = volume - (old.base - old.reversed_base)
      where organization_id = old.organization_id and enrollment_id = old.enrollment_id and mode = old.mode
        and day = (old.occurred_at at time zone 'UTC')::date and currency = old.currency;
    end if;
  end if;
  if counts then
    insert into enrollment_sales as s values (new.organization_id, new.enrollment_id, new.mode, (new.occurred_at at time zone 'UTC')::date, new.currency, sold, earned)
    on conflict (organization_id, enrollment_id, mode, day, currency) do update set sales = s.sales + excluded.sales, volume = s.volume + excluded.volume;
  end if;
  return null;
end $$;
create trigger keep_standings_of_new after insert on conversion for each row when (new.tiered and new.role = 'credit') execute function keep_standings();
create trigger keep_standings after update on conversion for each row when ((new.tiered or old.tiered) and new.role = 'credit') execute function keep_standings();

-- Whether these terms ask for a standing: that is known by whoever knows their models.
alter table terms add column tiered boolean not null default false;

-- The first that do have all that was ever credited summed up. Whoever decides just now read that there is none: they are waited for, and those that come
-- after wait for this (0005_intake.sql).
create function begin_standings() returns trigger language plpgsql as $$ begin
  perform from campaign c where c.organization_id = new.organization_id and c.id = new.campaign_id and c.tiered;
  if found then return null; end if;
  perform pg_advisory_xact_lock(decided_by(new.organization_id));
  update campaign set tiered = true where organization_id = new.organization_id and id = new.campaign_id;
  update conversion set tiered = true where organization_id = new.organization_id and campaign_id = new.campaign_id and not tiered;
  return null;
end $$;
create trigger begin_standings after insert on terms for each row when (new.tiered) execute function begin_standings();

-- Holds enrollments until the transaction ends, in order of their ids: of two sales of one enrollment that are first credited at once, the second waits
-- here and then finds the first. Whoever only takes back, or decides again by what was read before, does not come here. Lock and read are statements of
-- their own in a volatile function, so that the read sees what the lock waited for. These locks come after those of payments, customers and
-- subscriptions, and before balances, so that waits form no cycle.
create function hold_standings(o uuid, enrollments uuid[]) returns void language plpgsql as $$
declare e uuid;
begin
  for e in select distinct x from unnest(enrollments) x order by 1 loop
    perform pg_advisory_xact_lock(hashtextextended(o || ':standing:' || e, 0));
  end loop;
end $$;

-- The sums behind standings as of now, each by its place in the list and by currency, and by UTC day where that is another one than asked for, since each
-- day has its own rate. What was summed up as it was credited is read, less what the payments `own` did: the one that asks, and those merged into it, where
-- they were credited before. `since` and `until` may be infinite, and are given as such: under row level security an index does not take a `coalesce`.
create function standings_now(o uuid, in_mode text, own uuid[], enrollments uuid[], since date[], until date[], currencies text[])
returns table (place int, currency char(3), day date, sales int, volume bigint) language plpgsql as $$ begin
  perform hold_standings(o, enrollments);
  return query select w.place::int, t.currency, case when t.currency <> w.currency then t.day end, sum(t.sales)::int, sum(t.volume)::bigint
  from unnest(enrollments, since, until, currencies) with ordinality w (enrollment, since, until, currency, place), lateral (
    select s.currency, s.day, s.sales, s.volume from enrollment_sales s
    where s.organization_id = o and s.enrollment_id = w.enrollment and s.mode = in_mode and s.day >= w.since and s.day < w.until
    union all
    select c.currency, (c.occurred_at at time zone 'UTC')::date, case when c.reversed_amount < c.amount then -1 else 0 end, c.reversed_base - c.base
    -- Found one by one and looked at then: in one step a plan may walk all sales of the organization.
    from unnest(own) m (id), lateral (select * from conversion c where c.organization_id = o and c.payment_id = m.id offset 0) c
    where c.enrollment_id = w.enrollment and c.role = 'credit' and c.type in ('sale', 'renewal') and c.tiered and not (c.denied or c.merged or c.withdrawn)
      and (c.occurred_at at time zone 'UTC')::date >= w.since and (c.occurred_at at time zone 'UTC')::date < w.until
  ) t group by 1, 2, 3;
end $$;

-- The same summed up anew: as of `before`, of what happened earlier; with null, of all, for terms that ask for what was not summed up yet, and in line.
create function standings_then(o uuid, in_mode text, members uuid[], enrollments uuid[], since timestamptz[], until timestamptz[], currencies text[], before timestamptz)
returns table (place int, currency char(3), day date, sales int, volume bigint) language plpgsql as $$ begin
  if before is null then perform hold_standings(o, enrollments); end if;
  return query select w.place::int, c.currency, case when c.currency <> w.currency then (c.occurred_at at time zone 'UTC')::date end,
    (count(*) filter (where c.reversed_amount < c.amount))::int, sum(c.base - c.reversed_base)::bigint
  from unnest(enrollments, since, until, currencies) with ordinality w (enrollment, since, until, currency, place)
  join enrollment n on n.organization_id = o and n.id = w.enrollment
  join conversion c on c.organization_id = o and c.affiliate_id = n.affiliate_id and c.enrollment_id = n.id
  where c.role = 'credit' and c.type in ('sale', 'renewal') and c.mode = in_mode and not (c.denied or c.merged or c.withdrawn) and c.payment_id <> all (members)
    and c.occurred_at >= w.since and c.occurred_at < w.until
    and (before is null or (c.occurred_at, c.payment_id) < (before, members[1]))
  group by 1, 2, 3;
end $$;

revoke all on function keep_standings(), begin_standings(), hold_standings(uuid, uuid[]),
  standings_now(uuid, text, uuid[], uuid[], date[], date[], text[]),
  standings_then(uuid, text, uuid[], uuid[], timestamptz[], timestamptz[], text[], timestamptz) from public;
grant execute on function hold_standings(uuid, uuid[]),
  standings_now(uuid, text, uuid[], uuid[], date[], date[], text[]),
  standings_then(uuid, text, uuid[], uuid[], timestamptz[], timestamptz[], text[], timestamptz) to fairlead_app;
