-- What a tier is measured by (C6).

-- Of the base, what refunds and disputes took: the standing of a tier leaves it out.
alter table conversion add column reversed_base bigint not null default 0;

-- The sums behind standings: `wanted` is a list of { enrollmentId, from, until, currency }, and the answer a list of lists in that order, by currency,
-- and by UTC day where it is another one than asked for, since each day has its own rate.
-- With `in_line` the enrollments are held until the transaction ends, in order of their ids: of two sales of one enrollment that are first credited at
-- once, the second waits here and then finds the first. Whoever only takes back, or decides again by what was read before, does not come here. Lock and
-- read are statements of their own in a volatile function, so that the read sees what the lock waited for. These locks come after those of payments,
-- customers and subscriptions, and before balances, so that waits form no cycle.
create function standing_sums(o uuid, in_mode text, root uuid, wanted jsonb, before timestamptz, in_line boolean) returns jsonb language plpgsql as $$
declare w jsonb; e text; members uuid[] := payment_members(o, root); sums jsonb := '[]'; one jsonb;
begin
  if in_line then
    for e in select distinct v ->> 'enrollmentId' from jsonb_array_elements(wanted) v order by 1 loop
      perform pg_advisory_xact_lock(hashtextextended(o || ':standing:' || e, 0));
    end loop;
  end if;
  for w in select value from jsonb_array_elements(wanted) loop
    select coalesce(jsonb_agg(jsonb_build_object('currency', s.currency, 'day', s.day, 'sales', s.sales, 'volume', s.volume)), '[]') into one
    from (
      select c.currency, case when c.currency <> w ->> 'currency' then to_char(c.occurred_at at time zone 'UTC', 'YYYY-MM-DD') end as day,
        count(*) filter (where c.reversed_amount < c.amount) as sales, sum(c.base - c.reversed_base) as volume
      from enrollment n
      join conversion c on c.organization_id = o and c.affiliate_id = n.affiliate_id and c.enrollment_id = n.id
      where n.organization_id = o and n.id = (w ->> 'enrollmentId')::uuid and c.role = 'credit' and c.type in ('sale', 'renewal') and c.mode = in_mode
        and not c.denied and not c.merged and not c.withdrawn and c.payment_id <> all (members)
        and c.occurred_at >= coalesce((w ->> 'from')::timestamptz, '-infinity') and c.occurred_at < coalesce((w ->> 'until')::timestamptz, 'infinity')
        and (before is null or (c.occurred_at, c.payment_id) < (before, root))
      group by 1, 2
    ) s;
    sums := sums || jsonb_build_array(one);
  end loop;
  return sums;
end $$;

revoke all on function standing_sums(uuid, text, uuid, jsonb, timestamptz, boolean) from public;
grant execute on function standing_sums(uuid, text, uuid, jsonb, timestamptz, boolean) to fairlead_app;
