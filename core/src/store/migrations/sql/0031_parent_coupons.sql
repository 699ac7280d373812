-- A discount that codes inherit (F70): how much, how long, until when, how often. Codes of affiliates are made from it, several each.
create table parent_coupon (
  organization_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  -- Where its codes are minted; null: the discount is set up by hand.
  connection_id uuid,
  name text not null check (length(name) between 1 and 200),
  percent_off int check (percent_off between 1 and 1000000),
  amount_off bigint check (amount_off > 0),
  currency char(3),
  duration text not null check (duration in ('once', 'months', 'forever')),
  months int check (months between 1 and 1200),
  expires_at timestamptz,
  -- Of each code.
  max_redemptions int check (max_redemptions > 0),
  archived boolean not null default false,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (organization_id, id),
  check ((percent_off is null) <> (amount_off is null)),
  check ((amount_off is null) = (currency is null)),
  check ((duration = 'months') = (months is not null))
);
create index parent_coupon_campaign on parent_coupon (organization_id, campaign_id);
call make_tenant_table('parent_coupon', 'select, insert, update');
call make_audited('parent_coupon');

alter table coupon add column parent_coupon_id uuid;
create index coupon_parent on coupon (organization_id, parent_coupon_id) where parent_coupon_id is not null;

-- Whether affiliates of a campaign mint codes of their own, and within which bounds (F71): contract/api/campaigns.ts. What is left out takes its default.
alter table campaign add column self_mint jsonb not null default '{}';
alter table coupon add column self_minted boolean not null default false;

-- Each code an affiliate wished for, got or not: so many a day.
create table code_wish (
  organization_id uuid not null,
  id uuid not null,
  enrollment_id uuid not null,
  code text not null,
  at timestamptz not null,
  primary key (organization_id, id)
);
create index code_wish_enrollment on code_wish (organization_id, enrollment_id, at);
call make_tenant_table('code_wish', 'select, insert');
call make_append_only('code_wish');
