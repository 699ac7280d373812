-- Leads are listed by themselves, and those a person is asked about are counted whenever somebody looks (C3). What was said last stands in the notes.
create index payment_lead on payment (organization_id, id) where kind = 'lead';
create index payment_lead_awaiting on payment (organization_id, id) where kind = 'lead' and notes ? 'awaits_validation';
