/** Restores into Teams: one person asks, a job plans, another person approves, a job carries it out. */
import { z } from 'zod'
import type { Archive } from '../../archive/archive.ts'
import { countJournal, type JournalTotals } from '../../books/restore-journal.ts'
import {
  approveRestore,
  countOpenRestores,
  endRestore,
  findRestore,
  insertRestore,
  listOpenRestores,
  listRestoreChats,
  listRestores,
  notePlan,
  noteRestoreChat,
  type RestoreChatSummary,
  type RestorePlan,
  type RestoreRow,
  summarizeRestoreChats,
  takeRestore,
} from '../../books/restores.ts'
import type { PageQuery, Restore, RestoreSummary, StartRestore } from '../../contract/index.ts'
import type { Database, Session } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { notice } from '../../domain/notice.ts'
import type { Operator } from '../../domain/operator.ts'
import { IMPORT_PERMISSION, permissionsFor, type RestoreTarget } from '../../domain/restore.ts'
import { requireSecondPerson } from '../../domain/second-person.ts'
import { toVaultError, VaultError } from '../../domain/vault-error.ts'
import type { Graph } from '../../graph/graph.ts'
import { type ChatImport, isRefused } from '../../graph/importing/chat-import.ts'
import type { Queue } from '../../queue/queue.ts'
import { decodeCursor, type Page, pageOf, positionInstant } from '../cursor.ts'
import type { ReadingGate } from '../reading/gate.ts'
import { chooseMessages } from '../search/choose.ts'
import type { Indexer } from '../search/indexer.ts'
import { ChatFailure } from './failures.ts'
import { planRestore } from './plan.ts'
import { runRestore } from './run-restore.ts'
import { close } from './target-chat.ts'

export type RestoreService = {
  /**
   * Throws 403 `reading-not-approved` unless the person may read all of it: a restore puts messages before the members of a
   * chat, and the person may be one of them. The one who approves it sees figures and names, and needs no request.
   */
  start(operator: Operator, body: z.output<typeof StartRestore>): Promise<{ id: string; allowedBy: string[] }>
  get(operator: Operator, id: string): Promise<Restore>
  /** Newest first. */
  list(operator: Operator, page: z.output<typeof PageQuery>): Promise<Page<RestoreSummary>>
  /** By another person than asked. 409 while it isn't waiting, or the application lacks the permission. */
  approve(operator: Operator, id: string): Promise<Restore>
  /** Nothing more is sent; chats that were begun remain open. 409 when it has ended. */
  cancel(operator: Operator, id: string): Promise<Restore>
  /** Ends the import into a chat that was left open, as it is. 409 unless the restore has ended and left it open. */
  closeChat(operator: Operator, id: string, from: string): Promise<Restore>
}

export type RestoreDeps = {
  readonly database: Database
  readonly archive: Archive
  readonly queue: Queue
  readonly gate: Pick<ReadingGate, 'demand'>
  readonly clock: Clock
  readonly indexer: Pick<Indexer, 'finish'>
  readonly newId: () => string
  readonly workerId: string
  readonly openGraph: (tenantId: string) => Promise<Graph>
  readonly openImport: (tenantId: string) => Promise<ChatImport>
  /** Of a token that is fetched for the question. Throws 409 `not-connected`. */
  readonly fetchRoles: (tenantId: string) => Promise<readonly string[]>
}

/** `work`: takes restores in this process from now on; those that lost their job get one again. */
export type Restores = RestoreService & {
  work(liveWorkers: () => Promise<readonly string[]>): Promise<void>
}

export const RESTORE_QUEUE = 'restore'
/** Restores of one process at the same time. */
const AT_ONCE = 2
/** Of a tenant, that haven't ended. */
const MOST_OPEN = 20
/** So long a person waits for a chat to be closed. */
const CLOSING_MS = 60_000

type Job = { readonly tenantId: string; readonly id: string }

const Position = z.object({ at: positionInstant, id: z.string() })

