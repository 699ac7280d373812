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

-- Who recruited an enrollment, as of a time (C8). It is of the same campaign: what is told of that with the recruit is not told again (store/found.ts).
create function recruiter_at(o uuid, wanted uuid, at timestamptz) returns jsonb language plpgsql stable as $$
declare r record; own_terms jsonb; group_terms jsonb;
begin
  select e.affiliate_id, e.slug, then_.status, then_.group_id into r from enrollment e
  left join lateral (select p.status, p.group_id from enrollment_period p
    where p.organization_id = o and p.enrollment_id = e.id and p.valid_from <= at order by p.valid_from desc, p.id desc limit 1) then_ on true
  where e.organization_id = o and e.id = wanted;
  if not found then return null; end if;
  own_terms := terms_at(o, 'affiliate', wanted, at);
  if r.group_id is not null then group_terms := terms_at(o, 'group', r.group_id, at); end if;
  return jsonb_build_object('id', wanted, 'affiliateId', r.affiliate_id, 'slug', r.slug, 'status', coalesce(r.status, 'pending'),
    'terms', case when group_terms is null then '{}' else jsonb_build_object('group', group_terms) end
      || case when own_terms is null then '{}' else jsonb_build_object('affiliate', own_terms) end);
end $$;

-- An enrollment as it stood at a time, with the levels of its terms and its recruiter.
create function enrollment_at(o uuid, wanted uuid, at timestamptz, emails text[]) returns jsonb language plpgsql stable as $$
declare r record; own_terms jsonb; group_terms jsonb; recruiter jsonb;
begin
  select e.id, e.campaign_id, e.affiliate_id, e.slug, c.slug as campaign_slug, c.currency, c.budgeted, c.tiered, then_.status, then_.group_id, then_.recruiter_id, campaign_then.state,
    cardinality(emails) > 0 and email_hash(o, a.email_key) = any (emails) as own
  into r from enrollment e
  join campaign c on c.organization_id = o and c.id = e.campaign_id
  join affiliate a on a.organization_id = o and a.id = e.affiliate_id
  left join lateral (select p.status, p.group_id, p.recruiter_id from enrollment_period p
    where p.organization_id = o and p.enrollment_id = e.id and p.valid_from <= at order by p.valid_from desc, p.id desc limit 1) then_ on true
  left join lateral (select p.state from campaign_period p
    where p.organization_id = o and p.campaign_id = e.campaign_id and p.valid_from <= at order by p.valid_from desc, p.id desc limit 1) campaign_then on true
  where e.organization_id = o and e.id = wanted;
  if not found then return null; end if;
  own_terms := terms_at(o, 'affiliate', wanted, at);
  if r.group_id is not null then group_terms := terms_at(o, 'group', r.group_id, at); end if;
  if r.recruiter_id is not null then recruiter := recruiter_at(o, r.recruiter_id, at); end if;
  return jsonb_build_object(
    'id', r.id, 'campaignId', r.campaign_id, 'campaignSlug', r.campaign_slug, 'campaignCurrency', r.currency, 'affiliateId', r.affiliate_id, 'slug', r.slug,
    'status', coalesce(r.status, 'pending'), 'campaignState', coalesce(r.state, 'draft'), 'selfReferral', r.own,
    'terms', jsonb_build_object('campaign', terms_at(o, 'campaign', r.campaign_id, at))
      || case when group_terms is null then '{}' else jsonb_build_object('group', group_terms) end
      || case when own_terms is null then '{}' else jsonb_build_object('affiliate', own_terms) end)
    || case when r.budgeted then jsonb_build_object('budgeted', true) else '{}' end
    || case when r.tiered then jsonb_build_object('tiered', true) else '{}' end
    || case when recruiter is null then '{}' else jsonb_build_object('recruiter', recruiter) end;
end $$;

