-- By which the app's registration lists the credential in use.
alter table connection add column credential_key_id text;

-- The setup of a connection while it is under way: what was told, and what Microsoft answered last about each step.
create table onboarding (
  tenant_id uuid primary key references tenant,
  way text check (way in ('automatic', 'manual')),
  application_id text,
  display_name text,
  least_set boolean not null default false,
  test_mailbox text,
  limit_chosen boolean not null default false,
  monthly_limit bigint check (monthly_limit >= 1),
  steps jsonb not null default '[]',
  updated_at timestamptz not null
);

-- Credentials that are not in use yet: that of a setup, and the one a connection is to change to.
create table draft_credential (
  tenant_id uuid not null references tenant,
  purpose text not null check (purpose in ('setup', 'rotation')),
  application_id text check (application_id is not null or purpose = 'setup'),
  kind text not null check (kind in ('secret', 'certificate')),
  box bytea not null,
  hint text not null,
  expires_at timestamptz,
  key_id text,
  certificate text check (certificate is null or kind = 'certificate'),
  made_at timestamptz not null,
  primary key (tenant_id, purpose)
);

-- What was made for us at Microsoft, and for which application: undo and removal go by it. It outlives setup and
-- connection.
create table created_object (
  no bigint generated always as identity primary key,
  tenant_id uuid not null references tenant,
  kind text not null check (kind in (
    'application', 'service-principal', 'secret', 'certificate', 'app-role', 'delegated-grant', 'billing-account'
  )),
  id text not null,
  name text not null,
  application_id text,
  at timestamptz not null,
  unique (tenant_id, kind, id)
);

-- What is known of an application's billing at Microsoft: the association, and when it was asked for (402).
create table billing (
  tenant_id uuid not null references tenant,
  application_id text not null,
  association jsonb,
  asked_for_at timestamptz,
  primary key (tenant_id, application_id)
);

-- How the connection was when it was last looked at.
create table health_item (
  tenant_id uuid not null references tenant,
  name text not null,
  state text not null check (state in ('green', 'amber', 'red')),
  code text not null,
  detail text not null,
  hint text not null,
  checked_at timestamptz not null,
  primary key (tenant_id, name)
);

-- For which planned look the daily message was read last: it is read once, whoever takes the job and however often.
create table health_read (
  tenant_id uuid primary key references tenant,
  planned_for timestamptz not null
);
