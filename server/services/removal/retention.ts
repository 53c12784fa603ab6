/**
 * Retention: once a day messages that are too old are removed. How many there will be is known the day before, since messages
 * only grow older; where many more are found, nothing is removed until a person has looked and saved it again.
 */
import { insertRemoval } from '../../books/removals.ts'
import {
  findRetention,
  listDueRetentions,
  moveRetention,
  type RetentionRow,
  saveRetention,
  stopRetention,
} from '../../books/retentions.ts'
import { countRemovable, type Removable } from '../../catalog/forgetting.ts'
import type { Retention, RetentionPreview, SetRetention } from '../../contract/index.ts'
import type { Database } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { DAY_MS } from '../../domain/day.ts'
import type { Operator } from '../../domain/operator.ts'
import { isAsExpected, tooOldBefore } from '../../domain/removal.ts'
import type { Queue } from '../../queue/queue.ts'
import { type ChoosingDeps, choosingNow, choosingSurely } from './choosing.ts'
import { enqueueRemovals } from './jobs.ts'

export type RetentionService = {
  get(operator: Operator): Promise<Retention>
  /** What would be removed if it were in force now. */
  preview(operator: Operator, body: SetRetention): Promise<RetentionPreview>
  /** Removes nothing yet: the first time is a day later. */
  set(operator: Operator, body: SetRetention): Promise<Retention>
}

/** `sweep`: looks whose day has come. */
export type Retentions = RetentionService & { sweep(): Promise<void> }

type Deps = ChoosingDeps & {
  readonly database: Database
  readonly queue: Pick<Queue, 'enqueue'>
  readonly clock: Pick<Clock, 'now'>
  readonly newId: () => string
}

const NOTHING: Removable = { messages: 0, conversations: 0, heldBack: 0 }

export function createRetentionService(deps: Deps): Retentions {
  const { clock, queue } = deps
  const db = deps.database.kysely

  /** Nothing where messages are kept for ever. */
  async function tooOld(
    tenantId: string,
    keepDays: number | null,
    at: Date,
    choosing = choosingNow,
  ): Promise<Removable> {
    if (keepDays === null) return NOTHING
    const held = await choosing(deps, db, tenantId).held()
    return countRemovable(db, tenantId, { before: tooOldBefore(keepDays, at) }, held)
  }

  async function show(tenantId: string): Promise<Retention> {
    const row = await findRetention(db, tenantId)
    return row === undefined ? NEVER_SET : toRetention(row)
  }

  async function keep(row: RetentionRow): Promise<void> {
    const { tenantId, keepDays, nextAt } = row
    if (keepDays === null || nextAt === null) return
    const now = clock.now()
    const { messages, heldBack } = await tooOld(tenantId, keepDays, nextAt, choosingSurely)
    if (!isAsExpected(row.nextMessages ?? 0, messages))
      return stopRetention(db, tenantId, { at: now, found: messages })
    const then = new Date(Math.max(nextAt.getTime(), now.getTime() - DAY_MS) + DAY_MS)
    const later = await tooOld(tenantId, keepDays, then, choosingSurely)
    await db.transaction().execute(async (trx) => {
      const next = { nextAt: then, nextMessages: later.messages - messages }
      const done = { lastAt: now, lastMessages: messages }
      if (!(await moveRetention(trx, { tenantId, from: nextAt }, { ...next, ...done }))) return
      if (messages === 0) return
      await insertRemoval(trx, {
        id: deps.newId(),
        tenantId,
        cause: 'retention',
        state: 'running',
        selection: {},
        sentBefore: tooOldBefore(keepDays, nextAt),
        reason: null,
        messages,
        heldBack,
        askedBy: '',
        askedByName: row.changedByName,
        askedAt: now,
      })
      await enqueueRemovals(queue, tenantId, trx)
    })
  }

  return {
    get: ({ tenantId }) => show(tenantId),

    preview: ({ tenantId }, { keepDays }) => tooOld(tenantId, keepDays, clock.now()),

    async set({ tenantId, name }, { keepDays }) {
      const now = clock.now()
      const nextAt = keepDays === null ? null : new Date(now.getTime() + DAY_MS)
      const agreed = await tooOld(tenantId, keepDays, now)
      const next = nextAt && (await tooOld(tenantId, keepDays, nextAt))
      await saveRetention(db, {
        tenantId,
        keepDays,
        changedAt: now,
        changedByName: name,
        agreedMessages: agreed.messages,
        nextAt,
        nextMessages: next?.messages ?? null,
      })
      return show(tenantId)
    },

    async sweep() {
      for (const row of await listDueRetentions(db, clock.now())) await keep(row)
    },
  }
}

const NEVER_SET: Retention = {
  keepDays: null,
  changedAt: null,
  changedBy: null,
  agreedMessages: 0,
  nextAt: null,
  nextMessages: null,
  lastAt: null,
  lastMessages: null,
  stopped: null,
}

function toRetention(row: RetentionRow): Retention {
  const { keepDays, agreedMessages, nextAt, nextMessages, lastAt, lastMessages, stoppedAt } = row
  return {
    keepDays,
    changedAt: toInstant(row.changedAt),
    changedBy: row.changedByName,
    agreedMessages,
    nextAt: nextAt && toInstant(nextAt),
    nextMessages,
    lastAt: lastAt && toInstant(lastAt),
    lastMessages,
    stopped: stoppedAt && {
      at: toInstant(stoppedAt),
      expected: nextMessages ?? 0,
      found: row.foundMessages ?? 0,
    },
  }
}
