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
