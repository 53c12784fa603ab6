-- Which run document names a segment, by its run; null until one does. A run that ended without a document is closed later
-- by the books, and what no run of the books accounts for is named by the next document of its tenant.

alter table segment add column named_by text;

update segment s set named_by = s.run_id
from run r where r.id = s.run_id and r.tenant_id = s.tenant_id and r.document_digest is not null;

create index segment_unnamed on segment (tenant_id, no) where named_by is null;
create index run_without_document on run (tenant_id, created_no) where ended_at is not null and document_digest is null;

-- A rebuild puts back what a month was charged before anybody has set a limit again.
alter table quota_month drop constraint quota_month_tenant_id_fkey, add foreign key (tenant_id) references tenant;
alter table ledger_entry drop constraint ledger_entry_tenant_id_fkey, add foreign key (tenant_id) references tenant;
