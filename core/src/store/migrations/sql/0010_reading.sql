-- What is rare among conversions is found without walking past everything else (as in 0003_streams.sql): a sale as usual is in none of these.
create index conversion_paid on conversion (organization_id, occurred_at, id) where paid > 0;
create index conversion_returned on conversion (organization_id, occurred_at, id) where reversed_amount > 0;
create index conversion_lead on conversion (organization_id, occurred_at, id) where type = 'lead';
create index conversion_coupon on conversion (organization_id, coupon_code, occurred_at, id) where coupon_code is not null;
