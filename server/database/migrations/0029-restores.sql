-- Chats that are brought back into Teams: what was asked for, its plan, and the journal of what was sent.
create table restore (
  id text primary key,
  tenant_id uuid not null references tenant (id),
  target text not null check (target in ('new-group-chats', 'original-chats')),
  selection jsonb not null,
  state text not null check (state in (
    'planning', 'waiting-for-approval', 'running', 'verifying', 'completed', 'failed', 'cancelled')),
  -- Entra object ids of two different people, and their names.
  requested_by text not null,
  requested_name text not null,
  created_at timestamptz not null,
  approved_by text,
  approved_name text,
  approved_at timestamptz,
  ended_at timestamptz,
  -- Null before it is planned.
  plan jsonb,
  -- Who works on it: no other worker sends anything for it.
  worker_id text,
  reason text,
  notice jsonb
);
create index restore_newest on restore (tenant_id, created_at desc, id desc);

create table restore_chat (
  restore_id text not null references restore (id) on delete cascade,
  no integer not null,
  from_id text not null,
  name text not null,
  -- Of the new group chat.
  topic text,
  member_ids jsonb not null,
  to_id text,
  state text not null check (state in (
    'waiting', 'creating', 'importing', 'checking', 'restored', 'left-open', 'failed')),
  -- When a new chat was first asked for.
  asked_at timestamptz,
  completed_at timestamptz,
  reason text,
  notice jsonb,
  primary key (restore_id, no)
);
create index restore_chat_to on restore_chat (to_id) where to_id is not null;

-- One row for each message that is to be sent, written before anything is.
create table restore_message (
  restore_id text not null,
  chat_no integer not null,
  message_id text not null,
  etag text not null,
  author_id text not null,
  author_name text not null,
  sent_at timestamptz not null,
  -- The time it gets: the one it was sent at, or milliseconds later.
  at timestamptz not null,
  -- sent: on its way, outcome unknown.
  state text not null check (state in ('planned', 'sent', 'posted', 'skipped', 'failed')),
  -- An earlier attempt had no answer.
  doubtful boolean not null default false,
  to_id text,
  primary key (restore_id, chat_no, message_id),
  foreign key (restore_id, chat_no) references restore_chat (restore_id, no) on delete cascade
);
create unique index restore_message_at on restore_message (restore_id, chat_no, at);
