/** Exports and the tickets that fetch them. */
import { z } from 'zod'
import { count, instant } from './fields.ts'
import { notice } from './notice.ts'

export const StartExport = z.strictObject({
  format: z.enum(['jsonl', 'html', 'csv', 'eml', 'rsmf']),
  selection: z
    .strictObject({
      subjectIds: z.array(z.string()).optional(),
      conversationIds: z.array(z.string()).optional(),
      from: instant.optional(),
      to: instant.optional(),
      q: z.string().max(200).optional(),
    })
    .default({}),
})
export type StartExport = z.input<typeof StartExport>

export const JobState = z.enum(['queued', 'running', 'completed', 'failed', 'cancelled'])
export type JobState = z.infer<typeof JobState>

const Chosen = z.object({ count, names: z.array(z.string()) })

/** What an export was asked to hold. Counts of 0 limit nothing; the first few of the chosen are named where known. */
export const ExportScope = z.object({
  people: Chosen,
  conversations: Chosen,
  from: instant.nullable(),
  to: instant.nullable(),
  q: z.string().nullable(),
})
export type ExportScope = z.infer<typeof ExportScope>

export const Export = z.object({
  id: z.string(),
  state: JobState,
  format: z.string(),
  scope: ExportScope,
  /** Who asked for it. */
  operatorName: z.string(),
  messages: count,
  sha256: z.string().nullable(),
  bytes: count.nullable(),
  createdAt: instant,
  endedAt: instant.nullable(),
  reason: z.string().nullable(),
  /** The reason as data. */
  notice,
  /** When the file is deleted, or was; null until there is one. */
  expiresAt: instant.nullable(),
  /** The file is gone: `GET …/file` answers 410. */
  expired: z.boolean(),
  /** So is a file that is not where it was written, before its time. */
  fileMissing: z.boolean(),
  /** Whether the person who asks may delete it. */
  mayDelete: z.boolean(),
})
export type Export = z.infer<typeof Export>

/** An address that gives the file once, without a token, if it is asked for before `expiresAt`. */
export const Ticket = z.object({ url: z.string(), expiresAt: instant })
export type Ticket = z.infer<typeof Ticket>
