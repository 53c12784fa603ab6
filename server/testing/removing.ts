/** A vault with everything that takes messages out of it, over real parts; backups go the way of a run's pages. */
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { TenantArchive } from '../archive/archive.ts'
import { archivedRevisions } from '../archive/archived-revisions.ts'
import { collect } from '../archive/read-ahead.ts'
import { createRuns } from '../books/create-runs.ts'
import { findRemoval, findRunningRemoval } from '../books/removals.ts'
import { findLastMessageNo, listSelected } from '../catalog/selection.ts'
import type { Database } from '../database/database.ts'
import type { ChatMessage } from '../domain/message.ts'
import type { Operator } from '../domain/operator.ts'
import { localExportFiles } from '../export-files/local-export-files.ts'
import { startQueue } from '../queue/start-queue.ts'
import { readAll } from '../services/archive/archived-messages.ts'
import { closeRun } from '../services/backup/close-run.ts'
import { createCommitter } from '../services/backup/committer.ts'
import { carryOut, type RemovalDeps } from '../services/removal/carry-out.ts'
import { createErasureService } from '../services/removal/erasures.ts'
import { createHoldService } from '../services/removal/holds.ts'
import { createRetentionService } from '../services/removal/retention.ts'
import { createSearchService } from '../services/search/search.ts'
import { openTestVault, operatorOf, TENANT_A, type TestVault } from './archived-chats.ts'

export const MIA = operatorOf(TENANT_A)
export const BEN: Operator = { ...MIA, id: 'operator-2', name: 'Ben Lund' }
const WORKER = 'worker-1'

export type Removing = Awaited<ReturnType<typeof openRemoving>>

export async function openRemoving(database: Database, given?: TestVault) {
  const vault = given ?? (await openTestVault(database))
  const db = database.kysely
  const queue = await startQueue({
    database,
    queues: { removal: 'after', export: 'after' },
    onError: () => undefined,
  })
  onTestFinished(() => queue.stop(1000))
  const runs = createRuns(database, vault.clock)
  const files = localExportFiles(join(vault.dir, 'exports'))
  let ids = 0
  const newId = () => {
    ids += 1
    return `id-${ids}`
  }
  const parts = { ...vault, queue, newId }
  const deps: RemovalDeps = {
    ...vault,
    exportFiles: files,
    liveWorkers: async () => [WORKER],
    continueRun: async () => undefined,
    continueExports: async () => undefined,
  }
  const tenant = (): Promise<TenantArchive> => vault.archive.open(TENANT_A)
  const search = createSearchService({ ...vault, db })

  /** One run that brings these messages, a page for each mailbox, and is closed. */
  async function backUp(pages: Readonly<Record<string, readonly ChatMessage[]>>): Promise<string> {
    vault.clock.advance(60_000)
    ids += 1
    const id = `run-${String(ids).padStart(4, '0')}`
    await runs.start({
      id,
      tenantId: TENANT_A,
      strategy: 'complete',
      trigger: 'manual',
      requestedBy: null,
      subjectIds: null,
    })
    await runs.own(id, WORKER, [WORKER])
    await runs.move(id, 'queued', 'running', { workerId: WORKER })
    const archive = await tenant()
    const run = { id, tenantId: TENANT_A, workerId: WORKER }
    const committer = createCommitter({ database, runs, archive, clock: vault.clock }, run)
    for (const [subjectId, rows] of Object.entries(pages))
      await committer.commit({ header: { subjectId, position: null, fetched: rows.length }, rows })
    const closing = {
      database,
      runs,
      archive,
      clock: vault.clock,
      allowances: { usage: async () => undefined },
    }
    await closeRun(closing, run, 'completed')
    return id
  }

  return {
    vault,
    files,
    queue,
    runs,
    deps,
    tenant,
    backUp,
    holds: createHoldService(parts),
    erasures: createErasureService(parts),
    retention: createRetentionService(parts),

    /** What is approved is done, here and now. */
    async carryOutAll(change: Partial<RemovalDeps> = {}): Promise<void> {
      for (;;) {
        const row = await findRunningRemoval(db, TENANT_A)
        if (row === undefined) return
        await carryOut({ ...deps, ...change }, row, new AbortController().signal)
        const { trouble } = (await findRemoval(db, TENANT_A, row.id)) ?? {}
        if (trouble) throw new Error(`The removal is in trouble: ${JSON.stringify(trouble)}`)
      }
    },

    /** Asked for by one person, approved by another, done. */
    async erase(selection: Parameters<typeof this.erasures.start>[1]['selection']) {
      const { id } = await this.erasures.start(MIA, { selection, reason: 'Sent by mistake' })
      await this.erasures.approve(BEN, id)
      await this.carryOutAll()
      return this.erasures.get(MIA, id)
    },

    /** Every version in the archive, read with the key alone, as JSON. */
    async archived(): Promise<string[]> {
      const all: string[] = []
      for await (const { message } of archivedRevisions(await tenant())) all.push(JSON.stringify(message))
      return all.sort()
    },

    /** Every version the catalog knows, read from where it says that it is. */
    async catalogued(): Promise<string[]> {
      const span = { afterNo: 0, throughNo: await findLastMessageNo(db) }
      const places = await listSelected(db, TENANT_A, {}, span)
      const messages = await readAll(await tenant(), places)
      return places.map((place) => JSON.stringify(messages.get(place))).sort()
    },

    /** Ids of messages with the words. */
    async found(q: string): Promise<string[]> {
      await vault.indexer.finish(TENANT_A)
      const { items } = await search.search(MIA, { q, limit: 100 })
      return items.map(({ messageId }) => messageId)
    },

    async segments(): Promise<string[]> {
      return collect((await tenant()).listSegments())
    },
  }
}
