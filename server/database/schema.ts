/**
 * The tables as Kysely sees them. Hand-written beside migrations/; `schema.sql` is what a migrated database really has.
 * int8 is a number and timestamptz a Date on both kinds of database; jsonb is written as JSON text.
 */

import type { ColumnType, Generated } from 'kysely'
import type { AlertEvent, ChannelKind, DeliveryAbout, DeliveryState } from '../domain/alert.ts'
import type { ChatType } from '../domain/chat-type.ts'
import type { Notice } from '../domain/notice.ts'
import type { ReadingMode } from '../domain/reading.ts'
import type { RemovalCause, RemovalState } from '../domain/removal.ts'
import type { RestoreChatState, RestoreState, RestoreTarget } from '../domain/restore.ts'

type Json<T> = ColumnType<T, string, string>

// ── Books ────────────────────────────────────────────────────────────────────────────────────────────────────────

type TenantTable = { id: string; created_at: Date }

type ConnectionTable = {
  tenant_id: string
  application_id: string
  credential_kind: 'secret' | 'certificate'
  credential_box: Uint8Array
  credential_hint: string
  credential_set_at: Date
  credential_expires_at: Date | null
  credential_key_id: string | null
  test_mailbox: string
  organization_name: string | null
  cost_acknowledged_at: Date
  cost_acknowledged_by: string
  status: 'active' | 'failing'
  checks: Json<unknown>
  tested_at: Date
  tested_by: string
}

type SetupTable = {
  tenant_id: string
  way: 'automatic' | 'manual' | null
  application_id: string | null
  display_name: string | null
  least_set: Generated<boolean>
  test_mailbox: string | null
  limit_chosen: Generated<boolean>
  monthly_limit: number | null
  steps: Json<unknown>
  updated_at: Date
}

type DraftCredentialTable = {
  tenant_id: string
  purpose: 'setup' | 'replacement'
  application_id: string | null
  kind: 'secret' | 'certificate'
  box: Uint8Array
  hint: string
  expires_at: Date | null
  key_id: string | null
  certificate: string | null
  made_at: Date
}

type CreatedObjectTable = {
  no: Generated<number>
  tenant_id: string
  kind: string
  id: string
  name: string
  application_id: string | null
  at: Date
}

type BillingTable = {
  tenant_id: string
  application_id: string
  association: Json<unknown>
  asked_for_at: Date | null
}

type HealthReadTable = { tenant_id: string; planned_for: Date }

type HealthItemTable = {
  tenant_id: string
  name: string
  state: 'green' | 'amber' | 'red'
  code: string
  detail: string
  hint: string
  checked_at: Date
}

type QuotaTable = {
  tenant_id: string
  monthly_limit: number | null
  price_per_message: string
  currency: string
  regime: 'metered' | 'not-metered'
}

type PriceTable = {
  tenant_id: string
  from_month: string
  price_per_message: string
  currency: string
  regime: 'metered' | 'not-metered'
}

type QuotaChangeTable = {
  no: Generated<number>
  tenant_id: string
  at: Date
  changed_by: string | null
  changed_by_name: string | null
  before: Json<object> | null
  after: Json<object>
}

type ChargedKindTable = { tenant_id: string; hour: Date; chat_type: ChatType; messages: number }

type QuotaMonthTable = {
  tenant_id: string
  month: string
  charged: number
  reserved: number
  /** Null: of a month from before the books knew of usage notes. */
  noted: number | null
}

type ReservationTable = {
  id: Generated<number>
  tenant_id: string
  month: string
  messages: number
  worker_id: string
  run_id: string | null
  subject_id: string | null
  at: Date
}

type LedgerEntryTable = {
  no: Generated<number>
  tenant_id: string
  month: string
  at: Date
  kind: 'reserve' | 'charge' | 'release'
  messages: number
  reservation_id: number
  run_id: string | null
  subject_id: string | null
  reason: string | null
}

type ScopeTable = {
  tenant_id: string
  mode: 'all' | 'selected'
  subject_ids: string[]
  group_ids: string[]
  exclude_subject_ids: string[]
  first_subject_ids: Generated<string[]>
}

type SourceTable = {
  tenant_id: string
  subject_id: string
  watermark: Date | null
  window_from: Date | null
  window_to: Date | null
  cursor: string | null
  top: number | null
  last_backup_at: Date | null
  last_fault: Json<{ code: string; notice?: Notice | null; detail: string; hint: string } | null>
  recent_from: Generated<Date | null>
  recent_to: Generated<Date | null>
  asked: Generated<string[] | null>
  window_senders: Generated<string[] | null>
  window_is_gap: Generated<boolean>
}

