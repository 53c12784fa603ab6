-- Who changed the limit, the price, or whether messages are charged, when, and from what. Begins with the first change after
-- this: what was set before has no known author. `before` is null for the first settings of a tenant.
create table quota_change (
  no bigint generated always as identity primary key,
  tenant_id uuid not null references tenant (id),
  at timestamptz not null,
  -- Null: Chatvault itself, before a tenant's first connection test.
  changed_by text,
  changed_by_name text,
  before jsonb,
  after jsonb not null
);
create index quota_change_newest on quota_change (tenant_id, no desc);

-- Rows that backups were charged for, by the kind of chat they belong to, as their chats' ids tell it. Charges that brought
-- nothing (lost answers), connection tests, and what was charged before this have none.
create table charged_kind (
  tenant_id uuid not null references tenant (id),
  -- The beginning of an hour (UTC).
  hour timestamptz not null,
  chat_type text not null check (chat_type in ('oneOnOne', 'group', 'meeting', 'self')),
  messages bigint not null check (messages > 0),
  primary key (tenant_id, hour, chat_type)
);
