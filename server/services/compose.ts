/**
 * The services over their ports: which is given what. Ports arrive open; `start` begins the work that nobody asked for
 * (recovery, jobs), `stop` ends it with every page under way durable.
 */
import { join } from 'node:path'
import type { Archive } from '../archive/archive.ts'
import { createAudit } from '../books/audit.ts'
import { createBilling } from '../books/billing.ts'
import { type Connections, createConnections } from '../books/connections.ts'
import { createConsents } from '../books/consents.ts'
import { createLedger } from '../books/create-ledger.ts'
import { createRuns } from '../books/create-runs.ts'
import { createCreatedObjects } from '../books/created-objects.ts'
import { createDrafts } from '../books/drafts.ts'
import { createFences, type Fences } from '../books/fences.ts'
import { createGroupMembers } from '../books/group-members.ts'
import { createHealthItems } from '../books/health-items.ts'
import type { Ledger } from '../books/ledger.ts'
import { createPreferences } from '../books/preferences.ts'
import { createSetups } from '../books/setups.ts'
import { createSigningKeys } from '../books/signing-keys.ts'
import { createTenants } from '../books/tenants.ts'
import { createTickets } from '../books/tickets.ts'
import { createWorkers, type RegisteredWorker } from '../books/workers.ts'
import { listConversationNames } from '../catalog/conversations.ts'
import { countHoldings } from '../catalog/holdings.ts'
import { countPeople } from '../catalog/people.ts'
import { countWantedMedia } from '../catalog/recording-media.ts'
import type { Database } from '../database/database.ts'
import type { Clock } from '../domain/clock.ts'
import type { Room } from '../domain/room.ts'
import { composeGraph, type GraphOptions } from '../graph/compose.ts'
import { connectionChecks } from '../graph/connection-checks.ts'
import type { Cloud } from '../graph/entra/cloud.ts'
import { makeCertificate } from '../graph/entra/make-certificate.ts'
import { probeRegistration } from '../graph/entra/registration-probe.ts'
import { tokenSource } from '../graph/entra/tokens.ts'
import type { BillingModel } from '../graph/export-query.ts'
import type { Graph, Meter } from '../graph/graph.ts'
import { type Fence, memoryFence } from '../graph/limits/fence.ts'
import { LONGEST_FENCE_MS } from '../graph/limits/fenced.ts'
import type { Limits } from '../graph/limits/limits.ts'
import { createMicrosoftTime } from '../graph/microsoft-time.ts'
import { readChatActivity } from '../graph/usage-report.ts'
import type { Exchange } from '../graph/wire/exchange.ts'
import type { Queue } from '../queue/queue.ts'
import type { Sealer } from '../secrets/keys.ts'
import { fraction, newUuid, randomHex } from '../secrets/randomness.ts'
import { createBrowseService } from './archive/browse.ts'
import { EXPORT_QUEUE } from './archive/export-job.ts'
import type { ExportLimits } from './archive/export-room.ts'
import { createExportService } from './archive/exports.ts'
import { createTicketService } from './archive/tickets.ts'
import { createAuditService } from './audit.ts'
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
import { type Access, createConnectService } from './connection/connect.ts'
import { type AppCredential, openStoredCredential } from './connection/credentials.ts'
import { dropOldDrafts } from './connection/drafts.ts'
import { createCredentialService } from './connection/replace-credential.ts'
import { createConsentService } from './consent/consent.ts'
import { createSigner } from './consent/signer.ts'
import { worstLeadOf } from './health/clock-warning.ts'
import { createHealthService } from './health/health.ts'
import { createHealthSchedule, HEALTH } from './health/schedule.ts'
import { HOUSEKEEPING, keepHouse } from './housekeeping.ts'
import { type Allowances, createAllowances } from './metering/allowances.ts'
import { createMeter } from './metering/meter.ts'
import { createQuotaService } from './metering/quota.ts'
import { createOverviewService } from './overview/overview.ts'
import { createPeopleService } from './people/people.ts'
import { createPreferenceService } from './preferences.ts'
import { createReadinessService } from './readiness.ts'
import type { Services } from './services.ts'
import { createLimitAdvice } from './setup/limit-advice.ts'
import { createSetupService } from './setup/setup.ts'

/** The queues of the product. Runs and tenants' exports take turns: what is asked for meanwhile follows. */
export const QUEUES = {
  [BACKUP]: 'after',
  [BACKUP_WAKE]: 'once',
  [EXPORT_QUEUE]: 'after',
  [HEALTH]: 'once',
  [HOUSEKEEPING]: 'once',
} as const