-- The visitor's clicks up to a time, oldest first; the named one is among them even where it came later, and without it there are none. The
-- last 62 bits of a click id are the visitor (domain/visitor.ts). Test clicks are there for tests only (C9).
create function visits_at(o uuid, in_mode text, given text, moment timestamptz) returns jsonb language plpgsql stable as $$
declare wanted uuid; tag bigint; last uuid := uuid_floor(moment + interval '1 ms'); visits jsonb; found_it boolean;
begin
  if given !~* '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' then return '[]'; end if;
  wanted := given::uuid;
  tag := ('x' || right(replace(wanted::text, '-', ''), 16))::bit(64)::bigint & 4611686018427387903;
  select jsonb_agg(jsonb_build_object('id', v.id, 'enrollmentId', v.enrollment_id, 'at', iso(v.at), 'windowDays', v.window_days,
    'counts', v.counts, 'reason', v.reason) order by v.id), bool_or(v.id = wanted) into visits, found_it
  from (select * from click c where c.organization_id = o and c.visitor = tag and c.mode in ('live', in_mode)
    and (c.id < last or c.id = wanted) order by (c.id = wanted) desc, c.id desc limit 500) v;
  return case when found_it then visits else '[]' end;
end $$;

-- The codes given with a payment, and whose they were then. A processor's id of a code is known by what the processor told of it.
create function coupons_of(o uuid, stated jsonb, at timestamptz) returns jsonb language plpgsql stable as $$ begin
  return (select coalesce(jsonb_agg(jsonb_build_object('given', coalesce(t.code, t.code_id), 'code', c.code, 'enrollmentId', c.enrollment_id)), '[]')
    from (
      select distinct (v ->> 'connectionId')::uuid as conn, g ->> 'code' as code, g ->> 'codeId' as code_id
      from jsonb_array_elements(stated) v, jsonb_array_elements(v -> 'fact' -> 'evidence' -> 'coupons') g
    ) t
    left join coupon_code_id i on i.organization_id = o and i.connection_id = t.conn and i.code_id = t.code_id
    left join coupon c on c.organization_id = o and c.code = upper(coalesce(t.code, i.code))
      and c.valid_from <= at and (c.valid_until is null or at < c.valid_until));
end $$;

-- The same for codes that were told by themselves.
create function codes_at(o uuid, codes text[], at timestamptz) returns jsonb language plpgsql stable as $$ begin
  return (select coalesce(jsonb_agg(jsonb_build_object('given', g.code, 'code', c.code, 'enrollmentId', c.enrollment_id)), '[]')
    from unnest(codes) g (code)
    left join coupon c on c.organization_id = o and c.code = upper(g.code) and c.valid_from <= at and (c.valid_until is null or at < c.valid_until));
end $$;

-- The first credited payment of a subscription, or else of a customer, before this one (A4). The candidates are found first and sorted then:
-- in one step a plan may walk all sales of the organization in order of time.
create function lock_of(o uuid, in_mode text, members uuid[], root uuid, at timestamptz, of_subscription text, of_customers uuid[]) returns jsonb
language plpgsql stable as $$
declare c record;
begin
  if of_subscription is not null then
    with credited as materialized (
      select * from conversion where organization_id = o and subscription = of_subscription
    )
    select enrollment_id, payment_id, occurred_at into c from credited
    where mode = in_mode and type in ('sale', 'renewal') and role = 'credit' and not denied and not merged and not withdrawn
      and (occurred_at, payment_id) < (at, root) and payment_id <> all (members)
    order by occurred_at, payment_id limit 1;
  else
    with credited as materialized (
      select * from conversion where organization_id = o and customer_id = any (of_customers)
    )
    select enrollment_id, payment_id, occurred_at into c from credited
    where mode = in_mode and type in ('sale', 'renewal') and role = 'credit' and not denied and not merged and not withdrawn
      and (occurred_at, payment_id) < (at, root) and payment_id <> all (members)
    order by occurred_at, payment_id limit 1;
  end if;
  if c.payment_id is null then return null; end if;
  return jsonb_build_object('enrollmentId', c.enrollment_id, 'paymentId', c.payment_id, 'at', iso(c.occurred_at));
end $$;

-- Whether nobody but pages told of a lead.
create function told_by_pages(o uuid, lead uuid) returns boolean language plpgsql stable as $$ begin
  return coalesce((select bool_and(f.fact ->> 'via' = 'script') from fact f
    where f.organization_id = o and f.payment_id = any (payment_members(o, lead)) and f.fact ->> 'type' = 'lead.captured'), false);
end $$;

