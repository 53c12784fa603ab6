/** What people ask to read, and what others decide about it. */
import { z } from 'zod'
import {
  decideRequest,
  findPolicy,
  findRequest,
  insertRequest,
  listRequests,
  type ReadingRequestRow,
} from '../../books/reading.ts'
import type { Selection } from '../../catalog/selection.ts'
import type { AskToRead, PageQuery, ReadingRequest } from '../../contract/index.ts'
import type { Database } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { mayDo, type Operator } from '../../domain/operator.ts'
import { readingStateOf, WAITING_MS } from '../../domain/reading.ts'
import { requireSecondPerson } from '../../domain/second-person.ts'
import type { MessageSelection } from '../../domain/selection.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { decodeCursor, type Page, pageOf, positionInstant } from '../cursor.ts'
import { scopeOf, scopeWords } from '../scope-words.ts'
import { demandReader } from './gate.ts'

export type ReadingRequestService = {
  /** Granted at once unless the policy wants another person. Throws as a search does where the words are too wide. */
  ask(operator: Operator, body: z.output<typeof AskToRead>): Promise<ReadingRequest>
  /** Newest first. Those who neither approve nor audit see their own. */
  list(operator: Operator, page: z.output<typeof PageQuery>): Promise<Page<ReadingRequest>>
  get(operator: Operator, id: string): Promise<ReadingRequest>
  /** Throws 403 `second-person-required` for the person who asked, 409 `reading-request-decided` when it doesn't wait. */
  approve(operator: Operator, id: string): Promise<ReadingRequest>
  reject(operator: Operator, id: string): Promise<ReadingRequest>
}

type Deps = {
  readonly database: Database
  readonly clock: Pick<Clock, 'now'>
  readonly newId: () => string
  readonly choose: (tenantId: string, selection: MessageSelection) => Promise<Selection>
}

const HOUR_MS = 3_600_000
const Position = z.object({ at: positionInstant, id: z.string() })

export function createReadingRequestService(deps: Deps): ReadingRequestService {
  const { clock, newId, choose } = deps
  const db = deps.database.kysely

  async function find(operator: Operator, id: string): Promise<ReadingRequestRow> {
    const row = await findRequest(db, operator.tenantId, id)
    if (row === undefined || !maySee(operator, row)) throw unknown(id)
    return row
  }

  async function view(operator: Operator, rows: readonly ReadingRequestRow[]): Promise<ReadingRequest[]> {
    const words = await scopeWords(db, operator.tenantId, rows)
    return rows.map((row) => toRequest(row, operator, { scope: scopeOf(row, words), now: clock.now() }))
  }

  async function viewOne(operator: Operator, id: string): Promise<ReadingRequest> {
    const [shown] = await view(operator, [await find(operator, id)])
    if (shown === undefined) throw unknown(id)
    return shown
  }

  async function decide(operator: Operator, id: string, isApproved: boolean): Promise<ReadingRequest> {
    const row = await find(operator, id)
    requireSecondPerson(operator, row.askedBy, 'the reading request')
    const at = clock.now()
    const endsAt = isApproved ? after(at, row.hours) : undefined
    const by = { id: operator.id, name: operator.name }
    if (!(await decideRequest(db, operator.tenantId, id, { at, by, endsAt }))) throw decided(id)
    return viewOne(operator, id)
  }

  return {
    async ask(operator, { selection, reason, hours }) {
      const { tenantId, id: askedBy, name: askedByName } = operator
      const policy = await findPolicy(db, tenantId)
      demandReader(operator, policy)
      await choose(tenantId, selection)
      const id = newId()
      const askedAt = clock.now()
      const isGranted = policy.mode !== 'four-eyes'
      await insertRequest(db, {
        ...{ id, tenantId, selection, reason, hours, askedBy, askedByName, askedAt },
        endsAt: isGranted ? after(askedAt, hours) : new Date(askedAt.getTime() + WAITING_MS),
        grantedAt: isGranted ? askedAt : null,
        ...{ rejectedAt: null, decidedBy: null, decidedByName: null },
      })
      return viewOne(operator, id)
    },

    async list(operator, { limit, cursor }) {
      const before = decodeCursor(Position, cursor)
      const askedBy = seesAll(operator) ? undefined : operator.id
      const rows = await listRequests(db, operator.tenantId, { limit: limit + 1, before, askedBy })
      const { items, next } = pageOf(
        rows,
        limit,
        (row) => row,
        ({ askedAt, id }) => ({ at: askedAt, id }),
      )
      return { items: await view(operator, items), next }
    },

    get: viewOne,
    approve: (operator, id) => decide(operator, id, true),
    reject: (operator, id) => decide(operator, id, false),
  }
}

function after(at: Date, hours: number): Date {
  return new Date(at.getTime() + hours * HOUR_MS)
}

function isOf(operator: Operator, { askedBy }: ReadingRequestRow): boolean {
  return operator.id.toLowerCase() === askedBy.toLowerCase()
}

function seesAll(operator: Operator): boolean {
  return mayDo(operator, 'reading.approve') || mayDo(operator, 'audit.read')
}

function maySee(operator: Operator, row: ReadingRequestRow): boolean {
  return seesAll(operator) || isOf(operator, row)
}

function toRequest(
  row: ReadingRequestRow,
  operator: Operator,
  { scope, now }: { scope: ReadingRequest['scope']; now: Date },
): ReadingRequest {
  const state = readingStateOf(row, now)
  const decidedAt = row.grantedAt ?? row.rejectedAt
  const { subjectIds, conversationIds, ...rest } = row.selection
  return {
    id: row.id,
    state,
    selection: {
      ...rest,
      ...(subjectIds && { subjectIds: [...subjectIds] }),
      ...(conversationIds && { conversationIds: [...conversationIds] }),
    },
    scope,
    reason: row.reason,
    hours: row.hours,
    askedBy: { id: row.askedBy, name: row.askedByName },
    askedAt: toInstant(row.askedAt),
    decidedBy: row.decidedByName,
    decidedAt: decidedAt && toInstant(decidedAt),
    endsAt: toInstant(row.endsAt),
    isMine: isOf(operator, row),
    mayDecide: state === 'waiting-for-approval' && !isOf(operator, row) && mayDo(operator, 'reading.approve'),
  }
}

function unknown(id: string): VaultError {
  return new VaultError({
    code: 'reading-request-unknown',
    attempted: `find reading request ${id}`,
    why: 'your organization has none with this ID, or it isn’t yours',
    hint: 'List the reading requests, and use one of their IDs.',
    status: 404,
  })
}

function decided(id: string): VaultError {
  return new VaultError({
    code: 'reading-request-decided',
    attempted: `decide reading request ${id}`,
    why: 'it doesn’t wait any more: someone decided it, or its time is over',
    hint: 'Look at it again. The person can ask once more.',
    status: 409,
  })
}
