/**
 * The services over their ports: which is given what. Ports arrive open; `start` begins the work that no one asked for
 * (recovery, jobs), `stop` ends it with every page in progress durable.
 */
import type { Archive } from '../archive/archive.ts'
import { createAlertChannels } from '../books/alert-channels.ts'
import { createAlerts } from '../books/alerts.ts'
import { createAudit } from '../books/audit.ts'
import { createBilling } from '../books/billing.ts'
import { createChargedKinds } from '../books/charged-kinds.ts'
import { createConnections } from '../books/connections.ts'
import { createConsents } from '../books/consents.ts'
import { createLedger } from '../books/create-ledger.ts'
import { createRuns } from '../books/create-runs.ts'
import { createCreatedObjects } from '../books/created-objects.ts'
import { createDrafts } from '../books/drafts.ts'
import { createFences } from '../books/fences.ts'
import { createForecasts } from '../books/forecasts.ts'
import { createGroupMembers } from '../books/group-members.ts'
import { createHealthItems } from '../books/health-items.ts'
import { createPreferences } from '../books/preferences.ts'
import { createQuotaChanges } from '../books/quota-changes.ts'
import { createRunSums } from '../books/run-sums.ts'
import { createSavedSearches } from '../books/saved-searches.ts'
import { createSchedules } from '../books/schedules.ts'
import { createSetups } from '../books/setups.ts'
import { createSigningKeys } from '../books/signing-keys.ts'
import { createTenants } from '../books/tenants.ts'
import { createTickets } from '../books/tickets.ts'
import { createUsageBook } from '../books/usage.ts'
import { createWorkers, type RegisteredWorker } from '../books/workers.ts'
import { listConversationNames } from '../catalog/conversations.ts'
import { countHoldings } from '../catalog/holdings.ts'
import { countPeople } from '../catalog/people.ts'
import { countWantedMedia } from '../catalog/recording-media.ts'
import type { Database } from '../database/database.ts'
import type { SendMail } from '../delivery/mail.ts'
import type { Outside } from '../delivery/outside.ts'
import type { Clock } from '../domain/clock.ts'
import type { Operator } from '../domain/operator.ts'
import type { Room } from '../domain/room.ts'
import type { MessageSelection } from '../domain/selection.ts'
import type { ExportFiles } from '../export-files/export-files.ts'
import type { Cloud } from '../graph/entra/cloud.ts'
import { makeCertificate } from '../graph/entra/make-certificate.ts'
import type { Limits } from '../graph/limits/limits.ts'
import { createMicrosoftTime } from '../graph/microsoft-time.ts'
import type { Exchange } from '../graph/wire/exchange.ts'
import type { Queue } from '../queue/queue.ts'
import type { Sealer } from '../secrets/keys.ts'
import { fraction, newUuid, randomHex } from '../secrets/randomness.ts'
import { composeAlerts } from './alerts/compose.ts'
import { ALERT_DELIVERY, ALERT_WATCH } from './alerts/jobs.ts'
import { createBrowseService } from './archive/browse.ts'
import { createIntegrityService } from './archive/integrity.ts'
import { sweepNightly } from './archive/nightly.ts'
import { createVerificationService, VERIFICATION_QUEUE } from './archive/verifications.ts'
import { createAuditService } from './audit.ts'
import { createAuditSeal } from './audit-seal.ts'
import {
  BACKUP,
  BACKUP_WAKE,
  createBackupJobs,
  resumeRuns,
  resumeSuspended,
  workOnBackups,
} from './backup/jobs.ts'
import { createRunRegistry } from './backup/run-registry.ts'
import { createRunService } from './backup/runs.ts'
import { createStrategyService } from './backup/strategy.ts'
import { createConnectService } from './connection/connect.ts'
import { openStoredCredential } from './connection/credentials.ts'
import { dropOldDrafts } from './connection/drafts.ts'
import { createCredentialService } from './connection/replace-credential.ts'
import { createConsentService } from './consent/consent.ts'
import { createSigner } from './consent/signer.ts'
import { EXPORT_QUEUE, enqueueExports } from './exports/export-job.ts'
import type { ExportLimits } from './exports/export-room.ts'
import { createExportSigner } from './exports/export-signer.ts'
import { createExportService } from './exports/exports.ts'
import { createTicketService } from './exports/tickets.ts'
import { createForecastService } from './forecast/forecast.ts'
import { worstLeadOf } from './health/clock-warning.ts'
import { createHealthService } from './health/health.ts'
import { createHealthSchedule, HEALTH } from './health/schedule.ts'
import { HOUSEKEEPING, keepHouse } from './housekeeping.ts'
import { createMeasuringService } from './measuring.ts'
import { createAllowances } from './metering/allowances.ts'
import { createMeter } from './metering/meter.ts'
import { createQuotaService } from './metering/quota.ts'
import { createUsageService } from './metering/usage.ts'
import { createMicrosoft365 } from './microsoft-365.ts'
import { createOverviewService } from './overview/overview.ts'
import { createPeopleService } from './people/people.ts'
import { createPreferenceService } from './preferences.ts'
import { createReadinessService } from './readiness.ts'
import { createReadingGate } from './reading/gate.ts'
import { createReadingPolicyService } from './reading/policy.ts'
import { createReadingRequestService } from './reading/requests.ts'
import { sweepRemovals, workOnRemovals } from './removal/carry-out.ts'
import { createErasureService } from './removal/erasures.ts'
import { createHoldService } from './removal/holds.ts'
import { REMOVAL_QUEUE } from './removal/jobs.ts'
import { createRetentionService } from './removal/retention.ts'
import { createRestoreService, RESTORE_QUEUE } from './restores/restores.ts'
import { createScheduleService } from './schedule/schedule.ts'
import { keepSchedules } from './schedule/start-due.ts'
import { chooseMessages } from './search/choose.ts'
import { createIndexer } from './search/indexer.ts'
import { createSavedSearchService } from './search/saved-searches.ts'
import { createSearchService } from './search/search.ts'
import type { Services } from './services.ts'
import { createLimitAdvice } from './setup/limit-advice.ts'
import { createSetupService } from './setup/setup.ts'

