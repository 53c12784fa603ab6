/**
 * Suggests a monthly limit from the best known basis: earlier backups here, else the tenant's usage report, else
 * published averages. The basis comes with it.
 */
import type { Connections } from '../../books/connections.ts'
import type { RunRow, Runs } from '../../books/runs.ts'
import type { Setups } from '../../books/setups.ts'
import type { LimitAdvice } from '../../contract/index.ts'
import { DAY_MS } from '../../domain/day.ts'
import type { Operator } from '../../domain/operator.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { isGranted, OPTIONAL_PERMISSIONS } from '../../graph/connection-checks.ts'
import type { Meter } from '../../graph/graph.ts'
import { type ChatActivity, REPORT_PERMISSION } from '../../graph/usage-report.ts'
import { findKept, type KeptDeps } from '../connection/choose-credential.ts'
import type { Access } from '../connection/connect.ts'
import type { AppCredential } from '../connection/credentials.ts'

export type LimitAdviceService = {
  /** Asks Microsoft what it can, within seconds; what does not come is left out, never an error. */
  advise(operator: Operator): Promise<LimitAdvice>
}

/**
 * Read by a backup for each person and month, every copy counted. 1,600: what Microsoft's former seeded capacity allowed a
 * licensed person (Learn: Payment models and licensing requirements for Microsoft Teams APIs). 4,100: 153 messages received
 * each working day (Microsoft Work Trend special report, June 2025), 21 days, and 800 sent (the same page of Learn).
 */
export const PUBLISHED_PER_PERSON = Object.freeze({ low: 1600, high: 4100 })

/** Copies of a message that is sent, by the same sources: 1,600 or 4,100 read for 800 sent. */
const COPIES = Object.freeze({ low: 2, high: 5 })

/** Someone waits in front of a form. */
const DIRECTORY_MS = 8000
const MONTH_DAYS = 30
/** The first backup reads all that is old, so only later ones tell; of fewer days they tell little. */
const LEAST_DAYS_OF_RUNS = 7
const RUNS_LOOKED_AT = 200
/** Some months are busier than those before. */
const BUSIER = 1.5

export type LimitAdviceDeps = KeptDeps & {
  readonly connections: Connections
  readonly setups: Setups
  readonly runs: Pick<Runs, 'list'>
  /** In scope, as the directory was read last; 0 before it was. */
  readonly countKnown: (tenantId: string) => Promise<number>
  readonly createMeter: (tenantId: string) => Meter
  readonly openAccess: (app: AppCredential, meter: Meter) => Access | Promise<Access>
  readonly fetchRoles: (app: AppCredential) => Promise<readonly string[]>
  readonly readChatActivity: (app: AppCredential) => Promise<ChatActivity>
}

export function createLimitAdvice(deps: LimitAdviceDeps): LimitAdviceService {
  return {
    async advise({ tenantId }) {
      const app = await findApp(deps, tenantId)
      const known = await deps.countKnown(tenantId)
      const people = known > 0 ? known : ((app && (await orNothing(countListed(deps, app)))) ?? null)
      const ofRuns = monthOfRuns(await deps.runs.list(tenantId, { limit: RUNS_LOOKED_AT }))
      if (ofRuns !== undefined) return advice('runs', people, { low: ofRuns, high: ofRuns * BUSIER })
      const report = app && (await reportOf(deps, app))
      if (report === undefined) return published(people)
      // The report counts everyone; a scope of fewer people reads their share of it.
      const everyone = app && (await orNothing(countListed(deps, app)))
      const share = people && everyone ? Math.min(1, people / everyone) : 1
      const sent = (report.sent / report.days) * MONTH_DAYS * share
      return advice('report', people, { low: sent * COPIES.low, high: sent * COPIES.high }, report.until)
    },
  }
}

async function findApp(deps: LimitAdviceDeps, tenantId: string): Promise<AppCredential | undefined> {
  const setup = await deps.setups.find(tenantId)
  const applicationId = setup?.applicationId ?? (await deps.connections.find(tenantId))?.applicationId
  return applicationId ? (await findKept(deps, tenantId, applicationId))?.app : undefined
}

/** Whom a backup of everyone would read, asked of the directory. */
async function countListed(deps: LimitAdviceDeps, app: AppCredential): Promise<number> {
  const { graph } = await deps.openAccess(app, deps.createMeter(app.tenantId))
  let people = 0
  for await (const page of graph.users(AbortSignal.timeout(DIRECTORY_MS)))
    people += page.filter(({ enabled, userType }) => enabled && userType !== 'Guest').length
  return people
}

/** Undefined where it is not permitted, does not come or counts nothing: then it tells nothing. */
async function reportOf(deps: LimitAdviceDeps, app: AppCredential): Promise<ChatActivity | undefined> {
  const roles = (await orNothing(deps.fetchRoles(app))) ?? []
  const permission = OPTIONAL_PERMISSIONS.find(({ name }) => name === REPORT_PERMISSION)
  if (permission === undefined || !isGranted(permission, roles)) return undefined
  const report = await orNothing(deps.readChatActivity(app))
  return report && report.days > 0 && report.sent > 0 ? report : undefined
}

/** Advice is worth less than an answer: what Microsoft does not tell now is left out. */
async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch((thrown: unknown) => {
    if (thrown instanceof VaultError || (thrown instanceof Error && thrown.name === 'TimeoutError'))
      return undefined
    throw thrown
  })
}

type Ended = Pick<RunRow, 'endedAt'> & { readonly totals: Pick<RunRow['totals'], 'charged'> }

/** Messages a month by the backups after the first; undefined while they span too few days. `rows` newest first. */
export function monthOfRuns(rows: readonly Ended[]): number | undefined {
  const ended = rows.filter(({ endedAt }) => endedAt !== null)
  const first = ended.at(-1)?.endedAt
  const last = ended[0]?.endedAt
  if (!first || !last) return undefined
  const days = (last.getTime() - first.getTime()) / DAY_MS
  if (days < LEAST_DAYS_OF_RUNS) return undefined
  const charged = ended.slice(0, -1).reduce((sum, { totals }) => sum + totals.charged, 0)
  return charged > 0 ? (charged / days) * MONTH_DAYS : undefined
}

type Range = { readonly low: number; readonly high: number }

function published(people: number | null): LimitAdvice {
  const { low, high } = PUBLISHED_PER_PERSON
  return people === null
    ? { basis: 'published', people, perPerson: { low, high }, month: null, until: null }
    : advice('published', people, { low: low * people, high: high * people })
}

function advice(
  basis: LimitAdvice['basis'],
  people: number | null,
  { low, high }: Range,
  until: string | null = null,
): LimitAdvice {
  const perPerson = people ? { low: Math.round(low / people), high: Math.round(high / people) } : null
  return { basis, people, perPerson, month: { low: rounded(low), high: rounded(high) }, until }
}

/** Up to two figures: 61,234 becomes 62,000. */
function rounded(messages: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, messages))) - 1)
  return Math.max(1, Math.ceil(messages / step) * step)
}
