/** The audit log. */
import { z } from 'zod'
import { allowedBy, count, instant, PageQuery, pageOf } from './fields.ts'

export const AuditOutcome = z.enum(['succeeded', 'refused', 'failed'])
export type AuditOutcome = z.infer<typeof AuditOutcome>

/** What an entry is about: `reading` of messages with what it takes, `export`, `run`, `scope`, `quota`, `connection` with its setup and consent, `restore`, `alerts`,
 * `removal`: holds, retention, erasures. */
export const AuditKind = z.enum([
  'reading',
  'export',
  'run',
  'scope',
  'quota',
  'connection',
  'restore',
  'alerts',
  'removal',
])
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
  allowedBy,
})
export type AuditEntry = z.infer<typeof AuditEntry>

/**
 * What is wrong with the chain: an entry was `changed`; `count` entries from place `entry` on are `missing`; an entry that was
 * never chained was `added`; an entry was `moved`; or the end of the chain was changed (`end-changed`).
 */
export const AuditFault = z.object({
  what: z.enum(['changed', 'missing', 'added', 'moved', 'end-changed']),
  /** Its place in the chain, 1 for the oldest; null where it has none. */
  entry: count.nullable(),
  count,
  at: instant.nullable(),
  action: z.string().nullable(),
})
export type AuditFault = z.infer<typeof AuditFault>

/** Each entry is chained to the one before it by a keyed code. */
export const AuditChain = z.object({
  /** Nothing was changed, removed, added, or moved. */
  ok: z.boolean(),
  entries: count,
  /** Code of the newest entry: note it elsewhere to compare later. */
  head: z.string(),
  /** When the chain began; null before the first entry. The first `takenUp` entries are of before, and were chained as they were. */
  since: instant.nullable(),
  takenUp: count,
  checkedAt: instant,
  /** At most 100. */
  faults: z.array(AuditFault),
})
export type AuditChain = z.infer<typeof AuditChain>

/** `chain` is null on every page but the first. */
export const AuditPage = pageOf(AuditEntry).extend({ chain: AuditChain.nullable() })
export type AuditPage = z.infer<typeof AuditPage>
