-- Finished exports expire: their file goes then, and the row a month later. What was made before gets a week from now.
alter table export add column expires_at timestamptz;
alter table export add column removed_at timestamptz;
update export set expires_at = now() + interval '7 days' where state = 'completed';
create index export_by_tenant on export (tenant_id, created_at, id);

-- A download that breaks off is asked for again: its address is good until one whole file was sent. Addresses that were
-- out are good for a minute and are not missed.
delete from download_ticket;
alter table download_ticket add column issued_at timestamptz not null;
alter table download_ticket add column begun_at timestamptz;
alter table download_ticket add column sent_bytes bigint not null default 0;
