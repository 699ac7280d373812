-- Everything a decision about one payment or lead reads, known as of when it happened, as one document (domain/context.ts).

create function terms_at(o uuid, of_level text, owner uuid, at timestamptz) returns jsonb language plpgsql stable as $$
declare t record;
begin
  if of_level = 'campaign' then
    -- A campaign always has terms: before its first version the first one holds.
    select id, number, terms into t from terms where organization_id = o and campaign_id = owner and level = 'campaign'
    order by (valid_from <= at) desc, case when valid_from <= at then extract(epoch from valid_from) else -extract(epoch from valid_from) end desc, number desc limit 1;
  elsif of_level = 'group' then
    select id, number, terms into t from terms where organization_id = o and group_id = owner and level = 'group' and valid_from <= at
    order by valid_from desc, number desc limit 1;
  else
    select id, number, terms into t from terms where organization_id = o and enrollment_id = owner and level = 'affiliate' and valid_from <= at
    order by valid_from desc, number desc limit 1;
  end if;
  if t.id is null then return null; end if;
  return jsonb_build_object('id', t.id, 'version', t.number, 'terms', t.terms);
end $$;

create function enrollment_at(o uuid, wanted uuid, at timestamptz, emails text[]) returns jsonb language plpgsql stable as $$
declare e record; c record; status text; grp uuid; campaign_state text; own_terms jsonb; group_terms jsonb;
begin
  select * into e from enrollment where organization_id = o and id = wanted;
  if not found then return null; end if;
  select p.status, p.group_id into status, grp from enrollment_period p
  where p.organization_id = o and p.enrollment_id = wanted and p.valid_from <= at order by p.valid_from desc, p.id desc limit 1;
  select k.id, k.slug into c from campaign k where k.organization_id = o and k.id = e.campaign_id;
  select p.state into campaign_state from campaign_period p
  where p.organization_id = o and p.campaign_id = e.campaign_id and p.valid_from <= at order by p.valid_from desc, p.id desc limit 1;
  own_terms := terms_at(o, 'affiliate', wanted, at);
  if grp is not null then group_terms := terms_at(o, 'group', grp, at); end if;
  return jsonb_strip_nulls(jsonb_build_object(
    'id', e.id, 'campaignId', e.campaign_id, 'campaignSlug', c.slug, 'affiliateId', e.affiliate_id, 'slug', e.slug,
    'status', coalesce(status, 'pending'), 'campaignState', coalesce(campaign_state, 'draft'),
    'selfReferral', cardinality(emails) > 0 and exists (
      select from affiliate a where a.organization_id = o and a.id = e.affiliate_id and email_hash(o, a.email_key) = any (emails)))
  ) || jsonb_build_object('terms', jsonb_build_object('campaign', terms_at(o, 'campaign', e.campaign_id, at))
    || case when group_terms is null then '{}' else jsonb_build_object('group', group_terms) end
    || case when own_terms is null then '{}' else jsonb_build_object('affiliate', own_terms) end);
end $$;

-- The visitor's clicks up to a time, oldest first; the named one is among them even where it came later.
create function visits_at(o uuid, given text, moment timestamptz) returns jsonb language plpgsql stable as $$
declare named record;
begin
  if given !~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then return '[]'; end if;
  select c.id, c.visitor into named from click c where c.organization_id = o and c.id = given::uuid;
  if not found then return '[]'; end if;
  return (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'enrollmentId', v.enrollment_id, 'at', iso(v.at), 'windowDays', v.window_days,
      'counts', v.counts, 'reason', v.reason) order by v.id), '[]')
    from (select * from click c where c.organization_id = o and c.visitor = named.visitor
      and (c.id < uuid_floor(moment + interval '1 ms') or c.id = named.id) order by c.id desc limit 500) v);
end $$;

