/** The audit log. */
import { z } from 'zod'
import { instant, PageQuery } from './fields.ts'

export const AuditOutcome = z.enum(['succeeded', 'refused', 'failed'])
export type AuditOutcome = z.infer<typeof AuditOutcome>

/** What an entry is about: `reading` of messages, `export`, `run`, `scope`, `quota`, `connection` with its setup and consent. */
export const AuditKind = z.enum(['reading', 'export', 'run', 'scope', 'quota', 'connection'])
export type AuditKind = z.infer<typeof AuditKind>

const auditFilter = {
  /** Part of a person's name, or their Entra object id. */
  who: z.string().max(200).optional(),
  kind: AuditKind.optional(),
  from: instant.optional(),
  to: instant.optional(),
  outcome: AuditOutcome.optional(),
}

export const AuditQuery = PageQuery.extend(auditFilter)

export const AuditFileQuery = z.object(auditFilter)

export const AuditEntry = z.object({
  at: instant,
  operatorId: z.string(),
  operatorName: z.string(),
  action: z.string(),
  target: z.string().nullable(),
  /** What people know the target by: of a conversation its topic, or who takes part; null where it has no name. */
  targetName: z.string().nullable(),
  outcome: AuditOutcome,
  detail: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof AuditEntry>
