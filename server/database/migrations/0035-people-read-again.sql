-- Read to the end before: a run that asks the mailbox for more still counts the person as read.
alter table run_source add column again boolean not null default false;
