-- How the people of a run divide: subjects_done = read + skipped + failed; subjects - subjects_done wait.
alter table run add column subjects_skipped integer not null default 0;
alter table run add column subjects_failed integer not null default 0;
-- How far the stage under way is, in things of its kind (people, chats, images); null where it cannot be counted.
alter table run add column stage_started_at timestamptz;
alter table run add column stage_done integer;
alter table run add column stage_total integer;

-- Skipped: nothing to export, for a known reason.
alter table run_source drop constraint run_source_state_check;
alter table run_source add constraint run_source_state_check
  check (state in ('pending', 'claimed', 'done', 'skipped', 'faulted'));
-- The order in which people are read: by turn, and within a turn by place.
alter table run_source add column turn integer not null default 0;
alter table run_source add column place integer not null default 0;
drop index run_source_pending;
create index run_source_pending on run_source (run_id, turn, place, subject_id) where state = 'pending';

update run_source r set state = 'skipped'
where r.state = 'faulted' and exists (
  select from run_fault f
  where f.run_id = r.run_id and f.subject_id = r.subject_id and f.kind = 'skip' and f.code in ('no-mailbox', 'no-licence'));
update run set
  subjects_skipped = (select count(*) from run_source s where s.run_id = run.id and s.state = 'skipped'),
  subjects_failed = (select count(*) from run_source s where s.run_id = run.id and s.state = 'faulted');

-- Read newest first: [recent_from, recent_to] is read to its end, what lies between the watermark and it is not yet.
alter table source add column recent_from timestamptz;
alter table source add column recent_to timestamptz;
alter table source add constraint source_recent_check check ((recent_from is null) = (recent_to is null));
-- Who is read before everyone else.
alter table scope add column first_subject_ids text[] not null default '{}';

-- The conversation a note is about.
alter table run_fault add column chat_id text;
