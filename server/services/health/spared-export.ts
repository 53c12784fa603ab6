/**
 * Whether the last check may read its message. A check by a person may, while the month has one left. The daily one may
 * once a day, and not if a backup already shows the same. A part that isn't asked keeps its last result, above all a
 * failure.
 */

import type { Billing } from '../../books/billing.ts'
import type { CheckRow, ConnectionRow } from '../../books/connections.ts'
import type { HealthItems, HealthRow } from '../../books/health-items.ts'
import type { Ledger } from '../../books/ledger.ts'
import type { RunRow, Runs } from '../../books/runs.ts'
import type { Clock } from '../../domain/clock.ts'
import { DAY_MS } from '../../domain/day.ts'
import { notice } from '../../domain/notice.ts'
import { isOpen } from '../../domain/run.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { rowOf } from '../../graph/connection-checks.ts'
import { requireOneLeft } from '../connection/test-meter.ts'

export type ExportDeps = {
  readonly healthItems: Pick<HealthItems, 'claimRead'>
  readonly billing: Billing
  readonly ledger: Ledger
  readonly runs: Pick<Runs, 'list'>
  readonly clock: Clock
}

/** The result in place of a skipped check: another's answer, or the reason for skipping. */
export type Spared = { readonly answer: CheckRow } | { readonly unasked: Unasked }
type Unasked = Pick<HealthRow, 'code' | 'notice' | 'detail' | 'hint'>

/** Undefined: it may be asked. `plannedFor`: of a daily look. */
export async function sparedExport(
  deps: ExportDeps,
  row: ConnectionRow,
  plannedFor: Date | undefined,
): Promise<Spared | undefined> {
  if (plannedFor !== undefined) {
    const runs = await deps.runs.list(row.tenantId, { limit: 2 })
    if (await answersNow(deps, row, runs)) return { answer: BACKUP_READ }
    if (runs.some(({ state }) => state === 'running')) return { unasked: BACKUP_READS }
  }
  const nothingLeft = await whyNothingLeft(deps, row.tenantId)
  if (nothingLeft !== undefined) return { unasked: nothingLeft }
  if (plannedFor === undefined || (await deps.healthItems.claimRead(row.tenantId, plannedFor)))
    return undefined
  return { unasked: READ_ALREADY }
}

/** The item for what no one asked: a finding about the export remains; what never was one gives way to the reason. */
export function unaskedItem(unasked: Unasked, before: HealthRow | undefined, now: Date): HealthRow {
  const isFinding = before?.code !== undefined && !NO_FINDINGS.has(before.code)
  if (isFinding && (before.state === 'red' || unasked.code === NOT_ASKED)) return before
  return { name: 'export', state: 'amber', ...unasked, checkedAt: now }
}

const NOT_ASKED = 'not-asked'
const NO_FINDINGS: ReadonlySet<string> = new Set([NOT_ASKED, 'not-reached', 'not-in-time', 'quota-reached'])

const BACKUP_READ: CheckRow = Object.freeze({
  name: 'export',
  ok: true,
  code: 'ok',
  notice: notice('backup-read-lately'),
  detail: 'A backup read messages in the last day, so none was read for this check.',
  hint: '',
})

const LATER =
  'You don’t need to do anything. The next check asks again. To know now, check the connection yourself.'
const BACKUP_READS: Unasked = Object.freeze({
  code: NOT_ASKED,
  notice: notice('backup-reads-now'),
  detail: 'A backup is reading messages now, so none was read for this check.',
  hint: LATER,
})
const READ_ALREADY: Unasked = Object.freeze({
  code: NOT_ASKED,
  notice: notice('check-read-already'),
  detail: 'This check was interrupted and repeated, and Chatvault doesn’t read a second message for it.',
  hint: LATER,
})

/** A backup that went well after whatever failed says how the export is now. */
async function answersNow(
  { billing, clock }: ExportDeps,
  row: ConnectionRow,
  runs: readonly RunRow[],
): Promise<boolean> {
  const last = runs.find(({ state }) => !isOpen(state))
  if (last?.endedAt == null || clock.now().getTime() - last.endedAt.getTime() > DAY_MS) return false
  if (last.state !== 'completed' && last.state !== 'completed-with-faults') return false
  const { askedForAt } = await billing.find(row)
  const failedAt = row.checks.some(({ ok }) => !ok) ? row.testedAt : null
  return [askedForAt, failedAt].every((at) => at === null || at < (last.endedAt ?? at))
}

async function whyNothingLeft({ ledger }: ExportDeps, tenantId: string): Promise<Unasked | undefined> {
  try {
    await requireOneLeft(ledger, tenantId)
    return undefined
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    return rowOf(error)
  }
}
