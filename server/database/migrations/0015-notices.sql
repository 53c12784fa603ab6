-- What happened as data, beside the English words: a code for each cause and what a sentence needs. Rows of before have none
-- and are shown in the server's words. Reasons of runs, checks, steps and last faults are JSON already and need no column.
alter table run_fault add column notice jsonb;
alter table health_item add column notice jsonb;
alter table export add column notice jsonb;
alter table media add column notice jsonb;