export type Ports = {
  readonly database: Database
  readonly archive: Archive
  readonly sealer: Sealer
  readonly queue: Queue
  readonly exchange: Exchange
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
  readonly dataDir: string
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
  /** Resolves when pages under way are durable, or after `graceMs`. */
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
  const dir = join(settings.dataDir, 'exports')
  const exports = createExportService({ database, archive, queue, clock, dir, limits: settings.exportLimits })
  const jobs = createBackupJobs({ queue, runs, clock })
  const microsoft365 = createMicrosoft365({
    ...{
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
    },
  })
  const openGraph = async (tenantId: string) =>
    microsoft365.openGraph(await openStoredCredential({ connections, sealer }, tenantId))
  const groupMembers = createGroupMembers(database)
  const people = createPeopleService({ database, tenants, groupMembers, clock, openGraph })
  const onLimitChanged = jobs.wakeSuspended
  const audit = createAuditService({ audit: createAudit(database, clock), db: database.kysely })
  const consents = createConsents(database)
  const { fetchRoles, openAccess } = microsoft365
  const setup = {
    ...{ connections, tenants, ledger, runs, sealer, clock, fetchRoles, openAccess, consents },
    ...{ setups: createSetups(database), drafts: createDrafts(database) },
    clockLead: worstLeadOf(time.leadMs, workers.worstLead),
    createdObjects: createCreatedObjects(database),
    ...{ billing: createBilling(database), healthItems: createHealthItems(database) },
    createMeter: (tenantId: string) =>
      createMeter({ ledger, clock, workerId, allowances, settleOrphans }, tenantId),
  }
  const health = createHealthService(setup)
  const healthSchedule = createHealthSchedule({ queue, health, connections, tenants, clock })

  const services: Services = {
    connect: createConnectService({
      ...{ ...setup, people, onLimitChanged, onConnected: healthSchedule.plan, onError: ports.onError },
      countHoldings: (tenantId) => countHoldings(database.kysely, tenantId),
    }),
    credential: createCredentialService(setup),
    health,
    setup: createSetupService({
      ...{ ...setup, makeCertificate },
      probeRegistration: microsoft365.probeRegistration,
    }),
    consent: createConsentService({
      ...{ ...setup, audit, ...settings },
      signer: createSigner({ signingKeys: createSigningKeys(database), sealer }),
    }),
    preferences: createPreferenceService({ preferences: createPreferences(database), tenants }),
    quota: createQuotaService({ ledger, runs, tenants, clock, onLimitChanged }),
    limitAdvice: createLimitAdvice({
      ...{ ...setup, readChatActivity: microsoft365.readChatActivity },
      countKnown: async (tenantId) => {
        const { scope } = await people.shownScope(tenantId)
        return (await countPeople(database.kysely, tenantId, scope)).inScope
      },
    }),
    people,
    runs: createRunService({
      ...{ database, runs, ledger, fences, connections, registry, clock },
      newRunId: () => newRunId(clock.now()),
      enqueue: jobs.enqueue,
      displayNames: people.displayNames,
      conversationNames: (tenantId, chatIds) => listConversationNames(database.kysely, tenantId, chatIds),
      imagesWanted: (tenantId) => countWantedMedia(database.kysely, tenantId),
    }),
    browse: createBrowseService({ database, archive }),
    exports,
    tickets: createTicketService({ tickets: createTickets(database), exports, clock }),
    overview: createOverviewService({ ...setup, database, people, room: ports.room }),
    audit,
    readiness: createReadinessService({ database, archive }),
  }

  let worker: RegisteredWorker | undefined
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
      }
      await workOnBackups({ ...work, queue, jobs, registry, openGraph, liveWorkers })
      await exports.work()
      await healthSchedule.work()
      const resuming = { runs, jobs, ledger, clock }
      const sweeps = [exports.sweep, () => dropOldDrafts(setup), () => resumeSuspended(resuming)]
      await keepHouse({ queue, clock, sweeps, onError: ports.onError })
      await resumeRuns({ ...resuming, liveWorkers })
    },
    async stop(graceMs) {
      await queue.stop(graceMs)
      await worker?.release()
    },
  }
}

/** A connection test bears what passes within seconds; what stays is told, since somebody waits for it. */
const TEST_RETRY = { attempts: 4, budgetMs: 30_000 }

type Reach = Ports &
  Settings & {
    readonly tokenClock: Clock
    readonly steady: Clock
    readonly fences: Fences
    readonly ledger: Ledger
    readonly allowances: Allowances
    readonly connections: Connections
    readonly workerId: string
    settleOrphans(): Promise<unknown>
  }

