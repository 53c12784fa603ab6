/** Books, archive and catalog as in production, for tests of runs; only Microsoft 365 is made up. */
import { TENANT, temporaryArchive } from '../../../archive/testing.ts'
import { createBilling } from '../../../books/billing.ts'
import { createConnections } from '../../../books/connections.ts'
import { createLedger } from '../../../books/create-ledger.ts'
import { createRuns } from '../../../books/create-runs.ts'
import { createTenants } from '../../../books/tenants.ts'
import { upsertSubjects } from '../../../catalog/recording-subjects.ts'
import type { Database } from '../../../database/database.ts'
import type { Clock } from '../../../domain/clock.ts'
import type { Strategy } from '../../../domain/run.ts'
import type { Graph } from '../../../graph/graph.ts'
import { meteredGraph } from '../../../graph/metered.ts'
import { openEmbeddedCopy } from '../../../testing/embedded-template.ts'
import { setQuota } from '../../../testing/set-quota.ts'
import { createTempDir } from '../../../testing/temp-dir.ts'
import { createAllowances } from '../../metering/allowances.ts'
import { createMeter } from '../../metering/meter.ts'
import { type BackupDeps, runBackup } from '../run-backup.ts'

export type MadeUp = {
  readonly database: Database
  readonly clock: Clock
  /** Object ids of everyone in scope now; they are their names too. */
  inScope(): readonly string[]
  /** Read before everyone else. */
  readonly first?: readonly string[]
  graph(workerId: string): Graph
}

/** An embedded database of its own. */
export async function openTemporary(): Promise<Database> {
  const dir = await createTempDir()
  const database = await openEmbeddedCopy(dir.path)
  return { ...database, close: () => database.close().finally(dir.remove) }
}

export async function makeVault({ database, clock, inScope, first = [], graph }: MadeUp) {
  const temporary = await temporaryArchive(clock)
  const { archive } = temporary
  const ledger = createLedger(database, clock)
  const runs = createRuns(database, clock)
  await createTenants(database, clock).ensure(TENANT)
  const setLimit = (monthlyLimit: number | null) =>
    setQuota(ledger, TENANT, { monthlyLimit, pricePerMessage: '0.00075', currency: 'USD', regime: 'metered' })
  await setLimit(null)
  const allowances = createAllowances({ archive, ledger })
  const woken: Date[] = []

  const deps = (workerId: string, over: Partial<BackupDeps> = {}): BackupDeps => ({
    database,
    runs,
    ledger,
    allowances,
    clock,
    // As if Microsoft's time were that of the clock.
    time: { isFresh: () => true, earliest: () => clock.now(), leadMs: () => 0 },
    workerId,
    lanes: 4,
    connections: createConnections(database),
    billing: createBilling(database),
    archive,
    people: {
      readDirectory: () => upsertSubjects(database.kysely, TENANT, inScope().map(personOf), clock.now()),
      subjectsInScope: async () => inScope().map(personOf),
      firstIds: async () => first,
    },
    room: { demand: async () => {} },
    liveWorkers: async () => ['A', 'B'],
    openGraph: async () =>
      meteredGraph(graph(workerId), createMeter({ ledger, clock, workerId, allowances }, TENANT)),
    wakeAt: async (_run, at) => void woken.push(at),
    ...over,
  })
  const start = async (
    id: string,
    strategy: Strategy = 'complete',
    subjectIds: readonly string[] | null = null,
  ) => {
    await runs.start({ id, tenantId: TENANT, strategy, trigger: 'manual', requestedBy: 'Mia', subjectIds })
    return id
  }
  const go = (id: string, given: BackupDeps, onStart: Parameters<typeof runBackup>[3] = () => {}) =>
    runBackup(given, TENANT, id, onStart)
  const look = async (id: string) => {
    const run = await runs.find(TENANT, id)
    if (run === undefined) throw new Error(`no run ${id}`)
    return run
  }
  return { database, temporary, ledger, runs, deps, start, go, look, setLimit, woken }
}

/** Somebody whose name is their id. */
export function personOf(id: string) {
  return { id, displayName: id, userPrincipalName: id, mail: null, enabled: true, userType: 'Member' }
}
