-- What tells how a connection is: how each delivery came, what was refused at the door, and what was read by hand.

alter table inbox add column came_by text not null default 'webhook' check (came_by in ('webhook', 'backfill', 'fetch'));
create index inbox_connection on inbox (organization_id, connection_id, id desc);
-- Requests of a person for their own data: few, and somebody has to answer each.
create index inbox_data_request on inbox (organization_id, id) where problem ->> 'code' = 'data_request';

-- Bodies of deliveries are kept this long.
alter table organization add column inbox_days int not null default 180 check (inbox_days between 1 and 3650);
grant update (inbox_days) on organization to fairlead_app;

-- Deliveries that were refused, counted by reason: they are nobody's word, so nothing of them is kept. At most one row for each reason.
create table refused_delivery (
  organization_id uuid not null,
  connection_id uuid not null,
  reason text not null,
  count bigint not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  detail text not null,
  primary key (organization_id, connection_id, reason)
);
call make_tenant_table('refused_delivery', 'select, insert, update');

-- A read that a person asked for, and how far a read is.
alter table backfill add column actor text not null default 'core', add column progress jsonb, add column progress_at timestamptz;
grant insert on backfill to fairlead_app;
