/** A tenant's Microsoft 365 over its credential: what each part of the product reaches it through, and what it may ask at once. */
import type { Connections } from '../books/connections.ts'
import type { Fences } from '../books/fences.ts'
import type { Ledger } from '../books/ledger.ts'
import { type GraphMail, graphMail } from '../delivery/graph-mail.ts'
import type { Clock } from '../domain/clock.ts'
import type { Room } from '../domain/room.ts'
import { composeGraph, type GraphOptions } from '../graph/compose.ts'
import { connectionChecks } from '../graph/connection-checks.ts'
import type { Cloud } from '../graph/entra/cloud.ts'
import { probeRegistration } from '../graph/entra/registration-probe.ts'
import { tokenSource } from '../graph/entra/tokens.ts'
import type { BillingModel } from '../graph/export-query.ts'
import type { Graph, Meter } from '../graph/graph.ts'
import type { ChatImport } from '../graph/importing/chat-import.ts'
import { composeImport } from '../graph/importing/compose-import.ts'
import { type Fence, memoryFence } from '../graph/limits/fence.ts'
import { LONGEST_FENCE_MS } from '../graph/limits/fenced.ts'
import type { Limits } from '../graph/limits/limits.ts'
import { readChatActivity } from '../graph/usage-report.ts'
import type { Exchange } from '../graph/wire/exchange.ts'
import type { Sealer } from '../secrets/keys.ts'
import { fraction, newUuid } from '../secrets/randomness.ts'
import type { Access } from './connection/connect.ts'
import { type AppCredential, openStoredCredential } from './connection/credentials.ts'
import type { Allowances } from './metering/allowances.ts'
import { createMeter } from './metering/meter.ts'

/** A connection test bears what passes within seconds; what remains is told, since someone waits for it. */
const TEST_RETRY = { attempts: 4, budgetMs: 30_000 }

type MailFrom = (sender: string) => GraphMail

type Reach = {
  readonly cloud: Cloud
  readonly limits: Partial<Limits>
  readonly exchange: Exchange
  readonly sealer: Sealer
  readonly room: Room
  readonly clock: Clock
  /** The machine's: MSAL reckons the life of tokens by it. */
  readonly tokenClock: Clock
  /** Never set. */
  readonly steady: Clock
  readonly fences: Fences
  readonly ledger: Ledger
  readonly allowances: Allowances
  readonly connections: Connections
  readonly workerId: string
  settleOrphans(): Promise<unknown>
}

/** Microsoft 365 by credential: one Graph per tenant while its credential remains, one fence per tenant always. */
export function createMicrosoft365(reach: Reach) {
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
  const opened = new Map<string, { key: string; graph: Graph; importing: ChatImport; mailFrom: MailFrom }>()

  async function compose(
    app: AppCredential,
    meter: Meter,
    { retry = {}, current }: { retry?: GraphOptions['retry']; current?: () => Promise<AppCredential> } = {},
  ) {
    const tokens = tokenSource({ cloud, ...app, exchange, clock: tokenClock, ...(current && { current }) })
    const common = {
      graphUrl: cloud.graphUrl,
      tokens,
      exchange,
      clock: steady,
      limits,
      retry,
      fence: await fenceOf(app.tenantId),
      random: fraction,
      newRequestId: newUuid,
    }
    const graph = composeGraph({ ...common, meter, billingModel: BILLING_MODEL })
    return {
      tokens,
      graph,
      importing: composeImport(common),
      mailFrom: (sender: string) => graphMail(common, sender),
    }
  }

  async function open(app: AppCredential) {
    const key = JSON.stringify([app.applicationId, app.credential])
    const before = opened.get(app.tenantId)
    if (before?.key === key) return before
    // A run that is in progress when the credential is replaced continues with the new one at its next token.
    const current = () => openStoredCredential({ connections, sealer }, app.tenantId)
    const meter = createMeter({ ledger, clock, workerId, allowances, settleOrphans, room }, app.tenantId)
    const { graph, importing, mailFrom } = await compose(app, meter, { current })
    const now = { key, graph, importing, mailFrom }
    opened.set(app.tenantId, now)
    return now
  }

  return {
    openGraph: async (app: AppCredential): Promise<Graph> => (await open(app)).graph,
    openImport: async (app: AppCredential): Promise<ChatImport> => (await open(app)).importing,
    /** Sends e-mail from a mailbox of the tenant. */
    openMail: async (app: AppCredential, sender: string): Promise<GraphMail> =>
      (await open(app)).mailFrom(sender),
    readChatActivity: (app: AppCredential) =>
      readChatActivity({
        graphUrl: cloud.graphUrl,
        exchange,
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
