/** Runs as the door sees them: start, follow, cancel. The work itself is a queued job (`runBackup`). */

import type { z } from 'zod'
import type { Connections } from '../../books/connections.ts'
import type { Fences } from '../../books/fences.ts'
import type { Ledger } from '../../books/ledger.ts'
import type { RunRow, Runs } from '../../books/runs.ts'
import type { MediaBacklog } from '../../catalog/recording-media.ts'
import type { PageQuery, Run, RunFault, RunPeopleQuery, RunPerson, StartRun } from '../../contract/index.ts'
import type { Database, Session } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { monthOf } from '../../domain/month.ts'
import type { Operator } from '../../domain/operator.ts'
import { isOpen, type Strategy } from '../../domain/run.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { decodeCursor, IdPosition, NumberPosition, type Page, PersonPosition, pageOf } from '../cursor.ts'
import { UNSAID } from '../metering/quota.ts'
import { createEstimator } from './run-estimate.ts'
import type { RunRegistry } from './run-registry.ts'
import { viewRun } from './run-view.ts'
import { createWatch } from './run-watch.ts'

export type RunService = {
  /** Throws 409 `run-under-way` with `runId` while one is queued or running; continues a suspended one. */
  start(operator: Operator, body: z.output<typeof StartRun>): Promise<{ id: string }>
  list(operator: Operator, page: z.output<typeof PageQuery>): Promise<Page<Run>>
  get(operator: Operator, runId: string): Promise<Run>
  faults(operator: Operator, runId: string, page: z.output<typeof PageQuery>): Promise<Page<RunFault>>
  people(operator: Operator, runId: string, query: z.output<typeof RunPeopleQuery>): Promise<Page<RunPerson>>
  /** The run now, then after every change (at most four times a second), ending with its end. */
  events(operator: Operator, runId: string, signal: AbortSignal): AsyncIterable<Run>
  cancel(operator: Operator, runId: string): Promise<Run>
}

/** Between two looks at a run that is followed. */
const FOLLOW_MS = 300
/** A run that only fetches contents closes within seconds when a new one is wanted: a request under way is finished. */
const CLOSING_MS = 15_000
const IMAGES_COUNTED_EVERY_MS = 3_000

