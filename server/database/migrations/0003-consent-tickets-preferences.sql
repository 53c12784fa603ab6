-- Keys we sign with, sealed by the master key: the same for every process.
create table signing_key (
  name text primary key,
  box bytea not null
);

-- Consent pages we sent somebody to. The state itself is not kept, only the hash of what makes it unique.
create table consent_request (
  nonce_hash bytea primary key,
  tenant_id uuid not null references tenant,
  operator_id text not null,
  operator_name text not null,
  application_id text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  outcome text,
  code text,
  check ((used_at is null) = (outcome is null))
);
create index consent_request_answered on consent_request (tenant_id, application_id, used_at desc)
  where used_at is not null;

-- Downloads without a token: each works once, within a minute.
create table download_ticket (
  ticket_hash bytea primary key,
  tenant_id uuid not null references tenant,
  export_id text not null references export,
  operator_id text not null,
  operator_name text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index download_ticket_oldest on download_ticket (expires_at);

-- What operators chose for themselves.
create table preference (
  tenant_id uuid not null references tenant,
  operator_id text not null,
  tour_seen boolean not null default false,
  language text,
  primary key (tenant_id, operator_id)
);