export function createRestoreService(deps: RestoreDeps): Restores {
  const { queue, clock, workerId } = deps
  const db = deps.database.kysely

  const enqueue = async (job: Job, within?: Session) => {
    await queue.enqueue<Job>(RESTORE_QUEUE, job, { singletonKey: job.id, ...(within && { within }) })
  }

  async function find({ tenantId }: Operator, id: string): Promise<RestoreRow> {
    const row = await findRestore(db, tenantId, id)
    if (row === undefined) throw unknown(id)
    return row
  }

  async function view(operator: Operator, id: string): Promise<Restore> {
    const row = await find(operator, id)
    const [chats, totals] = await Promise.all([summarizeRestoreChats(db, id), countJournal(db, id)])
    return { ...summaryOf(row, totals), chats: row.plan === null ? [] : chats.map(toChat) }
  }

  const missingFor = async (tenantId: string, target: RestoreTarget) => {
    const roles = await deps.fetchRoles(tenantId)
    return permissionsFor(target).filter((name) => !roles.includes(name))
  }

  async function plan(row: RestoreRow, signal: AbortSignal): Promise<void> {
    const { tenantId, id } = row
    try {
      const archive = await deps.archive.open(tenantId)
      const catchUp = () => deps.indexer.finish(tenantId)
      const missingPermissions = await missingFor(tenantId, row.target)
      const selection = await chooseMessages({ db, archive, catchUp }, tenantId, row.selection)
      const graph = await deps.openGraph(tenantId)
      const planned = await planRestore({ db, archive, graph, selection, signal }, row)
      await notePlan(db, id, { ...planned, missingPermissions })
    } catch (thrown) {
      if (signal.aborted) throw thrown
      const error = toVaultError(thrown, 'plan the restore')
      if (error.retry !== 'never') throw error
      const end = { state: 'failed', notice: error.notice, endedAt: clock.now() } as const
      await endRestore(db, id, { ...end, reason: `${error.message}. ${error.hint}` })
    }
  }

  return {
    async start(operator, { selection, target }) {
      const { tenantId, id: requestedBy, name: requestedName } = operator
      const allowedBy = await deps.gate.demand(operator, selection)
      const id = deps.newId()
      await deps.fetchRoles(tenantId).catch(notConnected)
      await db.transaction().execute(async (trx) => {
        if ((await countOpenRestores(trx, tenantId)) >= MOST_OPEN) throw tooMany()
        const row = { id, tenantId, target, selection, requestedBy, requestedName, createdAt: clock.now() }
        await insertRestore(trx, row)
        await enqueue({ tenantId, id }, trx)
      })
      return { id, allowedBy }
    },

    get: view,

    async list({ tenantId }, { limit, cursor }) {
      const before = decodeCursor(Position, cursor)
      const rows = await listRestores(db, tenantId, { limit: limit + 1, before })
      const { items, next } = pageOf(
        rows,
        limit,
        (row) => row,
        ({ createdAt, id }) => ({ at: toInstant(createdAt), id }),
      )
      return {
        items: await Promise.all(items.map(async (row) => summaryOf(row, await countJournal(db, row.id)))),
        next,
      }
    },

    async approve(operator, id) {
      const row = await find(operator, id)
      requireSecondPerson(operator, row.requestedBy, `restore ${id}`)
      if (row.state !== 'waiting-for-approval') throw notWaiting(row)
      const missing = await missingFor(row.tenantId, row.target)
      if (missing.includes(IMPORT_PERMISSION)) throw permissionMissing(`approve restore ${id}`, missing)
      await db.transaction().execute(async (trx) => {
        const by = { id: operator.id, name: operator.name, at: clock.now() }
        if (!(await approveRestore(trx, id, by))) throw notWaiting(row)
        await enqueue(row, trx)
      })
      return view(operator, id)
    },

    async cancel(operator, id) {
      const row = await find(operator, id)
      if (!(await endRestore(db, id, { state: 'cancelled', endedAt: clock.now() }))) throw ended(row)
      return view(operator, id)
    },

    async closeChat(operator, id, from) {
      const { endedAt, tenantId } = await find(operator, id)
      const chat = (await listRestoreChats(db, id)).find(({ fromId }) => fromId === from)
      if (endedAt === null || chat?.state !== 'left-open' || chat.toId === null) throw notOpen(id)
      const importing = await deps.openImport(tenantId)
      await close({ importing, clock, signal: AbortSignal.timeout(CLOSING_MS) }, chat.toId).catch(
        (thrown: unknown) => {
          if (isRefused(thrown, 'no-permission'))
            throw permissionMissing(`close a chat of restore ${id}`, [IMPORT_PERMISSION])
          // No one sees it any more.
          if (thrown instanceof ChatFailure && thrown.code === 'restore-chat-gone') return
          throw thrown
        },
      )
      await noteRestoreChat(db, id, chat.no, { state: 'closed', completedAt: clock.now() })
      return view(operator, id)
    },

    async work(liveWorkers) {
      for (const { tenantId, id } of await listOpenRestores(db)) await enqueue({ tenantId, id })
      await queue.work<Job>(
        RESTORE_QUEUE,
        { concurrency: AT_ONCE },
        async ({ data: { tenantId, id } }, signal) => {
          if (!(await takeRestore(db, id, workerId, await liveWorkers()))) return
          const row = await findRestore(db, tenantId, id)
          if (row === undefined) return
          if (row.state === 'planning') return plan(row, signal)
          const [graph, importing] = await Promise.all([deps.openGraph(tenantId), deps.openImport(tenantId)])
          const { archive } = deps
          await runRestore({ db, archive, graph, importing, clock, workerId, signal }, row)
        },
      )
    },
  }
}

