/**
 * How the connection is, part by part: its five checks, permissions it works without, billing, and how long the
 * credential lasts. Asked for by a person at any time, and once a day on its own.
 */
import type { CheckRow, ConnectionRow, Connections } from '../../books/connections.ts'
import type { HealthItems, HealthRow } from '../../books/health-items.ts'
import type { Health, HealthItem } from '../../contract/index.ts'
import { toInstant } from '../../domain/clock.ts'
import type { Operator } from '../../domain/operator.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { rowOf } from '../../graph/connection-checks.ts'
import type { Meter } from '../../graph/graph.ts'
import type { Sealer } from '../../secrets/keys.ts'
import { noteBilling } from '../connection/billing-knowledge.ts'
import type { Access } from '../connection/connect.ts'
import { type AppCredential, openApp } from '../connection/credentials.ts'
import { BY_ITSELF, CHECK_NAMES } from '../connection/drift.ts'
import { isBlameless, sameCredential, statusAfter } from '../connection/status.ts'
import { oneMessage } from '../connection/test-meter.ts'
import { type TimeLimit, timeLimit } from '../time-limit.ts'
import {
  billingItem,
  clockItem,
  credentialItem,
  type Item,
  type ItemDeps,
  inOrder,
  itemOf,
  notReached,
  optionalItem,
  toItem,
  worstOf,
} from './items.ts'
import { nextCheckAt } from './moments.ts'
import { type ExportDeps, type Spared, sparedExport, unaskedItem } from './spared-export.ts'

/** Throws 409 `not-connected` without a connection. */
export type HealthService = {
  get(operator: Operator): Promise<Health>
  examine(operator: Operator, onItem?: (item: HealthItem) => void, signal?: AbortSignal): Promise<Health>
}

export type HealthDeps = ItemDeps &
  ExportDeps & {
    readonly connections: Connections
    readonly healthItems: HealthItems
    readonly sealer: Sealer
    readonly createMeter: (tenantId: string) => Meter
    readonly openAccess: (app: AppCredential, meter: Meter) => Access | Promise<Access>
  }

export type HealthChecks = HealthService & {
  /** Without a person; reads one message at most for each planned look, and none that a backup has read. */
  examineDaily(tenantId: string, options: { plannedFor: Date; signal?: AbortSignal }): Promise<void>
}

/** A look at a connection that is well takes seconds. Microsoft may ask to wait for minutes: that is for the next one. */
export const LOOK_MS = 90_000

type Look = {
  readonly by: string
  readonly plannedFor?: Date
  readonly onItem: (item: HealthItem) => void
  readonly signal: AbortSignal | undefined
}

/** The checks that were made, and what represents the last one where it was not. */
type Checked = { readonly checks: readonly CheckRow[]; readonly spared: Spared | undefined }

