-- The affiliates' own labels (F11) of the clicks that sold something: sales are found by them. Clicks themselves have no such index, which every
-- one of them would pay for, and few of them sell.
create table sold_label (
  organization_id uuid not null,
  click_id uuid not null,
  name text not null,
  value text not null,
  -- Of the click: where several share a sale, its labels are those of its own affiliate alone.
  enrollment_id uuid not null,
  primary key (organization_id, click_id, name)
);
create index sold_label_value on sold_label (organization_id, name, value, click_id, enrollment_id);
call make_tenant_table('sold_label', 'select');

-- A click is never changed, so that its labels stay what they are, whatever becomes of the sale.
create function keep_sold_labels() returns trigger language plpgsql security definer set search_path = fairlead, pg_temp as $$ begin
  insert into sold_label (organization_id, click_id, name, value, enrollment_id)
  select x.organization_id, x.id, s.name, x.details ->> s.name, x.enrollment_id
  from click x, unnest('{sub1,sub2,sub3,sub4,sub5}'::text[]) s (name)
  where x.organization_id = new.organization_id and x.id = new.click_id and x.details ? s.name
  on conflict do nothing;
  return null;
end $$;
create trigger keep_sold_labels_of_new after insert on conversion for each row when (new.click_id is not null) execute function keep_sold_labels();
create trigger keep_sold_labels after update on conversion for each row
  when (new.click_id is not null and new.click_id is distinct from old.click_id) execute function keep_sold_labels();

revoke all on function keep_sold_labels() from public;
