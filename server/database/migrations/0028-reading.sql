-- What reading takes. No row: open, and admins may read.
create table reading_policy (
  tenant_id uuid primary key references tenant,
  mode text not null check (mode in ('open', 'reason', 'four-eyes')),
  admins_read boolean not null,
  changed_by text,
  changed_at timestamptz,
  -- A looser policy that someone asked for, until another admin approves it.
  asked jsonb
);

create table reading_request (
  id text primary key,
  tenant_id uuid not null references tenant,
  selection jsonb not null,
  reason text not null,
  hours double precision not null check (hours > 0),
  asked_by text not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  -- By when it is to be approved, or until when it allows reading.
  ends_at timestamptz not null,
  granted_at timestamptz,
  rejected_at timestamptz,
  -- Who approved or rejected it; null where the reason was enough.
  decided_by text,
  decided_by_name text
);
create index reading_request_newest on reading_request (tenant_id, asked_at desc, id desc);
create index reading_request_of_person on reading_request (tenant_id, lower(asked_by), ends_at) where granted_at is not null;