// ── Views ────────────────────────────────────────────────────────────────────────────────────────────────────────

function summaryOf(row: RestoreRow, totals: JournalTotals): RestoreSummary {
  const { id, target, state, requestedBy, requestedName, approvedName, reason, notice: what } = row
  return {
    id,
    target,
    selection: row.selection as Restore['selection'],
    state,
    requestedBy,
    requestedName,
    createdAt: toInstant(row.createdAt),
    approvedName,
    approvedAt: row.approvedAt && toInstant(row.approvedAt),
    endedAt: row.endedAt && toInstant(row.endedAt),
    plan: row.plan && toPlan(row.plan),
    totals,
    reason,
    notice: what,
  }
}

function toPlan({ missingPermissions, ...plan }: RestorePlan): NonNullable<Restore['plan']> {
  const missing = [...missingPermissions]
  return {
    ...plan,
    notRestorable: [...plan.notRestorable],
    reduced: [...plan.reduced],
    permissions: { missing, hint: missing.length === 0 ? null : hintFor(missing) },
  }
}

function toChat({
  fromId,
  toId,
  name,
  topic,
  state,
  messages,
  posted,
  reason,
  notice: what,
}: RestoreChatSummary) {
  return { from: fromId, to: toId, name, topic, state, messages, posted, reason, notice: what }
}

function hintFor(missing: readonly string[]): string {
  return `In Microsoft Entra admin center > App registrations > your app > API permissions, add ${missing.join(' and ')} under Microsoft Graph > Application permissions. Then give admin consent at the address that GET /api/consent/url answers. Remove the permission again after the restore: nothing else needs it.`
}

// ── Refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Without a connection there's no one to ask; whatever else Microsoft says now, the plan will say. */
function notConnected(thrown: unknown): void {
  if (thrown instanceof VaultError && thrown.code === 'not-connected') throw thrown
}

function unknown(id: string): VaultError {
  return new VaultError({
    code: 'restore-unknown',
    attempted: `find restore ${id}`,
    why: 'your organization has none with this ID',
    hint: 'List the restores, and use one of their IDs.',
    status: 404,
  })
}

function notWaiting({ id, state }: RestoreRow): VaultError {
  return new VaultError({
    code: 'restore-not-waiting',
    attempted: `approve restore ${id}`,
    why: state === 'planning' ? 'it isn’t planned yet' : `it is ${state}`,
    hint: state === 'planning' ? 'Wait until its state is waiting-for-approval.' : 'Start a new restore.',
    status: 409,
  })
}

function permissionMissing(attempted: string, names: readonly string[]): VaultError {
  return new VaultError({
    notice: notice('restore-permission', { names }),
    attempted,
    why: `the application lacks ${names.join(' and ')}`,
    hint: hintFor(names),
    status: 409,
  })
}

function ended({ id, state }: RestoreRow): VaultError {
  return new VaultError({
    code: 'restore-ended',
    attempted: `cancel restore ${id}`,
    why: `it is ${state}`,
    hint: 'There’s nothing to cancel.',
    status: 409,
  })
}

function notOpen(id: string): VaultError {
  return new VaultError({
    code: 'restore-chat-not-open',
    attempted: `close a chat of restore ${id}`,
    why: 'the restore hasn’t left it open',
    hint: 'Look at the restore: it lists its chats, and only those that are left-open after its end can be closed.',
    status: 409,
  })
}

function tooMany(): VaultError {
  return new VaultError({
    code: 'restores-too-many',
    attempted: 'start a restore',
    why: `${MOST_OPEN} restores of your organization haven’t ended`,
    hint: 'Cancel those that no one needs, or wait until one has ended.',
    status: 409,
  })
}
