-- Whom the groups of a scope had when Microsoft was asked last: a screen shows that while a fresh answer is on its way.
create table group_members (
  tenant_id uuid not null,
  group_id text not null,
  -- null: the directory did not know the group
  member_ids text[],
  read_at timestamptz not null,
  primary key (tenant_id, group_id)
);
