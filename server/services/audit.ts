/** Who did what, when, with which outcome: the door records it, admins and auditors read it. */
import type { z } from 'zod'
import type { Audit, AuditFilter, AuditRow } from '../books/audit.ts'
import { listConversationNames } from '../catalog/conversations.ts'
import type { AuditEntry, AuditFileQuery, AuditKind, AuditQuery } from '../contract/index.ts'
import type { Session } from '../database/database.ts'
import { toInstant } from '../domain/clock.ts'
import { BYTE_ORDER_MARK, csvLine } from '../domain/csv.ts'
import type { Operator } from '../domain/operator.ts'
import { decodeCursor, NumberPosition, type Page, pageOf } from './cursor.ts'

export type AuditService = {
  list(operator: Operator, query: z.output<typeof AuditQuery>): Promise<Page<AuditEntry>>
  /** The same entries as the text of a CSV file, piece by piece. */
  file(operator: Operator, query: z.output<typeof AuditFileQuery>): AsyncIterable<string>
  /** The door records refusals and outcomes of every change and every content read. */
  record(
    operator: Operator,
    entry: Pick<AuditEntry, 'action' | 'target' | 'outcome' | 'detail'>,
  ): Promise<void>
}

type Deps = { readonly audit: Audit; readonly db: Session }

/** Rows a file is read by. */
const FILE_PAGE = 500

/** First words of the actions of each kind. */
const AREAS: Readonly<Record<AuditKind, readonly string[]>> = {
  reading: ['messages', 'revisions', 'hosted-content'],
  export: ['export', 'audit'],
  run: ['run'],
  scope: ['scope'],
  quota: ['quota'],
  connection: ['connection', 'consent', 'setup'],
}

export function createAuditService({ audit, db }: Deps): AuditService {
  async function describe(tenantId: string, rows: readonly AuditRow[]): Promise<AuditEntry[]> {
    const names = await listConversationNames(db, tenantId, rows.flatMap(conversationIn))
    return rows.map((row) => {
      const [conversation = ''] = conversationIn(row)
      return toEntry(row, names.get(conversation) ?? null)
    })
  }

  return {
    async list({ tenantId }, { limit, cursor, ...query }) {
      const before = decodeCursor(NumberPosition, cursor)?.no
      const rows = await audit.list(tenantId, { limit: limit + 1, before }, toFilter(query))
      const { items, next } = pageOf(
        rows,
        limit,
        (row) => row,
        ({ no }) => ({ no }),
      )
      return { items: await describe(tenantId, items), next }
    },

    async *file({ tenantId }, query) {
      yield BYTE_ORDER_MARK + csvLine(COLUMNS)
      for (let before: number | undefined, more = true; more; ) {
        const rows = await audit.list(tenantId, { limit: FILE_PAGE, before }, toFilter(query))
        yield (await describe(tenantId, rows)).map(toLine).join('')
        before = rows.at(-1)?.no
        more = rows.length === FILE_PAGE
      }
    },

    record: ({ tenantId, id, name }, entry) =>
      audit.append(tenantId, { operatorId: id, operatorName: name, ...entry }),
  }
}

function toFilter({ who, kind, from, to, outcome }: z.output<typeof AuditFileQuery>): AuditFilter {
  return {
    who: who?.trim() || undefined,
    areas: kind && AREAS[kind],
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
    outcome,
  }
}

/** A reading names the conversation first, then the message and the content in it. */
function conversationIn({ action, target }: Pick<AuditRow, 'action' | 'target'>): string[] {
  const [area = ''] = action.split('.')
  return AREAS.reading.includes(area) && target !== null ? target.split('/').slice(0, 1) : []
}

function toEntry(row: AuditRow, targetName: string | null): AuditEntry {
  const { at, operatorId, operatorName, action, target, outcome, detail } = row
  return { at: toInstant(at), operatorId, operatorName, action, target, targetName, outcome, detail }
}

const COLUMNS = ['at', 'operator', 'operatorId', 'action', 'outcome', 'targetName', 'target', 'detail']

function toLine(entry: AuditEntry): string {
  const { at, operatorName, operatorId, action, outcome, targetName, target, detail } = entry
  return csvLine([at, operatorName, operatorId, action, outcome, targetName, target, detail])
}
