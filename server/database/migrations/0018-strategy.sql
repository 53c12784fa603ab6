-- What the backups of a tenant ask mailboxes for, unless one is started with another strategy. Tenants that have read every
-- copy so far go on doing so until someone chooses.
alter table tenant add column strategy text not null default 'pay-once' check (strategy in ('complete', 'pay-once'));
update tenant set strategy = 'complete' where exists (select from run where run.tenant_id = tenant.id);
