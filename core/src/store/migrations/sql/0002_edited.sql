-- What people edit. Keys begin with the organization, so that a distributed PostgreSQL can shard by it.

create table organization (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  home_currency char(3) not null default 'USD',
  time_zone text not null default 'UTC',
  grace_days int not null default 0 check (grace_days between 0 and 365),
  salt bytea not null,
  created_at timestamptz not null default now(),
  version int not null default 1
);
alter table organization enable row level security;
alter table organization force row level security;
create policy tenant on organization using (id = (select current_organization())) with check (id = (select current_organization()));
grant select, update (name, home_currency, time_zone, grace_days, version) on organization to fairlead_app;

-- E-mails are compared and stored in facts as hashes under the organization's own salt (A5).
create function email_hash(organization uuid, email text) returns text language sql stable as $$
  select encode(sha256(o.salt || convert_to(email, 'utf8')), 'hex') from organization o where o.id = organization
$$;

create table campaign (
  organization_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  slug text not null,
  destination_url text not null,
  currency char(3) not null default 'USD',
  state text not null default 'draft' check (state in ('draft', 'active', 'closed', 'archived')),
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (organization_id, id),
  unique (organization_id, slug)
);

-- States, statuses and groups are read as of when something happened (A10).
create table campaign_period (
  organization_id uuid not null,
  campaign_id uuid not null,
  valid_from timestamptz not null,
  id uuid not null,
  state text not null check (state in ('draft', 'active', 'closed', 'archived')),
  primary key (organization_id, campaign_id, valid_from, id)
);

create table affiliate_group (
  organization_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (organization_id, id),
  unique (organization_id, campaign_id, name)
);

create table affiliate (
  organization_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  email text not null,
  email_key text not null,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (organization_id, id),
  unique (organization_id, email_key)
);

create table enrollment (
  organization_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  affiliate_id uuid not null,
  slug text not null,
  status text not null default 'pending' check (status in ('pending', 'approved', 'paused', 'rejected', 'removed')),
  group_id uuid,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (organization_id, id),
  unique (organization_id, campaign_id, affiliate_id)
);
create index enrollment_affiliate on enrollment (organization_id, affiliate_id);

create table enrollment_period (
  organization_id uuid not null,
  enrollment_id uuid not null,
  valid_from timestamptz not null,
  id uuid not null,
  status text not null check (status in ('pending', 'approved', 'paused', 'rejected', 'removed')),
  group_id uuid,
  primary key (organization_id, enrollment_id, valid_from, id)
);

-- Immutable versions of what is promised (C1): whole for a campaign, partial for a group or one enrollment.
create table terms (
  organization_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  level text not null check (level in ('campaign', 'group', 'affiliate')),
  group_id uuid,
  enrollment_id uuid,
  number int not null,
  valid_from timestamptz not null,
  terms jsonb not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  check ((level = 'group') = (group_id is not null)),
  check ((level = 'affiliate') = (enrollment_id is not null))
);
create unique index terms_campaign on terms (organization_id, campaign_id, number) where level = 'campaign';
create unique index terms_group on terms (organization_id, group_id, number) where level = 'group';
create unique index terms_affiliate on terms (organization_id, enrollment_id, number) where level = 'affiliate';

create table link (
  organization_id uuid not null,
  id uuid not null,
  enrollment_id uuid not null,
  name text,
  destination_url text,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (organization_id, id)
);
create index link_enrollment on link (organization_id, enrollment_id);

-- One name space per tracking host, old names included (I5, F10): the key cannot begin with the organization.
create table slug (
  host text not null default '',
  slug text not null check (slug ~ '^[a-z0-9]([a-z0-9-]{1,62})[a-z0-9]$'),
  organization_id uuid not null,
  link_id uuid not null,
  enrollment_id uuid not null,
  alias boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (host, slug)
);
create index slug_link on slug (organization_id, link_id);

-- A code credits what occurs in [valid_from, valid_until), read as of then: taking it back later undoes nothing (A10).
create table coupon (
  organization_id uuid not null,
  id uuid not null,
  enrollment_id uuid not null,
  code text not null check (code = upper(code) and length(code) between 1 and 100),
  valid_from timestamptz not null default now(),
  valid_until timestamptz,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (organization_id, id),
  unique (organization_id, code)
);
create index coupon_enrollment on coupon (organization_id, enrollment_id);

-- One configured account of a processor. `sealed`: credentials under the installation's key.
create table connection (
  organization_id uuid not null,
  id uuid not null,
  adapter text not null,
  name text not null check (length(name) between 1 and 200),
  mode text not null check (mode in ('live', 'test')),
  account text,
  settings jsonb not null default '{}',
  sealed bytea not null,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (organization_id, id)
);

create table api_key (
  organization_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  mode text not null check (mode in ('live', 'test')),
  kind text not null default 'secret' check (kind in ('secret', 'publishable')),
  scopes text[] not null,
  -- Where pages that show a publishable key may stand: `https://www.example.com`.
  origins text[] not null default '{}',
  campaign_id uuid,
  prefix text not null,
  hash bytea not null,
  signing_required boolean not null default false,
  signing_sealed bytea,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (organization_id, id)
);
create unique index api_key_hash on api_key (hash);

do $$ declare t text; begin
  foreach t in array array['campaign', 'affiliate_group', 'affiliate', 'enrollment', 'link', 'slug', 'coupon', 'connection', 'api_key'] loop
    call make_tenant_table(t, 'select, insert, update');
    call make_audited(t);
  end loop;
  foreach t in array array['campaign_period', 'enrollment_period', 'terms'] loop
    call make_tenant_table(t, 'select, insert');
    call make_audited(t);
    call make_append_only(t);
  end loop;
  call make_audited('organization');
end $$;