create function lock_of(o uuid, in_mode text, members uuid[], root uuid, at timestamptz, of_subscription text, of_customers uuid[]) returns jsonb
language plpgsql stable as $$
declare c record;
begin
  if of_subscription is not null then
    select enrollment_id, payment_id, occurred_at into c from conversion
    where organization_id = o and subscription = of_subscription and mode = in_mode and type <> 'lead' and role = 'credit'
      and not denied and not merged and not withdrawn and (occurred_at, payment_id) < (at, root) and payment_id <> all (members)
    order by occurred_at, payment_id limit 1;
  else
    select enrollment_id, payment_id, occurred_at into c from conversion
    where organization_id = o and customer_id = any (of_customers) and mode = in_mode and type <> 'lead' and role = 'credit'
      and not denied and not merged and not withdrawn and (occurred_at, payment_id) < (at, root) and payment_id <> all (members)
    order by occurred_at, payment_id limit 1;
  end if;
  if c.payment_id is null then return null; end if;
  return jsonb_build_object('enrollmentId', c.enrollment_id, 'paymentId', c.payment_id, 'at', iso(c.occurred_at));
end $$;

create function leads_of(o uuid, in_mode text, root uuid, customers jsonb, at timestamptz) returns jsonb language plpgsql stable as $$
declare asked record; named uuid; found jsonb := '[]'; more jsonb; m uuid[];
begin
  for asked in
    select distinct 'external_id' as kind, v ->> 'externalId' as value, null::uuid as via from jsonb_array_elements(customers) v
    union select 'processor_id', v ->> 'processorId', (v ->> 'via')::uuid from jsonb_array_elements(customers) v
    union select 'email', v ->> 'emailHash', null from jsonb_array_elements(customers) v
  loop
    continue when asked.value is null;
    named := case asked.kind
      when 'external_id' then (select k.customer_id from customer_key k where k.organization_id = o and k.kind = 'external' and k.value = asked.value)
      when 'processor_id' then customer_by_processor(o, asked.via, asked.value)
      else (select e from customers_by_email(o, asked.value, at) e limit 1)
    end;
    continue when named is null;
    m := customer_members(o, customer_root(o, named));
    select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('by', asked.kind, 'leadId', v.payment_id, 'enrollmentId', v.enrollment_id, 'at', iso(v.occurred_at),
      'clickAt', iso(v.click_at))) order by v.occurred_at, v.id) into more
    from conversion v where v.organization_id = o and v.customer_id = any (m) and v.type = 'lead' and v.mode = in_mode
      and not v.denied and not v.merged and not v.withdrawn and v.payment_id <> root;
    found := found || coalesce(more, '[]');
  end loop;
  return found;
end $$;

create function payment_context(o uuid, root uuid) returns jsonb language plpgsql stable as $$
declare
  members uuid[] := payment_members(o, root);
  p record; own jsonb; about jsonb; believed jsonb; at timestamptz;
  via uuid; sub text; customers jsonb; roots uuid[]; people uuid[]; emails text[]; subjects text[];
  coupons jsonb := '[]'; clicks jsonb := '[]'; slugs jsonb := '[]'; leads jsonb := '[]'; sub_lock jsonb; cust_lock jsonb;
  named uuid[]; enrollments jsonb; earlier int := 0; posted jsonb; existing jsonb;
