/** Alerts over their ports: one part raises, one sends, one lets an admin say where to. */
import type { AlertChannels } from '../../books/alert-channels.ts'
import type { Alerts } from '../../books/alerts.ts'
import type { Connections } from '../../books/connections.ts'
import type { Ledger } from '../../books/ledger.ts'
import type { PreferenceBook } from '../../books/preferences.ts'
import type { SumRuns } from '../../books/run-sums.ts'
import type { Runs } from '../../books/runs.ts'
import type { Schedules } from '../../books/schedules.ts'
import type { Tenants } from '../../books/tenants.ts'
import type { UsageBook } from '../../books/usage.ts'
import type { Outside } from '../../delivery/outside.ts'
import type { Clock } from '../../domain/clock.ts'
import type { Queue } from '../../queue/queue.ts'
import type { Sealer } from '../../secrets/keys.ts'
import { newUuid, randomHex } from '../../secrets/randomness.ts'
import { createAlertChannelService } from './channels.ts'
import { createDeliverer } from './deliver.ts'
import { createAlertJobs } from './jobs.ts'
import { createMailer, type MailerDeps } from './mailer.ts'
import { createAlertService } from './raised.ts'
import { type AlertWatch, createAlertWatch } from './watch.ts'

export type AlertDeps = MailerDeps & {
  readonly alertBook: Alerts
  readonly alertChannels: AlertChannels
  readonly connections: Pick<Connections, 'find'>
  readonly ledger: Pick<Ledger, 'balance'>
  readonly runs: Pick<Runs, 'list' | 'findOpen' | 'listFaults'>
  readonly schedules: Pick<Schedules, 'find'>
  readonly usage: Pick<UsageBook, 'sum'>
  readonly sumRuns: SumRuns
  readonly tenants: Pick<Tenants, 'list' | 'ensure'>
  readonly preferences: Pick<PreferenceBook, 'find'>
  readonly outside: Outside
  readonly sealer: Sealer
  readonly queue: Queue
  readonly clock: Pick<Clock, 'now'>
  readonly publicUrl: string
  readonly onError: (error: unknown) => void
}

const SECRET_BYTES = 32

export function composeAlerts(deps: AlertDeps) {
  const { alertBook: alerts, alertChannels: channels } = deps
  const ids = { newId: newUuid, newSecret: () => randomHex(SECRET_BYTES) }
  const jobs = createAlertJobs({ ...deps, alerts, watch: () => watch, deliverer: () => deliverer })
  const watch = createAlertWatch({ ...deps, ...ids, alerts, enqueue: jobs.enqueue })
  const mailer = createMailer(deps)
  const deliverer = createDeliverer({ ...deps, alerts, sendMail: mailer.send })
  return {
    jobs,
    watch,
    onVerified: (tenantId: string, found: Verified) => tellOfDamage(watch, tenantId, found),
    deliverer,
    alerts: createAlertService({ alerts }),
    alertChannels: createAlertChannelService({ ...deps, ...ids, alerts, channels, deliverer, mailer }),
  }
}

/** What a check of the archive found. */
type Verified = { readonly damaged: number; readonly isFull: boolean }

/** Damage is over when all of the archive was read without any: a sample may have missed it. */
async function tellOfDamage(
  watch: Pick<AlertWatch, 'raise' | 'resolve'>,
  tenantId: string,
  { damaged, isFull }: Verified,
): Promise<void> {
  const event = 'verification-failed'
  if (damaged > 0) await watch.raise(tenantId, { event, cause: 'archive', data: { damaged } })
  else if (isFull) await watch.resolve(tenantId, event)
}
