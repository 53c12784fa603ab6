-- What share of its work a stage has done, 0 to 1, where its things differ in size; null where it only counts them.
alter table run add column stage_share double precision;
-- How long a run has waited suspended, and since when it does.
alter table run add column suspended_ms bigint not null default 0;
alter table run add column suspended_at timestamptz;
update run set suspended_at = now() where state = 'suspended';
