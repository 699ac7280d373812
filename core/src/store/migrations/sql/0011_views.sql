-- What somebody looks at often: a list and how it is narrowed, kept by one person or shared with all.
create table saved_view (
  organization_id uuid not null,
  id uuid not null,
  owner text not null,
  name text not null check (length(name) between 1 and 200),
  list text not null,
  filters jsonb not null default '{}',
  columns jsonb,
  sort text,
  shared boolean not null default false,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (organization_id, id)
);
create index saved_view_list on saved_view (organization_id, list, id);
call make_tenant_table('saved_view', 'select, insert, update, delete');
call make_audited('saved_view');
