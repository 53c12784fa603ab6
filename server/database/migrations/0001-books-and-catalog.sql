-- Books: what cannot be rebuilt. Instants are timestamptz (UTC), months text such as 2026-11, money decimal text.

create table tenant (
  id uuid primary key,
  created_at timestamptz not null
);

create table connection (
  tenant_id uuid primary key references tenant,
  application_id text not null,
  credential_kind text not null check (credential_kind in ('secret', 'certificate')),
  credential_box bytea not null,
  credential_hint text not null,
  credential_set_at timestamptz not null,
  credential_expires_at timestamptz,
  test_mailbox text not null,
  organization_name text,
  cost_acknowledged_at timestamptz not null,
  cost_acknowledged_by text not null,
  status text not null check (status in ('active', 'failing')),
  checks jsonb not null,
  tested_at timestamptz not null,
  tested_by text not null
);

-- The limit and the price of a tenant. No row: nothing may be fetched.
create table quota (
  tenant_id uuid primary key references tenant,
  monthly_limit bigint check (monthly_limit >= 1),
  price_per_message text not null,
  currency text not null,
  regime text not null check (regime in ('metered', 'not-metered'))
);

-- The balance of a month; its row is the lock every reservation takes. Always the sum of the entries below.
create table quota_month (
  tenant_id uuid not null references tenant,
  month text not null,
  charged bigint not null default 0 check (charged >= 0),
  reserved bigint not null default 0 check (reserved >= 0),
  primary key (tenant_id, month)
);

-- Reservations whose outcome is not booked yet. A dead worker's are charged in full.
create table reservation (
  id bigint generated always as identity primary key,
  tenant_id uuid not null references tenant,
  month text not null,
  messages bigint not null check (messages > 0),
  worker_id text not null,
  run_id text,
  subject_id text,
  at timestamptz not null
);

-- Append-only.
create table ledger_entry (
  no bigint generated always as identity primary key,
  tenant_id uuid not null references tenant,
  month text not null,
  at timestamptz not null,
  kind text not null check (kind in ('reserve', 'charge', 'release')),
  messages bigint not null check (messages >= 0),
  reservation_id bigint not null,
  run_id text,
  subject_id text,
  reason text
);
create index ledger_entry_newest on ledger_entry (tenant_id, no desc);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
create trigger ledger_entry_append_only before update or delete on ledger_entry
  for each row execute function refuse_change();

create table scope (
  tenant_id uuid primary key references tenant,
  mode text not null check (mode in ('all', 'selected')),
  subject_ids text[] not null,
  group_ids text[] not null,
  exclude_subject_ids text[] not null
);

-- Where each person's chats stand. Inside a window: window_from, window_to, top and (after the first page) cursor.
create table source (
  tenant_id uuid not null references tenant,
  subject_id text not null,
  watermark timestamptz,
  window_from timestamptz,
  window_to timestamptz,
  cursor text,
  top integer,
  last_backup_at timestamptz,
  last_fault jsonb,
  primary key (tenant_id, subject_id)
);

create table run (
  id text primary key,
  tenant_id uuid not null references tenant,
  created_no bigint generated always as identity,
  state text not null,
  strategy text not null check (strategy in ('complete', 'pay-once')),
  trigger text not null check (trigger in ('manual', 'schedule')),
  requested_by text,
  -- Null: everyone in scope.
  subject_ids text[],
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  stage text,
  reason jsonb,
  cancel_requested boolean not null default false,
  segment_sequence integer not null default 0,
  subjects integer not null default 0,
  subjects_done integer not null default 0,
  fetched bigint not null default 0,
  charged bigint not null default 0,
  added bigint not null default 0,
  revised bigint not null default 0,
  unchanged bigint not null default 0,
  media bigint not null default 0,
  faults integer not null default 0,
  document_digest text
);
create unique index run_one_open on run (tenant_id) where state in ('queued', 'running', 'suspended');
create index run_newest on run (tenant_id, created_no desc);

-- The people of a run. A source belongs to one live worker at a time.
create table run_source (
  run_id text not null references run,
  subject_id text not null,
  state text not null check (state in ('pending', 'claimed', 'done', 'faulted')),
  worker_id text,
  window_restarts integer not null default 0,
  primary key (run_id, subject_id)
);
create index run_source_pending on run_source (run_id, state);

