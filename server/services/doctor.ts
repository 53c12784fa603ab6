/**
 * How the connection is, part by part: its five checks, permissions it works without, billing, and how long the
 * credential lasts. Asked for by a person at any time, and once a day by itself.
 */
import type { Billing } from '../books/billing.ts'
import type { CheckRow, ConnectionRow, Connections, Tenants } from '../books/connections.ts'
import type { HealthItems, HealthRow } from '../books/health-items.ts'
import type { Ledger } from '../books/ledger.ts'
import type { Runs } from '../books/runs.ts'
import { type Clock, toInstant } from '../domain/clock.ts'
import { isOpen } from '../domain/run.ts'
import { VaultError } from '../domain/vault-error.ts'
import { isGranted, OPTIONAL_PERMISSIONS } from '../graph/connection-checks.ts'
import type { Meter } from '../graph/graph.ts'
import type { Health, HealthItem, HealthName } from '../http/contract.ts'
import type { Sealer } from '../secrets/keys.ts'
import { billingOf, noteBilling } from './billing-knowledge.ts'
import type { Access } from './connect.ts'
import { oneMessage, requireOneLeft } from './connection-meter.ts'
import { isBlameless, sameCredential, statusAfter } from './connection-status.ts'
import { expiryOf } from './credential-expiry.ts'
import { type AppCredential, openApp } from './credentials.ts'
import { nextCheckAt } from './health-schedule.ts'
import type { DoctorService } from './services.ts'

export type DoctorDeps = {
  readonly connections: Connections
  readonly healthItems: HealthItems
  readonly billing: Billing
  readonly tenants: Pick<Tenants, 'scope'>
  readonly ledger: Ledger
  readonly runs: Pick<Runs, 'list'>
  readonly sealer: Sealer
  readonly clock: Clock
  readonly fetchRoles: (app: AppCredential) => Promise<readonly string[]>
  readonly createMeter: (tenantId: string) => Meter
  readonly openAccess: (app: AppCredential, meter: Meter) => Access | Promise<Access>
}

export type Doctor = DoctorService & {
  /** Without a person; reads no message when a backup did in the last day, or unless `mayRead`. */
  examineDaily(tenantId: string, options: { mayRead: boolean; signal?: AbortSignal }): Promise<void>
}

type Item = Omit<HealthRow, 'checkedAt'> & { readonly name: HealthName }

const DAY_MS = 86_400_000
const CHECK_NAMES = ['token', 'permissions', 'organization', 'mailbox', 'export'] as const
const BY_ITSELF = 'Chatvault'

export function createDoctor(deps: DoctorDeps): Doctor {
  const { connections, healthItems, clock } = deps

  async function connectionOf(tenantId: string): Promise<ConnectionRow> {
    const row = await connections.find(tenantId)
    if (row === undefined) throw notConnected()
    return row
  }

  async function get(tenantId: string): Promise<Health> {
    const row = await connectionOf(tenantId)
    const now = clock.now()
    const kept = await healthItems.list(tenantId)
    // How long a credential lasts is known without asking, and changes from day to day.
    const items = kept.map((item) =>
      item.name === 'credential' ? { ...credentialItem(row, now), checkedAt: now } : item,
    )
    return {
      overall: worstOf(items),
      items: inOrder(items),
      nextCheckAt: toInstant(nextCheckAt(tenantId, now)),
    }
  }

  async function examine(
    tenantId: string,
    by: string,
    mayRead: boolean,
    onItem: (item: HealthItem) => void,
    signal: AbortSignal | undefined,
  ): Promise<Health> {
    const row = await connectionOf(tenantId)
    const items: HealthRow[] = []
    const note = (item: Item) => {
      const kept = { ...item, checkedAt: clock.now() }
      items.push(kept)
      onItem(toItem(kept))
    }
    const app = await openApp(deps.sealer, row)
    const checks: CheckRow[] = []
    for await (const check of checksOf(deps, row, app, mayRead, signal)) {
      checks.push(check)
      note(itemOf(check))
    }
    for (const name of CHECK_NAMES.slice(checks.length)) note(notReached(name))
    await noteBilling(deps, tenantId, checks)
    note(await optionalItem(deps, app, checks))
    note(await billingItem(deps, tenantId))
    note(credentialItem(row, clock.now()))
    await keep(row, items, checks, by)
    return get(tenantId)
  }

  /** Unless the connection became another one meanwhile. */
  async function keep(
    row: ConnectionRow,
    items: readonly HealthRow[],
    checks: readonly CheckRow[],
    by: string,
  ) {
    const now = await connections.find(row.tenantId)
    if (now === undefined || !sameCredential(now, row)) return
    await healthItems.replace(row.tenantId, items)
    const test = { checks, at: clock.now(), by }
    await connections.setStatus(row.tenantId, statusAfter(now.status, checks), test)
  }

  return {
    get: ({ tenantId }) => get(tenantId),
    examine: ({ tenantId, name }, onItem = () => undefined, signal) =>
      examine(tenantId, name, true, onItem, signal),
    async examineDaily(tenantId, { mayRead, signal }) {
      const hasRun = await hasGoodRun(deps, tenantId)
      await examine(tenantId, BY_ITSELF, mayRead && !hasRun, () => undefined, signal)
    },
  }
}

