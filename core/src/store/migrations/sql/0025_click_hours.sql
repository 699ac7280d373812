-- Up to which hour the clicks of an organization were counted for those who are paid per click (C3). It goes back where a click of an hour
-- before is told, or terms are agreed from an hour before: counting again posts only the difference. `sent_back` tells whoever is counting just then.
create table click_rollup (
  organization_id uuid not null primary key,
  done_until timestamptz not null,
  sent_back bigint not null default 0
);
call make_tenant_table('click_rollup', 'select, insert, update');

create function count_clicks_again(o uuid, since timestamptz) returns void language sql as $$
  update click_rollup set done_until = least(done_until, date_trunc('hour', since, 'UTC')), sent_back = sent_back + 1 where organization_id = o
$$;

revoke all on function count_clicks_again(uuid, timestamptz) from public;
grant execute on function count_clicks_again(uuid, timestamptz) to fairlead_app;
