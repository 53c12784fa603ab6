-- Who made an export, by name, as the audit log has them; without an entry there, by their Entra object id.
alter table export add column operator_name text;
update export set operator_name = coalesce(
  (select operator_name from audit_entry a
   where a.tenant_id = export.tenant_id and a.operator_id = export.requested_by and a.operator_name <> ''
   order by no desc limit 1),
  requested_by);
alter table export alter column operator_name set not null;