export type RunServiceDeps = {
  readonly database: Pick<Database, 'kysely'>
  readonly runs: Runs
  readonly ledger: Ledger
  readonly fences: Fences
  readonly connections: Connections
  readonly registry: RunRegistry
  readonly clock: Clock
  newRunId(): string
  /** Hands the run to a worker; success when one has it already. `within` is the transaction that made it. */
  enqueue(run: Pick<RunRow, 'id' | 'tenantId'>, within?: Session): Promise<void>
  /** Names of people, for faults. */
  displayNames(tenantId: string, subjectIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Names of conversations, for notes about what is in them: the topic, or who takes part. */
  conversationNames(tenantId: string, chatIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  imagesWanted(tenantId: string): Promise<MediaBacklog>
  /** What the tenant has chosen. */
  strategyOf(tenantId: string): Promise<Strategy>
}

export function createRunService(deps: RunServiceDeps): RunService {
  const estimator = createEstimator(deps.clock)
  const images = remembered(deps)
  const watch = createWatch<Run>(deps.clock, FOLLOW_MS)

  async function view(run: RunRow): Promise<Run> {
    const [price, fencedUntil, media, balance] = await Promise.all([
      deps.ledger.priceIn(run.tenantId, monthOf(run.startedAt ?? run.createdAt)),
      deps.fences.find(run.tenantId),
      run.state === 'running' ? images(run) : NO_IMAGES,
      run.state === 'running' ? deps.ledger.balance(run.tenantId) : undefined,
    ])
    const now = deps.clock.now()
    const estimate = estimator.estimate(run, media, balance?.left ?? null)
    return viewRun(run, { now, estimate, imagesWanted: media.wanted, fencedUntil, quota: price ?? UNSAID })
  }

  async function get(operator: Operator, runId: string): Promise<RunRow> {
    const run = await deps.runs.find(operator.tenantId, runId)
    if (run === undefined) throw runNotFound(runId)
    return run
  }

  /** A run and its job exist both or neither. One that is queued or suspended gets its job, should it have lost it. */
  async function startWithJob(asked: Parameters<Runs['start']>[0]): ReturnType<Runs['start']> {
    return deps.database.kysely.transaction().execute(async (trx) => {
      const started = await deps.runs.start(asked, trx)
      if (started.run.state !== 'running') await deps.enqueue(started.run, trx)
      return started
    })
  }

  /** Pictures never keep messages waiting: a run that only fetches contents makes way, and the new one goes on with them. */
  async function startOnceFree(asked: Parameters<Runs['start']>[0]): ReturnType<Runs['start']> {
    const first = await startWithJob(asked)
    if (first.created || !(await deps.runs.endMedia(first.run.id))) return first
    const until = deps.clock.now().getTime() + CLOSING_MS
    for (;;) {
      await deps.clock.wait(FOLLOW_MS)
      const again = await startWithJob(asked)
      if (again.created || again.run.id !== first.run.id || deps.clock.now().getTime() > until) return again
    }
  }

  return {
    async start(operator, { strategy, subjectIds, trigger }) {
      if ((await deps.connections.find(operator.tenantId)) === undefined) throw notConnected()
      const { run, created } = await startOnceFree({
        id: deps.newRunId(),
        tenantId: operator.tenantId,
        strategy: strategy ?? (await deps.strategyOf(operator.tenantId)),
        trigger: trigger ?? 'manual',
        requestedBy: operator.name,
        subjectIds: subjectIds ?? null,
      })
      if (!created && run.state !== 'suspended') throw underWay(run)
      if (!created && strategy !== undefined) await deps.runs.setStrategy(run.id, strategy)
      return { id: run.id }
    },

    async list(operator, { limit, cursor }) {
      const before = decodeCursor(IdPosition, cursor)?.id
      const rows = await deps.runs.list(operator.tenantId, {
        limit: limit + 1,
        ...(before !== undefined && { before }),
      })
      const page = pageOf(
        rows,
        limit,
        (run) => run,
        ({ id }) => ({ id }),
      )
      return { ...page, items: await Promise.all(page.items.map(view)) }
    },

    get: async (operator, runId) => view(await get(operator, runId)),

    async faults(operator, runId, { limit, cursor }) {
      await get(operator, runId)
      const after = decodeCursor(NumberPosition, cursor)?.no ?? 0
      const rows = await deps.runs.listFaults(operator.tenantId, runId, { limit: limit + 1, after })
      const [names, chats] = await Promise.all([
        deps.displayNames(
          operator.tenantId,
          rows.flatMap(({ subjectId }) => subjectId ?? []),
        ),
        deps.conversationNames(
          operator.tenantId,
          rows.flatMap(({ chatId }) => chatId ?? []),
        ),
      ])
      const toFault = (row: (typeof rows)[number]): RunFault => {
        const { subjectId, chatId = null, kind, code, notice, detail, hint, at } = row
        return {
          subjectId,
          subjectName: subjectId === null ? null : (names.get(subjectId) ?? null),
          conversationId: chatId,
          conversationName: chatId === null ? null : (chats.get(chatId) ?? null),
          kind,
          code,
          notice,
          detail,
          hint,
          at: toInstant(at),
        }
      }
      return pageOf(rows, limit, toFault, ({ no }) => ({ no }))
    },

    async people(operator, runId, { state, limit, cursor }) {
      const run = await get(operator, runId)
      const after = decodeCursor(PersonPosition, cursor)
      const rows = await deps.runs.listPeople(run, state, { limit: limit + 1, after })
      return pageOf(
        rows,
        limit,
        (row): RunPerson => ({
          ...row,
          state,
          watermark: row.watermark && toInstant(row.watermark),
          recentFrom: row.recentFrom && toInstant(row.recentFrom),
          fault: state === 'skipped' || state === 'failed' ? row.fault : null,
        }),
        ({ displayName, subjectId }) => ({ name: displayName, id: subjectId }),
      )
    },

    events: (operator, runId, signal) =>
      watch.follow(
        `${operator.tenantId}/${runId}`,
        {
          look: async () => view(await get(operator, runId)),
          isLast: ({ state }) => !isOpen(state),
        },
        signal,
      ),

    async cancel(operator, runId) {
      await deps.database.kysely.transaction().execute(async (trx) => {
        const run = await deps.runs.requestCancel(operator.tenantId, runId, trx)
        if (run === undefined) throw runNotFound(runId)
        if (!isOpen(run.state)) throw alreadyEnded(run)
        await deps.enqueue(run, trx)
      })
      deps.registry.stop(runId, 'cancelled')
      return view(await get(operator, runId))
    },
  }
}

const NO_IMAGES: MediaBacklog = { wanted: 0, largestChat: 0 }

/** Counting them takes a look at each: once in a while is enough for an estimate, however many follow the run. */
function remembered({ clock, imagesWanted }: Pick<RunServiceDeps, 'clock' | 'imagesWanted'>) {
  const counted = new Map<string, { at: number; media: Promise<MediaBacklog> }>()
  return ({ tenantId }: RunRow): Promise<MediaBacklog> => {
    const now = clock.now().getTime()
    const known = counted.get(tenantId)
    if (known !== undefined && now - known.at < IMAGES_COUNTED_EVERY_MS) return known.media
    const media = imagesWanted(tenantId)
    counted.set(tenantId, { at: now, media })
    media.catch(() => counted.delete(tenantId))
    return media
  }
}

function runNotFound(runId: string): VaultError {
  return new VaultError({
    code: 'run-not-found',
    attempted: `find run ${runId}`,
    why: 'this tenant has no such run',
    hint: 'Open the list of runs.',
    status: 404,
  })
}

function notConnected(): VaultError {
  return new VaultError({
    code: 'not-connected',
    attempted: 'start a backup',
    why: 'no connection to Microsoft 365 is saved',
    hint: 'Enter the application ID and secret on the Connection page, then test and save.',
    status: 409,
  })
}

function underWay(run: RunRow): VaultError {
  return new VaultError({
    code: 'run-under-way',
    attempted: 'start a backup',
    why: 'one is already running',
    hint: 'Follow that one, or cancel it first.',
    status: 409,
    members: { runId: run.id },
  })
}

function alreadyEnded(run: RunRow): VaultError {
  return new VaultError({
    code: 'run-ended',
    attempted: `cancel run ${run.id}`,
    why: `it has already ended (${run.state})`,
    hint: 'You don’t need to do anything.',
    status: 409,
    members: { runId: run.id },
  })
}
