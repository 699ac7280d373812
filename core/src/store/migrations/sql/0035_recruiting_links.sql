-- Whether affiliates of a campaign have a link by which others apply to it, with them as their recruiters (C8).
alter table campaign add column recruiting_link boolean not null default false;
