/** What the books say to the database about runs and their faults, whole statements. */
import { sql } from 'kysely'
import type { Session, Transaction } from '../database/database.ts'
import type { RunCoverage } from '../domain/coverage.ts'
import type { Fault, RunStage, RunState, RunTotals, Strategy } from '../domain/run.ts'
import type { ForecastMessages } from './forecasts.ts'
import type { Progress, RunReason, RunRow, Runs } from './runs.ts'

type Stage = { stageDone: number | null; stageTotal: number | null; stageShare: number | null }
type FlatRun = Omit<RunRow, 'totals' | 'progress'> & RunTotals & Stage
type RunKey = Pick<RunRow, 'id' | 'tenantId'>

const RUN = sql`
  id, tenant_id as "tenantId", state, strategy, trigger, late, forecast, requested_by as "requestedBy", subject_ids as "subjectIds",
  created_at as "createdAt", started_at as "startedAt", ended_at as "endedAt", stage, reason,
  cancel_requested as "cancelRequested", document_digest as "documentDigest",
  stage_started_at as "stageStartedAt", stage_done as "stageDone", stage_total as "stageTotal", stage_share as "stageShare",
  suspended_ms as "suspendedMs", suspended_at as "suspendedAt",
  subjects, subjects_done as "subjectsDone", subjects_skipped as "subjectsSkipped", subjects_failed as "subjectsFailed",
  fetched, charged, added, revised, unchanged, media, faults, coverage
`

function toRun(row: FlatRun): RunRow {
  const { subjects, subjectsDone, subjectsSkipped, subjectsFailed, ...counted } = row
  const { stageDone: done, stageTotal: total, stageShare, ...rest } = counted
  const { fetched, charged, added, revised, unchanged, media, faults, ...run } = rest
  const people = { subjects, subjectsDone, subjectsSkipped, subjectsFailed }
  return {
    ...run,
    progress:
      done === null || total === null
        ? null
        : { done, total, ...(stageShare !== null && { share: stageShare }) },
    totals: { ...people, fetched, charged, added, revised, unchanged, media, faults },
  }
}

/** Undefined when the tenant has an open run. */
export async function insertRun(
  session: Session,
  run: Parameters<Runs['start']>[0],
  at: Date,
): Promise<RunRow | undefined> {
  const { rows } = await sql<FlatRun>`
    insert into run (id, tenant_id, state, strategy, trigger, late, requested_by, subject_ids, created_at, clock_checked,
                     forecast)
    values (${run.id}, ${run.tenantId}, 'queued', ${run.strategy}, ${run.trigger}, ${run.late ?? false}, ${run.requestedBy},
            ${run.subjectIds}::text[], ${at}, true,
            (select messages from forecast
             where tenant_id = ${run.tenantId} and strategy = ${run.strategy}
               and subject_ids is not distinct from ${run.subjectIds}::text[]
               and at > ${at}::timestamptz - interval '1 hour'
               and at > coalesce((select max(created_at) from run where tenant_id = ${run.tenantId}), '-infinity')))
    on conflict (tenant_id) where state in ('queued', 'running', 'suspended') do nothing
    returning ${RUN}
  `.execute(session)
  return rows.map(toRun)[0]
}

export async function keepForecast(
  session: Session,
  runId: string,
  messages: ForecastMessages,
): Promise<void> {
  await sql`
    update run set forecast = ${JSON.stringify(messages)}::jsonb where id = ${runId} and forecast is null
  `.execute(session)
}

export async function findRun(
  session: Session,
  tenantId: string,
  runId: string,
): Promise<RunRow | undefined> {
  const { rows } = await sql<FlatRun>`
    select ${RUN} from run where tenant_id = ${tenantId} and id = ${runId}
  `.execute(session)
  return rows.map(toRun)[0]
}

export async function findOpenRun(session: Session, tenantId: string): Promise<RunRow | undefined> {
  const { rows } = await sql<FlatRun>`
    select ${RUN} from run where tenant_id = ${tenantId} and state in ('queued', 'running', 'suspended')
  `.execute(session)
  return rows.map(toRun)[0]
}

export async function listOpenRuns(session: Session): Promise<RunRow[]> {
  const { rows } = await sql<FlatRun>`
    select ${RUN} from run where state in ('queued', 'running', 'suspended') order by created_no
  `.execute(session)
  return rows.map(toRun)
}

export async function listRunsWithoutDocument(session: Session, tenantId: string): Promise<RunRow[]> {
  const { rows } = await sql<FlatRun>`
    select ${RUN} from run
    where tenant_id = ${tenantId} and ended_at is not null and document_digest is null
    order by ended_at, created_no
  `.execute(session)
  return rows.map(toRun)
}

export async function noteRunDocument(session: Session, runId: string, digest: string): Promise<void> {
  await sql`update run set document_digest = ${digest} where id = ${runId} and document_digest is null`.execute(
    session,
  )
}

/** Newest first; `before` is the id of the last run of the page before. */
export async function listRuns(
  session: Session,
  tenantId: string,
  page: { limit: number; before?: string },
): Promise<RunRow[]> {
  const before = page.before ?? null
  const { rows } = await sql<FlatRun>`
    select ${RUN} from run
    where tenant_id = ${tenantId}
      and (${before}::text is null
           or created_no < (select created_no from run where tenant_id = ${tenantId} and id = ${before}))
    order by created_no desc
    limit ${page.limit}
  `.execute(session)
  return rows.map(toRun)
}

export type RunMove = {
  readonly runId: string
  readonly from: RunState
  readonly to: RunState
  readonly at: Date
  readonly ends: boolean
  /** Undefined keeps the reason there is. */
  readonly reason: RunReason | null | undefined
  readonly documentDigest: string | undefined
  /** Only while this worker owns the run; anyone when undefined. */
  readonly workerId: string | undefined
}

