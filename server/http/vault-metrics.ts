/**
 * Numbers of the vault for Prometheus, beside those of the process. They name tenants and say what backups cost, so they
 * are for METRICS_PORT, which people don't reach. deploy/ has a dashboard and alert rules over these names.
 */
import { Gauge, Registry } from 'prom-client'
import type { MeasuringService, TenantMeasures } from '../services/measuring.ts'
import type { Metrics } from './metrics.ts'

/** A value that isn't known is left out. */
type Value = number | undefined

const seconds = (at: Date | null): Value => (at === null ? undefined : at.getTime() / 1000)
const between = (from: Date | null, to: Date | null): Value =>
  from === null || to === null ? undefined : Math.max(0, (to.getTime() - from.getTime()) / 1000)

const OF_TENANTS: Readonly<
  Record<string, { readonly help: string; readonly value: (tenant: TenantMeasures, at: Date) => Value }>
> = {
  last_success_timestamp_seconds: {
    help: 'When the last backup that read everyone ended',
    value: ({ lastSuccess }) => seconds(lastSuccess),
  },
  last_run_timestamp_seconds: {
    help: 'When the last backup ended, however it did',
    value: ({ lastRun }) => seconds(lastRun),
  },
  oldest_unprotected_seconds: {
    help: 'For how long the person who is protected least wasn’t backed up',
    value: ({ protectedUntil }, at) => between(protectedUntil, at),
  },
  people_backed_up: { help: 'People of whom something was backed up', value: ({ people }) => people },
  messages_charged: {
    help: 'Messages charged by Microsoft, of all months',
    value: ({ charged }) => charged,
  },
  month_messages_charged: {
    help: 'Messages charged by Microsoft this month',
    value: ({ monthCharged }) => monthCharged,
  },
  month_messages_reserved: {
    help: 'Messages that may be charged for pages in progress',
    value: ({ monthReserved }) => monthReserved,
  },
  month_messages_limit: {
    help: 'The monthly limit; absent without one',
    value: ({ monthlyLimit }) => monthlyLimit ?? undefined,
  },
  secret_expiry_timestamp_seconds: {
    help: 'When the secret or certificate of the backup app expires; absent if that isn’t known',
    value: ({ credentialExpiresAt }) => seconds(credentialExpiresAt),
  },
  connection_active: {
    help: '1 if the last check of the connection succeeded',
    value: ({ connected }) => Number(connected),
  },
  graph_throttled_seconds: {
    help: 'For how much longer Microsoft asked to wait',
    value: ({ fencedUntil }, at) => between(at, fencedUntil) ?? 0,
  },
  archive_bytes: { help: 'Sealed messages in the archive', value: ({ archivedBytes }) => archivedBytes },
  archive_records: { help: 'Records in the archive', value: ({ archivedRecords }) => archivedRecords },
}

export function withVaultMetrics(
  { registry }: Metrics,
  measuring: MeasuringService,
): Pick<Metrics, 'registry'> {
  const own = new Registry()
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `chatvault_${name}`, help, labelNames, registers: [own] })
  const ofTenants = Object.entries(OF_TENANTS).map(([name, { help, value }]) => ({
    value,
    gauge: gauge(name, help, ['tenant']),
  }))
  const runs = gauge('runs', 'Backups by state', ['tenant', 'state'])
  const exportsWaiting = gauge('exports_waiting', 'Exports that are queued or being written')
  const databaseBytes = gauge('database_bytes', 'Size of the database')

  async function look(): Promise<void> {
    const measures = await measuring.measures()
    own.resetMetrics()
    for (const tenant of measures.tenants)
      for (const { gauge, value } of ofTenants) {
        const found = value(tenant, measures.at)
        if (found !== undefined) gauge.set({ tenant: tenant.tenant }, found)
      }
    for (const { tenant, state, runs: count } of measures.runs) runs.set({ tenant, state }, count)
    exportsWaiting.set(measures.exportsWaiting)
    databaseBytes.set(measures.databaseBytes)
  }

  return {
    registry: {
      contentType: registry.contentType,
      async metrics() {
        await look()
        return `${await registry.metrics()}\n${await own.metrics()}`
      },
    },
  }
}