create table run_fault (
  no bigint generated always as identity primary key,
  tenant_id uuid not null references tenant,
  run_id text not null references run,
  subject_id text,
  kind text not null check (kind in ('failure', 'fault', 'skip', 'alert')),
  code text not null,
  detail text not null,
  hint text not null,
  at timestamptz not null
);
create index run_fault_of_run on run_fault (run_id, no);

-- Processes at work. Each holds the advisory lock (lock_class, lock_no) while it lives: a free lock is a dead worker.
create table worker (
  id text primary key,
  lock_no integer generated always as identity,
  started_at timestamptz not null
);

-- Until when every caller of a tenant waits, because Microsoft said so.
create table fence (
  tenant_id uuid primary key references tenant,
  until timestamptz not null
);

create table audit_entry (
  no bigint generated always as identity primary key,
  tenant_id uuid not null,
  at timestamptz not null,
  operator_id text not null,
  operator_name text not null,
  action text not null,
  target text,
  outcome text not null check (outcome in ('succeeded', 'refused', 'failed')),
  detail text
);
create index audit_entry_newest on audit_entry (tenant_id, no desc);
create trigger audit_entry_append_only before update or delete on audit_entry
  for each row execute function refuse_change();

create table export (
  id text primary key,
  tenant_id uuid not null references tenant,
  format text not null,
  selection jsonb not null,
  state text not null check (state in ('queued', 'running', 'completed', 'failed', 'cancelled')),
  requested_by text not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  messages bigint not null default 0,
  sha256 text,
  bytes bigint,
  reason text
);
create index export_newest on export (tenant_id, created_at desc);

-- Catalog: the index over the archive. May be emptied and rebuilt from it.

create table subject (
  no integer generated always as identity primary key,
  tenant_id uuid not null references tenant,
  id text not null,
  display_name text not null,
  user_principal_name text not null,
  mail text,
  enabled boolean not null,
  user_type text not null,
  -- Null: known from the archive only; the directory has not (or no longer) named this person.
  listed_at timestamptz,
  unique (tenant_id, id)
);

create table segment (
  no integer generated always as identity primary key,
  tenant_id uuid not null references tenant,
  id text not null,
  name text not null,
  run_id text not null,
  sha256 text not null,
  bytes bigint not null,
  records integer not null,
  sealed_at timestamptz not null,
  unique (tenant_id, id)
);
create index segment_of_run on segment (run_id, no);

create table conversation (
  no integer generated always as identity primary key,
  tenant_id uuid not null references tenant,
  id text not null,
  chat_type text,
  topic text,
  created_at timestamptz,
  -- Null: seen in messages, not described by Graph yet.
  described_at timestamptz,
  message_count integer not null default 0,
  first_at timestamptz,
  last_at timestamptz,
  unique (tenant_id, id)
);
create index conversation_newest on conversation (tenant_id, last_at desc nulls last, no desc);

create table member (
  conversation_no integer not null references conversation,
  user_id text not null,
  display_name text not null,
  email text,
  tenant_id uuid,
  primary key (conversation_no, user_id)
);

-- Who holds copies of a conversation's messages.
create table participation (
  conversation_no integer not null references conversation,
  subject_no integer not null references subject,
  primary key (subject_no, conversation_no)
);

create table message (
  no bigint generated always as identity primary key,
  conversation_no integer not null,
  id text not null,
  created_at timestamptz not null,
  unique (conversation_no, id)
);
create index message_in_order on message (conversation_no, created_at, no);

-- Every archived version, and where its bytes are.
create table revision (
  message_no bigint not null,
  etag text not null,
  modified_at timestamptz not null,
  deleted boolean not null,
  fetched_at timestamptz not null,
  segment_no integer not null,
  frame_index integer not null,
  frame_offset bigint not null,
  frame_length integer not null,
  line integer not null,
  primary key (message_no, etag)
);

-- In whose mailbox a message was seen.
create table sighting (
  message_no bigint not null,
  subject_no integer not null,
  primary key (message_no, subject_no)
);

-- Inline images and other hosted contents.
create table media (
  no bigint generated always as identity primary key,
  tenant_id uuid not null references tenant,
  conversation_no integer not null,
  message_id text not null,
  content_id text not null,
  state text not null check (state in ('wanted', 'archived', 'refused')),
  content_type text,
  bytes bigint,
  sha256 text,
  name text,
  reason text,
  unique (conversation_no, message_id, content_id)
);
create index media_wanted on media (tenant_id, no) where state = 'wanted';
