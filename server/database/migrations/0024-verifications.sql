-- Checks of the archive that someone asked for.
create table verification (
  id text primary key,
  tenant_id uuid not null references tenant (id),
  mode text not null check (mode in ('sampled', 'full')),
  state text not null check (state in ('queued', 'running', 'completed', 'failed', 'cancelled')),
  requested_by text not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  segments integer not null default 0,
  -- Of the segments that are to be read; null before that is known.
  segments_total integer,
  messages bigint not null default 0,
  damaged jsonb not null default '[]',
  reason text,
  notice jsonb
);
create index verification_newest on verification (tenant_id, created_at desc, id desc);
