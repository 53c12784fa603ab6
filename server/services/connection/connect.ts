/**
 * The connection to a tenant: tested before it is saved, saved whole or not at all, and never read back.
 *
 *   none → active      saved after a good test
 *   active → failing   a later test of the stored credential, or a run, was refused
 *   failing → active   a later test or run went well, or a new credential was saved
 *   any → none         forgotten; archive and books remain
 */

import type { Billing } from '../../books/billing.ts'
import type { CheckRow, ConnectionRow, Connections } from '../../books/connections.ts'
import type { CreatedObjects, CreatedRow } from '../../books/created-objects.ts'
import type { Drafts } from '../../books/drafts.ts'
import type { Ledger } from '../../books/ledger.ts'
import type { Runs } from '../../books/runs.ts'
import type { Tenants } from '../../books/tenants.ts'
import type {
  Connection,
  ConnectionCheck,
  CreatedObject,
  Disconnected,
  SaveConnection,
  TestConnection,
  TestResult,
} from '../../contract/index.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { notice } from '../../domain/notice.ts'
import type { Operator } from '../../domain/operator.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Graph, Meter } from '../../graph/graph.ts'
import type { Sealer } from '../../secrets/keys.ts'
import { firstSettings, UNSAID } from '../metering/quota.ts'
import type { People } from '../people/people.ts'
import { noteBilling } from './billing-knowledge.ts'
import { type Chosen, chooseCredential, connectionChanged, sealedColumns } from './choose-credential.ts'
import type { AppCredential } from './credentials.ts'
import { sameCredential, statusAfter } from './status.ts'
import { oneMessage, requireOneLeft } from './test-meter.ts'

export type ConnectService = {
  get(operator: Operator): Promise<Connection>
  /** Reports each check as it completes; stores nothing. */
  test(
    operator: Operator,
    body: TestConnection,
    onCheck?: (check: ConnectionCheck) => void,
    signal?: AbortSignal,
  ): Promise<TestResult>
  /** Tests, then saves. Throws 422 `connection-test-failed` (with `checks`) or `cost-not-acknowledged`; then nothing is saved. */
  save(
    operator: Operator,
    body: SaveConnection,
    onCheck?: (check: ConnectionCheck) => void,
    signal?: AbortSignal,
  ): Promise<Connection>
  /** Throws 409 `run-under-way`. Forgetting twice is success. */
  forget(operator: Operator): Promise<Disconnected>
}

/** Microsoft 365 as one credential reaches it. */
export type Access = {
  readonly graph: Graph
  /** The checks in their order, each as it completes; ends with the first that fails. */
  check(testMailbox: string, signal?: AbortSignal): AsyncIterable<CheckRow>
}

export type ConnectDeps = {
  readonly connections: Connections
  readonly drafts: Drafts
  readonly createdObjects: CreatedObjects
  readonly billing: Billing
  readonly tenants: Tenants
  readonly ledger: Ledger
  readonly runs: Runs
  /** What a tenant has here, whatever becomes of its connection. */
  readonly countHoldings: (tenantId: string) => Promise<Disconnected['stays']>
  readonly people: Pick<People, 'readDirectory'>
  readonly sealer: Sealer
  readonly clock: Clock
  /** The ledger's meter for a tenant; every metered call of `openAccess` goes through the one it is given. */
  readonly createMeter: (tenantId: string) => Meter
  readonly openAccess: (credential: AppCredential, meter: Meter) => Access | Promise<Access>
  /** Of what follows a save. */
  readonly onError: (error: unknown) => void
  /** Called after a save: a suspended run may continue. */
  readonly onLimitChanged: (tenantId: string) => Promise<void>
  /** Called after a save: the connection is looked after from now on. */
  readonly onConnected: (tenantId: string) => Promise<void>
}

type OnCheck = ((check: ConnectionCheck) => void) | undefined

/** A test that was made: with what, and how it went. */
type Tested = {
  readonly ok: boolean
  readonly checks: CheckRow[]
  readonly chosen: Chosen
  readonly access: Access
}

export function createConnectService(deps: ConnectDeps): ConnectService {
  const { connections } = deps

  async function get(operator: Operator): Promise<Connection> {
    const row = await connections.find(operator.tenantId)
    return row === undefined ? NONE : toConnection(row)
  }

  async function test(
    operator: Operator,
    body: TestConnection,
    onCheck: OnCheck,
    signal: AbortSignal | undefined,
  ): Promise<Tested> {
    const chosen = await chooseCredential(deps, operator.tenantId, body)
    await deps.tenants.ensure(operator.tenantId)
    await requireOneLeft(deps.ledger, operator.tenantId)
    const access = await deps.openAccess(chosen.app, oneMessage(deps.createMeter(operator.tenantId)))
    const checks = await runChecks(access, body.testMailbox, onCheck, signal)
    await noteBilling(deps, chosen.app, checks)
    return { chosen, access, checks, ok: checks.at(-1)?.ok === true }
  }

  return {
    get,

    async test(operator, body, onCheck, signal) {
      const { ok, checks, chosen } = await test(operator, body, onCheck, signal)
      if (chosen.stored !== undefined && isOf(chosen.stored, body))
        await remember(deps, operator, chosen.stored, checks)
      return { ok, checks }
    },

    async save(operator, body, onCheck, signal) {
      if (!body.costAcknowledged) throw notAcknowledged()
      const tested = await test(operator, body, onCheck, signal)
      if (!tested.ok) throw testFailed(tested.checks)
      await deps.people.readDirectory(operator.tenantId, tested.access.graph)
      const row = await rowOf(deps, operator, body, tested)
      const isFirst = (await connections.find(operator.tenantId)) === undefined
      const { monthlyMessageLimit: monthlyLimit, regime = isFirst ? UNSAID.regime : undefined } = body
      // Price and currency remain as they are.
      const quota = {
        to: { monthlyLimit, ...(regime && { regime }) },
        first: await firstSettings(deps.ledger, operator.tenantId),
        by: operator,
      }
      if (tested.chosen.stored === undefined) await connections.save(row, quota)
      else if (!(await connections.update(row, quota))) throw connectionChanged('save the connection')
      await afterSaving(deps, operator.tenantId)
      return get(operator)
    },

    async forget({ tenantId }) {
      const open = await deps.runs.findOpen(tenantId)
      if (open !== undefined && open.state !== 'suspended') throw runUnderWay(open.id)
      const row = await connections.find(tenantId)
      await connections.forget(tenantId)
      const created = await deps.createdObjects.list(tenantId)
      return {
        applicationId: row?.applicationId ?? null,
        stays: await deps.countHoldings(tenantId),
        created: created.map(toCreated),
      }
    },
  }
}