type ForecastTable = {
  tenant_id: string
  strategy: 'complete' | 'pay-once'
  subject_ids: string[] | null
  at: Date
  messages: Json<unknown>
}

type ScheduleTable = {
  tenant_id: string
  enabled: boolean
  cron: string
  time_zone: string
  strategy: 'complete' | 'pay-once' | null
  changed_at: Date
  next_at: Date | null
  last_at: Date | null
  missed_at: Date | null
}

type RunTable = {
  id: string
  tenant_id: string
  created_no: Generated<number>
  state: string
  strategy: 'complete' | 'pay-once'
  trigger: 'manual' | 'schedule' | 'setup'
  late: Generated<boolean>
  forecast: Json<unknown>
  requested_by: string | null
  subject_ids: string[] | null
  created_at: Date
  clock_checked: Generated<boolean>
  started_at: Date | null
  ended_at: Date | null
  stage: string | null
  stage_started_at: Generated<Date | null>
  stage_done: Generated<number | null>
  stage_total: Generated<number | null>
  stage_share: Generated<number | null>
  suspended_ms: Generated<number>
  suspended_at: Generated<Date | null>
  reason: Json<{ code: string; detail: string; hint: string } | null>
  worker_id: Generated<string | null>
  cancel_requested: Generated<boolean>
  segment_sequence: Generated<number>
  subjects: Generated<number>
  subjects_done: Generated<number>
  subjects_skipped: Generated<number>
  subjects_failed: Generated<number>
  fetched: Generated<number>
  charged: Generated<number>
  added: Generated<number>
  revised: Generated<number>
  unchanged: Generated<number>
  media: Generated<number>
  faults: Generated<number>
  document_digest: string | null
  coverage: Json<unknown>
}

type RunSourceTable = {
  run_id: string
  subject_id: string
  state: 'pending' | 'claimed' | 'done' | 'skipped' | 'faulted'
  worker_id: string | null
  turn: Generated<number>
  place: Generated<number>
  again: Generated<boolean>
}

type RunFaultTable = {
  no: Generated<number>
  tenant_id: string
  run_id: string
  subject_id: string | null
  chat_id: Generated<string | null>
  kind: 'failure' | 'fault' | 'skip' | 'alert'
  code: string
  detail: string
  hint: string
  at: Date
}

type WorkerTable = { id: string; lock_no: Generated<number>; started_at: Date; lead_ms: number | null }

type FenceTable = { tenant_id: string; until: Date }

type AuditEntryTable = {
  no: Generated<number>
  tenant_id: string
  at: Date
  operator_id: string
  operator_name: string
  action: string
  target: string | null
  outcome: 'succeeded' | 'refused' | 'failed'
  detail: string | null
  allowed_by: Generated<string[]>
}

type AuditLinkTable = { entry_no: number; tenant_id: string; seq: number; mac: string }

type AuditChainTable = {
  tenant_id: string
  begun_at: Date
  taken_up: number
  entries: number
  head: string
  seal: string
}

type ReadingPolicyTable = {
  tenant_id: string
  mode: ReadingMode
  admins_read: boolean
  changed_by: string | null
  changed_at: Date | null
  asked: Json<unknown> | null
}

type ReadingRequestTable = {
  id: string
  tenant_id: string
  selection: Json<unknown>
  reason: string
  hours: number
  asked_by: string
  asked_by_name: string
  asked_at: Date
  ends_at: Date
  granted_at: Date | null
  rejected_at: Date | null
  decided_by: string | null
  decided_by_name: string | null
}

type SavedSearchTable = {
  id: string
  tenant_id: string
  operator_id: string
  name: string
  asked: Json<unknown>
  saved_at: Date
}

type VerificationTable = {
  id: string
  tenant_id: string
  mode: 'sampled' | 'full'
  state: 'queued' | 'running' | 'completed' | 'failed' | 'cancelled'
  requested_by: string | null
  created_at: Date
  ended_at: Date | null
  segments: Generated<number>
  segments_total: number | null
  messages: Generated<number>
  damaged: Generated<unknown>
  reason: string | null
  notice: unknown
}

