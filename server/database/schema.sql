-- What a migrated database has. Written by the schema test (vitest -u), never by hand.

create table alert (
  no bigint not null generated always as identity,
  id text not null,
  tenant_id uuid not null,
  event text not null,
  cause text not null,
  data jsonb not null,
  at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint alert_id_key UNIQUE (id),
  constraint alert_pkey PRIMARY KEY (no),
  constraint alert_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table alert_channel (
  id text not null,
  tenant_id uuid not null,
  kind text not null,
  box bytea not null,
  shown text not null,
  events text[] not null,
  language text not null,
  enabled boolean not null,
  created_at timestamp with time zone not null,
  sender text,
  constraint alert_channel_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'webhook'::text, 'teams'::text, 'heartbeat'::text]))),
  constraint alert_channel_pkey PRIMARY KEY (id),
  constraint alert_channel_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table alert_delivery (
  no bigint not null generated always as identity,
  tenant_id uuid not null,
  channel_id text not null,
  about text not null,
  subject text not null,
  state text not null default 'waiting'::text,
  attempts integer not null default 0,
  created_at timestamp with time zone not null,
  tried_at timestamp with time zone,
  next_at timestamp with time zone not null,
  until timestamp with time zone not null,
  answer text,
  constraint alert_delivery_about_check CHECK ((about = ANY (ARRAY['raised'::text, 'resolved'::text, 'start'::text, 'success'::text, 'fail'::text]))),
  constraint alert_delivery_channel_id_about_subject_key UNIQUE (channel_id, about, subject),
  constraint alert_delivery_pkey PRIMARY KEY (no),
  constraint alert_delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text]))),
  constraint alert_delivery_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table audit_chain (
  tenant_id uuid not null,
  begun_at timestamp with time zone not null,
  taken_up bigint not null,
  entries bigint not null,
  head text not null,
  seal text not null,
  constraint audit_chain_pkey PRIMARY KEY (tenant_id)
);

create table audit_entry (
  no bigint not null generated always as identity,
  tenant_id uuid not null,
  at timestamp with time zone not null,
  operator_id text not null,
  operator_name text not null,
  action text not null,
  target text,
  outcome text not null,
  detail text,
  allowed_by text[] not null default '{}'::text[],
  constraint audit_entry_outcome_check CHECK ((outcome = ANY (ARRAY['succeeded'::text, 'refused'::text, 'failed'::text]))),
  constraint audit_entry_pkey PRIMARY KEY (no)
);

create table audit_link (
  entry_no bigint not null,
  tenant_id uuid not null,
  seq bigint not null,
  mac text not null,
  constraint audit_link_pkey PRIMARY KEY (entry_no),
  constraint audit_link_seq_check CHECK ((seq >= 1)),
  constraint audit_link_tenant_id_seq_key UNIQUE (tenant_id, seq)
);

