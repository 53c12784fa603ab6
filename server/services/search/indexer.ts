/**
 * Follows what backups commit and makes it searchable, a segment at a time, behind them: a backup never waits for it. What is
 * left to do is in the database (a segment without the version of the tokens in use), so nothing is lost by ending, at any
 * moment, and several processes may work at once: what both do is done the same way.
 */
import type { Archive, TenantArchive } from '../../archive/archive.ts'
import {
  countWaiting,
  listWaitingSegments,
  listWaitingTenants,
  tidySearch,
  type WaitingSegment,
} from '../../catalog/search-texts.ts'
import type { Database } from '../../database/database.ts'
import type { Clock } from '../../domain/clock.ts'
import { TOKENS_VERSION } from '../../domain/search/tokens.ts'
import { indexSegment } from './index-segment.ts'

export type Indexer = {
  /** Something of the tenant's may have been committed. */
  wake(tenantId: string): void
  /** Wakes everyone who has something waiting. */
  wakeAll(): Promise<void>
  /** Resolves when nothing of the tenant's waits, or after `ms`; answers the records that still can't be found. */
  catchUp(tenantId: string, ms: number): Promise<number>
  /** Resolves when nothing waits. Throws at the first segment that can't be read. */
  finish(tenantId: string): Promise<void>
  /** Resolves when the segments in progress are left. */
  stop(): Promise<void>
}

type Deps = {
  readonly database: Database
  readonly archive: Archive
  readonly clock: Clock
  /** Of what failed: it is tried again later. */
  readonly onError: (error: unknown) => void
}

const SEGMENTS_AT_ONCE = 16
/** After a segment failed, whatever the cause. */
const AGAIN_MS = 60_000
/** Versions written before statistics are worth their time. */
const TIDY_AFTER = 2000

export function createIndexer(deps: Deps): Indexer {
  const { database, archive, clock, onError } = deps
  const working = new Map<string, { again: boolean; done: Promise<void> }>()
  const aside = new Map<number, { readonly untilMs: number; readonly error: unknown }>()
  const ended = new AbortController()

  function wake(tenantId: string): void {
    const now = working.get(tenantId)
    if (now !== undefined) now.again = true
    else if (!ended.signal.aborted) start(tenantId)
  }

  function start(tenantId: string): void {
    const work = { again: false, done: Promise.resolve() }
    working.set(tenantId, work)
    work.done = workOn(tenantId, work).catch((thrown: unknown) => {
      if (!ended.signal.aborted) onError(thrown)
    })
  }

  async function workOn(tenantId: string, work: { again: boolean }): Promise<void> {
    try {
      do {
        work.again = false
        await workThrough(tenantId)
      } while (work.again && !ended.signal.aborted)
    } finally {
      working.delete(tenantId)
    }
  }

  async function workThrough(tenantId: string): Promise<void> {
    const tenant = await archive.find(tenantId)
    if (tenant === undefined) return
    let written = 0
    for (let waiting = await list(tenantId); waiting.length > 0; waiting = await list(tenantId))
      for (const segment of waiting) written += await indexOrPutAside(tenant, segment)
    if (written >= TIDY_AFTER) await tidySearch(database.kysely)
  }

  /** One that fails keeps no other from its turn. */
  async function indexOrPutAside(tenant: TenantArchive, segment: WaitingSegment): Promise<number> {
    try {
      ended.signal.throwIfAborted()
      const written = await indexSegment({ database, archive: tenant, signal: ended.signal }, segment)
      aside.delete(segment.no)
      return written
    } catch (error) {
      ended.signal.throwIfAborted()
      aside.set(segment.no, { untilMs: clock.now().getTime() + AGAIN_MS, error })
      onError(error)
      return 0
    }
  }

  function setAside(): number[] {
    const nowMs = clock.now().getTime()
    return [...aside].filter(([, { untilMs }]) => untilMs > nowMs).map(([no]) => no)
  }

  function list(tenantId: string) {
    const page = { limit: SEGMENTS_AT_ONCE, except: setAside() }
    return listWaitingSegments(database.kysely, tenantId, TOKENS_VERSION, page)
  }

  async function catchUp(tenantId: string, ms: number): Promise<number> {
    if ((await list(tenantId)).length > 0) {
      wake(tenantId)
      const ends = new AbortController()
      const timeUp = clock.wait(ms, ends.signal).catch(() => undefined)
      await Promise.race([working.get(tenantId)?.done, timeUp]).finally(() => ends.abort())
    }
    return countWaiting(database.kysely, tenantId)
  }

  return {
    wake,
    catchUp,
    async wakeAll() {
      for (const tenantId of await listWaitingTenants(database.kysely, TOKENS_VERSION)) wake(tenantId)
    },
    async finish(tenantId) {
      wake(tenantId)
      await working.get(tenantId)?.done
      for (const { error } of aside.values()) throw error
    },
    async stop() {
      ended.abort(new Error('the process ends'))
      await Promise.all([...working.values()].map(({ done }) => done))
    },
  }
}
