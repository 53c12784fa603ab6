/** Admin consent. */
import { z } from 'zod'
import { credentialMembers } from './connection.ts'
import { instant } from './fields.ts'
import { notice } from './notice.ts'

/** Without an id: the application of the stored connection. */
export const ConsentQuery = z.object({ applicationId: credentialMembers.applicationId.optional() })

/** Both addresses carry a state of one use, good until `expiresAt`. `startUrl` is ours and leads on to `url`, Entra's. */
export const ConsentUrl = z.object({ url: z.string(), startUrl: z.string(), expiresAt: instant })
export type ConsentUrl = z.infer<typeof ConsentUrl>

/** How a consent page ended. `accepted` is what the page said; only a token proves it. */
export const ConsentOutcome = z.enum([
  'accepted',
  'declined',
  'not-enough-rights',
  'wrong-tenant',
  'expired',
  'replayed',
  'forged',
  'error',
])
export type ConsentOutcome = z.infer<typeof ConsentOutcome>

/** What the page says on which it ends. `portal`: it came without a state, from a page Chatvault did not lead to. */
export const ConsentEnd = z.enum([...ConsentOutcome.options, 'portal'])
export type ConsentEnd = z.infer<typeof ConsentEnd>

export const Consent = z.object({
  /**
   * `granted`, `missing`: as a token fetched for this answer says; `granted` needs those marked `needed` only.
   * `unproven`: no token could be had, because no credential is stored for the application, or for the `reason`.
   */
  state: z.enum(['granted', 'missing', 'unproven']),
  required: z.array(
    z.object({
      permission: z.string(),
      granted: z.boolean(),
      /** false: Chatvault works without it, and does less. */
      needed: z.boolean(),
    }),
  ),
  /** The latest consent page that came back to us for this application. */
  lastAnswer: z
    .object({
      outcome: ConsentOutcome,
      at: instant,
      by: z.string(),
      /** Entra's code, e.g. `AADSTS65004`; null where it gave none. */
      code: z.string().nullable(),
    })
    .nullable(),
  provenAt: instant.nullable(),
  reason: z.object({ code: z.string(), notice, detail: z.string(), hint: z.string() }).nullable(),
})
export type Consent = z.infer<typeof Consent>
