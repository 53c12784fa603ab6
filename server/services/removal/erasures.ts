/** Erasures: asked for by one person, approved by another, carried out by a job. */
import { z } from 'zod'
import {
  answerRemoval,
  findRemoval,
  insertRemoval,
  listErasures,
  type RemovalRow,
} from '../../books/removals.ts'
import { countRemovable } from '../../catalog/forgetting.ts'
import type { Erasure, PageQuery, StartErasure } from '../../contract/index.ts'
import type { Database } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import type { Operator } from '../../domain/operator.ts'
import { requireSecondPerson } from '../../domain/second-person.ts'
import { isEverything } from '../../domain/selection.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Queue } from '../../queue/queue.ts'
import { decodeCursor, type Page, pageOf, positionInstant } from '../cursor.ts'
import { scopeOf, scopeWords } from '../scope-words.ts'
import { type ChoosingDeps, choosingNow } from './choosing.ts'
import { enqueueRemovals } from './jobs.ts'

export type ErasureService = {
  /** Throws 422 `selection-empty`. */
  start(operator: Operator, body: z.output<typeof StartErasure>): Promise<Erasure>
  /** Throws 404 `erasure-unknown`. */
  get(operator: Operator, id: string): Promise<Erasure>
  /** Newest first. */
  list(operator: Operator, page: z.output<typeof PageQuery>): Promise<Page<Erasure>>
  /** Throws 403 `second-person-required`, 409 `erasure-answered`. */
  approve(operator: Operator, id: string): Promise<Erasure>
  /** Anyone who may ask may take it back, the person who asked included. Throws 409 `erasure-answered`. */
  reject(operator: Operator, id: string): Promise<Erasure>
}

type Deps = ChoosingDeps & {
  readonly database: Database
  readonly queue: Pick<Queue, 'enqueue'>
  readonly clock: Pick<Clock, 'now'>
  readonly newId: () => string
}

const Position = z.object({ at: positionInstant, id: z.string() })

export function createErasureService(deps: Deps): ErasureService {
  const { queue, clock } = deps
  const db = deps.database.kysely

  async function find(tenantId: string, id: string): Promise<RemovalRow> {
    const row = await findRemoval(db, tenantId, id)
    if (row?.cause !== 'erasure') throw unknown(id)
    return row
  }

  async function view(operator: Operator, rows: readonly RemovalRow[]): Promise<Erasure[]> {
    const words = await scopeWords(db, operator.tenantId, rows)
    return rows.map((row) => ({ ...toErasure(row, operator), scope: scopeOf(row, words) }))
  }

  async function get(operator: Operator, id: string): Promise<Erasure> {
    const [shown] = await view(operator, [await find(operator.tenantId, id)])
    if (shown === undefined) throw unknown(id)
    return shown
  }

  return {
    get,

    async start(operator, { selection, reason }) {
      const { tenantId, id: askedBy, name: askedByName } = operator
      if (isEverything(selection)) throw emptySelection()
      const askedAt = clock.now()
      const choosing = choosingNow(deps, db, tenantId)
      const chosen = await choosing.choose({ selection, at: askedAt, growing: false })
      const { messages, heldBack } = await countRemovable(db, tenantId, chosen, await choosing.held())
      const id = deps.newId()
      const asked = { tenantId, selection, reason, messages, heldBack, askedBy, askedByName, askedAt }
      const state = 'waiting-for-approval' as const
      await insertRemoval(db, { id, cause: 'erasure', state, sentBefore: null, ...asked })
      return get(operator, id)
    },

    async list(operator, { limit, cursor }) {
      const before = decodeCursor(Position, cursor)
      const rows = await listErasures(db, operator.tenantId, { limit: limit + 1, before })
      const page = pageOf(
        rows,
        limit,
        (row) => row,
        ({ askedAt, id }) => ({ at: toInstant(askedAt), id }),
      )
      return { items: await view(operator, page.items), next: page.next }
    },

    async approve(operator, id) {
      const row = await find(operator.tenantId, id)
      requireSecondPerson(operator, row.askedBy, 'this erasure')
      await db.transaction().execute(async (trx) => {
        const answer = { state: 'running', by: operator.name, at: clock.now() } as const
        if (!(await answerRemoval(trx, row, answer))) throw answered(row)
        await enqueueRemovals(queue, row.tenantId, trx)
      })
      return get(operator, id)
    },

    async reject(operator, id) {
      const row = await find(operator.tenantId, id)
      const answer = { state: 'rejected', by: operator.name, at: clock.now() } as const
      if (!(await answerRemoval(db, row, answer))) throw answered(row)
      return get(operator, id)
    },
  }
}

function toErasure(row: RemovalRow, reader: Operator): Omit<Erasure, 'scope'> {
  const { id, state, messages, heldBack, segmentsRewritten, exportsDeleted } = row
  const isDone = state === 'completed'
  return {
    id,
    state,
    messages,
    heldBack,
    segmentsRewritten,
    exportsDeleted,
    reason: row.reason ?? '',
    askedBy: row.askedByName,
    askedByMe: row.askedBy.toLowerCase() === reader.id.toLowerCase(),
    askedAt: toInstant(row.askedAt),
    answeredBy: row.answeredByName,
    answeredAt: row.answeredAt && toInstant(row.answeredAt),
    endedAt: row.endedAt && toInstant(row.endedAt),
    erased: isDone ? messages : null,
    documents: [...row.documents],
    notice: row.trouble,
  }
}

function unknown(id: string): VaultError {
  return new VaultError({
    code: 'erasure-unknown',
    attempted: `find erasure ${id}`,
    why: 'your organization has none with this ID',
    hint: 'List the erasures, and use one of their IDs.',
    status: 404,
  })
}

function emptySelection(): VaultError {
  return new VaultError({
    code: 'selection-empty',
    attempted: 'request an erasure',
    why: 'nothing in it says which messages',
    hint: 'Choose people, conversations, dates, or words.',
    status: 422,
  })
}

function answered({ id, state }: RemovalRow): VaultError {
  return new VaultError({
    code: 'erasure-answered',
    attempted: `answer the request for erasure ${id}`,
    why: `it doesn’t wait for an answer: it was ${state === 'rejected' ? 'rejected' : 'approved'} before`,
    hint: 'Look at the erasure for what became of it.',
    status: 409,
  })
}
