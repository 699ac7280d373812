-- Who recruited an affiliate into a campaign, and the lines recruiters earn (C8).

alter table enrollment add column recruiter_id uuid;
create index enrollment_recruiter on enrollment (organization_id, recruiter_id) where recruiter_id is not null;
-- Read as of when something happened, as status and group are (A10).
alter table enrollment_period add column recruiter_id uuid;

-- The conversion an override is earned by.
alter table conversion add column parent_id uuid;
-- Everything that was paid went back: a recruiter's line has no amount of its own to tell it by.
alter table conversion add column returned boolean not null default false;
update conversion set returned = true where amount > 0 and reversed_amount >= amount;

drop function conversion_status(boolean, boolean, bigint, bigint, bigint, bigint, timestamptz);
-- How a sale stands now: a projection of facts, postings and the clock; none is final (RULES, Statuses).
create function conversion_status(merged boolean, denied boolean, returned boolean, live bigint, paid bigint, payable_at timestamptz)
returns text language sql stable parallel safe as $$
  select case
    when merged then 'merged'
    when denied then 'denied'
    when returned then 'refunded'
    when live > 0 and paid >= live then 'paid'
    when now() >= payable_at then 'approved'
    else 'pending'
  end
$$;
revoke all on function conversion_status(boolean, boolean, boolean, bigint, bigint, timestamptz) from public;
grant execute on function conversion_status(boolean, boolean, boolean, bigint, bigint, timestamptz) to fairlead_app;