-- Leads that bind the customers of a payment (A5). What only a page told of counts where nobody else told of any by then.
create function leads_of(o uuid, in_mode text, root uuid, members uuid[], customers jsonb, at timestamptz) returns jsonb language plpgsql stable as $$
declare asked record; named uuid; found jsonb := '[]'; more jsonb; m uuid[]; pages text[];
begin
  for asked in
    select distinct 'external_id' as kind, v ->> 'externalId' as value, null::uuid as via from jsonb_array_elements(customers) v
    union select 'processor_id', v ->> 'processorId', (v ->> 'via')::uuid from jsonb_array_elements(customers) v
    union select 'email', v ->> 'emailHash', null from jsonb_array_elements(customers) v
  loop
    continue when asked.value is null;
    named := case asked.kind
      when 'external_id' then (select k.customer_id from customer_key k 
        where k.organization_id = o and k.mode = in_mode and k.kind = 'external' and k.value = asked.value limit 1)
      when 'processor_id' then customer_by_processor(o, asked.via, in_mode, asked.value)
      else customer_by_email(o, in_mode, asked.value, at, members)
    end;
    m := case when named is null then '{}' else customer_members(o, customer_root(o, named)) end;
    if asked.kind = 'email' then
      m := m || array(select distinct x from customer_key k, unnest(customer_members(o, customer_root(o, k.customer_id))) x
        where k.organization_id = o and k.mode = in_mode and k.kind = 'told_email' and k.value = asked.value and x <> all (m));
    end if;
    continue when m = '{}';
    select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('by', asked.kind, 'leadId', v.payment_id, 'enrollmentId', v.enrollment_id, 'at', iso(v.occurred_at),
      'clickAt', iso(v.click_at))) order by v.occurred_at, v.id) into more
    from (select * from conversion c where c.organization_id = o and c.customer_id = any (m) offset 0) v where v.type = 'lead' and v.role = 'credit' and v.mode = in_mode
      and not v.denied and not v.merged and not v.withdrawn and v.payment_id <> root;
    found := found || coalesce(more, '[]');
  end loop;
  if found = '[]' then return found; end if;
  pages := array(select distinct v ->> 'leadId' from jsonb_array_elements(found) v where told_by_pages(o, (v ->> 'leadId')::uuid));
  if pages <> '{}' and exists (
    select from jsonb_array_elements(found) v where v ->> 'leadId' <> all (pages) and (v ->> 'at')::timestamptz <= at
  ) then
    found := (select jsonb_agg(v) from jsonb_array_elements(found) v where v ->> 'leadId' <> all (pages));
  end if;
  return found;
end $$;

-- When a customer first paid, where that was no later than `at` (C3). Found first and sorted then, as in `lock_of`.
create function first_paid(o uuid, in_mode text, people uuid[], at timestamptz) returns timestamptz language plpgsql stable as $$ begin
  return (select min(v.occurred_at) from (
      select * from payment p where p.organization_id = o and p.customer_id = any (people) and p.occurred_at <= at offset 0
    ) v where v.kind = 'payment' and v.mode = in_mode and v.merged_into is null and v.amount > 0
      and v.state in ('credited', 'uncredited', 'denied', 'no_rate', 'failed'));
end $$;

-- The first other lead of a customer in each campaign, of those before `at`, or event of this name (C3); one that was denied was one all the same.
create function told_before(o uuid, in_mode text, of_kind text, of_name text, people uuid[], members uuid[], root uuid, at timestamptz) returns jsonb
language plpgsql stable as $$ begin
  return (select jsonb_agg(jsonb_build_object('id', f.payment_id, 'campaignId', f.campaign_id, 'at', iso(f.occurred_at))) from (
    select distinct on (v.campaign_id) v.* from (select * from conversion c where c.organization_id = o and c.customer_id = any (people) offset 0) v
    where v.type = of_kind and v.role = 'credit' and v.external_event_id is not distinct from of_name and v.mode = in_mode and not v.merged and not v.withdrawn
      and (v.occurred_at, v.payment_id) < (at, root) and v.payment_id <> all (members)
    order by v.campaign_id, v.occurred_at, v.payment_id) f);
end $$;

-- With everybody who is known by an e-mail that a page told of these.
create function people_alike(o uuid, people uuid[]) returns uuid[] language plpgsql stable as $$ begin
  return people || array(select distinct x from customer_key mine
    join customer_key k on k.organization_id = o and k.mode = mine.mode and k.kind = 'email' and k.value = mine.value,
    unnest(customer_members(o, customer_root(o, k.customer_id))) x
    where mine.organization_id = o and mine.customer_id = any (people) and mine.kind = 'told_email' and x <> all (people));
end $$;

