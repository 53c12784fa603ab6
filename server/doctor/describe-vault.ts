/** What a support engineer has to know of a vault's database, as data that goes through JSON. Codes, counts, and times only. */
import {
  type Connected,
  countRecentFaults,
  listConnected,
  listRecentRuns,
  type RecentFault,
  type RecentRun,
} from '../books/recent.ts'
import type { Database } from '../database/database.ts'
import { type DatabaseDescription, describeDatabase, listMigrations } from '../database/describe.ts'
import { readMigrations } from '../database/migrate.ts'
import type { Clock } from '../domain/clock.ts'
import { DAY_MS } from '../domain/day.ts'
import { createMetrics } from '../http/metrics.ts'
import { withVaultMetrics } from '../http/vault-metrics.ts'
import { createMeasuringService } from '../services/measuring.ts'

/** Times are RFC 3339 texts once it went through JSON. */
export type VaultDescription = {
  readonly database: DatabaseDescription & { readonly kind: Database['kind'] }
  readonly migrations: {
    readonly applied: readonly {
      readonly number: number
      readonly name: string
      readonly appliedAt: string
    }[]
    /** Of this program, not applied yet: the next start does. */
    readonly missing: readonly string[]
    /** Applied by a newer program. */
    readonly unknown: readonly string[]
  }
  /** Undefined before the first start. */
  readonly work: Work | undefined
}

type Work = {
  readonly connections: readonly Json<Connected>[]
  readonly runs: readonly Json<RecentRun>[]
  readonly faults: readonly Json<RecentFault>[]
  /** As Prometheus reads it. */
  readonly metrics: string
}

type Json<T> = {
  readonly [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K]
}

const RUNS = 50
const FAULT_DAYS = 30

export async function describeVault(database: Database, clock: Clock): Promise<VaultDescription> {
  const { kysely, kind } = database
  const [applied, known] = await Promise.all([listMigrations(kysely), readMigrations()])
  const missing = namesOf(known, applied)
  const unknown = namesOf(applied, known)
  const isCurrent = missing.length === 0 && unknown.length === 0
  return asJson({
    database: { kind, ...(await describeDatabase(kysely)) },
    migrations: { applied, missing, unknown },
    work: isCurrent ? await describeWork(database, clock) : undefined,
  })
}

type Numbered = { readonly number: number; readonly name: string }

/** Of those that `others` don't have. */
function namesOf(migrations: readonly Numbered[], others: readonly Numbered[]): string[] {
  const numbers = new Set(others.map(({ number }) => number))
  return migrations.filter(({ number }) => !numbers.has(number)).map(({ name }) => name)
}

/** Asks for the newest columns: only of a database with this program's schema. */
async function describeWork(database: Database, clock: Clock) {
  const { kysely } = database
  const since = new Date(clock.now().getTime() - FAULT_DAYS * DAY_MS)
  const measuring = createMeasuringService({ database, clock })
  return {
    connections: await listConnected(kysely),
    runs: await listRecentRuns(kysely, RUNS),
    faults: await countRecentFaults(kysely, since),
    metrics: await withVaultMetrics(createMetrics(), measuring).registry.metrics(),
  }
}

function asJson(value: object): VaultDescription {
  return JSON.parse(JSON.stringify(value)) as VaultDescription
}