type ExportTable = {
  id: string
  tenant_id: string
  format: string
  selection: Json<unknown>
  state: 'queued' | 'running' | 'completed' | 'failed' | 'cancelled'
  requested_by: string
  operator_name: string
  purpose: string | null
  created_at: Date
  ended_at: Date | null
  messages: Generated<number>
  sha256: string | null
  bytes: number | null
  reason: string | null
}

type SigningKeyTable = { name: string; box: Uint8Array }

type ConsentRequestTable = {
  nonce_hash: Uint8Array
  tenant_id: string
  operator_id: string
  operator_name: string
  application_id: string
  created_at: Date
  expires_at: Date
  used_at: Date | null
  outcome: string | null
  code: string | null
}

type DownloadTicketTable = {
  ticket_hash: Uint8Array
  tenant_id: string
  export_id: string
  operator_id: string
  operator_name: string
  expires_at: Date
  used_at: Date | null
}

type PreferenceTable = {
  tenant_id: string
  operator_id: string
  tour_seen: Generated<boolean>
  language: string | null
}

type MigrationTable = { number: number; name: string; digest: string; applied_at: Date }

// ── Catalog ──────────────────────────────────────────────────────────────────────────────────────────────────────

type SubjectTable = {
  no: Generated<number>
  tenant_id: string
  id: string
  display_name: string
  user_principal_name: string
  mail: string | null
  enabled: boolean
  user_type: string
  listed_at: Date | null
}

type SenderNameTable = { tenant_id: string; id: string; name: string; sent_at: Date }

type SegmentTable = {
  no: Generated<number>
  tenant_id: string
  id: string
  name: string
  run_id: string
  sha256: string
  bytes: number
  records: number
  sealed_at: Date
  /** The run whose document names it; null until one does. */
  named_by: string | null
  search_version: Generated<number>
}

type ConversationTable = {
  no: Generated<number>
  tenant_id: string
  id: string
  chat_type: string | null
  topic: string | null
  created_at: Date | null
  described_at: Date | null
  message_count: Generated<number>
  first_at: Date | null
  last_at: Date | null
  by_members: Generated<boolean>
  checked_to: Date | null
  unlistable: Generated<boolean>
}

type ChatUserTable = {
  conversation_no: number
  user_id: string
  joined_at: Date | null
  left_at: Date | null
}

type MemberTable = {
  conversation_no: number
  user_id: string
  display_name: string
  email: string | null
  tenant_id: string | null
}

type ParticipationTable = { conversation_no: number; subject_no: number }

/** With the version that was archived first, and the mailbox it was seen in. */
type MessageTable = Omit<RevisionTable, 'message_no'> & {
  no: Generated<number>
  conversation_no: number
  id: string
  created_at: Date
  subject_no: number | null
}

type RevisionTable = {
  message_no: number
  etag: string
  modified_at: Date
  deleted: boolean
  fetched_at: Date
  segment_no: number
  frame_index: number
  frame_offset: number
  frame_length: number
  line: number
}

type SightingTable = { message_no: number; subject_no: number }

type MediaTable = {
  no: Generated<number>
  tenant_id: string
  conversation_no: number
  message_id: string
  content_id: string
  state: 'wanted' | 'archived' | 'refused'
  content_type: string | null
  bytes: number | null
  sha256: string | null
  name: string | null
  reason: string | null
}

type SearchTextTable = {
  message_no: number
  etag: string
  tenant_id: string
  conversation_no: number
  sent_at: Date
  deleted: boolean
  version: number
  /** A tsvector of codes. */
  words: string
}

type SearchTopicTable = { conversation_no: number; tenant_id: string; version: number; words: string }

type SearchWordsTable = { segment_no: number; version: number; words: Uint8Array; cut: number }

type AlertChannelTable = {
  id: string
  tenant_id: string
  kind: ChannelKind
  box: Uint8Array
  shown: string
  events: AlertEvent[]
  sender: string | null
  language: string
  enabled: boolean
  created_at: Date
}

type AlertTable = {
  no: Generated<number>
  id: string
  tenant_id: string
  event: AlertEvent
  cause: string
  data: Json<unknown>
  at: Date
  ended_at: Date | null
}

type AlertDeliveryTable = {
  no: Generated<number>
  tenant_id: string
  channel_id: string
  about: DeliveryAbout
  subject: string
  state: Generated<DeliveryState>
  attempts: Generated<number>
  created_at: Date
  tried_at: Date | null
  next_at: Date
  until: Date
  answer: string | null
}

