/** Holds: messages that may be neither erased nor expire, whatever else is asked for. */
import { z } from 'zod'
import { findHold, type HoldRow, insertHold, listHolds, noteCounted, releaseHold } from '../../books/holds.ts'
import { lockVault } from '../../books/removals.ts'
import { countSelected } from '../../catalog/forgetting.ts'
import { findLastMessageNo } from '../../catalog/selection.ts'
import type { Hold, PageQuery, ReleaseHold, StartHold } from '../../contract/index.ts'
import type { Database } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import type { Operator } from '../../domain/operator.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { decodeCursor, type Page, pageOf, positionInstant } from '../cursor.ts'
import { scopeOf, scopeWords } from '../scope-words.ts'
import { type ChoosingDeps, choosingNow } from './choosing.ts'

export type HoldService = {
  start(operator: Operator, body: z.output<typeof StartHold>): Promise<Hold>
  /** Newest first, released ones included. */
  list(operator: Operator, page: z.output<typeof PageQuery>): Promise<Page<Hold>>
  /** Throws 404 `hold-unknown`, 409 `hold-released`. */
  release(operator: Operator, id: string, body: ReleaseHold): Promise<Hold>
}

type Deps = ChoosingDeps & {
  readonly database: Database
  readonly clock: Pick<Clock, 'now'>
  readonly newId: () => string
}

const Position = z.object({ at: positionInstant, id: z.string() })

export function createHoldService(deps: Deps): HoldService {
  const db = deps.database.kysely

  /** Counted anew only where messages came since. */
  async function counted(row: HoldRow): Promise<HoldRow> {
    const countedThrough = await findLastMessageNo(db)
    if (row.releasedAt !== null || row.countedThrough === countedThrough) return row
    const choice = { selection: row.selection, at: row.createdAt, growing: row.growing }
    const chosen = await choosingNow(deps, db, row.tenantId).choose(choice)
    const count = { messages: await countSelected(db, row.tenantId, chosen), countedThrough }
    await noteCounted(db, row.id, count)
    return { ...row, ...count }
  }

  async function view(tenantId: string, rows: readonly HoldRow[]): Promise<Hold[]> {
    const words = await scopeWords(db, tenantId, rows)
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      reason: row.reason,
      scope: scopeOf(row, words),
      growing: row.growing,
      messages: row.messages,
      createdBy: row.createdByName,
      createdAt: toInstant(row.createdAt),
      releasedAt: row.releasedAt && toInstant(row.releasedAt),
      releasedBy: row.releasedByName,
      releaseReason: row.releaseReason,
    }))
  }

  async function get(tenantId: string, id: string): Promise<Hold> {
    const row = await findHold(db, tenantId, id)
    const [shown] = row === undefined ? [] : await view(tenantId, [row])
    if (shown === undefined) throw unknown(id)
    return shown
  }

  return {
    async start({ tenantId, id: createdBy, name: createdByName }, { name, reason, selection, growing }) {
      const createdAt = deps.clock.now()
      const id = deps.newId()
      const chosen = await choosingNow(deps, db, tenantId).choose({ selection, at: createdAt, growing })
      await db.transaction().execute(async (trx) => {
        // What a removal has decided is gone; what it decides from here on leaves out what is held.
        await lockVault(trx, tenantId)
        const countedThrough = await findLastMessageNo(trx)
        const messages = await countSelected(trx, tenantId, chosen)
        const who = { createdBy, createdByName, createdAt }
        await insertHold(trx, {
          id,
          tenantId,
          name,
          reason,
          selection,
          growing,
          messages,
          countedThrough,
          ...who,
        })
      })
      return get(tenantId, id)
    },

    async list({ tenantId }, { limit, cursor }) {
      const before = decodeCursor(Position, cursor)
      const rows = await listHolds(db, tenantId, { limit: limit + 1, before })
      const page = pageOf(
        rows,
        limit,
        (row) => row,
        ({ createdAt, id }) => ({ at: toInstant(createdAt), id }),
      )
      const items: HoldRow[] = []
      // Words that can't be looked for now: then the last count is shown.
      for (const row of page.items) items.push(await counted(row).catch(() => row))
      return { items: await view(tenantId, items), next: page.next }
    },

    async release({ tenantId, name: by }, id, { reason = null }) {
      await get(tenantId, id)
      const end = { at: deps.clock.now(), by, reason }
      if (!(await releaseHold(db, tenantId, id, end))) throw released(id)
      return get(tenantId, id)
    },
  }
}

function unknown(id: string): VaultError {
  return new VaultError({
    code: 'hold-unknown',
    attempted: `find hold ${id}`,
    why: 'your organization has none with this ID',
    hint: 'List the holds, and use one of their IDs.',
    status: 404,
  })
}

function released(id: string): VaultError {
  return new VaultError({
    code: 'hold-released',
    attempted: `release hold ${id}`,
    why: 'it was released before',
    hint: 'You don’t need to do anything.',
    status: 409,
  })
}
