-- Checks of the archive that Chatvault starts every night: no one asked for them.
alter table verification alter column requested_by drop not null;
