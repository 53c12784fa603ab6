/** Who did what, when, with which outcome: the door records it, admins and auditors read it. */
import type { z } from 'zod'
import type { Audit, AuditFilter } from '../books/audit.ts'
import type { AuditRow, ChainFault, ChainReport } from '../books/audit-chain.ts'
import { listConversationNames } from '../catalog/conversations.ts'
import type {
  AuditChain,
  AuditEntry,
  AuditFileQuery,
  AuditKind,
  AuditPage,
  AuditQuery,
} from '../contract/index.ts'
import type { Session } from '../database/database.ts'
import { type Clock, toInstant } from '../domain/clock.ts'
import { BYTE_ORDER_MARK, csvLine } from '../domain/csv.ts'
import type { Operator } from '../domain/operator.ts'
import { decodeCursor, NumberPosition, pageOf } from './cursor.ts'

export type AuditService = {
  /** The first page says whether the chain is whole. */
  list(operator: Operator, query: z.output<typeof AuditQuery>): Promise<AuditPage>
  /** The same entries as the text of a CSV file, piece by piece. */
  file(operator: Operator, query: z.output<typeof AuditFileQuery>): AsyncIterable<string>
  /** The door records refusals and outcomes of every change and every content read. */
  record(
    operator: Operator,
    entry: Pick<AuditEntry, 'action' | 'target' | 'outcome' | 'detail'> & {
      readonly allowedBy?: readonly string[]
    },
  ): Promise<void>
  /** Walks the chain of the tenant now. */
  check(tenantId: string): Promise<ChainReport>
}

type Deps = { readonly audit: Audit; readonly db: Session; readonly clock: Pick<Clock, 'now'> }

/** Entries up to which every first page walks the whole chain: some 100 ms. A longer one is walked again after a while. */
const WALKED_EACH_TIME = 20_000
const WALK_AGAIN_MS = 5 * 60_000

/** Rows a file is read by. */
const FILE_PAGE = 500

/** First words of the actions that show what messages say. */
const CONTENT = ['messages', 'revisions', 'hosted-content', 'search']

/** First words of the actions of each kind. */
const AREAS: Readonly<Record<AuditKind, readonly string[]>> = {
  reading: [...CONTENT, 'reading-request', 'reading-policy'],
  export: ['export', 'audit'],
  run: ['run', 'schedule'],
  scope: ['scope'],
  quota: ['quota'],
  connection: ['connection', 'consent', 'setup'],
  restore: ['restore'],
  alerts: ['alerts'],
  removal: ['hold', 'retention', 'erasure'],
}

export function createAuditService({ audit, db, clock }: Deps): AuditService {
  const walked = new Map<string, AuditChain>()

  async function describe(tenantId: string, rows: readonly AuditRow[]): Promise<AuditEntry[]> {
    const names = await listConversationNames(db, tenantId, rows.flatMap(conversationIn))
    return rows.map((row) => {
      const [conversation = ''] = conversationIn(row)
      return toEntry(row, names.get(conversation) ?? null)
    })
  }

  async function chainOf(tenantId: string): Promise<AuditChain> {
    const at = clock.now()
    const before = walked.get(tenantId)
    const isFresh =
      before !== undefined && at.getTime() - new Date(before.checkedAt).getTime() < WALK_AGAIN_MS
    if (isFresh && before.entries > WALKED_EACH_TIME) return before
    const chain = toChain(await audit.check(tenantId), at)
    walked.set(tenantId, chain)
    return chain
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
      const chain = cursor === undefined ? await chainOf(tenantId) : null
      return { items: await describe(tenantId, items), next, chain }
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

    record: ({ tenantId, id, name }, { allowedBy = [], ...entry }) =>
      audit.append(tenantId, { operatorId: id, operatorName: name, allowedBy, ...entry }),

    check: (tenantId) => audit.check(tenantId),
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
  return CONTENT.includes(area) && target !== null ? target.split('/').slice(0, 1) : []
}

function toEntry(row: AuditRow, targetName: string | null): AuditEntry {
  const { at, operatorId, operatorName, action, target, outcome, detail, allowedBy } = row
  const said = { action, target, targetName, outcome, detail, allowedBy: [...allowedBy] }
  return { at: toInstant(at), operatorId, operatorName, ...said }
}

function toChain({ faults, since, ...report }: ChainReport, checkedAt: Date): AuditChain {
  return {
    ok: faults.length === 0,
    ...report,
    since: since && toInstant(since),
    checkedAt: toInstant(checkedAt),
    faults: faults.map(({ at, ...fault }: ChainFault) => ({ ...fault, at: at && toInstant(at) })),
  }
}

const COLUMNS = [
  'at',
  'operator',
  'operatorId',
  'action',
  'outcome',
  'targetName',
  'target',
  'detail',
  'allowedBy',
]

function toLine(entry: AuditEntry): string {
  const { at, operatorName, operatorId, action, outcome, targetName, target, detail, allowedBy } = entry
  const named = allowedBy.join(' ')
  return csvLine([at, operatorName, operatorId, action, outcome, targetName, target, detail, named])
}
