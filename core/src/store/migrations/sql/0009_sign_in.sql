-- Who people are is in the schema `auth`, reached by the role `fairlead_auth` alone; what they may touch is in memberships, which are a tenant's.

-- The tables of better-auth 1.7, under its own names. Ids are UUIDs, kept as text because it takes any.
create table auth."user" (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "twoFactorEnabled" boolean not null default false
);
create table auth.session (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" on delete cascade
);
create index session_of_user on auth.session ("userId");
create index session_end on auth.session ("expiresAt");
create table auth.account (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create unique index account_of_user on auth.account ("userId", "providerId");
create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index verification_identifier on auth.verification (identifier);
create table auth."twoFactor" (
  id text primary key,
  secret text not null,
  "backupCodes" text not null,
  "userId" text not null references auth."user" on delete cascade,
  verified boolean default true,
  "failedVerificationCount" int default 0,
  "lockedUntil" timestamptz
);
create unique index two_factor_user on auth."twoFactor" ("userId");

-- Links that sign somebody in once. Only their hashes are kept. `mailed`: or else handed on by the operator.
create table auth.sign_in_link (
  hash bytea primary key,
  user_id text not null references auth."user" on delete cascade,
  mailed boolean not null,
  expires_at timestamptz not null
);

do $$ declare t text; begin
  foreach t in array array['user', 'session', 'account', 'verification', 'twoFactor', 'sign_in_link'] loop
    execute format('grant select, insert, update, delete on auth.%I to fairlead_auth', t);
  end loop;
end $$;
grant select, insert on auth."user" to fairlead_door;
grant select, insert on auth.account to fairlead_door;

-- The person of this session, where there is one: they see where they belong, before an organization is chosen.
create function current_person() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('app.user', true), '')::uuid
$$;

-- `id` is the person's, so that the audit names them.
create table membership (
  organization_id uuid not null,
  id uuid not null,
  role text not null check (role in ('owner', 'admin', 'manager', 'viewer')),
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (organization_id, id)
);
create index membership_person on membership (id);
call make_tenant_table('membership', 'select, update, delete');
call make_audited('membership');
create policy own on membership for select using (id = (select current_person()));

-- A link to join by, single use. Two hashes: whoever holds the link that was mailed has shown that the address is theirs, which the inviter's
-- own copy shows of nobody. Without an address it is an owner link.
create table invitation (
  organization_id uuid not null,
  id uuid not null,
  email text,
  role text not null check (role in ('owner', 'admin', 'manager', 'viewer')),
  hash bytea not null,
  mail_hash bytea,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (organization_id, id),
  check (email is not null or role = 'owner')
);
create unique index invitation_hash on invitation (hash);
create unique index invitation_mail_hash on invitation (mail_hash);
call make_tenant_table('invitation', 'select, insert, delete');
call make_audited('invitation');

create or replace function masked(r jsonb) returns jsonb language sql immutable as $$
  select coalesce(jsonb_object_agg(key, case
    when key in ('email', 'email_key', 'name', 'first_name', 'last_name') and r ? 'email' and value <> 'null' then to_jsonb('masked'::text)
    when key in ('hash', 'mail_hash', 'sealed', 'signing_sealed', 'salt') and value <> 'null' then to_jsonb('secret'::text)
    else value end), '{}')
  from jsonb_each(r)
$$;

create policy door on membership for select to fairlead_door using (true);
create policy door_insert on membership for insert to fairlead_door with check (true);
create policy door_update on membership for update to fairlead_door using (true) with check (true);
grant select, insert, update (role, version) on membership to fairlead_door;
create policy door on invitation for select to fairlead_door using (true);
create policy door_update on invitation for update to fairlead_door using (true) with check (true);
grant select, update (used_at, version) on invitation to fairlead_door;
create policy door_update on organization for update to fairlead_door using (true) with check (true);
grant update (name, home_currency, time_zone, version) on organization to fairlead_door;

create function rank_of(role text) returns int language sql immutable parallel safe as $$
  select array_position(array['viewer', 'manager', 'admin', 'owner'], role)
$$;

-- What a page says before a link is used up. `settled`: somebody belongs to the organization already. `known`: the address has an account.
create function find_invitation(token bytea) returns table (
  organization_id uuid, organization_name text, home_currency text, time_zone text, email text, role text, mailed boolean, settled boolean, known boolean
) language sql stable security definer set search_path = fairlead, pg_temp as $$
  select i.organization_id, o.name, o.home_currency, o.time_zone, i.email, i.role, coalesce(i.mail_hash = token, false),
    exists (select from membership m where m.organization_id = i.organization_id),
    exists (select from auth."user" u where u.email = i.email)
  from invitation i join organization o on o.id = i.organization_id
  where (i.hash = token or i.mail_hash = token) and i.used_at is null and i.expires_at > now()