/** Microsoft 365 by credential: one Graph per tenant while its credential stays, one fence per tenant always. */
function createMicrosoft365(reach: Reach) {
  const {
    cloud,
    limits,
    exchange,
    clock,
    tokenClock,
    steady,
    fences,
    ledger,
    allowances,
    connections,
    sealer,
    workerId,
    settleOrphans,
    room,
  } = reach
  const fenceOf = createTenantFences(clock, steady, fences)
  const opened = new Map<string, { key: string; graph: Graph }>()

  async function compose(
    app: AppCredential,
    meter: Meter,
    { retry = {}, current }: { retry?: GraphOptions['retry']; current?: () => Promise<AppCredential> } = {},
  ) {
    const tokens = tokenSource({ cloud, ...app, exchange, clock: tokenClock, ...(current && { current }) })
    const graph = composeGraph({
      ...{
        graphUrl: cloud.graphUrl,
        tokens,
        exchange,
        meter,
        clock: steady,
        limits,
        retry,
        billingModel: BILLING_MODEL,
      },
      fence: await fenceOf(app.tenantId),
      random: fraction,
      newRequestId: newUuid,
    })
    return { tokens, graph }
  }

  return {
    async openGraph(app: AppCredential): Promise<Graph> {
      const key = JSON.stringify([app.applicationId, app.credential])
      const before = opened.get(app.tenantId)
      if (before?.key === key) return before.graph
      // A run that is under way when the credential is replaced goes on with the new one at its next token.
      const current = () => openStoredCredential({ connections, sealer }, app.tenantId)
      const meter = createMeter({ ledger, clock, workerId, allowances, settleOrphans, room }, app.tenantId)
      const { graph } = await compose(app, meter, { current })
      opened.set(app.tenantId, { key, graph })
      return graph
    },
    readChatActivity: (app: AppCredential) =>
      readChatActivity({
        ...{ graphUrl: cloud.graphUrl, exchange },
        tokens: tokenSource({ cloud, ...app, exchange, clock }),
      }),
    /** Of a token that is fetched for the question. */
    fetchRoles: (app: AppCredential) => tokenSource({ cloud, ...app, exchange, clock: tokenClock }).roles(),
    probeRegistration: (tenantId: string, applicationId: string) =>
      probeRegistration({ cloud, tenantId, applicationId, exchange, clock: tokenClock }),
    /** For a test: its own token, and few attempts. Its meter pays for one message at most. */
    async openAccess(app: AppCredential, meter: Meter): Promise<Access> {
      const { tokens, graph } = await compose(app, meter, { retry: TEST_RETRY })
      return {
        graph,
        check: (testMailbox, signal) =>
          connectionChecks({ tokens, graph, testMailbox, clock, ...(signal !== undefined && { signal }) }),
      }
    },
  }
}

/**
 * Backup is model B (Learn: Payment models and licensing requirements for Microsoft Teams APIs). Sent whatever the admin said
 * of charging: it is ignored since metering ended, and without it a tenant that is still metered gets 500 messages a month.
 */
const BILLING_MODEL: BillingModel = 'B'

/** Kept in the books as well: the tab, other processes and one that was restarted heed what one of them was told. */
function createTenantFences(
  clock: Clock,
  steady: Clock,
  fences: Fences,
): (tenantId: string) => Promise<Fence> {
  /** From one clock to the other. */
  const moved = (at: Date, from: Clock, to: Clock) =>
    new Date(at.getTime() - from.now().getTime() + to.now().getTime())
  const byTenant = new Map<string, Fence>()
  return async (tenantId) => {
    const fence =
      byTenant.get(tenantId) ??
      memoryFence(
        steady,
        (until) => void fences.raise(tenantId, moved(until, steady, clock)).catch(() => undefined),
      )
    byTenant.set(tenantId, fence)
    const told = await fences.find(tenantId)
    // One further away than any sign is taken at its word was written by a clock that was wrong.
    if (told !== undefined && told.getTime() <= clock.now().getTime() + LONGEST_FENCE_MS)
      fence.raise(moved(told, clock, steady))
    return fence
  }
}

/** Never set: pauses between requests last as long as they should, whatever is done to the machine's time. */
function steadyClock({ clock, monotonicMs }: Pick<Ports, 'clock' | 'monotonicMs'>): Clock {
  const begunMs = clock.now().getTime() - monotonicMs()
  return { now: () => new Date(begunMs + monotonicMs()), wait: clock.wait }
}

/** Sorts by time: `20261122T221300123Z-1f6b7c`. */
function newRunId(now: Date): string {
  return `${now.toISOString().replace(/[-:.]/g, '')}-${randomHex(3)}`
}
