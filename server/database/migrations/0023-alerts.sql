-- Where alerts go. The box holds the whole target and a webhook's secret; `shown` is the target without what is secret in it.
create table alert_channel (
  id text primary key,
  tenant_id uuid not null references tenant (id),
  kind text not null check (kind in ('email', 'webhook', 'teams', 'heartbeat')),
  box bytea not null,
  shown text not null,
  events text[] not null,
  language text not null,
  enabled boolean not null,
  created_at timestamptz not null
);
create index alert_channel_tenant_id_idx on alert_channel (tenant_id);

-- What was raised. One of a cause is open at a time.
create table alert (
  no bigint generated always as identity primary key,
  id text not null unique,
  tenant_id uuid not null references tenant (id),
  event text not null,
  cause text not null,
  data jsonb not null,
  at timestamptz not null,
  ended_at timestamptz
);
create unique index alert_open_idx on alert (tenant_id, event, cause) where ended_at is null;
create index alert_tenant_id_no_idx on alert (tenant_id, no);

-- What is to be sent, and what became of it. It outlives its channel. `subject`: the alert's or the run's id.
create table alert_delivery (
  no bigint generated always as identity primary key,
  tenant_id uuid not null references tenant (id),
  channel_id text not null,
  about text not null check (about in ('raised', 'resolved', 'start', 'success', 'fail')),
  subject text not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null default 0,
  created_at timestamptz not null,
  -- Of the last attempt; null before the first.
  tried_at timestamptz,
  -- When it is tried next, and until when. An attempt moves the first on before it begins, so that no one else makes the same.
  next_at timestamptz not null,
  until timestamptz not null,
  -- What the other side said, in a few words.
  answer text,
  unique (channel_id, about, subject)
);
create index alert_delivery_waiting_idx on alert_delivery (channel_id, next_at) where state = 'waiting';
create index alert_delivery_subject_idx on alert_delivery (tenant_id, subject);
