/**
 * Archive → catalog. One transaction: the old catalog stands until the new one is whole. What the books have lost is put
 * back as far as the archive tells it: closed runs from their documents, positions from the last frame of each source, so
 * that the next run does not pay again for what is archived.
 */
import { sql, type Transaction } from 'kysely'
import type { Archive, ClosedRun, SourcePosition, TenantArchive } from '../archive/archive.ts'
import { type RestoredSource, restoreRun, restoreSources } from '../books/restored.ts'
import { recordSegment } from '../catalog/recording.ts'
import type { Database } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import { type Clock, toInstant } from '../domain/clock.ts'
import { withWindow } from '../domain/newest-first.ts'

export type RebuildProgress = {
  readonly tenantId: string
  readonly segments: number
  readonly messages: number
}

export type RebuildDeps = { readonly database: Database; readonly archive: Archive; readonly clock: Clock }

/** Answers what was rebuilt, per tenant. Throws at the first damaged segment and leaves the catalog as it was. */
export async function rebuildCatalog(
  { database, archive, clock }: RebuildDeps,
  onProgress: (progress: RebuildProgress) => void,
): Promise<RebuildProgress[]> {
  return database.kysely.transaction().execute(async (trx) => {
    await emptyCatalog(trx)
    const rebuilt: RebuildProgress[] = []
    for await (const tenantId of archive.tenants()) {
      const tenant = await archive.open(tenantId)
      await ensureTenant(trx, tenantId, clock)
      rebuilt.push(await rebuildTenant(trx, tenant, onProgress))
    }
    return rebuilt
  })
}

async function emptyCatalog(trx: Transaction<Schema>): Promise<void> {
  await sql`
    truncate sighting, revision, message, media, member, participation, conversation, segment, sender_name`.execute(
    trx,
  )
}

async function ensureTenant(trx: Transaction<Schema>, tenantId: string, clock: Clock): Promise<void> {
  await sql`
    insert into tenant (id, created_at) values (${tenantId}, ${toInstant(clock.now())}) on conflict do nothing`.execute(
    trx,
  )
}

async function rebuildTenant(
  trx: Transaction<Schema>,
  tenant: TenantArchive,
  onProgress: (progress: RebuildProgress) => void,
): Promise<RebuildProgress> {
  const sources = new Map<string, RestoredSource>()
  let progress: RebuildProgress = { tenantId: tenant.tenantId, segments: 0, messages: 0 }
  for await (const name of tenant.listSegments()) {
    const { segment, frames } = await tenant.readSegment(name)
    const { added } = await recordSegment(trx, tenant.tenantId, segment, frames)
    for (const { header } of frames) {
      if (header.subjectId !== null && header.position !== null)
        sources.set(header.subjectId, moved(sources.get(header.subjectId), header.position))
    }
    progress = { ...progress, segments: progress.segments + 1, messages: progress.messages + added }
    onProgress(progress)
  }
  await restoreSources(trx, tenant.tenantId, sources)
  await restoreRuns(trx, tenant)
  return progress
}

/** Windows lie next to each other in the order they were read in, also where one brought nothing and left no frame. */
function moved(source: RestoredSource | undefined, last: SourcePosition): RestoredSource {
  const coverage = source?.coverage ?? {}
  if (last.cursor !== null) return { coverage, last }
  return { coverage: withWindow(coverage, { from: new Date(last.from), to: new Date(last.to) }), last }
}

async function restoreRuns(trx: Transaction<Schema>, tenant: TenantArchive): Promise<void> {
  const closed: ClosedRun[] = []
  for await (const run of tenant.runs()) closed.push(run)
  for (const run of closed) await restoreRun(trx, run)
}
