-- Leads are listed by when somebody signed up, as sales are by when they were paid.
drop index payment_lead, payment_lead_awaiting;
create index payment_lead on payment (organization_id, occurred_at, id) where kind = 'lead';
create index payment_lead_awaiting on payment (organization_id, occurred_at, id) where kind = 'lead' and notes ? 'awaits_validation';