-- What given click ids, slugs and codes lead to at a time, and all enrollments named by these or by anything else. `named` may hold nulls.
create function evidence_at(o uuid, in_mode text, at timestamptz, click_ids text[], given_slugs text[], coupons jsonb, named uuid[], emails text[]) returns jsonb
language plpgsql stable as $$
declare clicks jsonb := '[]'; slugs jsonb := '[]'; enrollments jsonb := '[]'; g text; e uuid; v jsonb;
begin
  foreach g in array click_ids loop
    v := visits_at(o, in_mode, g, at);
    clicks := clicks || jsonb_build_object('given', g, 'visits', v);
    named := named || array(select (w ->> 'enrollmentId')::uuid from jsonb_array_elements(v) w);
  end loop;
  foreach g in array given_slugs loop
    select s.enrollment_id into e from slug s where s.host = '' and s.slug = g and s.organization_id = o;
    slugs := slugs || jsonb_build_object('slug', g, 'enrollmentId', e);
    named := named || e;
  end loop;
  if coupons <> '[]' then named := named || array(select (c ->> 'enrollmentId')::uuid from jsonb_array_elements(coupons) c); end if;
  for e in select distinct x from unnest(named) x where x is not null order by 1 loop
    v := enrollment_at(o, e, at, emails);
    if v is not null then enrollments := enrollments || v; end if;
  end loop;
  return jsonb_build_object('clicks', clicks, 'slugs', slugs, 'coupons', coupons, 'enrollments', enrollments);
end $$;

-- `made`: the facts of a payment made just now by this transaction, which nothing else can be known of; null: read them. `stranger`: its customer
-- was made just now too.
create function payment_context(o uuid, root uuid, made jsonb default null, stranger boolean default false) returns jsonb language plpgsql stable as $$
declare
  members uuid[]; p record; own jsonb; v jsonb; f jsonb; believed jsonb; at timestamptz; sub text; sub_rank int := -1; sub_at timestamptz;
  customers jsonb := '[]'; roots uuid[]; people uuid[]; emails text[]; subjects text[]; subject text;
  click_ids text[] := '{}'; given_slugs text[] := '{}'; named uuid[] := '{}';
  coupons jsonb := '[]'; leads jsonb := '[]'; found jsonb;
  sub_lock jsonb; cust_lock jsonb; earlier int := 0; posted jsonb := '[]'; existing jsonb := '[]'; clocks jsonb := '[]'; silent text[]; telling jsonb; told jsonb := '{}';
  outspoken boolean := false; alike uuid[];
