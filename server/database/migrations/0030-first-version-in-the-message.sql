-- Most messages have one version and, since a backup asks for each only once, were seen in one mailbox. Both stand in the
-- message's own row: one row and three index entries for each message instead of three rows and five. What comes later has
-- tables of its own; `revision` and `sighting` still show everything.
alter table revision rename to later_revision;
alter table later_revision rename constraint revision_pkey to later_revision_pkey;
alter table sighting rename to further_sighting;
alter table further_sighting rename constraint sighting_pkey to further_sighting_pkey;

alter table message rename to earlier_message;
alter table earlier_message rename constraint message_pkey to earlier_message_pkey;
alter table earlier_message rename constraint message_conversation_no_id_key to earlier_message_id_key;
alter index message_in_order rename to earlier_message_in_order;

-- Columns of eight bytes first, then of four, then the rest: no byte is lost to alignment.
create table message (
  no              bigint generated always as identity primary key,
  created_at      timestamptz not null,
  -- The version that was archived first.
  modified_at     timestamptz not null,
  fetched_at      timestamptz not null,
  frame_offset    bigint not null,
  conversation_no int not null,
  -- In whose mailbox it was seen first; null when it was read from the chat itself.
  subject_no      int,
  segment_no      int not null,
  frame_index     int not null,
  frame_length    int not null,
  line            int not null,
  deleted         boolean not null,
  id              text not null,
  etag            text not null
);

insert into message (no, created_at, modified_at, fetched_at, frame_offset, conversation_no, subject_no, segment_no,
                     frame_index, frame_length, line, deleted, id, etag)
overriding system value
select m.no, m.created_at, r.modified_at, r.fetched_at, r.frame_offset, m.conversation_no,
       (select min(s.subject_no) from further_sighting s where s.message_no = m.no),
       r.segment_no, r.frame_index, r.frame_length, r.line, r.deleted, m.id, r.etag
from earlier_message m
cross join lateral (
  select * from later_revision where message_no = m.no order by segment_no, frame_index, line limit 1
) r;
select setval(pg_get_serial_sequence('message', 'no'), (select max(no) from message)) where exists (select from message);
drop table earlier_message;

delete from later_revision r using message m where m.no = r.message_no and m.etag = r.etag;
delete from further_sighting s using message m where m.no = s.message_no and m.subject_no = s.subject_no;

alter table message add constraint message_conversation_no_id_key unique (conversation_no, id);
create index message_in_order on message (conversation_no, created_at, no);

create view revision as
select no as message_no, etag, modified_at, deleted, fetched_at, segment_no, frame_index, frame_offset, frame_length, line
from message
union all
select message_no, etag, modified_at, deleted, fetched_at, segment_no, frame_index, frame_offset, frame_length, line
from later_revision;

create view sighting as
select no as message_no, subject_no from message where subject_no is not null
union all
select message_no, subject_no from further_sighting;
