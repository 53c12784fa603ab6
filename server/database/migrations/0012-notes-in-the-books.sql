-- What the archive was told of a month (usage notes), as the books know it: where it was told of more, the books are an older
-- copy. Null: of a month from before that, in which the archive may have been told of anything.
alter table quota_month add column noted bigint constraint quota_month_noted_check check (noted >= 0);
alter table quota_month alter column noted set default 0;
