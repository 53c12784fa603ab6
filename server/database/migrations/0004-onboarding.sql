-- By which the app's registration lists the credential in use.
alter table connection add column credential_key_id text;

-- The setup of a connection while it is under way: what was told, the credential that is not in use yet, and what
-- Microsoft answered last about each step.
create table onboarding (
  tenant_id uuid primary key references tenant,
  way text check (way in ('automatic', 'manual')),
  application_id text,
  display_name text,
  least_set boolean not null default false,
  test_mailbox text,
  limit_chosen boolean not null default false,
  monthly_limit bigint check (monthly_limit >= 1),
  draft_kind text check (draft_kind in ('secret', 'certificate')),
  draft_box bytea,
  draft_hint text,
  draft_expires_at timestamptz,
  draft_key_id text,
  draft_certificate text,
  steps jsonb not null default '[]',
  updated_at timestamptz not null,
  check ((draft_kind is null) = (draft_box is null)),
  check ((draft_kind is null) = (draft_hint is null)),
  check (draft_kind = 'certificate' or draft_certificate is null)
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

-- What is known of billing at Microsoft: the association, and when it was last asked for (402).
create table billing (
  tenant_id uuid primary key references tenant,
  association jsonb,
  asked_for_at timestamptz
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
