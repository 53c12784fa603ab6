/** Runs, their limit, their faults, and what the overview asks for. */
import type { Bytes, Count, Moment, Nested, None } from './values.ts'

export type RunNotices = {
  'run-not-found': None
  'run-under-way': None
  'run-ended': None
  'run-lost': None
  'source-not-claimed': None
  'scope-unknown': None
  'forecast-too-slow': None
  'schedule-unreadable': None
  'schedule-too-often': None
  'schedule-never': None
  'schedule-zone-unknown': None
  'quota-reached': None
  /** Something is left of the month's limit, and less than the next page needs. */
  'quota-nearly-reached': Count
  'reservation-ended': None
  'over-delivered': None
  /** Before anything waits for it: less than `kept` and backups do. */
  'disk-filling': { readonly folder: string; readonly left: Bytes; readonly kept: Bytes }
  'disk-low': { readonly folder: string; readonly left: Bytes; readonly kept: Bytes }
}

export type FaultNotices = {
  'no-mailbox': None
  'no-licence': None
  'media-notes-to-self': None
  'media-foreign-tenant': None
  'media-gone': None
  /** `count` of the contents of a message are not fetched, those after the first `most`. */
  'media-too-many': Count & { readonly most: number }
  'media-later': Count
  'members-missing': Nested
  'media-failed': Nested
  'unexpected-row': Count
  'window-restarted': None
  /** A message that no mailbox gives now; sent `at`. */
  'coverage-hole': { readonly at: Moment }
  'senders-refused': None
  'watermark-ahead': None
  'read-again': Count
  'clock-unchecked': None
  'segment-missing': { readonly file: string }
  'books-lost': None
}

/** Each title says what happened; where something else is the cause, its hint says what to do. */
export type NeedNotices = {
  'tenant-not-connected': None
  'connection-failing': None
  'connection-refused': Nested
  'billing-asked-for': Nested
  'permission-revoked': Nested
  'credential-gone': Nested
  'application-gone': Nested
  'rights-still-lent': { readonly people: readonly string[] }
  'backup-waits': Nested
  'limit-reached': None
  'run-failed': None
  'run-failed-because': Nested
  'backup-gap': Count
  /** Since when none was good. */
  'backup-late': { readonly since: Moment }
  'people-failing': Count
  'scope-group-gone': Count
  /** So many more than expected are too old. */
  'retention-stopped': Count
  'archive-has-damage': Count
}
