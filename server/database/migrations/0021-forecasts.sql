-- What the next backup is expected to read, as it was shown last; a run started within an hour keeps it.
create table forecast (
  tenant_id uuid not null references tenant (id),
  strategy text not null check (strategy in ('complete', 'pay-once')),
  -- Null is everyone in scope.
  subject_ids text[],
  at timestamptz not null,
  -- low, likely, high, and the factor by which earlier runs corrected them.
  messages jsonb not null,
  primary key (tenant_id, strategy)
);
alter table run add column forecast jsonb;
