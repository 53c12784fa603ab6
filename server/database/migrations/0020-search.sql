-- What archived versions say, for searching: codes of their words under a key of the tenant, with positions. Without the key
-- no word can be told from them (docs/SECURITY.md, "Search"). Derived from the archive, like the rest of the catalog.
create table search_text (
  message_no bigint not null,
  etag text not null,
  tenant_id uuid not null,
  conversation_no integer not null,
  sent_at timestamptz not null,
  -- The message is deleted: says its newest version, of all of them.
  deleted boolean not null,
  -- Of the tokens that the codes were made from.
  version smallint not null,
  words tsvector not null,
  primary key (message_no, etag)
);
create index search_text_words on search_text using gin (words);
create index search_text_newest on search_text (tenant_id, sent_at desc, message_no desc);
create index search_text_deleted on search_text (tenant_id, sent_at desc, message_no desc) where deleted;

create table search_topic (
  conversation_no integer primary key,
  tenant_id uuid not null,
  version smallint not null,
  words tsvector not null
);
create index search_topic_of_tenant on search_topic (tenant_id);

-- The different words of a segment, sealed: what a word may begin with is found in them.
create table search_words (
  segment_no integer primary key,
  version smallint not null,
  words bytea not null,
  -- Versions that are too long to be searched as a whole.
  cut integer not null
);

-- Version of the tokens a segment is searched by; 0: not yet.
alter table segment add column search_version smallint not null default 0;
create index segment_by_search on segment (tenant_id, search_version, no);
