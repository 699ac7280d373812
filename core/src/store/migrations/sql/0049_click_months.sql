-- Clicks that count, by enrollment and UTC month, for the months that are over: whoever adds up the clicks of years walks through those of weeks. A
-- click that is told of a month that was counted has that month counted again, and all after it: until then they are walked through.
create table click_month (
  organization_id uuid not null,
  month timestamptz not null,
  enrollment_id uuid not null,
  clicks bigint not null,
  primary key (organization_id, month, enrollment_id)
);
call make_tenant_table('click_month', 'select, insert, delete');
-- Months before this one are counted; null: none is.
alter table click_rollup add column months_until timestamptz;

-- Where none is counted yet, none is: `least` would take the month of the late click for the first that is not.
create function count_months_again(o uuid, since timestamptz) returns void language sql as $$
  update click_rollup set months_until = case when months_until is not null then least(months_until, date_trunc('month', since, 'UTC')) end,
    sent_back = sent_back + 1 where organization_id = o;
  delete from click_month where organization_id = o and month >= date_trunc('month', since, 'UTC');
$$;

revoke all on function count_months_again(uuid, timestamptz) from public;
grant execute on function count_months_again(uuid, timestamptz) to fairlead_app;
