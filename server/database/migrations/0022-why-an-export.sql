-- Why an export was asked for, in the words of who asked. The column reason says why one failed.
alter table export add column purpose text;