create table billing (
  tenant_id uuid not null,
  application_id text not null,
  association jsonb,
  asked_for_at timestamp with time zone,
  constraint billing_pkey PRIMARY KEY (tenant_id, application_id),
  constraint billing_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table charged_kind (
  tenant_id uuid not null,
  hour timestamp with time zone not null,
  chat_type text not null,
  messages bigint not null,
  constraint charged_kind_chat_type_check CHECK ((chat_type = ANY (ARRAY['oneOnOne'::text, 'group'::text, 'meeting'::text, 'self'::text]))),
  constraint charged_kind_messages_check CHECK ((messages > 0)),
  constraint charged_kind_pkey PRIMARY KEY (tenant_id, hour, chat_type),
  constraint charged_kind_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table chat_user (
  conversation_no integer not null,
  user_id text not null,
  joined_at timestamp with time zone,
  left_at timestamp with time zone,
  constraint chat_user_conversation_no_fkey FOREIGN KEY (conversation_no) REFERENCES conversation(no),
  constraint chat_user_pkey PRIMARY KEY (conversation_no, user_id)
);

create table connection (
  tenant_id uuid not null,
  application_id text not null,
  credential_kind text not null,
  credential_box bytea not null,
  credential_hint text not null,
  credential_set_at timestamp with time zone not null,
  credential_expires_at timestamp with time zone,
  test_mailbox text not null,
  organization_name text,
  cost_acknowledged_at timestamp with time zone not null,
  cost_acknowledged_by text not null,
  status text not null,
  checks jsonb not null,
  tested_at timestamp with time zone not null,
  tested_by text not null,
  credential_key_id text,
  constraint connection_credential_kind_check CHECK ((credential_kind = ANY (ARRAY['secret'::text, 'certificate'::text]))),
  constraint connection_pkey PRIMARY KEY (tenant_id),
  constraint connection_status_check CHECK ((status = ANY (ARRAY['active'::text, 'failing'::text]))),
  constraint connection_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table consent_request (
  nonce_hash bytea not null,
  tenant_id uuid not null,
  operator_id text not null,
  operator_name text not null,
  application_id text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  outcome text,
  code text,
  constraint consent_request_check CHECK (((used_at IS NULL) = (outcome IS NULL))),
  constraint consent_request_pkey PRIMARY KEY (nonce_hash),
  constraint consent_request_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table conversation (
  no integer not null generated always as identity,
  tenant_id uuid not null,
  id text not null,
  chat_type text,
  topic text,
  created_at timestamp with time zone,
  described_at timestamp with time zone,
  message_count integer not null default 0,
  first_at timestamp with time zone,
  last_at timestamp with time zone,
  by_members boolean not null default false,
  checked_to timestamp with time zone,
  unlistable boolean not null default false,
  constraint conversation_pkey PRIMARY KEY (no),
  constraint conversation_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint conversation_tenant_id_id_key UNIQUE (tenant_id, id)
);

create table created_object (
  no bigint not null generated always as identity,
  tenant_id uuid not null,
  kind text not null,
  id text not null,
  name text not null,
  application_id text,
  at timestamp with time zone not null,
  constraint created_object_kind_check CHECK ((kind = ANY (ARRAY['application'::text, 'service-principal'::text, 'secret'::text, 'certificate'::text, 'app-role'::text, 'delegated-grant'::text, 'billing-account'::text]))),
  constraint created_object_pkey PRIMARY KEY (no),
  constraint created_object_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint created_object_tenant_id_kind_id_key UNIQUE (tenant_id, kind, id)
);

create table download_ticket (
  ticket_hash bytea not null,
  tenant_id uuid not null,
  export_id text not null,
  operator_id text not null,
  operator_name text not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  issued_at timestamp with time zone not null,
  begun_at timestamp with time zone,
  sent_bytes bigint not null default 0,
  constraint download_ticket_export_id_fkey FOREIGN KEY (export_id) REFERENCES export(id),
  constraint download_ticket_pkey PRIMARY KEY (ticket_hash),
  constraint download_ticket_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table draft_credential (
  tenant_id uuid not null,
  purpose text not null,
  application_id text,
  kind text not null,
  box bytea not null,
  hint text not null,
  expires_at timestamp with time zone,
  key_id text,
  certificate text,
  made_at timestamp with time zone not null,
  constraint draft_credential_check CHECK (((application_id IS NOT NULL) OR (purpose = 'setup'::text))),
  constraint draft_credential_check1 CHECK (((certificate IS NULL) OR (kind = 'certificate'::text))),
  constraint draft_credential_kind_check CHECK ((kind = ANY (ARRAY['secret'::text, 'certificate'::text]))),
  constraint draft_credential_pkey PRIMARY KEY (tenant_id, purpose),
  constraint draft_credential_purpose_check CHECK ((purpose = ANY (ARRAY['setup'::text, 'replacement'::text]))),
  constraint draft_credential_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table export (
  id text not null,
  tenant_id uuid not null,
  format text not null,
  selection jsonb not null,
  state text not null,
  requested_by text not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  messages bigint not null default 0,
  sha256 text,
  bytes bigint,
  reason text,
  expires_at timestamp with time zone,
  removed_at timestamp with time zone,
  operator_name text not null,
  notice jsonb,
  purpose text,
  erased_at timestamp with time zone,
  constraint export_pkey PRIMARY KEY (id),
  constraint export_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'completed'::text, 'failed'::text, 'cancelled'::text]))),
  constraint export_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table fence (
  tenant_id uuid not null,
  until timestamp with time zone not null,
  constraint fence_pkey PRIMARY KEY (tenant_id),
  constraint fence_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table forecast (
  tenant_id uuid not null,
  strategy text not null,
  subject_ids text[],
  at timestamp with time zone not null,
  messages jsonb not null,
  constraint forecast_pkey PRIMARY KEY (tenant_id, strategy),
  constraint forecast_strategy_check CHECK ((strategy = ANY (ARRAY['complete'::text, 'pay-once'::text]))),
  constraint forecast_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table further_sighting (
  message_no bigint not null,
  subject_no integer not null,
  constraint further_sighting_pkey PRIMARY KEY (message_no, subject_no)
);

create table group_members (
  tenant_id uuid not null,
  group_id text not null,
  member_ids text[],
  read_at timestamp with time zone not null,
  constraint group_members_pkey PRIMARY KEY (tenant_id, group_id)
);

create table health_item (
  tenant_id uuid not null,
  name text not null,
  state text not null,
  code text not null,
  detail text not null,
  hint text not null,
  checked_at timestamp with time zone not null,
  notice jsonb,
  constraint health_item_pkey PRIMARY KEY (tenant_id, name),
  constraint health_item_state_check CHECK ((state = ANY (ARRAY['green'::text, 'amber'::text, 'red'::text]))),
  constraint health_item_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table health_read (
  tenant_id uuid not null,
  planned_for timestamp with time zone not null,
  constraint health_read_pkey PRIMARY KEY (tenant_id),
  constraint health_read_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table hold (
  id text not null,
  tenant_id uuid not null,
  name text not null,
  reason text not null,
  selection jsonb not null,
  growing boolean not null,
  created_by text not null,
  created_by_name text not null,
  created_at timestamp with time zone not null,
  messages bigint not null,
  counted_through bigint not null,
  released_at timestamp with time zone,
  released_by_name text,
  release_reason text,
  constraint hold_pkey PRIMARY KEY (id),
  constraint hold_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table later_revision (
  message_no bigint not null,
  etag text not null,
  modified_at timestamp with time zone not null,
  deleted boolean not null,
  fetched_at timestamp with time zone not null,
  segment_no integer not null,
  frame_index integer not null,
  frame_offset bigint not null,
  frame_length integer not null,
  line integer not null,
  constraint later_revision_pkey PRIMARY KEY (message_no, etag)
);

create table ledger_entry (
  no bigint not null generated always as identity,
  tenant_id uuid not null,
  month text not null,
  at timestamp with time zone not null,
  kind text not null,
  messages bigint not null,
  reservation_id bigint not null,
  run_id text,
  subject_id text,
  reason text,
  constraint ledger_entry_kind_check CHECK ((kind = ANY (ARRAY['reserve'::text, 'charge'::text, 'release'::text]))),
  constraint ledger_entry_messages_check CHECK ((messages > 0)),
  constraint ledger_entry_pkey PRIMARY KEY (no),
  constraint ledger_entry_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table media (
  no bigint not null generated always as identity,
  tenant_id uuid not null,
  conversation_no integer not null,
  message_id text not null,
  content_id text not null,
  state text not null,
  content_type text,
  bytes bigint,
  sha256 text,
  name text,
  reason text,
  notice jsonb,
  segment_no integer,
  constraint media_conversation_no_message_id_content_id_key UNIQUE (conversation_no, message_id, content_id),
  constraint media_pkey PRIMARY KEY (no),
  constraint media_state_check CHECK ((state = ANY (ARRAY['wanted'::text, 'archived'::text, 'refused'::text]))),
  constraint media_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table member (
  conversation_no integer not null,
  user_id text not null,
  display_name text not null,
  email text,
  tenant_id uuid,
  constraint member_conversation_no_fkey FOREIGN KEY (conversation_no) REFERENCES conversation(no),
  constraint member_pkey PRIMARY KEY (conversation_no, user_id)
);

create table message (
  no bigint not null generated always as identity,
  created_at timestamp with time zone not null,
  modified_at timestamp with time zone not null,
  fetched_at timestamp with time zone not null,
  frame_offset bigint not null,
  conversation_no integer not null,
  subject_no integer,
  segment_no integer not null,
  frame_index integer not null,
  frame_length integer not null,
  line integer not null,
  deleted boolean not null,
  id text not null,
  etag text not null,
  constraint message_conversation_no_id_key UNIQUE (conversation_no, id),
  constraint message_pkey PRIMARY KEY (no)
);

create table migration (
  number integer not null,
  name text not null,
  digest text not null,
  applied_at timestamp with time zone not null,
  constraint migration_pkey PRIMARY KEY (number)
);

create table participation (
  conversation_no integer not null,
  subject_no integer not null,
  constraint participation_conversation_no_fkey FOREIGN KEY (conversation_no) REFERENCES conversation(no),
  constraint participation_pkey PRIMARY KEY (subject_no, conversation_no),
  constraint participation_subject_no_fkey FOREIGN KEY (subject_no) REFERENCES subject(no)
);

create table preference (
  tenant_id uuid not null,
  operator_id text not null,
  tour_seen boolean not null default false,
  language text,
  constraint preference_pkey PRIMARY KEY (tenant_id, operator_id),
  constraint preference_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table price (
  tenant_id uuid not null,
  from_month text not null,
  price_per_message text not null,
  currency text not null,
  regime text not null,
  constraint price_pkey PRIMARY KEY (tenant_id, from_month),
  constraint price_regime_check CHECK ((regime = ANY (ARRAY['metered'::text, 'not-metered'::text]))),
  constraint price_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table quota (
  tenant_id uuid not null,
  monthly_limit bigint,
  price_per_message text not null,
  currency text not null,
  regime text not null,
  constraint quota_monthly_limit_check CHECK ((monthly_limit >= 1)),
  constraint quota_pkey PRIMARY KEY (tenant_id),
  constraint quota_regime_check CHECK ((regime = ANY (ARRAY['metered'::text, 'not-metered'::text]))),
  constraint quota_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table quota_change (
  no bigint not null generated always as identity,
  tenant_id uuid not null,
  at timestamp with time zone not null,
  changed_by text,
  changed_by_name text,
  before jsonb,
  after jsonb not null,
  constraint quota_change_pkey PRIMARY KEY (no),
  constraint quota_change_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table quota_month (
  tenant_id uuid not null,
  month text not null,
  charged bigint not null default 0,
  reserved bigint not null default 0,
  noted bigint default 0,
  constraint quota_month_charged_check CHECK ((charged >= 0)),
  constraint quota_month_noted_check CHECK ((noted >= 0)),
  constraint quota_month_pkey PRIMARY KEY (tenant_id, month),
  constraint quota_month_reserved_check CHECK ((reserved >= 0)),
  constraint quota_month_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table reading_policy (
  tenant_id uuid not null,
  mode text not null,
  admins_read boolean not null,
  changed_by text,
  changed_at timestamp with time zone,
  asked jsonb,
  constraint reading_policy_mode_check CHECK ((mode = ANY (ARRAY['open'::text, 'reason'::text, 'four-eyes'::text]))),
  constraint reading_policy_pkey PRIMARY KEY (tenant_id),
  constraint reading_policy_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table reading_request (
  id text not null,
  tenant_id uuid not null,
  selection jsonb not null,
  reason text not null,
  hours double precision not null,
  asked_by text not null,
  asked_by_name text not null,
  asked_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  granted_at timestamp with time zone,
  rejected_at timestamp with time zone,
  decided_by text,
  decided_by_name text,
  constraint reading_request_hours_check CHECK ((hours > (0)::double precision)),
  constraint reading_request_pkey PRIMARY KEY (id),
  constraint reading_request_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table removal (
  id text not null,
  tenant_id uuid not null,
  cause text not null,
  state text not null,
  selection jsonb not null,
  sent_before timestamp with time zone,
  reason text,
  messages bigint not null,
  held_back bigint not null,
  asked_by text not null,
  asked_by_name text not null,
  asked_at timestamp with time zone not null,
  answered_by_name text,
  answered_at timestamp with time zone,
  blocks boolean not null default false,
  decided_at timestamp with time zone,
  ended_at timestamp with time zone,
  segments_rewritten integer,
  exports_deleted integer not null default 0,
  documents jsonb not null default '[]'::jsonb,
  trouble jsonb,
  constraint removal_cause_check CHECK ((cause = ANY (ARRAY['erasure'::text, 'retention'::text]))),
  constraint removal_pkey PRIMARY KEY (id),
  constraint removal_state_check CHECK ((state = ANY (ARRAY['waiting-for-approval'::text, 'rejected'::text, 'running'::text, 'completed'::text]))),
  constraint removal_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table removal_media (
  removal_id text not null,
  name text not null,
  constraint removal_media_pkey PRIMARY KEY (removal_id, name),
  constraint removal_media_removal_id_fkey FOREIGN KEY (removal_id) REFERENCES removal(id)
);

create table removal_segment (
  removal_id text not null,
  name text not null,
  constraint removal_segment_pkey PRIMARY KEY (removal_id, name),
  constraint removal_segment_removal_id_fkey FOREIGN KEY (removal_id) REFERENCES removal(id)
);

create table removed_message (
  tenant_id uuid not null,
  key bytea not null,
  constraint removed_message_pkey PRIMARY KEY (tenant_id, key)
);

create table reservation (
  id bigint not null generated by default as identity,
  tenant_id uuid not null,
  month text not null,
  messages bigint not null,
  worker_id text not null,
  run_id text,
  subject_id text,
  at timestamp with time zone not null,
  constraint reservation_messages_check CHECK ((messages > 0)),
  constraint reservation_pkey PRIMARY KEY (id),
  constraint reservation_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES quota(tenant_id)
);

create table restore (
  id text not null,
  tenant_id uuid not null,
  target text not null,
  selection jsonb not null,
  state text not null,
  requested_by text not null,
  requested_name text not null,
  created_at timestamp with time zone not null,
  approved_by text,
  approved_name text,
  approved_at timestamp with time zone,
  ended_at timestamp with time zone,
  plan jsonb,
  worker_id text,
  reason text,
  notice jsonb,
  constraint restore_pkey PRIMARY KEY (id),
  constraint restore_state_check CHECK ((state = ANY (ARRAY['planning'::text, 'waiting-for-approval'::text, 'running'::text, 'verifying'::text, 'completed'::text, 'failed'::text, 'cancelled'::text]))),
  constraint restore_target_check CHECK ((target = ANY (ARRAY['new-group-chats'::text, 'original-chats'::text]))),
  constraint restore_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table restore_chat (
  restore_id text not null,
  no integer not null,
  from_id text not null,
  name text not null,
  topic text,
  member_ids jsonb not null,
  to_id text,
  state text not null,
  asked_at timestamp with time zone,
  completed_at timestamp with time zone,
  reason text,
  notice jsonb,
  constraint restore_chat_pkey PRIMARY KEY (restore_id, no),
  constraint restore_chat_restore_id_fkey FOREIGN KEY (restore_id) REFERENCES restore(id) ON DELETE CASCADE,
  constraint restore_chat_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'creating'::text, 'importing'::text, 'checking'::text, 'restored'::text, 'left-open'::text, 'closed'::text, 'failed'::text])))
);

create table restore_message (
  restore_id text not null,
  chat_no integer not null,
  message_id text not null,
  etag text not null,
  author_id text not null,
  author_name text not null,
  sent_at timestamp with time zone not null,
  at timestamp with time zone not null,
  state text not null,
  doubtful boolean not null default false,
  to_id text,
  constraint restore_message_pkey PRIMARY KEY (restore_id, chat_no, message_id),
  constraint restore_message_restore_id_chat_no_fkey FOREIGN KEY (restore_id, chat_no) REFERENCES restore_chat(restore_id, no) ON DELETE CASCADE,
  constraint restore_message_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'sent'::text, 'posted'::text, 'skipped'::text, 'failed'::text])))
);

create table retention (
  tenant_id uuid not null,
  keep_days integer,
  changed_at timestamp with time zone not null,
  changed_by_name text not null,
  agreed_messages bigint not null,
  next_at timestamp with time zone,
  next_messages bigint,
  last_at timestamp with time zone,
  last_messages bigint,
  stopped_at timestamp with time zone,
  found_messages bigint,
  constraint retention_check CHECK (((keep_days IS NULL) = (next_at IS NULL))),
  constraint retention_keep_days_check CHECK ((keep_days >= 1)),
  constraint retention_pkey PRIMARY KEY (tenant_id),
  constraint retention_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table run (
  id text not null,
  tenant_id uuid not null,
  created_no bigint not null generated always as identity,
  state text not null,
  strategy text not null,
  trigger text not null,
  requested_by text,
  subject_ids text[],
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  stage text,
  reason jsonb,
  cancel_requested boolean not null default false,
  worker_id text,
  segment_sequence integer not null default 0,
  subjects integer not null default 0,
  subjects_done integer not null default 0,
  fetched bigint not null default 0,
  charged bigint not null default 0,
  added bigint not null default 0,
  revised bigint not null default 0,
  unchanged bigint not null default 0,
  media bigint not null default 0,
  faults integer not null default 0,
  document_digest text,
  subjects_skipped integer not null default 0,
  subjects_failed integer not null default 0,
  stage_started_at timestamp with time zone,
  stage_done integer,
  stage_total integer,
  clock_checked boolean not null default false,
  stage_share double precision,
  suspended_ms bigint not null default 0,
  suspended_at timestamp with time zone,
  coverage jsonb,
  late boolean not null default false,
  forecast jsonb,
  constraint run_pkey PRIMARY KEY (id),
  constraint run_strategy_check CHECK ((strategy = ANY (ARRAY['complete'::text, 'pay-once'::text]))),
  constraint run_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint run_trigger_check CHECK ((trigger = ANY (ARRAY['manual'::text, 'schedule'::text, 'setup'::text])))
);

create table run_fault (
  no bigint not null generated always as identity,
  tenant_id uuid not null,
  run_id text not null,
  subject_id text,
  kind text not null,
  code text not null,
  detail text not null,
  hint text not null,
  at timestamp with time zone not null,
  chat_id text,
  notice jsonb,
  constraint run_fault_kind_check CHECK ((kind = ANY (ARRAY['failure'::text, 'fault'::text, 'skip'::text, 'alert'::text]))),
  constraint run_fault_pkey PRIMARY KEY (no),
  constraint run_fault_run_id_fkey FOREIGN KEY (run_id) REFERENCES run(id),
  constraint run_fault_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table run_source (
  run_id text not null,
  subject_id text not null,
  state text not null,
  worker_id text,
  turn integer not null default 0,
  place integer not null default 0,
  again boolean not null default false,
  constraint run_source_pkey PRIMARY KEY (run_id, subject_id),
  constraint run_source_run_id_fkey FOREIGN KEY (run_id) REFERENCES run(id),
  constraint run_source_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'claimed'::text, 'done'::text, 'skipped'::text, 'faulted'::text])))
);

create table saved_search (
  id text not null,
  tenant_id uuid not null,
  operator_id text not null,
  name text not null,
  asked jsonb not null,
  saved_at timestamp with time zone not null,
  constraint saved_search_pkey PRIMARY KEY (id),
  constraint saved_search_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint saved_search_tenant_id_operator_id_name_key UNIQUE (tenant_id, operator_id, name)
);

create table schedule (
  tenant_id uuid not null,
  enabled boolean not null,
  cron text not null,
  time_zone text not null,
  strategy text,
  changed_at timestamp with time zone not null,
  next_at timestamp with time zone,
  last_at timestamp with time zone,
  missed_at timestamp with time zone,
  constraint schedule_check CHECK ((enabled = (next_at IS NOT NULL))),
  constraint schedule_pkey PRIMARY KEY (tenant_id),
  constraint schedule_strategy_check CHECK ((strategy = ANY (ARRAY['complete'::text, 'pay-once'::text]))),
  constraint schedule_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table scope (
  tenant_id uuid not null,
  mode text not null,
  subject_ids text[] not null,
  group_ids text[] not null,
  exclude_subject_ids text[] not null,
  first_subject_ids text[] not null default '{}'::text[],
  constraint scope_mode_check CHECK ((mode = ANY (ARRAY['all'::text, 'selected'::text]))),
  constraint scope_pkey PRIMARY KEY (tenant_id),
  constraint scope_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table search_text (
  message_no bigint not null,
  etag text not null,
  tenant_id uuid not null,
  conversation_no integer not null,
  sent_at timestamp with time zone not null,
  deleted boolean not null,
  version smallint not null,
  words tsvector not null,
  constraint search_text_pkey PRIMARY KEY (message_no, etag)
);

create table search_topic (
  conversation_no integer not null,
  tenant_id uuid not null,
  version smallint not null,
  words tsvector not null,
  constraint search_topic_pkey PRIMARY KEY (conversation_no)
);

create table search_words (
  segment_no integer not null,
  version smallint not null,
  words bytea not null,
  cut integer not null,
  constraint search_words_pkey PRIMARY KEY (segment_no)
);

create table segment (
  no integer not null generated always as identity,
  tenant_id uuid not null,
  id text not null,
  name text not null,
  run_id text not null,
  sha256 text not null,
  bytes bigint not null,
  records integer not null,
  sealed_at timestamp with time zone not null,
  named_by text,
  search_version smallint not null default 0,
  unplaced boolean not null default true,
  constraint segment_pkey PRIMARY KEY (no),
  constraint segment_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint segment_tenant_id_id_key UNIQUE (tenant_id, id)
);

create table sender_name (
  tenant_id uuid not null,
  id text not null,
  name text not null,
  sent_at timestamp with time zone not null,
  constraint sender_name_pkey PRIMARY KEY (tenant_id, id),
  constraint sender_name_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table setup (
  tenant_id uuid not null,
  way text,
  application_id text,
  display_name text,
  least_set boolean not null default false,
  test_mailbox text,
  limit_chosen boolean not null default false,
  monthly_limit bigint,
  steps jsonb not null default '[]'::jsonb,
  updated_at timestamp with time zone not null,
  constraint setup_monthly_limit_check CHECK ((monthly_limit >= 1)),
  constraint setup_pkey PRIMARY KEY (tenant_id),
  constraint setup_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint setup_way_check CHECK ((way = ANY (ARRAY['automatic'::text, 'manual'::text])))
);

create table signing_key (
  name text not null,
  box bytea not null,
  constraint signing_key_pkey PRIMARY KEY (name)
);

create table source (
  tenant_id uuid not null,
  subject_id text not null,
  watermark timestamp with time zone,
  window_from timestamp with time zone,
  window_to timestamp with time zone,
  cursor text,
  top integer,
  last_backup_at timestamp with time zone,
  last_fault jsonb,
  recent_from timestamp with time zone,
  recent_to timestamp with time zone,
  asked text[],
  window_senders text[],
  window_is_gap boolean not null default false,
  constraint source_pkey PRIMARY KEY (tenant_id, subject_id),
  constraint source_recent_check CHECK (((recent_from IS NULL) = (recent_to IS NULL))),
  constraint source_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table subject (
  no integer not null generated always as identity,
  tenant_id uuid not null,
  id text not null,
  display_name text not null,
  user_principal_name text not null,
  mail text,
  enabled boolean not null,
  user_type text not null,
  listed_at timestamp with time zone,
  archived_as text,
  constraint subject_pkey PRIMARY KEY (no),
  constraint subject_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint subject_tenant_id_id_key UNIQUE (tenant_id, id)
);

create table tenant (
  id uuid not null,
  created_at timestamp with time zone not null,
  strategy text not null default 'pay-once'::text,
  constraint tenant_pkey PRIMARY KEY (id),
  constraint tenant_strategy_check CHECK ((strategy = ANY (ARRAY['complete'::text, 'pay-once'::text])))
);

create table verification (
  id text not null,
  tenant_id uuid not null,
  mode text not null,
  state text not null,
  requested_by text,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  segments integer not null default 0,
  segments_total integer,
  messages bigint not null default 0,
  damaged jsonb not null default '[]'::jsonb,
  reason text,
  notice jsonb,
  constraint verification_mode_check CHECK ((mode = ANY (ARRAY['sampled'::text, 'full'::text]))),
  constraint verification_pkey PRIMARY KEY (id),
  constraint verification_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'completed'::text, 'failed'::text, 'cancelled'::text]))),
  constraint verification_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table worker (
  id text not null,
  lock_no integer not null generated always as identity,
  started_at timestamp with time zone not null,
  lead_ms bigint,
  constraint worker_pkey PRIMARY KEY (id)
);

create view revision as
 SELECT message.no AS message_no,
    message.etag,
    message.modified_at,
    message.deleted,
    message.fetched_at,
    message.segment_no,
    message.frame_index,
    message.frame_offset,
    message.frame_length,
    message.line
   FROM message
UNION ALL
 SELECT later_revision.message_no,
    later_revision.etag,
    later_revision.modified_at,
    later_revision.deleted,
    later_revision.fetched_at,
    later_revision.segment_no,
    later_revision.frame_index,
    later_revision.frame_offset,
    later_revision.frame_length,
    later_revision.line
   FROM later_revision;

create view sighting as
 SELECT message.no AS message_no,
    message.subject_no
   FROM message
  WHERE (message.subject_no IS NOT NULL)
UNION ALL
 SELECT further_sighting.message_no,
    further_sighting.subject_no
   FROM further_sighting;

CREATE INDEX alert_channel_tenant_id_idx ON public.alert_channel USING btree (tenant_id);
CREATE INDEX alert_delivery_subject_idx ON public.alert_delivery USING btree (tenant_id, subject);
CREATE INDEX alert_delivery_waiting_idx ON public.alert_delivery USING btree (channel_id, next_at) WHERE (state = 'waiting'::text);
CREATE INDEX alert_tenant_id_no_idx ON public.alert USING btree (tenant_id, no);
CREATE INDEX audit_entry_newest ON public.audit_entry USING btree (tenant_id, no DESC);
CREATE INDEX chat_user_user_id_idx ON public.chat_user USING btree (user_id);
CREATE INDEX consent_request_answered ON public.consent_request USING btree (tenant_id, application_id, used_at DESC) WHERE (used_at IS NOT NULL);
CREATE INDEX conversation_newest ON public.conversation USING btree (tenant_id, last_at DESC NULLS LAST, no DESC);
CREATE INDEX download_ticket_oldest ON public.download_ticket USING btree (expires_at);
CREATE INDEX export_by_tenant ON public.export USING btree (tenant_id, created_at, id);
CREATE INDEX export_newest ON public.export USING btree (tenant_id, created_at DESC);
CREATE INDEX hold_newest ON public.hold USING btree (tenant_id, created_at DESC, id DESC);
CREATE INDEX ledger_entry_newest ON public.ledger_entry USING btree (tenant_id, no DESC);
CREATE INDEX ledger_entry_of_run ON public.ledger_entry USING btree (run_id) WHERE (kind = 'charge'::text);
CREATE INDEX media_wanted ON public.media USING btree (tenant_id, no) WHERE (state = 'wanted'::text);
CREATE INDEX message_in_order ON public.message USING btree (conversation_no, created_at, no);
CREATE INDEX quota_change_newest ON public.quota_change USING btree (tenant_id, no DESC);
CREATE INDEX reading_request_newest ON public.reading_request USING btree (tenant_id, asked_at DESC, id DESC);
CREATE INDEX reading_request_of_person ON public.reading_request USING btree (tenant_id, lower(asked_by), ends_at) WHERE (granted_at IS NOT NULL);
CREATE INDEX removal_newest ON public.removal USING btree (tenant_id, asked_at DESC, id DESC);
CREATE INDEX removal_running ON public.removal USING btree (tenant_id) WHERE (state = 'running'::text);
CREATE INDEX restore_chat_to ON public.restore_chat USING btree (to_id) WHERE (to_id IS NOT NULL);
CREATE INDEX restore_newest ON public.restore USING btree (tenant_id, created_at DESC, id DESC);
CREATE INDEX run_fault_of_run ON public.run_fault USING btree (run_id, no);
CREATE INDEX run_newest ON public.run USING btree (tenant_id, created_no DESC);
CREATE INDEX run_source_pending ON public.run_source USING btree (run_id, turn, place, subject_id) WHERE (state = 'pending'::text);
CREATE INDEX run_without_document ON public.run USING btree (tenant_id, created_no) WHERE ((ended_at IS NOT NULL) AND (document_digest IS NULL));
CREATE INDEX search_text_deleted ON public.search_text USING btree (tenant_id, sent_at DESC, message_no DESC) WHERE deleted;
CREATE INDEX search_text_newest ON public.search_text USING btree (tenant_id, sent_at DESC, message_no DESC);
CREATE INDEX search_text_words ON public.search_text USING gin (words);
CREATE INDEX search_topic_of_tenant ON public.search_topic USING btree (tenant_id);
CREATE INDEX segment_by_search ON public.segment USING btree (tenant_id, search_version, no);
CREATE INDEX segment_of_run ON public.segment USING btree (run_id, no);
CREATE INDEX segment_unnamed ON public.segment USING btree (tenant_id, no) WHERE (named_by IS NULL);
CREATE INDEX verification_newest ON public.verification USING btree (tenant_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX alert_open_idx ON public.alert USING btree (tenant_id, event, cause) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX restore_message_at ON public.restore_message USING btree (restore_id, chat_no, at);
CREATE UNIQUE INDEX run_one_open ON public.run USING btree (tenant_id) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text, 'suspended'::text]));

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name;
end $function$
;
CREATE TRIGGER audit_entry_append_only BEFORE DELETE OR UPDATE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_kept BEFORE TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_link_append_only BEFORE DELETE OR UPDATE ON public.audit_link FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_link_kept BEFORE TRUNCATE ON public.audit_link FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entry_append_only BEFORE DELETE OR UPDATE ON public.ledger_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entry_kept BEFORE TRUNCATE ON public.ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
