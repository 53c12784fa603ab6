-- When backups start without a person. `next_at` is the planned instant, claimed by moving it; null while the schedule is off.
-- `strategy`: null is what other backups of the tenant use.
-- `last_at`: the planned instant that started or continued a run last. `missed_at`: the one that was dropped last.
create table schedule (
  tenant_id uuid primary key references tenant (id),
  enabled boolean not null,
  cron text not null,
  time_zone text not null,
  strategy text check (strategy in ('complete', 'pay-once')),
  changed_at timestamptz not null,
  next_at timestamptz,
  last_at timestamptz,
  missed_at timestamptz,
  check (enabled = (next_at is not null))
);

alter table run drop constraint run_trigger_check;
alter table run add constraint run_trigger_check check (trigger in ('manual', 'schedule', 'setup'));
-- Planned for an instant at which no process was there to start it.
alter table run add column late boolean not null default false;
