-- What the lines of campaigns with a budget come to (C5).

-- Whether the campaign has, or once had, a budget: only then is anything summed up, so that no other campaign pays for it.
alter table campaign add column budgeted boolean not null default false;
alter table conversion add column budgeted boolean not null default false;

-- Σ(C − V) of the conversions of a campaign by UTC day of the payment, kept by trigger; nobody writes it by hand.
create table campaign_spend (
  organization_id uuid not null,
  campaign_id uuid not null,
  day date not null,
  currency char(3) not null,
  spent bigint not null,
  primary key (organization_id, campaign_id, day, currency)
) with (fillfactor = 70);
call make_tenant_table('campaign_spend', 'select');

create function keep_spending() returns trigger language plpgsql security definer set search_path = fairlead, pg_temp as $$ begin
  if tg_op = 'UPDATE' and old.budgeted and old.currency is not null and old.mode = 'live' then
    update campaign_spend set spent = spent - (old.commission - old.reversed_commission)
    where organization_id = old.organization_id and campaign_id = old.campaign_id and day = (old.occurred_at at time zone 'UTC')::date and currency = old.currency;
  end if;
  if new.budgeted and new.currency is not null and new.mode = 'live' then
    insert into campaign_spend as s values (new.organization_id, new.campaign_id, (new.occurred_at at time zone 'UTC')::date, new.currency,
      new.commission - new.reversed_commission)
    on conflict (organization_id, campaign_id, day, currency) do update set spent = s.spent + excluded.spent;
  end if;
  return null;
end $$;
create trigger keep_spending_of_new after insert on conversion for each row when (new.budgeted) execute function keep_spending();
create trigger keep_spending after update on conversion for each row when (new.budgeted or old.budgeted) execute function keep_spending();

-- The first version with a budget has all that was ever credited summed up. Whoever decides just now read that there is none: they are waited for, and
-- those that come after wait for this (0005_intake.sql).
create function begin_spending() returns trigger language plpgsql as $$ begin
  perform from campaign c where c.organization_id = new.organization_id and c.id = new.campaign_id and c.budgeted;
  if found then return null; end if;
  perform pg_advisory_xact_lock(decided_by(new.organization_id));
  update campaign set budgeted = true where organization_id = new.organization_id and id = new.campaign_id;
  update conversion set budgeted = true where organization_id = new.organization_id and campaign_id = new.campaign_id and not budgeted;
  return null;
end $$;
create trigger begin_spending after insert on terms for each row
  when (new.level = 'campaign' and jsonb_typeof(new.terms #> '{commission,budget}') = 'object') execute function begin_spending();

-- What was spent of a budget but for what the payments `own` took, by currency, and by UTC day where that is another one than the budget's, since each day has
-- its own rate. Nobody else takes of it until the transaction ends: of two sales at once the second waits here and finds what the first took. Lock and read
-- are statements of their own, so that the read sees what the lock waited for. This lock comes after those of enrollments (0022_tiers.sql) and before
-- balances. Like `since` and `until` of standings, those of budgets may be infinite. Reversals do not come here: they only make room, and what a failed refund gives back is given back whatever is left (R1).
create function spent_now(o uuid, campaign uuid, own uuid[], since date, until date, in_currency text)
returns table (currency char(3), day date, spent bigint) language plpgsql as $$ begin
  perform pg_advisory_xact_lock(hashtextextended(o || ':budget:' || campaign, 0));
  return query select t.currency, case when t.currency <> in_currency then t.day end, sum(t.spent)::bigint from (
    select s.currency, s.day, s.spent from campaign_spend s
    where s.organization_id = o and s.campaign_id = campaign and s.day >= since and s.day < until
    union all
    -- Found one by one and looked at then: in one step a plan may walk all sales of the period, or of the organization.
    select c.currency, (c.occurred_at at time zone 'UTC')::date, c.reversed_commission - c.commission
    from unnest(own) m (id), lateral (select * from conversion c where c.organization_id = o and c.payment_id = m.id offset 0) c
    where c.campaign_id = campaign and c.budgeted and c.currency is not null and c.mode = 'live'
      and (c.occurred_at at time zone 'UTC')::date >= since and (c.occurred_at at time zone 'UTC')::date < until
  ) t group by 1, 2;
end $$;

-- The same as of `before`, by day: what the ledger holds of earlier payments is summed up anew, without `members`, the first of which is the one that asks.
create function spent_then(o uuid, campaign uuid, members uuid[], since timestamptz, until timestamptz, before timestamptz)
returns table (currency char(3), day date, spent bigint) language plpgsql as $$ begin
  return query select c.currency, (c.occurred_at at time zone 'UTC')::date, sum(c.commission - c.reversed_commission)::bigint from conversion c
  where c.organization_id = o and c.campaign_id = campaign and c.currency is not null and c.mode = 'live' and c.payment_id <> all (members)
    and c.occurred_at >= since and c.occurred_at < until and (c.occurred_at, c.payment_id) < (before, members[1])
  group by 1, 2;
end $$;

revoke all on function keep_spending(), begin_spending(), spent_now(uuid, uuid, uuid[], date, date, text),
  spent_then(uuid, uuid, uuid[], timestamptz, timestamptz, timestamptz) from public;
grant execute on function spent_now(uuid, uuid, uuid[], date, date, text),
  spent_then(uuid, uuid, uuid[], timestamptz, timestamptz, timestamptz) to fairlead_app;
