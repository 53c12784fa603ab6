/**
 * What of the database can't be rebuilt from the archive. A new table doesn't compile until it's listed here, and a test
 * looks for each table of the database in this list. A name without a table is passed over.
 */
import type { Schema } from '../../database/schema.ts'

/**
 * `book`: nothing else knows it, so a backup of the books has it. `catalog`: `npm run catalog:rebuild` makes it from the
 * archive. `own`: belongs to this database, or to the processes that use it now.
 */
export type TableKind = 'book' | 'catalog' | 'own'

type Tables = keyof Schema | 'group_members'

export const TABLE_KINDS = {
  tenant: 'book',
  connection: 'book',
  setup: 'book',
  draft_credential: 'book',
  created_object: 'book',
  billing: 'book',
  health_item: 'book',
  health_read: 'book',
  quota: 'book',
  price: 'book',
  quota_month: 'book',
  quota_change: 'book',
  charged_kind: 'book',
  reservation: 'book',
  ledger_entry: 'book',
  scope: 'book',
  group_members: 'book',
  source: 'book',
  run: 'book',
  run_source: 'book',
  run_fault: 'book',
  fence: 'book',
  audit_entry: 'book',
  audit_link: 'book',
  audit_chain: 'book',
  reading_policy: 'book',
  reading_request: 'book',
  export: 'book',
  verification: 'book',
  restore: 'book',
  restore_chat: 'book',
  restore_message: 'book',
  signing_key: 'book',
  consent_request: 'book',
  download_ticket: 'book',
  preference: 'book',
  saved_search: 'book',
  schedule: 'book',
  forecast: 'book',
  alert: 'book',
  alert_channel: 'book',
  alert_delivery: 'book',
  hold: 'book',
  removal: 'book',
  removal_segment: 'book',
  removal_media: 'book',
  removed_message: 'book',
  retention: 'book',
  // The directory's people: a rebuild knows those alone whose messages are archived.
  subject: 'book',

  sender_name: 'catalog',
  segment: 'catalog',
  conversation: 'catalog',
  member: 'catalog',
  chat_user: 'catalog',
  participation: 'catalog',
  message: 'catalog',
  later_revision: 'catalog',
  further_sighting: 'catalog',
  revision: 'catalog',
  sighting: 'catalog',
  media: 'catalog',
  search_text: 'catalog',
  search_topic: 'catalog',
  search_words: 'catalog',

  migration: 'own',
  worker: 'own',
} as const satisfies Record<Tables, TableKind> & Record<string, TableKind>

/** In the order of this list; `inOrderOfReference` gives the order they can be filled in. */
export const BOOKS: readonly string[] = Object.entries(TABLE_KINDS)
  .filter(([, kind]) => kind === 'book')
  .map(([name]) => name)
