-- Joining, with what it says about an address and about other links.
--
-- Whoever has an owner link types any address, so that is shown to be theirs only of the first person of an installation, whose server it is. Who
-- comes by a mailed link to an account nobody had shown to be theirs takes it over in the same moment they join: its password, second factor and
-- sessions of before end, and are never within the organization. The first owner ends the other owner links of an organization: every start
-- printed one.
create or replace function redeem_invitation(
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

-- Somebody has shown that they read the mail of this account. If nobody had before, whoever made it may have been another.
create function claim_account(account text) returns void language plpgsql security definer set search_path = fairlead, pg_temp as $$ begin
  update auth."user" u set "emailVerified" = true, "twoFactorEnabled" = false, "updatedAt" = now() where u.id = account and not u."emailVerified";
  if not found then return; end if;
  delete from auth.account a where a."userId" = account;
  delete from auth."twoFactor" f where f."userId" = account;
  delete from auth.session s where s."userId" = account;
end $$;

-- Whose they are, and nothing of what they are: no door reads a token or a secret.
grant select ("userId"), delete on auth.session, auth."twoFactor" to fairlead_door;
grant delete on auth.account to fairlead_door;
grant update ("emailVerified", "twoFactorEnabled", "updatedAt") on auth."user" to fairlead_door;

grant create on schema fairlead to fairlead_door;
revoke all on function claim_account(text) from public;
alter function claim_account(text) owner to fairlead_door;
revoke create on schema fairlead from fairlead_door;
