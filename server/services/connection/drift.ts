/**
 * What a run says about the standing connection. It is refused by the same Microsoft 365 as a test, so its refusal is
 * named as a test's would be; and a run that ends well has shown that token, permissions and export are good.
 */

import type { Billing } from '../../books/billing.ts'
import type { CheckRow, Connections } from '../../books/connections.ts'
import type { Clock } from '../../domain/clock.ts'
import { type Notice, notice } from '../../domain/notice.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { rowOf } from '../../graph/connection-checks.ts'
import { GraphError } from '../../graph/wire/graph-error.ts'
import { noteBilling } from './billing-knowledge.ts'

export type DriftDeps = {
  readonly connections: Pick<Connections, 'find' | 'setStatus'>
  readonly billing: Billing
  readonly clock: Clock
}

/** Anyone who looks without a person. */
export const BY_ITSELF = 'Chatvault'

export const CHECK_NAMES = ['token', 'permissions', 'organization', 'mailbox', 'export'] as const

/** After a failed run: only refusals that are permanent and concern the whole tenant concern the connection. */
export async function noteRefusedRun(deps: DriftDeps, tenantId: string, thrown: unknown): Promise<void> {
  const failed = checkOf(thrown)
  if (failed !== undefined) await note(deps, tenantId, [failed])
}

/** After a run that read what it could. */
export async function noteGoodRun(deps: DriftDeps, tenantId: string): Promise<void> {
  await note(deps, tenantId, [
    good('token', notice('application-accepted'), 'Microsoft Entra accepted the application.'),
    good('permissions', notice('backup-read-people'), 'A backup could read people and messages.'),
    good('export', notice('backup-read-messages'), 'A backup could read messages.'),
  ])
}

async function note(deps: DriftDeps, tenantId: string, found: readonly CheckRow[]): Promise<void> {
  const row = await deps.connections.find(tenantId)
  if (row === undefined) return
  await noteBilling(deps, row, found)
  const failed = found.find(({ ok }) => !ok)
  // While all is as it was there is nothing to tell beyond what the last test found.
  if (failed === undefined && row.status === 'active') return
  const checks = CHECK_NAMES.flatMap((name) => {
    const known = found.find((it) => it.name === name) ?? row.checks.find((it) => it.name === name && it.ok)
    return known ?? []
  })
  const until = failed === undefined ? checks.length : checks.indexOf(failed) + 1
  const test = { checks: checks.slice(0, until), at: deps.clock.now(), by: BY_ITSELF }
  await deps.connections.setStatus(tenantId, failed === undefined ? 'active' : 'failing', test)
}

function good(name: CheckRow['name'], what: Notice, detail: string): CheckRow {
  return { name, ok: true, code: 'ok', notice: what, detail, hint: '' }
}

function checkOf(thrown: unknown): CheckRow | undefined {
  if (!(thrown instanceof VaultError) || thrown.retry !== 'never') return undefined
  const refused = { ok: false, ...rowOf(thrown) }
  // Refused before anyone is asked.
  if (thrown.code === 'bad-certificate') return { name: 'token', ...refused }
  if (!(thrown instanceof GraphError) || thrown.reach !== 'tenant') return undefined
  switch (thrown.httpStatus) {
    case 402:
      return { name: 'export', ...refused, asksForBilling: true }
    case 403:
      return { name: 'permissions', ...refused }
    case 401:
      return { name: 'organization', ...refused }
    default:
      return { name: 'token', ...refused }
  }
}
