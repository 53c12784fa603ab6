/** What the books say to the database about the people of a run and where their sources stand, whole statements. */
import { sql } from 'kysely'
import type { Session } from '../database/database.ts'
import type { Fault } from '../domain/run.ts'
import type { RunRow, SourceState } from './runs.ts'

type RunKey = Pick<RunRow, 'id' | 'tenantId'>

export async function insertSources(
  session: Session,
  run: RunKey,
  subjectIds: readonly string[],
): Promise<void> {
  await sql`
    with named as (
      select distinct subject_id from unnest(${subjectIds}::text[]) as n (subject_id)
    ), known as (
      insert into source (tenant_id, subject_id)
      select ${run.tenantId}, subject_id from named
      on conflict do nothing
    ), added as (
      insert into run_source (run_id, subject_id, state)
      select ${run.id}, subject_id, 'pending' from named
      on conflict do nothing
      returning subject_id
    )
    update run set subjects = subjects + (select count(*) from added)
    where tenant_id = ${run.tenantId} and id = ${run.id}
  `.execute(session)
}

/** Claims of other workers under way are passed over, not waited for. */
export async function claimPendingSource(
  session: Session,
  run: RunKey,
  workerId: string,
): Promise<SourceState | undefined> {
  const { rows } = await sql<SourceState>`
    with next as (
      select run_id, subject_id from run_source
      where run_id = ${run.id} and state = 'pending'
      order by subject_id
      limit 1
      for update skip locked
    ), claimed as (
      update run_source r set state = 'claimed', worker_id = ${workerId}
      from next where r.run_id = next.run_id and r.subject_id = next.subject_id
      returning r.subject_id
    )
    select s.subject_id as "subjectId", s.watermark, s.window_from as "windowFrom", s.window_to as "windowTo",
           s.cursor, s.top
    from source s join claimed c on c.subject_id = s.subject_id
    where s.tenant_id = ${run.tenantId}
  `.execute(session)
  return rows[0]
}

export async function updateWindow(
  session: Session,
  tenantId: string,
  subjectId: string,
  window: { from: Date; to: Date },
): Promise<void> {
  await sql`
    update source set window_from = ${window.from}, window_to = ${window.to}, cursor = null, top = null
    where tenant_id = ${tenantId} and subject_id = ${subjectId}
  `.execute(session)
}

export type SourceEnd = {
  readonly subjectId: string
  readonly workerId: string
  readonly to: 'done' | 'faulted' | 'pending'
}

/** False when the source is not this worker's (any more). */
export async function endClaim(session: Session, run: RunKey, end: SourceEnd): Promise<boolean> {
  const { rows } = await sql`
    update run_source set state = ${end.to}, worker_id = null
    where run_id = ${run.id} and subject_id = ${end.subjectId}
      and state = 'claimed' and worker_id = ${end.workerId}
    returning subject_id
  `.execute(session)
  return rows.length > 0
}

export async function countSourceDone(session: Session, run: RunKey): Promise<void> {
  await sql`
    update run set subjects_done = subjects_done + 1 where tenant_id = ${run.tenantId} and id = ${run.id}
  `.execute(session)
}

/** What lists show of a source: done clears the fault of an earlier run, faulted replaces it. */
export async function updateSourceOutcome(
  session: Session,
  tenantId: string,
  subjectId: string,
  outcome: { doneAt: Date | null; fault: Fault | undefined },
): Promise<void> {
  const { code, detail, hint } = outcome.fault ?? {}
  const fault = outcome.fault === undefined ? null : JSON.stringify({ code, detail, hint })
  await sql`
    update source set last_fault = ${fault}::jsonb,
                      last_backup_at = coalesce(${outcome.doneAt}::timestamptz, last_backup_at)
    where tenant_id = ${tenantId} and subject_id = ${subjectId}
  `.execute(session)
}

/** As with reservations: a worker that came after the list of the living was made has a row, and keeps its claims. */
export async function returnOrphanSources(
  session: Session,
  runId: string,
  liveWorkerIds: readonly string[],
): Promise<number> {
  const { rows } = await sql`
    update run_source r set state = 'pending', worker_id = null
    where run_id = ${runId} and state = 'claimed' and not worker_id = any (${liveWorkerIds}::text[])
      and not exists (select from worker w where w.id = r.worker_id)
    returning subject_id
  `.execute(session)
  return rows.length
}

export type SourceCounts = { pending: number; claimed: number; done: number; faulted: number }

export async function countRunSources(session: Session, runId: string): Promise<SourceCounts> {
  const { rows } = await sql<SourceCounts>`
    select count(*) filter (where state = 'pending') as pending, count(*) filter (where state = 'claimed') as claimed,
           count(*) filter (where state = 'done') as done, count(*) filter (where state = 'faulted') as faulted
    from run_source where run_id = ${runId}
  `.execute(session)
  return rows[0] ?? { pending: 0, claimed: 0, done: 0, faulted: 0 }
}
