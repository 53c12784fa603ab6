/** The SQL statements about the people of a run and the progress of their sources. */
import { sql } from 'kysely'
import type { Session } from '../database/database.ts'
import type { Fault, RunPersonState } from '../domain/run.ts'
import type {
  NewSources,
  NewWindow,
  RunPersonRow,
  RunRow,
  SourceCounts,
  SourceEnd,
  SourceState,
} from './runs.ts'

type RunKey = Pick<RunRow, 'id' | 'tenantId'>

const SOURCE = sql`
  s.subject_id as "subjectId", s.watermark, s.recent_from as "recentFrom", s.recent_to as "recentTo",
  s.window_from as "windowFrom", s.window_to as "windowTo", s.cursor, s.top,
  s.asked, s.window_senders as "windowSenders", s.window_is_gap as "windowIsGap"
`

/** Turn of those who are read before everyone else: no run takes so many turns. */
const FIRST_TURN = -1_000_000

/** In their order: whoever is named first, then whoever is protected least: nobody yet, then up to the longest ago. */
export async function insertSources(session: Session, run: RunKey, wanted: NewSources): Promise<void> {
  const { subjectIds, firstIds = [] } = wanted
  await sql`
    with named as (
      select n.subject_id, n.subject_id = any(${firstIds}::text[]) as first, s.watermark
      from (select distinct subject_id from unnest(${subjectIds}::text[]) as n (subject_id)) n
      left join source s on s.tenant_id = ${run.tenantId} and s.subject_id = n.subject_id
    ), known as (
      insert into source (tenant_id, subject_id)
      select ${run.tenantId}, subject_id from named
      on conflict do nothing
    ), added as (
      insert into run_source (run_id, subject_id, state, turn, place)
      select ${run.id}, subject_id, 'pending',
             case when first then ${FIRST_TURN}::int else 0 end,
             row_number() over (order by watermark nulls first, subject_id)
      from named
      on conflict do nothing
      returning subject_id
    )
    update run set subjects = subjects + (select count(*) from added)
    where tenant_id = ${run.tenantId} and id = ${run.id}
  `.execute(session)
}

/**
 * By turn. Claims of other workers under way are passed over, not waited for. `together`: nobody has a turn while anybody
 * still waits for an earlier one or is at it.
 */
export async function claimPendingSource(
  session: Session,
  run: RunKey,
  workerId: string,
  { together }: { together: boolean },
): Promise<SourceState | undefined> {
  const { rows } = await sql<SourceState>`
    with next as (
      select run_id, subject_id from run_source
      where run_id = ${run.id} and state = 'pending'
        and (${!together}::boolean or turn <= (
          select min(turn) from run_source where run_id = ${run.id} and state in ('pending', 'claimed')
        ))
      order by turn, place, subject_id
      limit 1
      for update skip locked
    ), claimed as (
      update run_source r set state = 'claimed', worker_id = ${workerId}
      from next where r.run_id = next.run_id and r.subject_id = next.subject_id
      returning r.subject_id
    )
    select ${SOURCE} from source s join claimed c on c.subject_id = s.subject_id
    where s.tenant_id = ${run.tenantId}
  `.execute(session)
  return rows[0]
}

export async function updateWindow(
  session: Session,
  tenantId: string,
  subjectId: string,
  { from, to, senders, isGap }: NewWindow,
): Promise<void> {
  await sql`
    update source set window_from = ${from}, window_to = ${to}, cursor = null, top = null,
                      window_senders = ${senders}::text[], window_is_gap = ${isGap}
    where tenant_id = ${tenantId} and subject_id = ${subjectId}
  `.execute(session)
}

export async function returnDoneSources(
  session: Session,
  run: RunKey,
  subjectIds: readonly string[],
): Promise<void> {
  await sql`
    update run_source set state = 'pending', again = true
    where run_id = ${run.id} and state = 'done' and subject_id = any(${subjectIds}::text[])
  `.execute(session)
}

/** Undefined when the source is not this worker's (any more); `again`: it was counted before. */
export async function endClaim(
  session: Session,
  run: RunKey,
  { subjectId, workerId, to }: { subjectId: string; workerId: string; to: SourceEnd },
): Promise<{ again: boolean } | undefined> {
  const { rows } = await sql<{ again: boolean }>`
    update run_source set state = ${to === 'later' ? 'pending' : to}, worker_id = null,
                          turn = turn + ${to === 'later' ? 1 : 0}
    where run_id = ${run.id} and subject_id = ${subjectId}
      and state = 'claimed' and worker_id = ${workerId}
    returning again
  `.execute(session)
  return rows[0]
}

