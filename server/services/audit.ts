/** Who did what, when, with which outcome: the door records it, admins and auditors read it. */
import type { Audit, AuditRow } from '../books/audit.ts'
import { toInstant } from '../domain/clock.ts'
import type { AuditEntry } from '../http/contract.ts'
import { decodeCursor, NumberPosition, pageOf } from './cursor.ts'
import type { AuditService } from './services.ts'

export function createAuditService({ audit }: { audit: Audit }): AuditService {
  return {
    async list({ tenantId }, { limit, cursor }) {
      const before = decodeCursor(NumberPosition, cursor)?.no
      const rows = await audit.list(tenantId, {
        limit: limit + 1,
        ...(before === undefined ? {} : { before }),
      })
      return pageOf(rows, limit, toEntry, ({ no }) => ({ no }))
    },

    record: ({ tenantId, id, name }, entry) =>
      audit.append(tenantId, { operatorId: id, operatorName: name, ...entry }),
  }
}

function toEntry({ at, operatorId, operatorName, action, target, outcome, detail }: AuditRow): AuditEntry {
  return { at: toInstant(at), operatorId, operatorName, action, target, outcome, detail }
}
