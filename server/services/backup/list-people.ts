/** Who a run reads: everyone in scope, or those it was started for. Decided once; a resumed run keeps its list. */

import { listUnarchivedSubjects } from '../../catalog/recording-subjects.ts'
import { toInstant } from '../../domain/clock.ts'
import type { RunWork } from './run-work.ts'

export type People = {
  /** Reads the tenant's directory into the catalog. */
  readDirectory(tenantId: string): Promise<void>
  subjectsInScope(tenantId: string): Promise<readonly { id: string }[]>
  /** Who is read before everyone else. */
  firstIds(tenantId: string): Promise<readonly string[]>
}

const RECORDS_PER_FRAME = 500

export async function listPeople(people: People, work: RunWork): Promise<void> {
  const { run } = work
  if (run.totals.subjects > 0) return
  await people.readDirectory(run.tenantId)
  const inScope = await people.subjectsInScope(run.tenantId)
  const wanted = run.subjectIds === null ? undefined : new Set(run.subjectIds)
  const subjectIds = inScope.map(({ id }) => id).filter((id) => wanted === undefined || wanted.has(id))
  await archiveNames(work, subjectIds)
  await work.runs.addSources(run, { subjectIds, firstIds: await people.firstIds(run.tenantId) })
}

/** Names go into the archive when they are new or have changed, so that a rebuilt catalog shows people and not ids. */
async function archiveNames(work: RunWork, subjectIds: readonly string[]): Promise<void> {
  const fetchedAt = toInstant(work.clock.now())
  const subjects = await listUnarchivedSubjects(work.database.kysely, work.run.tenantId, subjectIds)
  const records = subjects.map((subject) => ({ kind: 'subject' as const, subject, fetchedAt }))
  for (let at = 0; at < records.length; at += RECORDS_PER_FRAME) {
    const header = { subjectId: null, position: null, fetched: 0 }
    await work.committer.commit({ header, records: records.slice(at, at + RECORDS_PER_FRAME) })
  }
}