export async function countSourceDone(
  session: Session,
  run: RunKey,
  { to, again }: { to: 'done' | 'skipped' | 'faulted'; again: boolean },
): Promise<void> {
  await sql`
    update run set subjects_done = subjects_done + ${again ? 0 : 1},
                   subjects_skipped = subjects_skipped + ${to === 'skipped' ? 1 : 0},
                   subjects_failed = subjects_failed + ${to === 'faulted' ? 1 : 0}
    where tenant_id = ${run.tenantId} and id = ${run.id}
  `.execute(session)
}

/** What lists show of a source: done clears the fault of an earlier run, anything else replaces it. */
export async function updateSourceOutcome(
  session: Session,
  tenantId: string,
  subjectId: string,
  outcome: { to: 'done' | 'skipped' | 'faulted'; at: Date; fault: Fault | undefined },
): Promise<void> {
  const { code, notice, detail, hint } = outcome.fault ?? {}
  const fault = outcome.fault === undefined ? null : JSON.stringify({ code, notice, detail, hint })
  const doneAt = outcome.to === 'done' ? outcome.at : null
  await sql`
    update source set last_fault = ${fault}::jsonb,
                      last_backup_at = coalesce(${doneAt}::timestamptz, last_backup_at)
    where tenant_id = ${tenantId} and subject_id = ${subjectId}
  `.execute(session)
}

/**
 * As with reservations: a worker that registered after the list of live ones was read has a row and keeps its claims.
 * The owner, which begins with the run, has released its claims, unless the books couldn't be written then.
 */
export async function returnOrphanSources(
  session: Session,
  runId: string,
  ownerId: string,
  liveWorkerIds: readonly string[],
): Promise<number> {
  const { rows } = await sql`
    update run_source r set state = 'pending', worker_id = null
    where run_id = ${runId} and state = 'claimed'
      and (worker_id = ${ownerId}
           or (not worker_id = any (${liveWorkerIds}::text[])
               and not exists (select from worker w where w.id = r.worker_id)))
    returning subject_id
  `.execute(session)
  return rows.length
}

export async function countRunSources(session: Session, runId: string): Promise<SourceCounts> {
  const { rows } = await sql<SourceCounts>`
    select count(*) filter (where state = 'pending') as pending, count(*) filter (where state = 'claimed') as claimed,
           count(*) filter (where state = 'done') as done, count(*) filter (where state = 'skipped') as skipped,
           count(*) filter (where state = 'faulted') as faulted
    from run_source where run_id = ${runId}
  `.execute(session)
  return rows[0] ?? { pending: 0, claimed: 0, done: 0, skipped: 0, faulted: 0 }
}

/** A turn is counted when it has ended: by the next one a source waits for, or by its end. */
export async function listUnreadSources(
  session: Session,
  run: RunKey,
): Promise<{ turnsDone: number; sources: SourceState[] }> {
  const counted = await sql<{ turns: number }>`
    select coalesce(sum(case when turn < 0 then turn - ${FIRST_TURN}::int else turn end), 0)::int
           + count(*) filter (where state in ('done', 'skipped', 'faulted'))::int as turns
    from run_source where run_id = ${run.id}
  `.execute(session)
  const { rows: sources } = await sql<SourceState>`
    select ${SOURCE} from run_source r join source s on s.tenant_id = ${run.tenantId} and s.subject_id = r.subject_id
    where r.run_id = ${run.id} and r.state in ('pending', 'claimed')
  `.execute(session)
  return { turnsDone: counted.rows[0]?.turns ?? 0, sources }
}

const STATES: Record<RunPersonState, readonly string[]> = {
  read: ['done'],
  skipped: ['skipped'],
  failed: ['faulted'],
  waiting: ['pending', 'claimed'],
}

/** By name; `after`: where the page before ended. */
export async function listRunSources(
  session: Session,
  run: RunKey,
  state: RunPersonState,
  page: { limit: number; after?: { name: string; id: string } | undefined },
): Promise<RunPersonRow[]> {
  const after = page.after
  const { rows } = await sql<RunPersonRow>`
    select r.subject_id as "subjectId", coalesce(person.display_name, r.subject_id) as "displayName",
           source.watermark, source.recent_from as "recentFrom", source.last_fault as fault
    from run_source r
    left join subject person on person.tenant_id = ${run.tenantId} and person.id = r.subject_id
    left join source on source.tenant_id = ${run.tenantId} and source.subject_id = r.subject_id
    where r.run_id = ${run.id}
      and case when r.again and r.state in ('pending', 'claimed') then 'done' else r.state end = any(${STATES[state]}::text[])
      and (${after === undefined}::boolean
           or (lower(coalesce(person.display_name, r.subject_id)), r.subject_id)
              > (lower(${after?.name ?? ''}::text), ${after?.id ?? ''}::text))
    order by lower(coalesce(person.display_name, r.subject_id)), r.subject_id
    limit ${page.limit}
  `.execute(session)
  return rows
}