begin
  select kind, mode, closed, state into p from payment where organization_id = o and id = root;
  select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'paymentId', f.payment_id, 'connectionId', f.connection_id, 'recordedAt', iso(f.recorded_at),
    'actor', f.actor, 'reason', f.reason, 'fact', f.fact)), '[]')
  into own from fact f where f.organization_id = o and f.payment_id = any (members);

  -- The same choice as domain/received.ts: of payments the highest rank, then the latest; of leads the earliest.
  select v -> 'fact', (v ->> 'connectionId')::uuid into believed, via from jsonb_array_elements(own) v
  where v -> 'fact' ->> 'type' in ('payment.received', 'lead.captured')
  order by (v -> 'fact' ->> 'rank')::int desc nulls last,
    case when v -> 'fact' ->> 'type' = 'payment.received' then v -> 'fact' ->> 'occurredAt' end collate "C" desc nulls last,
    v -> 'fact' ->> 'occurredAt' collate "C" limit 1;
  at := (believed ->> 'occurredAt')::timestamptz;

  select (v ->> 'connectionId') || ':' || (v -> 'fact' ->> 'subscription') into sub from jsonb_array_elements(own) v
  where v -> 'fact' ? 'subscription'
  order by (v -> 'fact' ->> 'rank')::int desc nulls last, v -> 'fact' ->> 'occurredAt' collate "C" desc limit 1;
  select coalesce(jsonb_agg((v -> 'fact' -> 'customer') || jsonb_build_object('via', v -> 'connectionId')), '[]') into customers
  from jsonb_array_elements(own) v where v -> 'fact' -> 'customer' ? 'id';
  if customers <> '[]' then
    select array_agg(distinct customer_root(o, (v ->> 'id')::uuid)) into roots from jsonb_array_elements(customers) v;
    select array_agg(distinct m) into people from unnest(roots) r, unnest(customer_members(o, r)) m;
    select array_agg(distinct value) into emails from customer_key where organization_id = o and customer_id = any (people) and kind = 'email';
    select array_agg('customer:' || m) into subjects from unnest(people) m;
  end if;
  if sub is not null then subjects := subjects || ('subscription:' || sub); end if;
  if subjects is not null then
    select jsonb_agg(jsonb_build_object('id', f.id, 'paymentId', null, 'connectionId', f.connection_id, 'recordedAt', iso(f.recorded_at),
      'actor', f.actor, 'reason', f.reason, 'fact', f.fact)) into about from fact f where f.organization_id = o and f.subject = any (subjects);
    own := own || coalesce(about, '[]');
  end if;

  if at is not null then
    select coalesce(jsonb_agg(jsonb_build_object('given', g, 'visits', visits_at(o, g, at))), '[]') into clicks
    from (select distinct jsonb_array_elements_text(v -> 'fact' -> 'evidence' -> 'clickIds') as g from jsonb_array_elements(own) v) t;
    select coalesce(jsonb_agg(jsonb_build_object('slug', g, 'enrollmentId', (
      select s.enrollment_id from slug s where s.host = '' and s.slug = lower(g) and s.organization_id = o))), '[]') into slugs
    from (select distinct jsonb_array_elements_text(v -> 'fact' -> 'evidence' -> 'slugs') as g from jsonb_array_elements(own) v) t;
    if jsonb_path_exists(own, '$[*].fact.evidence.coupons[*]') then
      select coalesce(jsonb_agg(jsonb_build_object('given', coalesce(t.code, t.code_id), 'code', c.code, 'enrollmentId', c.enrollment_id)), '[]') into coupons
      from (
        select distinct (v ->> 'connectionId')::uuid as conn, g ->> 'code' as code, g ->> 'codeId' as code_id
        from jsonb_array_elements(own) v, jsonb_array_elements(v -> 'fact' -> 'evidence' -> 'coupons') g
      ) t
      left join coupon_code_id i on i.organization_id = o and i.connection_id = t.conn and i.code_id = t.code_id
      left join coupon c on c.organization_id = o and c.code = upper(coalesce(t.code, i.code))
        and c.valid_from <= at and (c.valid_until is null or at < c.valid_until);
    end if;
    if sub is not null then
      sub_lock := lock_of(o, p.mode, members, root, at, sub, null);
      select count(*) into earlier from payment s where s.organization_id = o and s.subscription = sub and s.kind = 'payment' and s.mode = p.mode
        and s.merged_into is null and s.amount > 0 and (s.occurred_at, s.id) < (at, root) and s.id <> all (members);
    end if;
    if people is not null then
      cust_lock := lock_of(o, p.mode, members, root, at, null, people);
      leads := leads_of(o, p.mode, root, customers, at);
    end if;
  end if;

  select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'paymentId', c.payment_id, 'enrollmentId', c.enrollment_id, 'role', c.role, 'withdrawn', c.withdrawn)), '[]') into existing
  from conversion c where c.organization_id = o and c.payment_id = any (members);

  select array_agg(distinct e) into named from (
    select (v ->> 'enrollmentId')::uuid e from jsonb_array_elements(coupons || slugs || leads || existing) v
    union select (w ->> 'enrollmentId')::uuid from jsonb_array_elements(clicks) v, jsonb_array_elements(v -> 'visits') w
    union select (sub_lock ->> 'enrollmentId')::uuid union select (cust_lock ->> 'enrollmentId')::uuid
    union select (v -> 'fact' ->> 'enrollmentId')::uuid from jsonb_array_elements(own) v where v -> 'fact' ->> 'type' = 'credit.assigned'
    union select (s ->> 'enrollmentId')::uuid from jsonb_array_elements(own) v, jsonb_array_elements(v -> 'fact' -> 'lines') s where v -> 'fact' ->> 'type' = 'credit.closed'
  ) t where e is not null;
  if named is not null then
    select jsonb_agg(enrollment_at(o, e, coalesce(at, now()), coalesce(emails, '{}'))) into enrollments from unnest(named) e;
  end if;

  select coalesce(jsonb_agg(jsonb_build_object('paymentId', t.payment_id, 'lineKey', t.line_key, 'enrollmentId', t.enrollment_id, 'affiliateId', t.affiliate_id,
    'currency', t.currency, 'debit', t.debit, 'credit', t.credit, 'reason', t.reason, 'amount', t.amount)), '[]') into posted
  from (
    select payment_id, line_key, enrollment_id, affiliate_id, currency, debit, credit, reason, sum(amount) as amount from posting
    where organization_id = o and payment_id = any (members) and reason in ('credited', 'credit_withdrawn', 'reversed', 'given_back', 'matured', 'merged')
    group by 1, 2, 3, 4, 5, 6, 7, 8
  ) t;

  return jsonb_build_object(
    'kind', p.kind, 'paymentId', root, 'merged', to_jsonb(array_remove(members, root)), 'mode', p.mode, 'state', p.state,
    'graceDays', (select grace_days from organization where id = o),
    'at', iso(at), 'customerId', roots[1], 'subscription', sub, 'facts', own,
    'found', jsonb_strip_nulls(jsonb_build_object('subscriptionLock', sub_lock, 'customerLock', cust_lock))
      || jsonb_build_object('enrollments', coalesce(enrollments, '[]'), 'coupons', coupons, 'clicks', clicks, 'slugs', slugs, 'leads', leads),
    'clock', exists (select from revisit r where r.organization_id = o and r.payment_id = root and r.reason = 'clock'),
    'earlierInSubscription', earlier, 'postings', posted, 'conversions', existing);