begin
  select kind, mode, state, occurred_at, customer_id, subscription into p from payment where organization_id = o and id = root;
  if made is null then
    members := payment_members(o, root);
    select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'paymentId', r.payment_id, 'connectionId', r.connection_id, 'recordedAt', iso(r.recorded_at),
      'actor', r.actor, 'reason', r.reason, 'fact', r.fact)), '[]')
    into own from fact r where r.organization_id = o and r.payment_id = any (members);
  else
    members := array[root];
    own := made;
  end if;

  for v in select value from jsonb_array_elements(own) loop
    f := v -> 'fact';
    -- The same choice as domain/received.ts: of payments the highest rank, then the earliest; of everything else the earliest, a page's word last.
    if f ->> 'type' = 'payment.received' then
      if believed is null or believed ->> 'type' <> 'payment.received' or (f ->> 'rank')::int > (believed ->> 'rank')::int
        or ((f ->> 'rank')::int = (believed ->> 'rank')::int and (f ->> 'occurredAt')::timestamptz < (believed ->> 'occurredAt')::timestamptz)
        then believed := f; end if;
      if f ? 'subscription' and ((f ->> 'rank')::int > sub_rank or ((f ->> 'rank')::int = sub_rank and (f ->> 'occurredAt')::timestamptz < sub_at)) then
        sub := (v ->> 'connectionId') || ':' || (f ->> 'subscription');
        sub_rank := (f ->> 'rank')::int;
        sub_at := (f ->> 'occurredAt')::timestamptz;
      end if;
    elsif f ->> 'type' in ('lead.captured', 'event.reported', 'clicks.counted', 'milestone.reached') then
      if believed is null or (believed ->> 'type' <> 'payment.received' and (coalesce(f ->> 'via', '') = 'script', (f ->> 'occurredAt')::timestamptz)
        < (coalesce(believed ->> 'via', '') = 'script', (believed ->> 'occurredAt')::timestamptz)) then believed := f; end if;
      if f ? 'enrollmentId' then named := named || (f ->> 'enrollmentId')::uuid; end if;
    elsif f ->> 'type' = 'credit.assigned' then
      named := named || (f ->> 'enrollmentId')::uuid;
    elsif f ->> 'type' = 'credit.closed' then
      named := named || array(select (s ->> 'enrollmentId')::uuid from jsonb_array_elements(f -> 'lines') s);
    end if;
    if f -> 'customer' ? 'id' then customers := customers || ((f -> 'customer') || jsonb_build_object('via', v -> 'connectionId')); end if;
  end loop;
  at := (believed ->> 'occurredAt')::timestamptz;

  if stranger then
    roots := array[(customers -> 0 ->> 'id')::uuid];
    if customers -> 0 ? 'emailHash' then
      emails := array[customers -> 0 ->> 'emailHash'];
      leads := leads_of(o, p.mode, root, members, customers, at);
    end if;
  elsif customers <> '[]' then
    roots := array(select distinct customer_root(o, (c ->> 'id')::uuid) from jsonb_array_elements(customers) c order by 1);
    people := array(select distinct m from unnest(roots) r, unnest(customer_members(o, r)) m);
    emails := array(select distinct value from customer_key where organization_id = o and customer_id = any (people) and kind = 'email');
    subjects := array(select 'customer:' || m from unnest(people) m);
  end if;
  if sub is not null then subjects := subjects || ('subscription:' || sub); end if;
  if subjects is not null then
    -- Told after the payment of whom or what was told of before, it names nobody backwards: domain/evidence.ts.
    select own || coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'paymentId', null, 'connectionId', r.connection_id, 'recordedAt', iso(r.recorded_at),
      'actor', r.actor, 'reason', r.reason, 'fact', r.fact)), '[]'), array_agg(r.id::text) filter (where r.occurred_at > at and r.place > 1) into own, silent
    from (
      select a.*, rank() over (partition by a.subject, a.fact ->> 'type' order by a.occurred_at) as place from fact a
      where a.organization_id = o and a.subject = any (subjects)
    ) r;
  end if;

  if at is not null then
    telling := case when silent is null then own else (
      select jsonb_agg(case when value ->> 'id' = any (silent)
        then jsonb_set(value, '{fact,evidence}', jsonb_build_object('clickIds', coalesce(value #> '{fact,evidence,clickIds}', '[]'))) else value end)
      from jsonb_array_elements(own)) end;
    -- What a page says of a lead yields to what anybody else says of it: domain/evidence.ts.
    if p.kind = 'lead' then
      outspoken := exists (select from jsonb_array_elements(own) where value -> 'fact' ->> 'type' = 'lead.captured' and value -> 'fact' ->> 'via' <> 'script'
        and value -> 'fact' -> 'evidence' ?| array['clickIds', 'slugs', 'coupons']);
    end if;
    for f in
      select value -> 'fact' -> 'evidence' from jsonb_array_elements(telling)
      where not outspoken or value -> 'fact' ->> 'via' is distinct from 'script'
    loop
      if f ? 'clickIds' then click_ids := click_ids || array(select jsonb_array_elements_text(f -> 'clickIds')); end if;
      if f ? 'slugs' then given_slugs := given_slugs || array(select lower(jsonb_array_elements_text(f -> 'slugs'))); end if;
      if f ? 'coupons' then coupons := coupons || (f -> 'coupons'); end if;
    end loop;
    if coupons <> '[]' then coupons := coupons_of(o, telling, at); end if;
    if sub is not null then
      sub_lock := lock_of(o, p.mode, members, root, at, sub, null);
      select count(*) into earlier from payment s where s.organization_id = o and s.subscription = sub and s.kind = 'payment' and s.mode = p.mode
        and s.merged_into is null and s.amount > 0 and (s.occurred_at, s.id) < (at, root) and s.id <> all (members);
    end if;
    if people is not null then
      cust_lock := lock_of(o, p.mode, members, root, at, null, people);
      leads := leads_of(o, p.mode, root, members, customers, at);
      if p.kind in ('lead', 'event') then
        alike := people_alike(o, people);
        told := jsonb_strip_nulls(jsonb_build_object('customerPaidAt', iso(first_paid(o, p.mode, alike, at)),
          'alike', told_before(o, p.mode, p.kind, believed ->> 'name', alike, members, root, at)));
      end if;
    end if;
  end if;

  if made is null then
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'paymentId', c.payment_id, 'enrollmentId', c.enrollment_id, 'role', c.role, 'withdrawn', c.withdrawn)), '[]')
    into existing from conversion c where c.organization_id = o and c.payment_id = any (members);
    select coalesce(jsonb_agg(jsonb_build_object('paymentId', t.payment_id, 'lineKey', t.line_key, 'enrollmentId', t.enrollment_id, 'affiliateId', t.affiliate_id,
      'currency', t.currency, 'debit', t.debit, 'credit', t.credit, 'reason', t.reason, 'amount', t.amount)), '[]') into posted
    from (
      select payment_id, line_key, enrollment_id, affiliate_id, currency, debit, credit, reason, sum(amount) as amount from posting
      where organization_id = o and payment_id = any (members) and reason in ('credited', 'credit_withdrawn', 'reversed', 'given_back', 'matured', 'merged')
      group by 1, 2, 3, 4, 5, 6, 7, 8
    ) t;
    select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'dueAt', iso(r.due_at))), '[]') into clocks
    from revisit r where r.organization_id = o and r.payment_id = root and r.reason = 'clock';
  end if;

  named := named || (sub_lock ->> 'enrollmentId')::uuid || (cust_lock ->> 'enrollmentId')::uuid
    || array(select (c ->> 'enrollmentId')::uuid from jsonb_array_elements(leads || existing) c);
  found := evidence_at(o, p.mode, coalesce(at, now()), array(select distinct unnest(click_ids)), array(select distinct unnest(given_slugs)), coupons, named, coalesce(emails, '{}'));

  return jsonb_build_object(
    'kind', p.kind, 'paymentId', root, 'merged', to_jsonb(array_remove(members, root)), 'mode', p.mode,
    'before', jsonb_build_object('state', p.state, 'occurredAt', iso(p.occurred_at), 'customerId', p.customer_id, 'subscription', p.subscription),
    'graceDays', (select grace_days from organization where id = o),
    'at', iso(at), 'customerId', roots[1], 'subscription', sub, 'facts', own,
    'found', case when sub_lock is null then '{}' else jsonb_build_object('subscriptionLock', sub_lock) end
      || case when cust_lock is null then '{}' else jsonb_build_object('customerLock', cust_lock) end
      || found || jsonb_build_object('leads', leads),
    'clocks', clocks, 'earlierInSubscription', earlier, 'postings', posted, 'conversions', existing)
    || told;
