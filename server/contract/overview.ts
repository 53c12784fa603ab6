/** `GET /api/overview`. */
import { z } from 'zod'
import { count, instant } from './fields.ts'
import { notice } from './notice.ts'
import { VerificationMode } from './verifications.ts'

/** `GET /api/overview`: the three answers an admin opens the tab for. */
export const Overview = z.object({
  /** `never`: no backup yet; `attention`: something needs a person; `unprotected`: no good backup. */
  status: z.enum(['not-connected', 'never', 'protected', 'attention', 'unprotected']),
  /**
   * `inScope` are `protected`, `failing`, `cannotChat` (nothing to read: rooms, scanners) or `waiting` (not read to the end
   * yet). `unable`: not in scope because they are guests or disabled; anyone else who is not in scope was not chosen.
   */
  people: z.object({
    inScope: count,
    protected: count,
    failing: count,
    cannotChat: count,
    waiting: count,
    total: count,
    unable: count,
  }),
  /**
   * null where no group is in scope. `readAt`: when Microsoft said last who is in the groups; null: not yet, and no one counts
   * as in scope by them. A fresh answer is asked for behind, and waited for a second.
   */
  groups: z.object({ readAt: instant.nullable() }).nullable(),
  messages: count,
  conversations: count,
  lastGoodRunAt: instant.nullable(),
  /** null while no one has saved one. `nextAt`: null while it is off. `missedAt`: planned, and dropped. */
  schedule: z
    .object({ enabled: z.boolean(), nextAt: instant.nullable(), missedAt: instant.nullable() })
    .nullable(),
  /** The newest check of the archive that was carried out; null while none was. `damaged`: files. */
  lastCheck: z.object({ mode: VerificationMode, endedAt: instant, damaged: count }).nullable(),
  /** The run that is queued, running or suspended now. */
  currentRunId: z.string().nullable(),
  needs: z.array(
    z.object({
      code: z.string(),
      notice,
      title: z.string(),
      hint: z.string(),
      /** A place in the tab, e.g. `/connection`. */
      href: z.string(),
      severity: z.enum(['warning', 'error']),
    }),
  ),
  /** One entry a UTC day, oldest first, 30 of them. */
  days: z.array(z.object({ date: z.string(), added: count, faults: count, runId: z.string().nullable() })),
})
export type Overview = z.infer<typeof Overview>
