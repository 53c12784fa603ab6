/** People and the scope of backups. */
import { z } from 'zod'
import { count, instant, PageQuery } from './fields.ts'
import { notice } from './notice.ts'

/** `cannot-chat`: a room, a scanner, an account without a license; there is nothing to back up, and `fault` says why. */
export const SubjectState = z.enum([
  'never',
  'protected',
  'partial',
  'cannot-chat',
  'failing',
  'disabled',
  'deleted',
])
export type SubjectState = z.infer<typeof SubjectState>

export const Subject = z.object({
  id: z.string(),
  displayName: z.string(),
  userPrincipalName: z.string(),
  enabled: z.boolean(),
  inScope: z.boolean(),
  lastBackupAt: instant.nullable(),
  /** Everything up to here is archived. */
  watermark: instant.nullable(),
  /** Read newest first: everything from here on is archived too, and what lies between waits. */
  recentFrom: instant.nullable(),
  state: SubjectState,
  conversations: count,
  /** The latest fault of this person, while it stands. */
  fault: z.object({ code: z.string(), notice, detail: z.string(), hint: z.string() }).nullable(),
})
export type Subject = z.infer<typeof Subject>

export const SubjectQuery = PageQuery.extend({
  q: z.string().max(200).optional(),
  inScope: z.stringbool().optional(),
})

export const Scope = z.strictObject({
  mode: z.enum(['all', 'selected']),
  subjectIds: z.array(z.string()).max(100_000).default([]),
  groupIds: z.array(z.string()).max(1000).default([]),
  excludeSubjectIds: z.array(z.string()).max(100_000).default([]),
  /** Who is read before everyone else, if they are in scope. */
  firstSubjectIds: z.array(z.string()).max(100_000).default([]),
})
export type Scope = z.infer<typeof Scope>