/** The queues of the product. Runs and tenants' exports take turns: requests that arrive in between follow. */
export const QUEUES = {
  [BACKUP]: 'after',
  [BACKUP_WAKE]: 'once',
  [EXPORT_QUEUE]: 'after',
  [VERIFICATION_QUEUE]: 'after',
  [RESTORE_QUEUE]: 'after',
  [REMOVAL_QUEUE]: 'after',
  [HEALTH]: 'once',
  [HOUSEKEEPING]: 'once',
  [ALERT_DELIVERY]: 'after',
  [ALERT_WATCH]: 'once',
} as const

export type Ports = {
  readonly database: Database
  readonly archive: Archive
  readonly sealer: Sealer
  readonly queue: Queue
  readonly exportFiles: ExportFiles
  readonly exchange: Exchange
  /** Addresses that tenants entered. */
  readonly outside: Outside
  /** Of the operator's mail server; undefined without one. */
  readonly smtp: SendMail | undefined
  readonly clock: Clock
  /** On the disks of this machine that backups write to. */
  readonly room: Room
  /** Milliseconds by a clock that is never set. */
  readonly monotonicMs: () => number
  /** Of what failed after an answer was given. */
  readonly onError: (error: unknown) => void
}

export type Settings = {
  readonly cloud: Cloud
  readonly limits: Partial<Limits>
  /** People read at the same time within a run. */
  readonly lanes: number
  readonly exportLimits: ExportLimits
  /** Where browsers reach us, and where they sign in; no slash at the end. */
  readonly publicUrl: string
  readonly signInUrl: string
}

