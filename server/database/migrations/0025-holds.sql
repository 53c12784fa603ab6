-- Messages that may be neither erased nor expire while a hold lasts.
create table hold (
  id text primary key,
  tenant_id uuid not null references tenant (id),
  name text not null,
  reason text not null,
  selection jsonb not null,
  -- Whether messages archived later fall under it.
  growing boolean not null,
  created_by text not null,
  created_by_name text not null,
  created_at timestamptz not null,
  -- Counted when the newest message of the catalog was `counted_through`.
  messages bigint not null,
  counted_through bigint not null,
  released_at timestamptz,
  released_by_name text,
  release_reason text
);
create index hold_newest on hold (tenant_id, created_at desc, id desc);
