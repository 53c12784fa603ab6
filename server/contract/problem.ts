/** Problems (RFC 9457): what every refusal answers. */
import { z } from 'zod'
import { ConnectionCheck } from './connection.ts'
import { notice } from './notice.ts'

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** Stable, machine-readable. */
  code: z.string(),
  notice,
  /** What the operator should do now. */
  hint: z.string(),
  /** The run in progress, on a 409. */
  runId: z.string().optional(),
  /** The connection checks, on a 422 of the connection. */
  checks: z.array(z.lazy(() => ConnectionCheck)).optional(),
  /** The members of the request that are wrong, on a 400. */
  faults: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** What the role does not include, on a 403. */
  action: z.string().optional(),
  /** JSON text for MSAL or the host: the sign-in that is asked for, on a 401 `claims-required`. */
  claims: z.string().optional(),
  /** Under which the server's log has the details. */
  requestId: z.string().optional(),
})
export type Problem = z.infer<typeof Problem>

/** A title belongs to the kind of problem, not to the occurrence (RFC 9457): these kinds have one of their own. */
export type ProblemStatus =
  | 400
  | 401
  | 402
  | 403
  | 404
  | 405
  | 409
  | 410
  | 413
  | 415
  | 416
  | 422
  | 429
  | 500
  | 502
  | 503
