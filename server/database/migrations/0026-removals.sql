-- Taking messages out of the archive for good: asked for by people (erasure), or because of their age (retention).
create table removal (
  id text primary key,
  tenant_id uuid not null references tenant (id),
  cause text not null check (cause in ('erasure', 'retention')),
  state text not null check (state in ('waiting-for-approval', 'rejected', 'running', 'completed')),
  selection jsonb not null,
  -- Of retention: messages sent before.
  sent_before timestamptz,
  reason text,
  -- Before it is decided what goes: as counted when it was asked for.
  messages bigint not null,
  held_back bigint not null,
  asked_by text not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  answered_by_name text,
  answered_at timestamptz,
  -- While set, no run of the tenant is taken up.
  blocks boolean not null default false,
  -- When it was decided which messages go: from then on they are in no list.
  decided_at timestamptz,
  ended_at timestamptz,
  segments_rewritten integer,
  exports_deleted integer not null default 0,
  documents jsonb not null default '[]',
  -- Why it could not be finished yet.
  trouble jsonb
);
create index removal_newest on removal (tenant_id, asked_at desc, id desc);
create index removal_running on removal (tenant_id) where state = 'running';

-- What is left to do of a removal that was decided.
create table removal_segment (
  removal_id text not null references removal (id),
  name text not null,
  primary key (removal_id, name)
);
create table removal_media (
  removal_id text not null references removal (id),
  name text not null,
  primary key (removal_id, name)
);

-- Messages that must not come back: the first 16 bytes of the SHA-256 of their ids.
create table removed_message (
  tenant_id uuid not null,
  key bytea not null,
  primary key (tenant_id, key)
);

create table retention (
  tenant_id uuid primary key references tenant (id),
  keep_days integer check (keep_days >= 1),
  changed_at timestamptz not null,
  changed_by_name text not null,
  -- What the preview said when it was agreed to.
  agreed_messages bigint not null,
  -- The next time messages are removed, and how many are that old by then.
  next_at timestamptz,
  next_messages bigint,
  last_at timestamptz,
  last_messages bigint,
  -- More than expected were found: nothing is removed until a person has agreed again.
  stopped_at timestamptz,
  found_messages bigint,
  check ((keep_days is null) = (next_at is null))
);

alter table export add column erased_at timestamptz;

-- Records that the catalog doesn't point to may be in it: versions that are elsewhere too, rows without ids. Of segments
-- recorded before this column no one knows.
alter table segment add column unplaced boolean not null default true;
-- Whose record says that the content is archived. Of those recorded before, no one knows.
alter table media add column segment_no integer;