export function createHealthService(deps: HealthDeps): HealthChecks {
  const { connections, healthItems, clock } = deps

  async function connectionOf(tenantId: string): Promise<ConnectionRow> {
    const row = await connections.find(tenantId)
    if (row === undefined) throw notConnected()
    return row
  }

  async function get(tenantId: string): Promise<Health> {
    const row = await connectionOf(tenantId)
    const now = clock.now()
    const items = new Map(checkItemsNow(row, await healthItems.list(tenantId)).map((it) => [it.name, it]))
    // These are known without asking anyone, and change between two looks.
    if (items.size > 0)
      for (const item of [await billingItem(deps, row), credentialItem(row, now), await clockItem(deps)])
        if (item !== undefined) items.set(item.name, { ...item, checkedAt: now })
    const all = [...items.values()]
    return { overall: worstOf(all), items: inOrder(all), nextCheckAt: toInstant(nextCheckAt(tenantId, now)) }
  }

  async function examine(tenantId: string, look: Look): Promise<Health> {
    const row = await connectionOf(tenantId)
    const before = await healthItems.list(tenantId)
    const items: HealthRow[] = []
    const note = (item: Item | HealthRow) => {
      const kept = { checkedAt: clock.now(), ...item }
      items.push(kept)
      look.onItem(toItem(kept))
    }
    const limit = timeLimit(clock, LOOK_MS, notInTime, look.signal)
    try {
      const checked = await check(row, look.plannedFor, limit, (done) => note(itemOf(done)))
      const { checks, spared } = checked
      if (spared !== undefined)
        note(
          'answer' in spared
            ? itemOf(spared.answer)
            : unaskedItem(spared.unasked, lastOf(before), clock.now()),
        )
      for (const name of CHECK_NAMES.slice(items.length)) note(notReached(name))
      await noteBilling(deps, row, checks)
      const fetchRoles = (app: AppCredential) => limit.race(deps.fetchRoles(app))
      note(await optionalItem({ ...deps, fetchRoles }, () => openApp(deps.sealer, row), checks))
      note(await billingItem(deps, row))
      note(credentialItem(row, clock.now()))
      const ofClock = await clockItem(deps)
      if (ofClock !== undefined) note(ofClock)
      await keep(row, items, checked, look.by)
    } finally {
      limit.end()
    }
    return get(tenantId)
  }

  /** As of a test. The last one may cost a message: whether it is made is decided when its turn comes. */
  async function check(
    row: ConnectionRow,
    plannedFor: Date | undefined,
    limit: TimeLimit,
    onCheck: (check: CheckRow) => void,
  ): Promise<Checked> {
    const checks: CheckRow[] = []
    const note = (check: CheckRow) => {
      checks.push(check)
      onCheck(check)
    }
    try {
      const access = await deps.openAccess(
        await openApp(deps.sealer, row),
        oneMessage(deps.createMeter(row.tenantId)),
      )
      const results = access.check(row.testMailbox, limit.signal)[Symbol.asyncIterator]()
      for (;;) {
        const next = await limit.race(results.next())
        if (next.done) return { checks, spared: undefined }
        note(next.value)
        if (next.value.name !== 'mailbox' || !next.value.ok) continue
        const spared = await sparedExport(deps, row, plannedFor)
        if (spared !== undefined) return { checks, spared }
      }
    } catch (error) {
      // A credential that cannot be opened or used, or no time left: asking again at once would bring the same.
      const name = CHECK_NAMES[checks.length]
      if (!(error instanceof VaultError) || name === undefined) throw error
      const passing = error.retry === 'never' ? {} : { passing: true as const }
      note({ name, ok: false, ...rowOf(error), ...passing })
      return { checks, spared: undefined }
    }
  }

  /**
   * Unless the connection became another one meanwhile. What no one could ask, and what Microsoft was away for, says
   * nothing about it: then it remains as the last test or run found it.
   */
  async function keep(
    row: ConnectionRow,
    items: readonly HealthRow[],
    { checks, spared }: Checked,
    by: string,
  ): Promise<void> {
    const now = await connections.find(row.tenantId)
    if (now === undefined || !sameCredential(now, row)) return
    await healthItems.replace(row.tenantId, items)
    const failed = checks.find(({ ok }) => !ok)
    const isSilent = spared !== undefined && ('unasked' in spared || now.status === 'failing')
    if (isSilent || (failed !== undefined && isBlameless(failed))) return
    const told = spared !== undefined && 'answer' in spared ? [...checks, spared.answer] : checks
    const test = { checks: told, at: items.at(-1)?.checkedAt ?? clock.now(), by }
    await connections.setStatus(row.tenantId, statusAfter(now.status, told), test)
  }

  return {
    get: ({ tenantId }) => get(tenantId),
    examine: ({ tenantId, name }, onItem = () => undefined, signal) =>
      examine(tenantId, { by: name, onItem, signal }),
    async examineDaily(tenantId, { plannedFor, signal }) {
      await examine(tenantId, { by: BY_ITSELF, plannedFor, onItem: () => undefined, signal })
    },
  }
}

function lastOf(items: readonly HealthRow[]): HealthRow | undefined {
  return items.find(({ name }) => name === 'export')
}

/** A test or a run since the last look knows better than it, as far as it went. */
function checkItemsNow(row: ConnectionRow, kept: readonly HealthRow[]): HealthRow[] {
  const lookedAt = Math.max(0, ...kept.map(({ checkedAt }) => checkedAt.getTime()))
  const isOvertaken = kept.length > 0 ? row.testedAt.getTime() > lookedAt : row.status === 'failing'
  if (!isOvertaken) return [...kept]
  const checkedAt = row.testedAt
  const items = new Map<string, HealthRow>(kept.map((item) => [item.name, item]))
  for (const check of row.checks) items.set(check.name, { ...itemOf(check), checkedAt })
  const failed = row.checks.find(({ ok }) => !ok)
  if (failed !== undefined)
    for (const name of CHECK_NAMES.slice(CHECK_NAMES.indexOf(failed.name) + 1))
      items.set(name, { ...notReached(name), checkedAt })
  return [...items.values()]
}

function notInTime(): VaultError {
  return new VaultError({
    code: 'not-in-time',
    attempted: 'check the connection',
    why: 'this couldn’t be checked in time, because Microsoft 365 didn’t answer or asked to wait',
    hint: 'You don’t need to do anything. Chatvault checks again automatically. To know sooner, check the connection yourself.',
    retry: 'later',
    status: 503,
  })
}

function notConnected(): VaultError {
  return new VaultError({
    code: 'not-connected',
    attempted: 'check the connection',
    why: 'this tenant has no connection',
    hint: 'Enter the application ID and secret on the Connection page, then test and save.',
    status: 409,
  })
}
