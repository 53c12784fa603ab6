/** Exports and the tickets that fetch them. */
import { z } from 'zod'
import { count, instant } from './fields.ts'
import { notice } from './notice.ts'
import { Selection, SelectionScope } from './selection.ts'

export const StartExport = z.strictObject({
  format: z.enum(['jsonl', 'html', 'csv', 'eml', 'rsmf']),
  selection: Selection.default({}),
  /** Why it is asked for. Goes into the export and the list. */
  reason: z.string().max(1000).optional(),
})
export type StartExport = z.input<typeof StartExport>

export const JobState = z.enum(['queued', 'running', 'completed', 'failed', 'cancelled'])
export type JobState = z.infer<typeof JobState>

export const Export = z.object({
  id: z.string(),
  state: JobState,
  format: z.string(),
  scope: SelectionScope,
  /** Who asked for it. */
  operatorName: z.string(),
  /** Why they asked; null when they didn't say. */
  purpose: z.string().nullable(),
  /** Written so far. Each archived version of a message counts, whatever the format. */
  messages: count,
  sha256: z.string().nullable(),
  bytes: count.nullable(),
  createdAt: instant,
  endedAt: instant.nullable(),
  /** Why it failed. */
  reason: z.string().nullable(),
  /** The reason as data. */
  notice,
  /** When the file is deleted, or was; null until there is one. */
  expiresAt: instant.nullable(),
  /** The file is gone: `GET …/file` answers 410. */
  expired: z.boolean(),
  /** It was deleted because messages it held were erased since. */
  erased: z.boolean(),
  /** So is a file that is not where it was written, before its time. */
  fileMissing: z.boolean(),
  /** Whether the person who asks may delete it. */
  mayDelete: z.boolean(),
})
export type Export = z.infer<typeof Export>

/** An address that gives the file once, without a token, if it is asked for before `expiresAt`. */
export const Ticket = z.object({ url: z.string(), expiresAt: instant })
export type Ticket = z.infer<typeof Ticket>
