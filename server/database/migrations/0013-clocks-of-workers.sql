-- How far the clock of a worker's server is ahead of Microsoft's, in milliseconds (negative: behind); null while it has had no
-- answer that tells.
alter table worker add column lead_ms bigint;
