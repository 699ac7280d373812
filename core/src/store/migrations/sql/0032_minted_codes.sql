-- What is asked of a processor about a code, and how far that has come. The asking is done outside of any transaction, by whoever leases the row;
-- `generation` counts the wishes, so that an answer to one that was overtaken decides nothing.
create table minted_code (
  organization_id uuid not null,
  coupon_id uuid not null,
  connection_id uuid not null,
  -- Whether buyers shall be able to redeem it.
  wanted boolean not null default true,
  state text not null default 'pending' check (state in ('pending', 'done', 'failed')),
  generation int not null default 1,
  -- The processor's.
  code_id text,
  attempts int not null default 0,
  due_at timestamptz not null default now(),
  problem jsonb,
  primary key (organization_id, coupon_id)
);
create index minted_code_due on minted_code (due_at) where state = 'pending';
call make_tenant_table('minted_code', 'select, insert, update, delete');
create policy door on minted_code for select to fairlead_door using (true);
create policy door_update on minted_code for update to fairlead_door using (true) with check (true);
grant select, update on minted_code to fairlead_door;

-- A code the processor never had is taken away again.
grant delete on coupon to fairlead_app;

create function lease_codes(most int, seconds int) returns table (organization_id uuid, coupon_id uuid)
language sql security definer set search_path = fairlead, pg_temp as $$
  update minted_code m set due_at = now() + make_interval(secs => seconds)
  from (select d.organization_id, d.coupon_id from minted_code d where d.state = 'pending' and d.due_at <= now()
    order by d.due_at limit most for update skip locked) due
  where m.organization_id = due.organization_id and m.coupon_id = due.coupon_id
  returning m.organization_id, m.coupon_id
$$;
grant create on schema fairlead to fairlead_door;
alter function lease_codes(int, int) owner to fairlead_door;
revoke create on schema fairlead from fairlead_door;
revoke all on function lease_codes(int, int) from public;
grant execute on function lease_codes(int, int) to fairlead_app;