type RestoreTable = {
  id: string
  tenant_id: string
  target: RestoreTarget
  selection: Json<unknown>
  state: RestoreState
  requested_by: string
  requested_name: string
  created_at: Date
  approved_by: string | null
  approved_name: string | null
  approved_at: Date | null
  ended_at: Date | null
  plan: Json<unknown> | null
  worker_id: string | null
  reason: string | null
  notice: Json<Notice> | null
}

type RestoreChatTable = {
  restore_id: string
  no: number
  from_id: string
  name: string
  topic: string | null
  member_ids: Json<string[]>
  to_id: string | null
  state: RestoreChatState
  asked_at: Date | null
  completed_at: Date | null
  reason: string | null
  notice: Json<Notice> | null
}

type RestoreMessageTable = {
  restore_id: string
  chat_no: number
  message_id: string
  etag: string
  author_id: string
  author_name: string
  sent_at: Date
  at: Date
  state: 'planned' | 'sent' | 'posted' | 'skipped' | 'failed'
  doubtful: Generated<boolean>
  to_id: string | null
}

type HoldTable = {
  id: string
  tenant_id: string
  name: string
  reason: string
  selection: Json<unknown>
  growing: boolean
  created_by: string
  created_by_name: string
  created_at: Date
  messages: number
  counted_through: number
  released_at: Date | null
  released_by_name: string | null
  release_reason: string | null
}

type RemovalTable = {
  id: string
  tenant_id: string
  cause: RemovalCause
  state: RemovalState
  selection: Json<unknown>
  sent_before: Date | null
  reason: string | null
  messages: number
  held_back: number
  asked_by: string
  asked_by_name: string
  asked_at: Date
  answered_by_name: string | null
  answered_at: Date | null
  blocks: Generated<boolean>
  decided_at: Date | null
  ended_at: Date | null
  segments_rewritten: number | null
  exports_deleted: Generated<number>
  documents: Json<unknown>
  trouble: Json<Notice | null>
}

type RemovalPartTable = { removal_id: string; name: string }

type RemovedMessageTable = { tenant_id: string; key: Uint8Array }

type RetentionTable = {
  tenant_id: string
  keep_days: number | null
  changed_at: Date
  changed_by_name: string
  agreed_messages: number
  next_at: Date | null
  next_messages: number | null
  last_at: Date | null
  last_messages: number | null
  stopped_at: Date | null
  found_messages: number | null
}

export type Schema = {
  tenant: TenantTable
  connection: ConnectionTable
  setup: SetupTable
  draft_credential: DraftCredentialTable
  created_object: CreatedObjectTable
  billing: BillingTable
  health_item: HealthItemTable
  health_read: HealthReadTable
  quota: QuotaTable
  price: PriceTable
  quota_month: QuotaMonthTable
  quota_change: QuotaChangeTable
  charged_kind: ChargedKindTable
  reservation: ReservationTable
  ledger_entry: LedgerEntryTable
  scope: ScopeTable
  source: SourceTable
  run: RunTable
  schedule: ScheduleTable
  forecast: ForecastTable
  run_source: RunSourceTable
  run_fault: RunFaultTable
  worker: WorkerTable
  fence: FenceTable
  audit_entry: AuditEntryTable
  audit_link: AuditLinkTable
  audit_chain: AuditChainTable
  reading_policy: ReadingPolicyTable
  reading_request: ReadingRequestTable
  export: ExportTable
  verification: VerificationTable
  restore: RestoreTable
  restore_chat: RestoreChatTable
  restore_message: RestoreMessageTable
  signing_key: SigningKeyTable
  consent_request: ConsentRequestTable
  download_ticket: DownloadTicketTable
  preference: PreferenceTable
  saved_search: SavedSearchTable
  alert_channel: AlertChannelTable
  alert: AlertTable
  alert_delivery: AlertDeliveryTable
  hold: HoldTable
  removal: RemovalTable
  removal_segment: RemovalPartTable
  removal_media: RemovalPartTable
  removed_message: RemovedMessageTable
  retention: RetentionTable
  migration: MigrationTable
  subject: SubjectTable
  sender_name: SenderNameTable
  segment: SegmentTable
  conversation: ConversationTable
  member: MemberTable
  chat_user: ChatUserTable
  participation: ParticipationTable
  message: MessageTable
  later_revision: RevisionTable
  further_sighting: SightingTable
  /** A view: every version, and below it every mailbox a message was seen in. */
  revision: RevisionTable
  sighting: SightingTable
  media: MediaTable
  search_text: SearchTextTable
  search_topic: SearchTopicTable
  search_words: SearchWordsTable
}
