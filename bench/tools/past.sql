-- A sale that was made through the pipeline, many times over: every row of it that belongs to one payment, under ids of its own, spread over a year
-- before it. $1 organization, $2 the template's payment, $3 how many, $4 begins its external ids.
with template as (
  select p.organization_id as o, p.id as payment, p.customer_id as customer, p.external_event_id as external,
    (select c.id from conversion c where c.organization_id = p.organization_id and c.payment_id = p.id) as conversion,
    (select array_agg(f.id order by f.id) from fact f where f.organization_id = p.organization_id and f.payment_id = p.id) as facts
  from payment p where p.organization_id = $1 and p.id = $2
), ids as (
  select t.*, n, $4 || n as new_external, pg_temp.id_at(n) as new_payment, pg_temp.id_at(n) as new_conversion, pg_temp.id_at(n) as new_customer,
    array(select pg_temp.id_at(n) from generate_series(1, cardinality(t.facts))) as new_facts
  from template t, generate_series(1, $3) n
), made_payment as (
  insert into payment select r.* from ids i join payment p on p.organization_id = i.o and p.id = i.payment,
    jsonb_populate_record(null::payment, to_jsonb(p) || jsonb_build_object('id', i.new_payment, 'external_event_id', i.new_external,
      'customer_id', i.new_customer)) r
), made_customer as (
  insert into customer select r.* from ids i join customer u on u.organization_id = i.o and u.id = i.customer,
    jsonb_populate_record(null::customer, to_jsonb(u) || jsonb_build_object('id', i.new_customer, 'external_id', i.new_external)) r
), made_key as (
  insert into customer_key select r.* from ids i join customer_key k on k.organization_id = i.o and k.customer_id = i.customer,
    jsonb_populate_record(null::customer_key, to_jsonb(k) || jsonb_build_object('value', i.new_external, 'customer_id', i.new_customer)) r
), made_reference as (
  insert into payment_reference select r.* from ids i join payment_reference f on f.organization_id = i.o and f.payment_id = i.payment,
    jsonb_populate_record(null::payment_reference, to_jsonb(f) || jsonb_build_object('reference', i.new_external, 'payment_id', i.new_payment)) r
), made_fact as (
  insert into fact select r.* from ids i join fact f on f.organization_id = i.o and f.payment_id = i.payment,
    jsonb_populate_record(null::fact, to_jsonb(f) || jsonb_build_object('id', i.new_facts[array_position(i.facts, f.id)], 'payment_id', i.new_payment,
      'digest', md5(i.new_external || f.digest),
      'fact', replace(replace(f.fact::text, '"' || i.external || '"', '"' || i.new_external || '"'), i.customer::text, i.new_customer::text)::jsonb)) r
), made_conversion as (
  insert into conversion select r.* from ids i join conversion c on c.organization_id = i.o and c.payment_id = i.payment,
    jsonb_populate_record(null::conversion, to_jsonb(c) || jsonb_build_object('id', i.new_conversion, 'payment_id', i.new_payment,
      'customer_id', i.new_customer, 'external_event_id', i.new_external)) r
), made_commission as (
  insert into commission select r.* from ids i join commission m on m.organization_id = i.o and m.payment_id = i.payment,
    jsonb_populate_record(null::commission, to_jsonb(m) || jsonb_build_object('id', pg_temp.id_at(i.n), 'payment_id', i.new_payment,
      'conversion_id', i.new_conversion)) r
), made_revisit as (
  insert into revisit select r.* from ids i join revisit v on v.organization_id = i.o and v.payment_id = i.payment,
    jsonb_populate_record(null::revisit, to_jsonb(v) || jsonb_build_object('id', pg_temp.id_at(i.n), 'payment_id', i.new_payment)) r
)
insert into posting select r.* from ids i join posting g on g.organization_id = i.o and g.payment_id = i.payment,
  jsonb_populate_record(null::posting, to_jsonb(g) || jsonb_build_object('id', pg_temp.id_at(i.n), 'payment_id', i.new_payment)) r
