-- Sums in the home currency are added up while rows are read, each amount and each line converted by itself (X1). Nearly every credit has one line,
-- which is then its commission: only where there are several are the lines looked up.
alter table conversion add column several boolean not null default false;
update conversion c set several = true
where (select count(*) from commission m where m.organization_id = c.organization_id and m.conversion_id = c.id) > 1;

-- The index that sums over time are read from alone, as in 0012_overview.sql.
drop index conversion_occurred;
create index conversion_occurred on conversion (organization_id, occurred_at, id)
  include (mode, currency, type, amount, reversed_amount, commission, reversed_commission, affiliate_id, withdrawn, role, several);

-- How many days of a source are stored. They are only ever added, so that as many as before are the same as before.
create function rate_days(of_source text) returns bigint language sql stable security definer set search_path = fairlead, pg_temp as $$
  select count(*) from exchange_rate where source = of_source
$$;
grant create on schema fairlead to fairlead_door;
alter function rate_days(text) owner to fairlead_door;
revoke create on schema fairlead from fairlead_door;
revoke all on function rate_days(text) from public;
grant execute on function rate_days(text) to fairlead_app;
