/** Checks of the archive: every file, or some of them, read and compared with what was written. */
import { z } from 'zod'
import { count, instant } from './fields.ts'
import { notice } from './notice.ts'

export const VerificationMode = z.enum(['sampled', 'full'])

export const StartVerification = z.strictObject({
  /** `sampled` reads one in twenty segments and images; names, run documents and their chain are always checked in full. */
  mode: VerificationMode,
})
export type StartVerification = z.infer<typeof StartVerification>

export const Verification = z.object({
  id: z.string(),
  mode: VerificationMode,
  state: z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']),
  requestedBy: z.string(),
  createdAt: instant,
  endedAt: instant.nullable(),
  /** Segments read so far, of `segmentsTotal`; null before that is known. */
  segments: count,
  segmentsTotal: count.nullable(),
  /** Known when it has ended. */
  messages: count,
  /**
   * Files that differ from what was written, or are missing, with what is wrong in English. Entries of the audit log that
   * don't fit its chain are named too: `audit/12`.
   */
  damaged: z.array(z.object({ file: z.string(), what: z.string() })),
  /** Why it failed. */
  reason: z.string().nullable(),
  notice,
})
export type Verification = z.infer<typeof Verification>
