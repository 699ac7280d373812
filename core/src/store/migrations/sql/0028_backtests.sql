-- Other terms tried on history (docs/backtest.md). A run waits, is taken by one process, tells how far it is, and ends once. Nothing here is
-- money: it is what somebody would have earned.
create table backtest (
  organization_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  terms jsonb not null,
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at > from_at),
  actor text not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'cancelled', 'interrupted', 'failed')),
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  done int not null default 0,
  total int,
  -- How many were decided, and how many of them the published terms or the draft could not be held to.
  counts jsonb,
  problem text,
  primary key (organization_id, id)
);
create index backtest_changed on backtest (organization_id, changed_at);
create index backtest_open on backtest (id) where state in ('queued', 'running');
call make_tenant_table('backtest', 'select, insert, update');

create table backtest_row (
  organization_id uuid not null,
  backtest_id uuid not null,
  affiliate_id uuid not null,
  currency char(3) not null,
  before_amount bigint not null,
  after_amount bigint not null,
  changed int not null,
  primary key (organization_id, backtest_id, affiliate_id, currency)
);
call make_tenant_table('backtest_row', 'select, insert');

create policy door on backtest for select to fairlead_door using (true);
create policy door_update on backtest for update to fairlead_door using (true) with check (true);
grant select on backtest to fairlead_door;
grant update (state, changed_at, started_at, finished_at) on backtest to fairlead_door;

-- Takes the oldest run that waits. A run whose process has told nothing for a minute has none any more: it is told to be interrupted, and is not
-- begun again by itself.
create function begin_backtest() returns table (organization_id uuid, id uuid)
language plpgsql security definer set search_path = fairlead, pg_temp as $$ begin
  update backtest b set state = 'interrupted', changed_at = now(), finished_at = now()
    where b.state = 'running' and b.changed_at < now() - interval '1 minute';
  return query update backtest b set state = 'running', changed_at = now(), started_at = now()
    where b.id = (select w.id from backtest w where w.state = 'queued' order by w.id limit 1 for update skip locked)
    returning b.organization_id, b.id;
end $$;

grant create on schema fairlead to fairlead_door;
alter function begin_backtest() owner to fairlead_door;
revoke create on schema fairlead from fairlead_door;
revoke all on function begin_backtest() from public;
grant execute on function begin_backtest() to fairlead_app;