$$;

-- Uses a link up and joins, at once: of any number who try together one gets a row. `person` is the id of somebody new, `proven` that of who
-- is known to be calling; an address that has an account is joined only by whom it is proven to belong to (28000 otherwise), or by the link
-- that was mailed there. Names the organization where nobody belongs to it yet.
--
-- Whoever has an owner link types any address, so that is shown to be theirs only of the first person of an installation, whose server it is. Who
-- comes by a mailed link to an account nobody had shown to be theirs takes it over in the same moment they join (`claim_account`): its password,
-- second factor and sessions of before end, and are never within the organization. The first owner ends the other owner links of an organization:
-- every start printed one.
create function redeem_invitation(
  token bytea, person uuid, given_email text, given_name text, given_password text, proven uuid, new_name text, new_currency text, new_zone text
) returns table (organization_id uuid, person_id uuid, role text)
language plpgsql security definer set search_path = fairlead, pg_temp as $$
#variable_conflict use_column
declare
  i invitation;
  address text;
  joiner text;
  by_mail boolean;
begin
  select * into i from invitation v
    where (v.hash = token or v.mail_hash = token) and v.used_at is null and v.expires_at > now() for update;
  if not found then return; end if;
  by_mail := coalesce(i.mail_hash = token, false);
  address := coalesce(i.email, given_email);
  insert into auth."user" (id, name, email, "emailVerified")
    values (person::text, given_name, address, by_mail or i.email is null and not exists (select from membership))
    on conflict (email) do nothing;
  if found then
    joiner := person::text;
    if given_password is not null then
      insert into auth.account (id, "accountId", "providerId", "userId", password) values (gen_random_uuid()::text, joiner, 'credential', joiner, given_password);
    end if;
  else
    select u.id into joiner from auth."user" u where u.email = address;
    if proven::text is distinct from joiner and not by_mail then
      raise exception 'this address has an account' using errcode = '28000';
    end if;
    if by_mail then perform claim_account(joiner); end if;
  end if;
  perform set_config('app.organization', i.organization_id::text, true), set_config('app.actor', 'user:' || joiner, true);
  if new_name is not null and not exists (select from membership m where m.organization_id = i.organization_id) then
    update organization o set name = new_name, home_currency = new_currency, time_zone = new_zone, version = o.version + 1 where o.id = i.organization_id;
  end if;
  update invitation v set used_at = now(), version = v.version + 1 where v.organization_id = i.organization_id and (v.id = i.id
    or v.email is null and v.used_at is null and not exists (select from membership m where m.organization_id = i.organization_id));
  insert into membership (organization_id, id, role) values (i.organization_id, joiner::uuid, i.role)
    on conflict (organization_id, id) do update set role = excluded.role, version = membership.version + 1
    where rank_of(excluded.role) > rank_of(membership.role);
  return query select m.organization_id, m.id, m.role from membership m where m.organization_id = i.organization_id and m.id = joiner::uuid;
end $$;

-- Where the person of this session belongs.
create function my_organizations() returns table (organization_id uuid, name text, role text, home_currency text, time_zone text)
language sql stable security definer set search_path = fairlead, pg_temp as $$
  select o.id, o.name, m.role, o.home_currency, o.time_zone from membership m join organization o on o.id = m.organization_id
  where m.id = current_person() order by m.created_at, o.id
$$;

-- Who belongs to the organization of this session, with what only `auth` knows of them.
create function people_here() returns table (id uuid, name text, email text, two_factor boolean, role text, version int, joined_at text)
language sql stable security definer set search_path = fairlead, pg_temp as $$
  select m.id, u.name, u.email, u."twoFactorEnabled", m.role, m.version, iso(m.created_at)
  from membership m join auth."user" u on u.id = m.id::text
  where m.organization_id = current_organization() order by m.created_at, m.id
$$;

-- Whether anybody has ever come in: until then every start prints an owner link.
create function anybody() returns boolean language sql stable security definer set search_path = fairlead, pg_temp as $$
  select exists (select from membership)
$$;

grant create on schema fairlead to fairlead_door;
do $$ declare f regprocedure; begin
  foreach f in array array[
    'find_invitation(bytea)', 'redeem_invitation(bytea, uuid, text, text, text, uuid, text, text, text)', 'my_organizations()', 'people_here()', 'anybody()']::regprocedure[] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to fairlead_app', f);
    execute format('alter function %s owner to fairlead_door', f);
  end loop;
  foreach f in array array['current_person()', 'rank_of(text)']::regprocedure[] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to fairlead_app, fairlead_door', f);
  end loop;
end $$;
revoke create on schema fairlead from fairlead_door;