end $$;

-- One round trip for the hot path: find or make the payment, take its facts in, and read what the decision needs.
create function take_in(o uuid, via uuid, in_mode text, of_kind text, refs text[], fresh uuid, stated jsonb, who text, why text, delivery uuid) returns jsonb
language plpgsql as $$
declare root uuid; lost uuid[]; added int; sub text;
begin
  select survivor, losers into root, lost from resolve_payment(o, via, in_mode, of_kind, refs, fresh);
  added := record_facts(o, via, root, stated, who, why, delivery);
  select via || ':' || (s -> 'fact' ->> 'subscription') into sub from jsonb_array_elements(stated) s where s -> 'fact' ? 'subscription' limit 1;
  if sub is not null then perform pg_advisory_xact_lock(hashtextextended(o || ':subscription:' || sub, 0)); end if;
  return payment_context(o, root) || jsonb_build_object('added', added, 'fresh', root = fresh, 'losers', to_jsonb(lost));
end $$;

-- The same for a payment known by its id: a hold that ended, new evidence, a person's decision.
create function take_up(o uuid, payment uuid, stated jsonb, who text, why text) returns jsonb language plpgsql as $$
declare root uuid := hold_payment(o, payment); added int; c uuid; s text;
begin
  if root is null then return null; end if;
  added := record_facts(o, '00000000-0000-0000-0000-000000000000', root, stated, who, why, null);
  select customer_id, subscription into c, s from payment where organization_id = o and id = root;
  if c is not null then perform pg_advisory_xact_lock(hashtextextended(o || ':customer-id:' || customer_root(o, c), 0)); end if;
  if s is not null then perform pg_advisory_xact_lock(hashtextextended(o || ':subscription:' || s, 0)); end if;
  return payment_context(o, root) || jsonb_build_object('added', added, 'fresh', false, 'losers', '[]'::jsonb);
end $$;