// ── The five checks ──────────────────────────────────────────────────────────────────────────────────────────────

/** As of a test; the last of them, which may cost a message, only where it may and the month has one left. */
async function* checksOf(
  deps: DoctorDeps,
  row: ConnectionRow,
  app: AppCredential,
  mayRead: boolean,
  signal: AbortSignal | undefined,
): AsyncGenerator<CheckRow> {
  const spared = mayRead ? await nothingLeft(deps, row.tenantId) : BACKUP_READ
  const access = await deps.openAccess(app, oneMessage(deps.createMeter(row.tenantId)))
  for await (const check of access.check(row.testMailbox, signal)) {
    yield check
    if (check.name === 'mailbox' && check.ok && spared !== undefined) {
      yield spared
      return
    }
  }
}

const BACKUP_READ: CheckRow = Object.freeze({
  name: 'export',
  ok: true,
  code: 'ok',
  detail: 'A backup read messages in the last day, so none was read for this check.',
  hint: '',
})

async function nothingLeft({ ledger }: DoctorDeps, tenantId: string): Promise<CheckRow | undefined> {
  try {
    await requireOneLeft(ledger, tenantId)
    return undefined
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    return { name: 'export', ok: false, code: error.code, detail: error.why, hint: error.hint }
  }
}

async function hasGoodRun({ runs, clock }: DoctorDeps, tenantId: string): Promise<boolean> {
  const last = (await runs.list(tenantId, { limit: 2 })).find(({ state }) => !isOpen(state))
  if (last?.endedAt == null || clock.now().getTime() - last.endedAt.getTime() > DAY_MS) return false
  return last.state === 'completed' || last.state === 'completed-with-faults'
}

// ── Items ────────────────────────────────────────────────────────────────────────────────────────────────────────

function itemOf(check: CheckRow): Item {
  const { name, ok, code, detail, hint } = check
  const state = ok ? 'green' : isBlameless(check) ? 'amber' : 'red'
  return { name, state, code, detail, hint }
}

function notReached(name: HealthName): Item {
  return {
    ...{ name, state: 'amber' },
    code: 'not-reached',
    detail: 'This was not looked at, because an earlier check failed.',
    hint: 'Solve that first, then check again.',
  }
}

