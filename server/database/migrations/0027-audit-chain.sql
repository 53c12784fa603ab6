-- By which reading requests an entry was allowed; empty where none was needed.
alter table audit_entry add column allowed_by text[] not null default '{}';

-- The chain over a tenant's audit: a keyed code for each entry, over the entry and the code before it. Apart from the
-- entries, so that those of before could be taken up without a change to them.
create table audit_link (
  entry_no bigint primary key,
  tenant_id uuid not null,
  seq bigint not null check (seq >= 1),
  mac text not null,
  unique (tenant_id, seq)
);
create trigger audit_link_append_only before update or delete on audit_link
  for each row execute function refuse_change();
create trigger audit_link_kept before truncate on audit_link for each statement execute function refuse_change();

-- Where the chain of a tenant ends. The row is the lock its writers take one after the other.
create table audit_chain (
  tenant_id uuid primary key,
  begun_at timestamptz not null,
  -- Entries of before, which were taken up as they were.
  taken_up bigint not null,
  entries bigint not null,
  head text not null,
  -- Keyed code over the rest of the row; empty for ever once it didn't match.
  seal text not null
);
