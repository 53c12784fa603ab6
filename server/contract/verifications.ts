/** Checks of the archive: every file, or some of them, read and compared with what was written. */
import { z } from 'zod'
import { count, instant } from './fields.ts'
import { notice } from './notice.ts'
import { NotCovered } from './runs.ts'

export const VerificationMode = z.enum(['sampled', 'full'])

export const StartVerification = z.strictObject({
  /**
   * `sampled` reads one in twenty segments and images, at most 500 of each and others every day; names, run documents and their
   * chain are always checked in full.
   */
  mode: VerificationMode,
})
export type StartVerification = z.infer<typeof StartVerification>

export const DamagedFile = z.object({
  /** From the archive's root, with `*` where only the end of the name is known; an entry of the audit log is `audit/12`. */
  file: z.string(),
  /** What is wrong, in English. */
  what: z.string(),
  /**
   * `broken-link`: whole, but what comes before it in its chain isn't. `misplaced`: whole, but it doesn't belong there. null: of a
   * check of before there were kinds.
   */
  kind: z.enum(['changed', 'missing', 'misplaced', 'broken-link']).nullable(),
  part: z.enum(['segment', 'media', 'run', 'removal', 'usage', 'key', 'audit', 'other']),
  /** The backup that wrote a segment or run document. */
  runId: z.string().nullable(),
  /**
   * What a segment or medium holds, as the catalog knows it; null where it doesn't, and in lists. `people`: ten of
   * `peopleCount` who take part in the chats.
   */
  holds: z
    .object({
      messages: count,
      conversations: count,
      from: instant,
      to: instant,
      people: z.array(z.object({ id: z.string(), displayName: z.string() })),
      peopleCount: count,
    })
    .nullable(),
})
export type DamagedFile = z.infer<typeof DamagedFile>

export const Verification = z.object({
  id: z.string(),
  mode: VerificationMode,
  state: z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']),
  /** null: Chatvault itself, every night. */
  requestedBy: z.string().nullable(),
  createdAt: instant,
  endedAt: instant.nullable(),
  /** Segments read so far, of `segmentsTotal`; null before that is known. */
  segments: count,
  segmentsTotal: count.nullable(),
  /** Known when it has ended. */
  messages: count,
  /** Files that differ from what was written, or are missing, and entries of the audit log that don't fit its chain. */
  damaged: z.array(DamagedFile),
  /** Why it failed. */
  reason: z.string().nullable(),
  notice,
})
export type Verification = z.infer<typeof Verification>

/** A check that has read what it was to read. `damaged`: files. */
export const CompletedCheck = z.object({
  id: z.string(),
  mode: VerificationMode,
  endedAt: instant,
  segments: count,
  messages: count,
  damaged: count,
})
export type CompletedCheck = z.infer<typeof CompletedCheck>

export const Integrity = z.object({
  /** The newest of its kind. */
  lastSampled: CompletedCheck.nullable(),
  lastFull: CompletedCheck.nullable(),
  /** The newest that found damage; null once a full check has found none. */
  damage: CompletedCheck.nullable(),
  /** The check that runs, or waits. */
  openId: z.string().nullable(),
  /** The newest check, where it couldn't be carried out. */
  lastFailed: z.object({ at: instant, reason: z.string(), notice }).nullable(),
  /** Within an hour of it; null while there's nothing to check. */
  nextSampledAt: instant.nullable(),
  /** Run documents, newest first: each names the digest of the one before. `messages`: versions that the run added. */
  chain: z.object({
    total: count,
    links: z.array(z.object({ runId: z.string(), endedAt: instant, messages: count, digest: z.string() })),
  }),
  /** What the newest backup that compared the archive with the chats has found; null while none has. */
  compared: z
    .object({
      runId: z.string(),
      endedAt: instant,
      complete: z.boolean(),
      checked: count,
      missing: count,
      notCovered: z.array(NotCovered),
    })
    .nullable(),
})
export type Integrity = z.infer<typeof Integrity>
