-- The name somebody had on their newest archived message: for people whom neither a roster nor the directory names.
create table sender_name (
  tenant_id uuid not null references tenant,
  id text not null,
  name text not null,
  sent_at timestamptz not null,
  primary key (tenant_id, id)
);
