/** A sandbox tenant, and services that reach it over TLS with everything else real. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll } from 'vitest'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/index.ts'
import { createConnections } from '../books/create-connections.ts'
import { createLedger } from '../books/create-ledger.ts'
import { createRuns } from '../books/create-runs.ts'
import { createTenants } from '../books/create-tenants.ts'
import { cloudOf } from '../graph/cloud.ts'
import { composeGraph } from '../graph/compose.ts'
import { connectionChecks } from '../graph/connection-checks.ts'
import { connections as connectionPool, exchangeOver } from '../graph/exchange.ts'
import { memoryFence } from '../graph/fence.ts'
import type { Meter } from '../graph/graph.ts'
import { tokenSource } from '../graph/tokens.ts'
import { createMeter } from '../services/backup/meter.ts'
import { createConnectService } from '../services/connect.ts'
import { type AppCredential, openStoredCredential } from '../services/credentials.ts'
import { createPeopleService } from '../services/people.ts'
import { createQuotaService } from '../services/quota.ts'
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
export async function reachSandbox({ database, sealer }: TestVault, sandbox: Sandbox) {
  const clock = realClock
  const ledger = createLedger(database, clock)
  const runs = createRuns(database, clock)
  const connections = createConnections(database)
  const tenants = createTenants(database, clock)
  const woken: string[] = []
  const onLimitChanged = async (tenantId: string) => void woken.push(tenantId)
  const pool = connectionPool({ ca: await readFile(sandbox.caFile, 'utf8') })
  const cloud = cloudOf('global', { graphUrl: sandbox.url, loginUrl: sandbox.url })

  function openAccess(app: AppCredential, meter: Meter) {
    const exchange = exchangeOver(pool)
    const tokens = tokenSource({ cloud, ...app, exchange, clock })
    const graph = composeGraph({
      ...{ graphUrl: cloud.graphUrl, tokens, exchange, meter, clock, fence: memoryFence(clock) },
      random: Math.random,
      newRequestId: () => crypto.randomUUID(),
      retry: { attempts: 3 },
    })
    const check = (testMailbox: string, signal?: AbortSignal) =>
      connectionChecks({ tokens, graph, testMailbox, clock, ...(signal && { signal }) })
    return { graph, check }
  }

  const meterOf = (tenantId: string) => createMeter({ ledger, clock, workerId: 'test' }, tenantId)
  const openGraph = async (tenantId: string) =>
    openAccess(await openStoredCredential({ connections, sealer }, tenantId), meterOf(tenantId)).graph
  const people = createPeopleService({ database, tenants, clock, openGraph })
  return {
    ...{ ledger, runs, connections, tenants, people, woken },
    quota: createQuotaService({ ledger, runs, tenants, clock, onLimitChanged }),
    connect: createConnectService({
      ...{ connections, tenants, ledger, runs, people, sealer, clock, onLimitChanged },
      createMeter: meterOf,
      openAccess,
    }),
  }
}
