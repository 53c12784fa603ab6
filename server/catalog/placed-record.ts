import type { ArchiveRecord } from '../archive/archive.ts'

/** A record with its place in the segment. */
export type PlacedRecord = {
  readonly record: ArchiveRecord
  readonly subjectId: string | null
  readonly frame: { readonly index: number; readonly offset: number; readonly length: number }
  /** Index of the record within its frame. */
  readonly line: number
}