async function runChecks(
  access: Access,
  testMailbox: string,
  onCheck: OnCheck,
  signal: AbortSignal | undefined,
): Promise<CheckRow[]> {
  const checks: CheckRow[] = []
  for await (const check of access.check(testMailbox, signal)) {
    checks.push(check)
    onCheck?.(check)
  }
  return checks
}

/** Whether a test with the stored credential was one of the connection: its outcome then says how that is. */
function isOf(row: ConnectionRow, body: TestConnection): boolean {
  return row.testMailbox.toLowerCase() === body.testMailbox.toLowerCase()
}

/** Unless the connection became another one meanwhile. */
async function remember(
  { connections, clock }: ConnectDeps,
  { tenantId, name }: Operator,
  tested: ConnectionRow,
  checks: readonly CheckRow[],
): Promise<void> {
  const now = await connections.find(tenantId)
  if (now === undefined || !sameCredential(now, tested)) return
  const test = { checks, at: clock.now(), by: name }
  await connections.setStatus(tenantId, statusAfter(now.status, checks), test)
}

/** The connection is saved whatever becomes of these; start-up does both again. */
async function afterSaving(deps: ConnectDeps, tenantId: string): Promise<void> {
  for (const follow of [deps.onLimitChanged, deps.onConnected]) await follow(tenantId).catch(deps.onError)
}

async function rowOf(
  deps: ConnectDeps,
  operator: Operator,
  body: SaveConnection,
  { chosen, access, checks }: Tested,
): Promise<ConnectionRow> {
  const now = deps.clock.now()
  const organization = await access.graph.organization()
  return {
    ...(await sealedColumns(deps, chosen, body, now)),
    tenantId: operator.tenantId,
    applicationId: chosen.app.applicationId,
    testMailbox: body.testMailbox,
    organizationName: organization.displayName,
    costAcknowledgedAt: now,
    costAcknowledgedBy: operator.name,
    status: 'active',
    checks,
    testedAt: now,
    testedBy: operator.name,
  }
}

const NONE: Connection = Object.freeze({
  status: 'none',
  applicationId: null,
  credential: null,
  testMailbox: null,
  organizationName: null,
  costAcknowledgedAt: null,
  checks: [],
  testedAt: null,
  testedBy: null,
})

export function toConnection(row: ConnectionRow): Connection {
  return {
    status: row.status,
    applicationId: row.applicationId,
    credential: {
      kind: row.credentialKind,
      hint: row.credentialHint,
      expiresAt: row.credentialExpiresAt && toInstant(row.credentialExpiresAt),
      setAt: toInstant(row.credentialSetAt),
      keyId: row.credentialKeyId,
    },
    testMailbox: row.testMailbox,
    organizationName: row.organizationName,
    costAcknowledgedAt: toInstant(row.costAcknowledgedAt),
    checks: [...row.checks],
    testedAt: toInstant(row.testedAt),
    testedBy: row.testedBy,
  }
}

function notAcknowledged(): VaultError {
  return new VaultError({
    code: 'cost-not-acknowledged',
    attempted: 'save the connection',
    why: 'you haven’t confirmed that messages may cost money, and that backups stop at the limit',
    hint: 'Select the checkbox that says you understand the cost, then save again.',
    status: 422,
  })
}

function testFailed(checks: readonly CheckRow[]): VaultError {
  const failed = checks.find(({ ok }) => !ok)
  return new VaultError({
    code: 'connection-test-failed',
    attempted: 'save the connection',
    why: failed?.detail ?? 'no check finished',
    hint: failed?.hint ?? 'Test the connection again.',
    status: 422,
    members: { checks },
  })
}

/** As the API returns it. */
export function toCreated({ at, ...created }: CreatedRow): CreatedObject {
  return { ...created, at: toInstant(at) }
}

function runUnderWay(runId: string): VaultError {
  return new VaultError({
    code: 'run-under-way',
    notice: notice('connection-in-use'),
    attempted: 'delete the credential',
    why: 'a backup is using it',
    hint: 'Cancel the run or wait until it ends, then disconnect.',
    status: 409,
    members: { runId },
  })
}
