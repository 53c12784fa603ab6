-- Searches that operators keep for themselves. `asked`: words and filters as the contract has them.
create table saved_search (
  id text primary key,
  tenant_id uuid not null references tenant (id),
  operator_id text not null,
  name text not null,
  asked jsonb not null,
  saved_at timestamptz not null,
  unique (tenant_id, operator_id, name)
);
