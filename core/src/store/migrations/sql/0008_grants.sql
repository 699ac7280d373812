-- Who may call what: nothing is open to everybody, and the tenant role gets each function by name of its kind.

do $$ declare f regprocedure; begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'fairlead'::regnamespace and p.prokind in ('f', 'p') loop
    execute format('revoke all on %s %s from public', case when (select prokind from pg_proc where oid = f) = 'p' then 'procedure' else 'function' end, f);
  end loop;
end $$;
do $$ declare f regprocedure; begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'fairlead'::regnamespace and p.prokind = 'f'
    and p.prorettype <> 'trigger'::regtype loop
    execute format('grant execute on function %s to fairlead_app', f);
  end loop;
end $$;
grant execute on function iso(timestamptz), current_organization() to fairlead_door, fairlead_clicks;
grant execute on function uuid_floor(timestamptz) to fairlead_clicks;