/** What is missing matters when it is used; otherwise it is told and nobody is troubled. */
async function optionalItem(
  { fetchRoles, tenants }: DoctorDeps,
  app: AppCredential,
  checks: readonly CheckRow[],
): Promise<Item> {
  if (!checks.some(({ name, ok }) => name === 'permissions' && ok)) return notReached('optional')
  let roles: readonly string[]
  try {
    roles = await fetchRoles(app)
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    return { name: 'optional', state: 'amber', code: error.code, detail: error.why, hint: error.hint }
  }
  const missing = OPTIONAL_PERMISSIONS.filter((permission) => !isGranted(permission, roles))
  const names = missing.map(({ name }) => name)
  const usesGroups = (await tenants.scope(app.tenantId)).groupIds.length > 0
  if (names.includes('GroupMember.Read.All') && usesGroups)
    return {
      ...{ name: 'optional', state: 'amber' },
      code: 'group-permission-missing',
      detail: 'People are chosen by group, but the app may not read groups (GroupMember.Read.All).',
      hint: 'Add GroupMember.Read.All as an application permission and grant admin consent, or choose people without groups.',
    }
  const detail =
    names.length === 0
      ? 'Every permission that Chatvault can use is granted.'
      : `Not granted, and not needed now: ${names.join(', ')}.`
  return { name: 'optional', state: 'green', code: 'ok', detail, hint: '' }
}

async function billingItem(deps: DoctorDeps, tenantId: string): Promise<Item> {
  const { suggestion } = await billingOf(deps, tenantId)
  if (suggestion === 'nothing-to-do')
    return {
      ...{ name: 'billing', state: 'green' },
      ...{ code: 'ok', detail: 'Microsoft asks for no billing.', hint: '' },
    }
  return {
    ...{ name: 'billing', state: 'red' },
    code: 'billing-asked-for',
    detail: 'Microsoft asks for billing to be set up for this application.',
    hint:
      suggestion === 'associate'
        ? 'Associate the application with an Azure subscription: step "Billing" of the setup does it or shows how.'
        : 'The application is associated already. Check that the Azure subscription is active; a new association may need some minutes.',
  }
}

/** Green from the first warning on is amber, the last two weeks are red. */
function credentialItem(row: ConnectionRow, now: Date): Item {
  const { stage, days } = expiryOf(row.credentialExpiresAt, now)
  const what = row.credentialKind === 'secret' ? 'client secret' : 'certificate'
  if (days === undefined)
    return {
      ...{ name: 'credential', state: 'amber' },
      code: 'credential-end-unknown',
      detail: `Nobody told when the ${what} ends, so no warning will come.`,
      hint: 'Look it up in the app registration under Certificates & secrets, and enter the date on the Connection page.',
    }
  const name = 'credential'
  if (stage === undefined)
    return { name, state: 'green', code: 'ok', detail: `The ${what} lasts ${days} more days.`, hint: '' }
  return {
    ...{ name, state: stage <= 14 ? 'red' : 'amber' },
    code: 'credential-expires',
    detail:
      days < 0
        ? `The ${what} has expired.`
        : `The ${what} lasts ${days} more ${days === 1 ? 'day' : 'days'}.`,
    hint: 'Replace it on the Connection page: the old one stays in use until the new one works.',
  }
}

// ── Answers ──────────────────────────────────────────────────────────────────────────────────────────────────────

const ORDER: readonly string[] = [...CHECK_NAMES, 'optional', 'billing', 'credential'] satisfies HealthName[]

function inOrder(rows: readonly HealthRow[]): HealthItem[] {
  return rows.toSorted((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name)).map(toItem)
}

function toItem({ name, state, code, detail, hint, checkedAt }: HealthRow): HealthItem {
  return { name: name as HealthName, state, code, detail, hint, checkedAt: toInstant(checkedAt) }
}

function worstOf(items: readonly Pick<HealthRow, 'state'>[]): Health['overall'] {
  if (items.some(({ state }) => state === 'red')) return 'red'
  return items.length === 0 || items.some(({ state }) => state === 'amber') ? 'amber' : 'green'
}

function notConnected(): VaultError {
  return new VaultError({
    code: 'not-connected',
    attempted: 'look at the connection',
    why: 'this tenant has no connection',
    hint: 'Enter the application ID and secret on the Connection page, then test and save.',
    status: 409,
  })
}