end $$;

-- One round trip for the hot path: find or make the payment, take its facts in, and read what the decision needs.
create function take_in(o uuid, via uuid, in_mode text, of_kind text, refs text[], fresh uuid, stated jsonb, who text, why text, delivery uuid) returns jsonb
language plpgsql as $$
declare root uuid; lost uuid[]; added jsonb; sub text; subs text[] := '{}'; people uuid[]; stranger boolean;
begin
  perform pg_advisory_xact_lock_shared(decided_by(o));
  select survivor, losers into root, lost from resolve_payment(o, via, in_mode, of_kind, refs, fresh);
  added := record_facts(o, via, in_mode, root, stated, who, why, delivery, root = fresh);
  -- What is told may move a payment in time or join two without naming anybody: whoever decides by it now is either seen here, or sees it moved.
  if root <> fresh then
    select array_agg(distinct customer_root(o, p.customer_id)) filter (where p.customer_id is not null), coalesce(array_agg(distinct p.subscription) filter (where p.subscription is not null), '{}')
    into people, subs from payment p where p.organization_id = o and p.id = any (root || lost);
    if people is not null then perform hold_customers(o, people); end if;
  end if;
  -- What is told of a code or subscription by somebody else at the same time is either seen here, or sees this payment.
  for sub in select g ->> 'codeId' from jsonb_array_elements(stated) s, jsonb_array_elements(s -> 'fact' -> 'evidence' -> 'coupons') g where g ? 'codeId' order by 1 loop
    perform pg_advisory_xact_lock(hashtextextended(o || ':coupon:' || via || ':' || sub, 0));
  end loop;
  for sub in
    select via || ':' || (s -> 'fact' ->> 'subscription') from jsonb_array_elements(stated) s where s -> 'fact' ? 'subscription'
    union select unnest(subs) order by 1
  loop
    perform pg_advisory_xact_lock(hashtextextended(o || ':subscription:' || sub, 0));
  end loop;
  stranger := root = fresh and jsonb_array_length(stated) = 1 and added -> 0 -> 'fact' -> 'customer' ->> 'id' = stated -> 0 ->> 'customerId';
  return payment_context(o, root, case when root = fresh then added end, coalesce(stranger, false))
    || jsonb_build_object('added', jsonb_array_length(added), 'fresh', root = fresh, 'stranger', coalesce(stranger, false), 'losers', to_jsonb(lost));