/** Runs and removals are taken up one after the other: held until the transaction ends. */
export async function lockVaultOfRun(
  trx: Transaction,
  runId: string,
): Promise<{ tenantId: string } | undefined> {
  const { rows } = await sql<{ tenantId: string }>`
    select id as "tenantId" from tenant where id = (select tenant_id from run where id = ${runId})
    for no key update`.execute(trx)
  return rows[0]
}

/** Takes a run nobody owns, or whose owner is gone: not in the list, and without a row either. */
export async function ownRun(
  session: Session,
  runId: string,
  workerId: string,
  liveWorkerIds: readonly string[],
): Promise<boolean> {
  const { rows } = await sql`
    update run set worker_id = ${workerId}
    where id = ${runId} and state in ('queued', 'running', 'suspended')
      and (worker_id is null or worker_id = ${workerId}
           or (not worker_id = any (${liveWorkerIds}::text[])
               and not exists (select from worker w where w.id = run.worker_id)))
    returning id
  `.execute(session)
  return rows.length > 0
}

export async function disownRun(session: Session, runId: string, workerId: string): Promise<void> {
  await sql`update run set worker_id = null where id = ${runId} and worker_id = ${workerId}`.execute(session)
}

export async function updateRunState(session: Session, move: RunMove): Promise<boolean> {
  const { runId, from, to, at, ends, reason, documentDigest, workerId } = move
  const { rows } = await sql`
    update run set
      state = ${to},
      worker_id = case when ${to === 'running'}::boolean then worker_id end,
      started_at = case when ${to === 'running'}::boolean then coalesce(started_at, ${at}) else started_at end,
      suspended_ms = suspended_ms
        + coalesce(greatest(0, extract(epoch from ${at}::timestamptz - suspended_at) * 1000), 0)::bigint,
      suspended_at = case when ${to === 'suspended'}::boolean then ${at}::timestamptz end,
      ended_at = case when ${ends}::boolean then ${at}::timestamptz end,
      reason = case when ${reason === undefined}::boolean then reason else ${toJson(reason)}::jsonb end,
      document_digest = coalesce(${documentDigest ?? null}, document_digest)
    where id = ${runId} and state = ${from}
      and (${workerId ?? null}::text is null or worker_id = ${workerId ?? null})
    returning id
  `.execute(session)
  return rows.length > 0
}

export async function updateRunStrategy(session: Session, runId: string, strategy: Strategy): Promise<void> {
  await sql`update run set strategy = ${strategy} where id = ${runId} and state = 'suspended'`.execute(
    session,
  )
}

/** A stage that is begun again after a crash or a suspension keeps neither its start nor how far it was. */
export async function updateRunStage(
  session: Session,
  runId: string,
  stage: RunStage,
  at: Date,
): Promise<void> {
  await sql`
    update run set stage = ${stage}, stage_started_at = ${at}, stage_done = null, stage_total = null,
                   stage_share = null
    where id = ${runId}`.execute(session)
}

export async function updateRunProgress(
  session: Session,
  runId: string,
  { done, total, share }: Progress,
): Promise<void> {
  await sql`
    update run set stage_done = ${done}, stage_total = ${total}, stage_share = ${share ?? null}::float8 where id = ${runId}
  `.execute(session)
}

export async function updateRunCoverage(
  session: Session,
  runId: string,
  coverage: RunCoverage,
): Promise<void> {
  await sql`update run set coverage = ${JSON.stringify(coverage)}::jsonb where id = ${runId}`.execute(session)
}

export async function updateMediaToClosing(session: Session, runId: string): Promise<boolean> {
  const { rows } = await sql`
    update run set stage = 'closing' where id = ${runId} and state = 'running' and stage = 'media' returning id
  `.execute(session)
  return rows.length > 0
}

export async function markCancelRequested(session: Session, tenantId: string, runId: string): Promise<void> {
  await sql`
    update run set cancel_requested = true
    where tenant_id = ${tenantId} and id = ${runId} and state in ('queued', 'running', 'suspended')
  `.execute(session)
}

export async function countUpSegments(session: Session, runId: string): Promise<number | undefined> {
  const { rows } = await sql<{ sequence: number }>`
    update run set segment_sequence = segment_sequence + 1
    where id = ${runId}
    returning segment_sequence as sequence
  `.execute(session)
  return rows[0]?.sequence
}

export async function insertFault(session: Session, run: RunKey, fault: Fault, at: Date): Promise<void> {
  const counts = fault.kind === 'failure' || fault.kind === 'fault'
  await sql`
    with recorded as (
      insert into run_fault (tenant_id, run_id, subject_id, chat_id, kind, code, notice, detail, hint, at)
      values (${run.tenantId}, ${run.id}, ${fault.subjectId}, ${fault.chatId ?? null}, ${fault.kind}, ${fault.code},
              ${toJson(fault.notice)}::jsonb, ${fault.detail}, ${fault.hint}, ${at})
    )
    update run set faults = faults + 1
    where tenant_id = ${run.tenantId} and id = ${run.id} and ${counts}::boolean
  `.execute(session)
}

export async function listRunFaults(
  session: Session,
  tenantId: string,
  runId: string,
  page: { limit: number; after?: number },
): Promise<(Fault & { no: number; at: Date })[]> {
  const { rows } = await sql<Fault & { no: number; at: Date }>`
    select no, at, kind, subject_id as "subjectId", chat_id as "chatId", code, notice, detail, hint
    from run_fault
    where tenant_id = ${tenantId} and run_id = ${runId} and no > ${page.after ?? 0}
    order by no
    limit ${page.limit}
  `.execute(session)
  return rows
}

function toJson(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value)
}