export type Composed = {
  readonly services: Services
  /**
   * Registers this process, since connection tests reserve messages too, and takes jobs unless it is for the web alone.
   * `onLost`: its lock is gone; the process must end before another takes over what it does.
   */
  start(onLost: (cause: Error) => void, role: { takesJobs: boolean }): Promise<void>
  /** Resolves when pages in progress are durable, or after `graceMs`. */
  stop(graceMs: number): Promise<void>
}

/** Opens ledger, runs and the rest over the database, and puts the services on top. */
export async function composeServices(ports: Ports, settings: Settings): Promise<Composed> {
  const { database, archive, sealer, queue } = ports
  const time = createMicrosoftTime(ports)
  // Everything but the life of tokens, which MSAL reckons by the machine, goes by Microsoft's time.
  const { clock } = time
  const ledger = createLedger(database, clock)
  const allowances = createAllowances({ archive, ledger })
  const runs = createRuns(database, clock)
  const connections = createConnections(database)
  const tenants = createTenants(database, clock)
  const fences = createFences(database)
  const workers = createWorkers(database, clock, time.leadMs)
  const workerId = newUuid()
  const settleOrphans = async () => ledger.settleOrphans(await workers.live())
  const registry = createRunRegistry()
  const indexer = createIndexer({ ...ports, clock })
  const keys = { signingKeys: createSigningKeys(database), sealer }
  const choose = async (tenantId: string, selection: MessageSelection) => {
    const tenant = await archive.find(tenantId)
    const catchUp = async () => void (await indexer.catchUp(tenantId, WORDS_WITHIN_MS))
    return chooseMessages({ db: database.kysely, archive: tenant, catchUp }, tenantId, selection)
  }
  const gate = createReadingGate({ database, clock, choose })
  const exports = createExportService({
    ...ports,
    clock,
    indexer,
    gate,
    files: ports.exportFiles,
    limits: settings.exportLimits,
    signer: createExportSigner(keys),
  })
  const removing = { database, archive, indexer, queue, clock, newId: newUuid }
  const retention = createRetentionService(removing)
  const jobs = createBackupJobs({ queue, runs, clock })
  const microsoft365 = createMicrosoft365({
    ...ports,
    ...settings,
    clock,
    tokenClock: ports.clock,
    steady: steadyClock(ports),
    exchange: time.listen(ports.exchange),
    fences,
    ledger,
    allowances,
    connections,
    workerId,
    settleOrphans,
  })
  const credentialOf = (tenantId: string) => openStoredCredential({ connections, sealer }, tenantId)
  const openGraph = async (tenantId: string) => microsoft365.openGraph(await credentialOf(tenantId))
  const restores = createRestoreService({
    ...ports,
    gate,
    clock,
    indexer,
    newId: newUuid,
    workerId,
    openGraph,
    openImport: async (tenantId) => microsoft365.openImport(await credentialOf(tenantId)),
    fetchRoles: async (tenantId) => microsoft365.fetchRoles(await credentialOf(tenantId)),
  })
  const groupMembers = createGroupMembers(database)
  const people = createPeopleService({ database, tenants, groupMembers, clock, openGraph })
  const onLimitChanged = jobs.wakeSuspended
  const audit = createAuditService({
    audit: createAudit(database, clock, createAuditSeal(keys)),
    db: database.kysely,
    clock,
  })
  const preferences = createPreferences(database)
  const schedules = createSchedules(database)
  const usage = createUsageBook(database)
  const alerting = composeAlerts({
    ...ports,
    ...settings,
    clock,
    connections,
    ledger,
    runs,
    tenants,
    preferences,
    schedules,
    fetchRoles: async (tenantId) => microsoft365.fetchRoles(await credentialOf(tenantId)),
    openMail: async (tenantId, sender) => microsoft365.openMail(await credentialOf(tenantId), sender),
    usage,
    sumRuns: createRunSums(database),
    alertBook: createAlerts(database),
    alertChannels: createAlertChannels(database),
  })
  const verifications = createVerificationService({
    database,
    archive,
    queue,
    clock,
    newId: newUuid,
    onVerified: alerting.onVerified,
    checkAudit: audit.check,
  })
  /** What an admin changes may be what was warned of. */
  const lookAfter =
    <Args extends [Operator, ...unknown[]], Value>(act: (...args: Args) => Promise<Value>) =>
    async (...args: Args): Promise<Value> => {
      const value = await act(...args)
      await alerting.jobs.look(args[0].tenantId)
      return value
    }
  const consents = createConsents(database)
  const { fetchRoles, openAccess } = microsoft365
  const setup = {
    connections,
    tenants,
    ledger,
    runs,
    sealer,
    clock,
    fetchRoles,
    openAccess,
    consents,
    setups: createSetups(database),
    drafts: createDrafts(database),
    clockLead: worstLeadOf(time.leadMs, workers.worstLead),
    createdObjects: createCreatedObjects(database),
    billing: createBilling(database),
    healthItems: createHealthItems(database),
    createMeter: (tenantId: string) =>
      createMeter({ ledger, clock, workerId, allowances, settleOrphans }, tenantId),
  }
  const health = createHealthService(setup)
  const healthSchedule = createHealthSchedule({ queue, health, connections, tenants, clock })

  const connect = createConnectService({
    ...setup,
    people,
    onLimitChanged,
    onConnected: healthSchedule.plan,
    onError: ports.onError,
    countHoldings: (tenantId) => countHoldings(database.kysely, tenantId),
  })
  const quota = createQuotaService({
    ledger,
    changes: createQuotaChanges(database),
    displayNames: people.displayNames,
    runs,
    tenants,
    clock,
    onLimitChanged,
  })
  const { replace } = createCredentialService(setup)
  const forecast = createForecastService({
    database,
    connections,
    people,
    ledger,
    forecasts: createForecasts(database),
    clock,
    openGraph,
    random: fraction,
  })

  const services: Services = {
    connect: { ...connect, save: lookAfter(connect.save), forget: lookAfter(connect.forget) },
    credential: { replace: lookAfter(replace) },
    health: { ...health, examine: lookAfter(health.examine) },
    setup: createSetupService({
      ...setup,
      makeCertificate,
      probeRegistration: microsoft365.probeRegistration,
    }),
    consent: createConsentService({
      ...setup,
      audit,
      ...settings,
      signer: createSigner(keys),
    }),
    preferences: createPreferenceService({ preferences, tenants }),
    quota: { ...quota, set: lookAfter(quota.set) },
    limitAdvice: createLimitAdvice({
      ...setup,
      readChatActivity: microsoft365.readChatActivity,
      countKnown: async (tenantId) => {
        const { scope } = await people.shownScope(tenantId)
        return (await countPeople(database.kysely, tenantId, scope)).inScope
      },
    }),
    people,
    runs: createRunService({
      database,
      runs,
      ledger,
      fences,
      connections,
      registry,
      clock,
      newRunId: () => newRunId(clock.now()),
      enqueue: jobs.enqueue,
      displayNames: people.displayNames,
      conversationNames: (tenantId, chatIds) => listConversationNames(database.kysely, tenantId, chatIds),
      imagesWanted: (tenantId) => countWantedMedia(database.kysely, tenantId),
      strategyOf: tenants.strategy,
    }),
    strategy: createStrategyService({ database, tenants }),
    schedule: createScheduleService({ schedules, tenants, clock }),
    forecast,
    browse: createBrowseService({ database, archive, gate }),
    search: createSearchService({ db: database.kysely, archive, indexer, gate }),
    savedSearches: createSavedSearchService({
      savedSearches: createSavedSearches(database),
      tenants,
      clock,
      newId: newUuid,
      displayNames: people.displayNames,
    }),
    readingPolicy: createReadingPolicyService({ database, clock }),
    readingRequests: createReadingRequestService({ database, clock, newId: newUuid, choose }),
    exports,
    integrity: createIntegrityService({ database, schedules, clock }),
    verifications,
    restores,
    tickets: createTicketService({ tickets: createTickets(database), exports, clock }),
    holds: createHoldService(removing),
    retention,
    erasures: createErasureService(removing),
    overview: createOverviewService({ ...setup, database, people, schedules, room: ports.room }),
    usage: createUsageService({
      usage,
      kinds: createChargedKinds(database),
      ledger,
      clock,
      displayNames: people.displayNames,
    }),
    alerts: alerting.alerts,
    alertChannels: alerting.alertChannels,
    audit,
    readiness: createReadinessService({ database, archive }),
    measuring: createMeasuringService({ database, clock }),
  }

  let worker: RegisteredWorker | undefined
  let schedulesKept: Promise<void> | undefined
  const stopping = new AbortController()
  return {
    services,
    async start(onLost, { takesJobs }) {
      worker = await workers.register(workerId, onLost)
      await dropOldDrafts(setup)
      if (!takesJobs) return
      const liveWorkers = () => workers.live()
      const work = {
        database,
        runs,
        ledger,
        allowances,
        connections,
        billing: setup.billing,
        archive,
        people,
        room: ports.room,
        clock,
        time,
        workerId,
        lanes: settings.lanes,
        afterCommit: indexer.wake,
        forecastOf: forecast.forRun,
        onMoved: alerting.jobs.look,
      }
      await workOnBackups({ ...work, queue, jobs, registry, openGraph, liveWorkers })
      await exports.work()
      await verifications.work()
      await restores.work(liveWorkers)
      await workOnRemovals({
        ...removing,
        exportFiles: ports.exportFiles,
        liveWorkers,
        continueRun: async (tenantId) => {
          const run = await runs.findOpen(tenantId)
          if (run !== undefined && run.state !== 'suspended') await jobs.enqueue(run)
        },
        continueExports: (tenantId) => enqueueExports(queue, tenantId),
      })
      await healthSchedule.work()
      await alerting.jobs.work()
      const resuming = { runs, jobs, ledger, clock }
      const sweeps = [
        exports.sweep,
        retention.sweep,
        () => sweepRemovals(removing),
        () => dropOldDrafts(setup),
        () => resumeSuspended(resuming),
        indexer.wakeAll,
        () => sweepNightly({ database, schedules, clock, startNightly: verifications.startNightly }),
        alerting.jobs.sweep,
      ]
      await keepHouse({ queue, clock, sweeps, onError: ports.onError })
      await resumeRuns({ ...resuming, liveWorkers })
      const starting = { database, schedules, connections, runs, clock, onError: ports.onError }
      schedulesKept = keepSchedules(
        {
          ...starting,
          newRunId: () => newRunId(clock.now()),
          enqueue: jobs.enqueue,
          strategyOf: tenants.strategy,
        },
        stopping.signal,
      )
      await indexer.wakeAll()
    },
    async stop(graceMs) {
      stopping.abort()
      await schedulesKept
      await Promise.all([queue.stop(graceMs), indexer.stop()])
      await worker?.release()
    },
  }
}

/** How long reading by a request for words waits for what was committed last. */
const WORDS_WITHIN_MS = 2000

/** Never set: pauses between requests last as long as they should, whatever is done to the machine's time. */
function steadyClock({ clock, monotonicMs }: Pick<Ports, 'clock' | 'monotonicMs'>): Clock {
  const begunMs = clock.now().getTime() - monotonicMs()
  return { now: () => new Date(begunMs + monotonicMs()), wait: clock.wait }
}

/** Sorts by time: `20261122T221300123Z-1f6b7c`. */
function newRunId(now: Date): string {
  return `${now.toISOString().replace(/[-:.]/g, '')}-${randomHex(3)}`
}
