-- Strategy pay-once: a mailbox is asked for what some senders sent, and the books keep whose. Entra ids, and '*' for whatever
-- is found by its kind (events, apps, anonymous people); null is everybody, as all that was read before.
alter table source add column asked text[];
alter table source add column window_senders text[];
-- The window under way reads further back for senders who were not asked for until now; the watermark stays where it is.
alter table source add column window_is_gap boolean not null default false;

-- Everyone who was ever seen to take part in a chat: members, senders, and those events name. The times are those of events.
create table chat_user (
  conversation_no integer not null references conversation (no),
  user_id text not null,
  joined_at timestamptz,
  left_at timestamptz,
  primary key (conversation_no, user_id)
);
create index chat_user_user_id_idx on chat_user (user_id);

-- Each message is read from one mailbox: whose it is, the members tell.
alter table conversation add column by_members boolean not null default false;
-- Up to here the archive was compared with the chat itself.
alter table conversation add column checked_to timestamptz;
-- Microsoft refuses to list its messages.
alter table conversation add column unlistable boolean not null default false;

alter table run add column coverage jsonb;
