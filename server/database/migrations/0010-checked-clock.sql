-- Whether positions of the run were set by Microsoft's time. Runs from before that went by the clock of this server: what
-- their times tell about it is looked at once.
alter table run add column clock_checked boolean not null default false;
