/** A sandbox tenant, and services that reach it over TLS with everything else real. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll } from 'vitest'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/index.ts'
import { createBilling } from '../books/billing.ts'
import { createConnections } from '../books/connections.ts'
import { createConsents } from '../books/consents.ts'
import { createLedger } from '../books/create-ledger.ts'
import { createRuns } from '../books/create-runs.ts'
import { createCreatedObjects } from '../books/created-objects.ts'
import { createDrafts } from '../books/drafts.ts'
import { createGroupMembers } from '../books/group-members.ts'
import { createHealthItems } from '../books/health-items.ts'
import { createQuotaChanges } from '../books/quota-changes.ts'
import { createSetups } from '../books/setups.ts'
import { createTenants } from '../books/tenants.ts'
import { countHoldings } from '../catalog/holdings.ts'
import type { Clock } from '../domain/clock.ts'
import { composeGraph } from '../graph/compose.ts'
import { connectionChecks } from '../graph/connection-checks.ts'
import { cloudOf } from '../graph/entra/cloud.ts'
import { makeCertificate } from '../graph/entra/make-certificate.ts'
import { probeRegistration } from '../graph/entra/registration-probe.ts'
import { tokenSource } from '../graph/entra/tokens.ts'
import type { Meter } from '../graph/graph.ts'
import { memoryFence } from '../graph/limits/fence.ts'
import { readChatActivity } from '../graph/usage-report.ts'
import { connections as connectionPool, exchangeOver } from '../graph/wire/exchange.ts'
import { createConnectService } from '../services/connection/connect.ts'
import { type AppCredential, openStoredCredential } from '../services/connection/credentials.ts'
import { createCredentialService } from '../services/connection/replace-credential.ts'
import { createHealthService } from '../services/health/health.ts'
import { createMeter } from '../services/metering/meter.ts'
import { createQuotaService } from '../services/metering/quota.ts'
import { createPeopleService } from '../services/people/people.ts'
import { createLimitAdvice } from '../services/setup/limit-advice.ts'
import { createSetupService } from '../services/setup/setup.ts'
import type { TestVault } from './archived-chats.ts'
import { realClock } from './fake-clock.ts'

/** One for the tests of the block this is called in. */
export function useSandbox(options: SandboxOptions = {}): () => Sandbox {
  let sandbox: Sandbox | undefined
  beforeAll(async () => {
    // Pages that are empty by chance would let a test's one message cost nothing, depending on the time of day.
    sandbox = await startSandbox({ port: 0, users: 8, messages: 300, emptyPageRate: 0, ...options })
  })
  afterAll(() => sandbox?.close())
  return () => {
    if (sandbox === undefined) throw new Error('The sandbox starts before the first test, not earlier')
    return sandbox
  }
}

/** Connect, people and quota over the vault's database; `woken` are the tenants whose limit was told to be changed. */
export async function reachSandbox(
  { database, sealer }: Pick<TestVault, 'database' | 'sealer'>,
  sandbox: Sandbox,
  clock: Clock = realClock,
  wake: (tenantId: string) => Promise<void> = async () => undefined,
) {
  const ledger = createLedger(database, clock)
  const runs = createRuns(database, clock)
  const connections = createConnections(database)
  const tenants = createTenants(database, clock)
  const woken: string[] = []
  const onLimitChanged = async (tenantId: string) => {
    await wake(tenantId)
    woken.push(tenantId)
  }
  const pool = connectionPool({ ca: await readFile(sandbox.caFile, 'utf8') })
  const cloud = cloudOf('global', { graphUrl: sandbox.url, loginUrl: sandbox.url })

  function openAccess(app: AppCredential, meter: Meter) {
    const exchange = exchangeOver(pool)
    const tokens = tokenSource({ cloud, ...app, exchange, clock })
    const graph = composeGraph({
      graphUrl: cloud.graphUrl,
      tokens,
      exchange,
      meter,
      clock,
      fence: memoryFence(clock),
      random: Math.random,
      newRequestId: () => crypto.randomUUID(),
      retry: { attempts: 3 },
      billingModel: 'B',
    })
    const check = (testMailbox: string, signal?: AbortSignal) =>
      connectionChecks({ tokens, graph, testMailbox, clock, ...(signal && { signal }) })
    return { graph, check }
  }

  const allowances = { cover: async () => () => undefined }
  const meterOf = (tenantId: string) => createMeter({ ledger, clock, workerId: 'test', allowances }, tenantId)
  const openGraph = async (tenantId: string) =>
    openAccess(await openStoredCredential({ connections, sealer }, tenantId), meterOf(tenantId)).graph
  const groupMembers = createGroupMembers(database)
  const people = createPeopleService({ database, tenants, groupMembers, clock, openGraph })
  const exchange = exchangeOver(pool)
  const planned: string[] = []
  const failed: unknown[] = []
  const setup = {
    connections,
    tenants,
    ledger,
    runs,
    sealer,
    clock,
    openAccess,
    createMeter: meterOf,
    setups: createSetups(database),
    drafts: createDrafts(database),
    createdObjects: createCreatedObjects(database),
    billing: createBilling(database),
    healthItems: createHealthItems(database),
    consents: createConsents(database),
    fetchRoles: (app: AppCredential) => tokenSource({ cloud, ...app, exchange, clock }).roles(),
  }
  return {
    ...setup,
    people,
    woken,
    planned,
    failed,
    quota: createQuotaService({
      ledger,
      changes: createQuotaChanges(database),
      displayNames: async () => new Map(),
      runs,
      tenants,
      clock,
      onLimitChanged,
    }),
    connect: createConnectService({
      ...setup,
      people,
      onLimitChanged,
      onConnected: async (tenantId) => void planned.push(tenantId),
      onError: (error) => void failed.push(error),
      countHoldings: (tenantId) => countHoldings(database.kysely, tenantId),
    }),
    limitAdvice: createLimitAdvice({
      ...setup,
      readChatActivity: (app) =>
        readChatActivity({
          graphUrl: cloud.graphUrl,
          exchange,
          tokens: tokenSource({ cloud, ...app, exchange, clock }),
        }),
      countKnown: async (tenantId) => (await people.subjectsInScope(tenantId)).length,
    }),
    health: createHealthService(setup),
    credential: createCredentialService(setup),
    setup: createSetupService({
      ...setup,
      makeCertificate,
      probeRegistration: (tenantId, applicationId) =>
        probeRegistration({ cloud, tenantId, applicationId, exchange, clock }),
    }),
  }
}
