-- One word for one thing: the way to a connection is a setup, and a credential is replaced.

alter table onboarding rename to setup;
alter table setup rename constraint onboarding_pkey to setup_pkey;
alter table setup rename constraint onboarding_tenant_id_fkey to setup_tenant_id_fkey;
alter table setup rename constraint onboarding_monthly_limit_check to setup_monthly_limit_check;
alter table setup rename constraint onboarding_way_check to setup_way_check;

alter table draft_credential drop constraint draft_credential_purpose_check;
update draft_credential set purpose = 'replacement' where purpose = 'rotation';
alter table draft_credential
  add constraint draft_credential_purpose_check check (purpose in ('setup', 'replacement'));

update audit_entry set action = 'setup' || substr(action, 11) where action like 'onboarding.%';

-- Application IDs are compared as they are stored: in lower case.
update connection set application_id = lower(application_id);
update setup set application_id = lower(application_id);
update draft_credential set application_id = lower(application_id);
update created_object set application_id = lower(application_id);
