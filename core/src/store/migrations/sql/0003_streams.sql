-- What only accumulates, and the projections computed from it.

-- Ids are uuidv7: the month is in the id, so partitions are ranges of ids and the key stays (organization, id).
-- The last 62 bits name the visitor: the next click of the same browser is made with the same ones (A3), without a look-up.
-- A click of a test key may credit tests only (C9); one of a real visit may credit both.
create table click (
  organization_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  mode text not null check (mode in ('live', 'test')),
  visitor bigint not null,
  link_id uuid,
  enrollment_id uuid not null,
  window_days int not null,
  counts boolean not null,
  -- The visitor may have been here before. Who comes as nobody's visitor is a new one: his first click repeats none.
  known boolean not null default false,
  reason text,
  details jsonb not null,
  primary key (organization_id, id)
) partition by range (id);
create index click_visitor on click (organization_id, visitor, id);
-- What may not be counted is found without walking past what is; a click as usual is in none of these.
create index click_doubtful on click (organization_id, id) where not counts or known;
create index click_uncounted on click (organization_id, reason, id) where not counts;
call make_tenant_table('click', 'select');
create policy append on click for insert to fairlead_clicks with check (true);
grant insert on click to fairlead_clicks;
create table click_rest partition of click default;

create function uuid_floor(t timestamptz) returns uuid language sql immutable as $$
  select (lpad(to_hex((extract(epoch from t) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

-- Makes the partitions from the month before `since` (a clock may be behind) to `months` after it: at start, every day, and before a click
-- of long ago is stored. It would rather fail than let clicks queue behind it while it waits for a long report.
create function ensure_click_partitions(since timestamptz default now(), months int default 3) returns void
language plpgsql security definer set search_path = fairlead, pg_temp set lock_timeout = '2s' as $$
declare m timestamptz; part text;
begin
  if months not between 0 and 24 then raise exception 'months must be from 0 to 24, got %', months using errcode = '22023'; end if;
  perform pg_advisory_xact_lock(hashtextextended('fairlead:click-partitions', 0));
  for m in select (date_trunc('month', since at time zone 'UTC') + make_interval(months => i)) at time zone 'UTC' from generate_series(-1, months) i loop
    part := 'click_' || to_char(m at time zone 'UTC', 'YYYY_MM');
    if to_regclass(part) is null then
      execute format('create table %I partition of click for values from (%L) to (%L)', part, uuid_floor(m), uuid_floor(((m at time zone 'UTC') + interval '1 month') at time zone 'UTC'));
    end if;
  end loop;
end $$;
select ensure_click_partitions();

-- Deliveries exactly as received. The body is erasable; digests and facts stay.
create table inbox (
  organization_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  event_id text not null,
  type text not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null default now(),
  body bytea,
  state text not null default 'received' check (state in ('received', 'processed', 'ignored', 'waiting', 'quarantined', 'parked')),
  attempts int not null default 0,
  due_at timestamptz not null default now(),
  problem jsonb,
  payment_id uuid,
  finished_at timestamptz,
  primary key (organization_id, id),
  unique (organization_id, connection_id, event_id)
);
create index inbox_due on inbox (due_at) where state = 'received';
create index inbox_state on inbox (organization_id, state, id);
create index inbox_waiting on inbox (organization_id, payment_id) where state = 'waiting';
call make_tenant_table('inbox', 'select, insert, update');

-- Tests have customers of their own (C9).
create table customer (
  organization_id uuid not null,
  id uuid not null,
  mode text not null check (mode in ('live', 'test')),
  merged_into uuid,
  external_id text,
  email text,
  name text,
  -- Personal data told of them up to then is not kept (F144).
  erased_at timestamptz,
  -- Erased, and not back since by paying or signing up.
  gone boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (organization_id, id)
);
create index customer_merged on customer (organization_id, merged_into) where merged_into is not null;
call make_tenant_table('customer', 'select, insert, update');

-- What a customer is known by. An e-mail may belong to several customers (A5), the other kinds to one. A processor's id belongs to a
-- connection; told server to server it belongs to none and matches any.
create table customer_key (
  organization_id uuid not null,
  mode text not null,
  -- `told_email`: the e-mail a page gave beside an id of the brand's; it finds that page's lead and says nothing of who the customer is (A5).
  kind text not null check (kind in ('external', 'processor', 'email', 'told_email')),
  value text not null,
  connection_id uuid not null default '00000000-0000-0000-0000-000000000000',
  customer_id uuid not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (organization_id, mode, kind, value, connection_id, customer_id)
);
create index customer_key_customer on customer_key (organization_id, customer_id);
call make_tenant_table('customer_key', 'select, insert, update');

-- A payment or lead, and the projection of its facts.
create table payment (
  organization_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('payment', 'lead', 'click', 'event', 'bonus')),
  mode text not null check (mode in ('live', 'test')),
  merged_into uuid,
  created_at timestamptz not null default now(),
  state text not null default 'waiting',
  reason text,
  occurred_at timestamptz,
  currency char(3),
  amount bigint,
  reversed bigint not null default 0,
  connection_id uuid,
  external_event_id text,
  customer_id uuid,
  subscription text,
  closed boolean not null default false,
  decision jsonb,
  notes jsonb,
  primary key (organization_id, id),
  foreign key (organization_id, merged_into) references payment (organization_id, id),
  -- A merge always points to the older payment: whoever finds its payment merged walks on downwards only, so waits form no cycle.
  check (merged_into < id)
);
create index payment_merged on payment (organization_id, merged_into) where merged_into is not null;
create index payment_customer on payment (organization_id, customer_id, occurred_at) where customer_id is not null;
create index payment_subscription on payment (organization_id, subscription, occurred_at) where subscription is not null;
create index payment_state on payment (organization_id, state, id);
create index payment_test on payment (organization_id, id) where mode = 'test';
call make_tenant_table('payment', 'select, insert, update');

-- Every id a payment is known by. Written once, never moved: a merge is followed through payment.merged_into.
create table payment_reference (
  organization_id uuid not null,
  reference text not null,
  connection_id uuid not null,
  mode text not null,
  payment_id uuid not null,
  primary key (organization_id, reference, connection_id, mode)
);
create index payment_reference_payment on payment_reference (organization_id, payment_id);
call make_tenant_table('payment_reference', 'select, insert');

create table fact (
  organization_id uuid not null,
  id uuid not null,
  payment_id uuid,
  subject text,
  connection_id uuid not null,
  digest text not null,
  fact jsonb not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  delivery_id uuid,
  actor text not null,
  reason text,
  contract int not null default 1,
  primary key (organization_id, id),
  unique (organization_id, connection_id, digest)
);
create index fact_payment on fact (organization_id, payment_id) where payment_id is not null;
create index fact_subject on fact (organization_id, subject) where subject is not null;
create index fact_delivery on fact (organization_id, delivery_id) where delivery_id is not null;
call make_tenant_table('fact', 'select, insert');
call make_append_only('fact');

-- Which code a processor's id of it stands for, as the processor told.
create table coupon_code_id (
  organization_id uuid not null,
  connection_id uuid not null,
  code_id text not null,
  code text not null,
  primary key (organization_id, connection_id, code_id)
);
call make_tenant_table('coupon_code_id', 'select, insert, update');

-- One credited lead, sale or renewal of one enrollment. A projection: facts, decision and postings are the truth.
create table conversion (
  organization_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  enrollment_id uuid not null,
  role text not null default 'credit',
  affiliate_id uuid not null,
  campaign_id uuid not null,
  type text not null check (type in ('sale', 'renewal', 'lead', 'click', 'event', 'bonus')),
  mode text not null,
  method text,
  coupon_code text,
  click_id uuid,
  click_at timestamptz,
  customer_id uuid,
  subscription text,
  external_event_id text,
  connection_id uuid,
  currency char(3),
  amount bigint not null,
  base bigint not null,
  reversed_amount bigint not null default 0,
  commission bigint not null,
  reversed_commission bigint not null default 0,
  paid bigint not null default 0,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  payable_at timestamptz not null,
  eligible_at timestamptz not null,
  closed boolean not null default false,
  denied boolean not null default false,
  merged boolean not null default false,
  withdrawn boolean not null default false,
  primary key (organization_id, id),
  unique (organization_id, payment_id, enrollment_id, role)
);
create index conversion_occurred on conversion (organization_id, occurred_at, id);
create index conversion_affiliate on conversion (organization_id, affiliate_id, occurred_at, id);
create index conversion_customer on conversion (organization_id, customer_id, occurred_at) where customer_id is not null;
create index conversion_subscription on conversion (organization_id, subscription, occurred_at) where subscription is not null;
-- What is rare is found without walking past everything else; a sale as usual is in none of these.
create index conversion_test on conversion (organization_id, occurred_at, id) where mode = 'test';
create index conversion_denied on conversion (organization_id, occurred_at, id) where denied;
create index conversion_merged on conversion (organization_id, occurred_at, id) where merged;
call make_tenant_table('conversion', 'select, insert, update');

create table commission (
  organization_id uuid not null,
  payment_id uuid not null,
  line_key text not null,
  id uuid not null,
  conversion_id uuid not null,
  enrollment_id uuid not null,
  affiliate_id uuid not null,
  role text not null,
  model text not null,
  currency char(3) not null,
  amount bigint not null,
  reversed bigint not null default 0,
  line jsonb not null,
  primary key (organization_id, payment_id, line_key)
);
create index commission_conversion on commission (organization_id, conversion_id);
call make_tenant_table('commission', 'select, insert, update');

-- Double entry by construction: one positive amount from a debit to a credit account (RULES, Ledger).
create table posting (
  organization_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  line_key text not null,
  enrollment_id uuid not null,
  affiliate_id uuid not null,
  currency char(3) not null,
  debit text not null check (debit in ('commission_expense', 'pending', 'payable', 'clearing', 'paid_out', 'written_off')),
  credit text not null check (credit in ('commission_expense', 'pending', 'payable', 'clearing', 'paid_out', 'written_off')),
  amount bigint not null check (amount > 0),
  reason text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  actor text not null,
  primary key (organization_id, id),
  check (debit <> credit)
);
create index posting_payment on posting (organization_id, payment_id);
create index posting_affiliate on posting (organization_id, affiliate_id, currency, id);
call make_tenant_table('posting', 'select, insert');
call make_append_only('posting');

-- Running balances of the affiliates' accounts, kept by trigger; nobody writes them by hand.
create table balance (
  organization_id uuid not null,
  affiliate_id uuid not null,
  currency char(3) not null,
  account text not null,
  amount bigint not null,
  version bigint not null,
  primary key (organization_id, affiliate_id, currency, account)
) with (fillfactor = 70);
call make_tenant_table('balance', 'select');

-- One statement inserts all postings of a transaction, so that balances are locked in one sorted pass and no cycle of waits can form.
create function keep_balances() returns trigger language plpgsql security definer set search_path = fairlead, pg_temp as $$ begin
  insert into balance as b
  select organization_id, affiliate_id, currency, account, sum(delta), 1
  from (
    select organization_id, affiliate_id, currency, debit as account, -amount as delta from added
    union all
    select organization_id, affiliate_id, currency, credit, amount from added
  ) moves
  where account in ('pending', 'payable', 'clearing')
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (organization_id, affiliate_id, currency, account) do update set amount = b.amount + excluded.amount, version = b.version + 1;
  return null;
end $$;
create trigger keep_balances after insert on posting referencing new table as added for each statement execute function keep_balances();

create table outbox (
  organization_id uuid not null,
  id uuid not null,
  topic text not null,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, id)
);
call make_tenant_table('outbox', 'insert, select');

-- Payments to be settled again at a time: a hold that ends, a tentative hour that passes, new evidence.
create table revisit (
  organization_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  due_at timestamptz not null,
  reason text not null,
  primary key (organization_id, id)
);
create index revisit_due on revisit (due_at);
create index revisit_payment on revisit (organization_id, payment_id);
call make_tenant_table('revisit', 'select, insert, delete');

-- First answers of signed requests, replayed for 24 hours (I3).
create table request_replay (
  organization_id uuid not null,
  webhook_id text not null,
  body_hash bytea not null,
  status int,
  body text,
  created_at timestamptz not null default now(),
  primary key (organization_id, webhook_id)
);
create index request_replay_age on request_replay (created_at);
call make_tenant_table('request_replay', 'select, insert, update, delete');