end $$;

-- The same for a payment known by its id: a hold that ended, new evidence, a person's decision.
create function take_up(o uuid, payment uuid, via uuid, stated jsonb, who text, why text, delivery uuid) returns jsonb language plpgsql as $$
declare root uuid; added jsonb; m text; c uuid; s text;
begin
  perform pg_advisory_xact_lock_shared(decided_by(o));
  root := hold_payment(o, payment);
  if root is null then return null; end if;
  select mode, customer_id, subscription into m, c, s from payment where organization_id = o and id = root;
  added := record_facts(o, via, m, root, stated, who, why, delivery, false);
  if c is not null then perform hold_customers(o, array[customer_root(o, c)]); end if;
  if s is not null then perform pg_advisory_xact_lock(hashtextextended(o || ':subscription:' || s, 0)); end if;
  return payment_context(o, root) || jsonb_build_object('added', jsonb_array_length(added), 'fresh', false, 'losers', '[]'::jsonb);
end $$;

-- The same where a sale is told for the first time, of a customer nobody heard of: most sales of a shop. Nothing else can be known of either, so
-- that little has to be looked up. What turns out to be known already takes the way of all others.
-- `told`: the fact as it is kept, but for the hash of the e-mail; `stated`: as `take_in` wants it.
create function take_in_first(o uuid, in_mode text, ref text, fresh uuid, fact_id uuid, fact_digest text, told jsonb, at timestamptz, person uuid, external text,
  address text, click_ids text[], given_slugs text[], codes text[], who text, why text, stated jsonb) returns jsonb
language plpgsql as $$
declare
  api constant uuid := '00000000-0000-0000-0000-000000000000';
  mail text; coupons jsonb := '[]'; found_ jsonb; grace int; known boolean := false;
begin
  perform pg_advisory_xact_lock_shared(decided_by(o)), pg_advisory_xact_lock(hashtextextended(o || ':' || in_mode || ':' || ref, 0));
  perform from payment_reference r where r.organization_id = o and r.reference = ref and r.mode = in_mode;
  known := found;
  if person is not null and not known then
    if address is not null then
      mail := email_hash(o, address);
      told := jsonb_set(told, '{customer,emailHash}', to_jsonb(mail));
    end if;
    perform pg_advisory_xact_lock(k.key) from (
      select hashtextextended(o || ':' || in_mode || ':customer:' || v, 0) as key from unnest(array['x' || external, 'm' || mail]) v where v is not null order by 1) k;
    perform from customer_key k where k.organization_id = o and k.mode = in_mode and k.kind in ('external', 'email', 'told_email') and k.value = any (array[external, mail]);
    known := found;
  end if;
  if known then return take_in(o, api, in_mode, 'payment', array[ref], fresh, stated, who, why, null); end if;

  with p as (
    insert into payment (organization_id, id, kind, mode) values (o, fresh, 'payment', in_mode)
  ), c as (
    insert into customer (organization_id, id, mode, external_id, email) select o, person, in_mode, external, address where person is not null
  ), k as (
    insert into customer_key (organization_id, mode, kind, value, connection_id, customer_id, first_seen_at, last_seen_at)
    select o, in_mode, v.kind, v.value, api, person, at, at from (values ('external', external), ('email', mail)) v (kind, value) where v.value is not null
  ), f as (
    insert into fact (organization_id, id, payment_id, connection_id, digest, fact, occurred_at, recorded_at, actor, reason)
    values (o, fact_id, fresh, api, fact_digest, told, at, now(), who, why)
  )
  insert into payment_reference (organization_id, reference, connection_id, mode, payment_id) values (o, ref, api, in_mode, fresh);

  if codes <> '{}' then coupons := codes_at(o, codes, at); end if;
  found_ := evidence_at(o, in_mode, at, click_ids, given_slugs, coupons, '{}', case when mail is null then '{}' else array[mail] end);
  select grace_days into grace from organization where id = o;
  return jsonb_build_object('first', true, 'recordedAt', iso(now()), 'emailHash', mail, 'graceDays', grace, 'found', found_);
end $$;
