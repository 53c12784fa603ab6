/**
 * Positions move only in the transaction that records the segment they account for, and only for the worker that has
 * claimed the source. The span already read grows when a window is read to its last page; until then only the cursor
 * moves.
 */
import { sql } from 'kysely'
import type { Transaction } from '../database/database.ts'
import type { Position } from '../domain/position.ts'
import { VaultError } from '../domain/vault-error.ts'
import { FIRST_WINDOW_FROM } from '../domain/window.ts'

export type SourceMove = { readonly subjectId: string; readonly position: Position }

/** One page later: cursor and page size, or the end of the window as the new watermark. */
export async function moveSources(
  db: Transaction,
  tenantId: string,
  moves: readonly SourceMove[],
): Promise<void> {
  if (moves.length === 0) return
  const latest = [...new Map(moves.map((move) => [move.subjectId, move])).values()]
  const done = latest.filter(({ position }) => position.cursor === null && !position.gap)
  const filled = latest.filter(({ position }) => position.cursor === null && position.gap)
  const within = latest.filter((move) => move.position.cursor !== null)
  if (within.length > 0) await moveCursors(db, tenantId, within)
  if (done.length > 0) await moveWatermarks(db, tenantId, done)
  if (filled.length > 0) await closeGaps(db, tenantId, filled)
}

async function moveCursors(db: Transaction, tenantId: string, moves: readonly SourceMove[]): Promise<void> {
  await sql`
    update source s
    set window_from = m.window_from, window_to = m.window_to, cursor = m.cursor, top = m.top,
        window_senders = string_to_array(m.senders, ' '), window_is_gap = m.gap
    from unnest(${moves.map((m) => m.subjectId)}::text[], ${moves.map((m) => m.position.from)}::text[]::timestamptz[],
                ${moves.map((m) => m.position.to)}::text[]::timestamptz[],
                ${moves.map((m) => m.position.cursor)}::text[], ${moves.map((m) => m.position.top)}::int[],
                ${moves.map(sendersOf)}::text[], ${moves.map((m) => m.position.gap ?? false)}::boolean[])
      as m (subject_id, window_from, window_to, cursor, top, senders, gap)
    where s.tenant_id = ${tenantId} and s.subject_id = m.subject_id`.execute(db)
}

/** `withWindow` of domain/newest-first.ts: the watermark moves once nothing waits between it and what was read. */
async function moveWatermarks(
  db: Transaction,
  tenantId: string,
  moves: readonly SourceMove[],
): Promise<void> {
  await sql`
    update source s
    set watermark = case when reached then greatest(s.watermark, low_high.high) else s.watermark end,
        recent_from = case when not reached then low_high.low end,
        recent_to = case when not reached then low_high.high end,
        asked = case when s.watermark is null and s.recent_to is null then m.senders
                     when s.asked is null then m.senders
                     when m.senders is null then s.asked
                     else array(select unnest(s.asked) intersect select unnest(m.senders)) end,
        window_from = null, window_to = null, cursor = null, top = null, window_senders = null, window_is_gap = false
    from (select subject_id, window_from, window_to, string_to_array(senders, ' ') as senders from unnest(${moves.map((m) => m.subjectId)}::text[], ${moves.map((m) => m.position.from)}::text[]::timestamptz[],
                ${moves.map((m) => m.position.to)}::text[]::timestamptz[], ${moves.map(sendersOf)}::text[])
      as given (subject_id, window_from, window_to, senders)) m
    join source before on before.tenant_id = ${tenantId} and before.subject_id = m.subject_id
    cross join lateral (
      select least(before.recent_from, m.window_from) as low, greatest(before.recent_to, m.window_to) as high
    ) low_high
    cross join lateral (
      select low_high.low <= coalesce(before.watermark, ${FIRST_WINDOW_FROM}::timestamptz) as reached
    ) span
    where s.tenant_id = ${tenantId} and s.subject_id = m.subject_id`.execute(db)
}

/** The senders of a gap are given up to the watermark, like all others. */
async function closeGaps(db: Transaction, tenantId: string, moves: readonly SourceMove[]): Promise<void> {
  await sql`
    update source s
    set asked = case when s.asked is not null
                     then array(select unnest(s.asked) union select unnest(string_to_array(m.senders, ' '))) end,
        window_from = null, window_to = null, cursor = null, top = null, window_senders = null, window_is_gap = false
    from unnest(${moves.map((m) => m.subjectId)}::text[], ${moves.map(sendersOf)}::text[]) as m (subject_id, senders)
    where s.tenant_id = ${tenantId} and s.subject_id = m.subject_id`.execute(db)
}

/** As one text, since arrays of arrays have to be of one length. No id holds a space. */
function sendersOf({ position }: SourceMove): string | null {
  return position.senders?.join(' ') ?? null
}

export type PageCounts = {
  readonly fetched: number
  readonly added: number
  readonly revised: number
  readonly unchanged: number
  readonly media: number
}

/**
 * Adds to a run's totals; answers whether an operator asked to cancel it. Throws `run-lost` when another worker has the
 * run now: the transaction, and with it every position it moved, is undone. `workerId` null: of a run that has ended.
 */
export async function countPages(
  db: Transaction,
  tenantId: string,
  runId: string,
  workerId: string | null,
  counts: PageCounts,
): Promise<{ cancelRequested: boolean }> {
  const { rows } = await sql<{ cancelRequested: boolean }>`
    update run
    set fetched = fetched + ${counts.fetched}, added = added + ${counts.added}, revised = revised + ${counts.revised},
        unchanged = unchanged + ${counts.unchanged}, media = media + ${counts.media}
    where tenant_id = ${tenantId} and id = ${runId} and worker_id is not distinct from ${workerId}
    returning cancel_requested as "cancelRequested"`.execute(db)
  const [row] = rows
  if (row === undefined) throw runLost(runId, workerId)
  return row
}

function runLost(runId: string, workerId: string | null): VaultError {
  return new VaultError({
    code: 'run-lost',
    attempted: `record pages of run ${runId}`,
    why: `worker ${workerId} no longer owns it`,
    hint: 'You don’t need to do anything. Another worker took over because this one was considered dead, and continues.',
  })
}
