/**
 * A setup's questions to Microsoft, in the order of the steps. One answer of the token endpoint serves several steps;
 * what Microsoft may only not have spread yet is asked again while the caller is willing to wait.
 */
import type { CheckRow } from '../../books/connections.ts'
import type { Ledger } from '../../books/ledger.ts'
import type { SetupProgress, SetupStepName } from '../../contract/index.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { rowOf } from '../../graph/connection-checks.ts'
import { askAgain } from '../../graph/entra/ask-again.ts'
import { knowsTheApplication } from '../../graph/entra/registration-probe.ts'
import { SPREADING } from '../../graph/entra/spreading.ts'
import type { Graph, Meter } from '../../graph/graph.ts'
import type { Access } from '../connection/connect.ts'
import type { AppCredential } from '../connection/credentials.ts'
import { oneMessage, requireOneLeft } from '../connection/test-meter.ts'
import type { Asked, Finding } from './steps.ts'
import * as steps from './steps.ts'

export type CheckDeps = {
  readonly ledger: Ledger
  readonly clock: Clock
  /** Of a token fetched now. */
  readonly fetchRoles: (app: AppCredential) => Promise<readonly string[]>
  /** Resolves when the tenant knows the application. */
  readonly probeRegistration: (tenantId: string, applicationId: string) => Promise<void>
  readonly createMeter: (tenantId: string) => Meter
  readonly openAccess: (app: AppCredential, meter: Meter) => Access | Promise<Access>
}

/** What a setup is about. */
export type Subject = {
  readonly tenantId: string
  readonly applicationId: string | null
  /** Undefined while there is no credential. */
  readonly app: AppCredential | undefined
  readonly testMailbox: string | null
  readonly wanted: steps.Wanted
}

export type Asking = {
  readonly until: Date
  readonly startedAt: Date
  readonly onStep: (step: SetupProgress) => void
  readonly signal: AbortSignal | undefined
}

/** Those that ask Microsoft. */
export type AskedStep = Exclude<SetupStepName, 'start' | 'connect'>

export type Look = { readonly finding: Finding; readonly checks?: readonly CheckRow[] }

/** Looks at one step after the other; the answers are kept between them. */
export function createLooks(deps: CheckDeps, subject: Subject, asking: Asking) {
  const { tenantId, applicationId, app, wanted } = subject
  const { clock } = deps
  let asked: Asked | undefined

  /** Until `stands`, or until time is up. What was answered for the step before comes first. */
  async function ask(
    name: AskedStep,
    stands: (answer: Asked) => boolean,
    findingOf: (answer: Asked) => Finding,
  ) {
    let known = asked
    const answer = await askAgain({
      ask: async () => {
        const first = known
        known = undefined
        return first ?? askOnce(deps, tenantId, applicationId ?? '', app)
      },
      again: (each) => !stands(each) && isWorthWaiting(each),
      clock,
      until: asking.until,
      signal: asking.signal,
      onWait: (each) => asking.onStep(waitingFor(name, findingOf(each), asking, clock)),
    })
    asked = answer
    return answer
  }

  const isPermitted = (answer: Asked) =>
    answer.kind === 'roles' && steps.missingOf(answer.roles, wanted).length === 0

  const looks: Record<AskedStep, () => Promise<Look>> = {
    async register() {
      if (applicationId === null) return { finding: steps.NO_APPLICATION }
      const findingOf = (answer: Asked) => steps.registerOf(answer, tenantId)
      const isKnown = (answer: Asked) => answer.kind !== 'refused' || knowsTheApplication(answer.error.code)
      return { finding: findingOf(await ask('register', isKnown, findingOf)) }
    },

    async credential() {
      if (applicationId === null) return { finding: steps.WAITS_FOR_APPLICATION }
      if (app === undefined) return { finding: steps.NO_CREDENTIAL }
      const findingOf = (answer: Asked) => steps.credentialOf(answer, app.credential.kind)
      return { finding: findingOf(await ask('credential', ({ kind }) => kind === 'roles', findingOf)) }
    },

    async permissions() {
      if (app === undefined) return { finding: steps.WAITS_FOR_CREDENTIAL }
      const findingOf = (answer: Asked) => steps.permissionsOf(answer, wanted)
      return { finding: findingOf(await ask('permissions', isPermitted, findingOf)) }
    },

    async consent() {
      if (app === undefined) return { finding: steps.WAITS_FOR_CREDENTIAL }
      const findingOf = (answer: Asked) => steps.consentOf(answer, wanted)
      return { finding: findingOf(await ask('consent', isPermitted, findingOf)) }
    },

    async billing() {
      if (app === undefined) return { finding: steps.WAITS_FOR_PERMISSIONS }
      const findingOf = () => steps.WAITS_FOR_PERMISSIONS
      const mayExport = (answer: Asked) =>
        answer.kind === 'roles' && steps.missingOf(answer.roles, { leastSet: true }).length === 0
      const answer = await ask('billing', mayExport, findingOf)
      return mayExport(answer) ? tryExport(deps, subject, app, asking.signal) : { finding: findingOf() }
    },
  }
  return looks

  /** Without any credential there is only the registration to wait for; roles may be missing for want of time. */
  function isWorthWaiting(answer: Asked): boolean {
    if (answer.kind !== 'refused') return answer.kind === 'roles'
    return steps.isPassing(answer) || SPREADING.has(answer.error.code)
  }
}

function waitingFor(
  name: SetupStepName,
  finding: Finding,
  { startedAt }: Pick<Asking, 'startedAt'>,
  clock: Clock,
): SetupProgress {
  const now = clock.now()
  const waitedSeconds = Math.floor((now.getTime() - startedAt.getTime()) / 1000)
  return { name, ...finding, state: 'checking', checkedAt: toInstant(now), waitedSeconds }
}

async function askOnce(
  { fetchRoles, probeRegistration }: CheckDeps,
  tenantId: string,
  applicationId: string,
  app: AppCredential | undefined,
): Promise<Asked> {
  try {
    if (app !== undefined) return { kind: 'roles', roles: await fetchRoles(app) }
    await probeRegistration(tenantId, applicationId)
    return { kind: 'known' }
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    return { kind: 'refused', error }
  }
}

// ── Billing ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** One message of the last day is asked for: at most one is counted. A 402 is the only way Microsoft asks for billing. */
async function tryExport(
  deps: CheckDeps,
  { tenantId, testMailbox }: Subject,
  app: AppCredential,
  signal: AbortSignal | undefined,
): Promise<Look> {
  try {
    await requireOneLeft(deps.ledger, tenantId)
    const access = await deps.openAccess(app, oneMessage(deps.createMeter(tenantId)))
    const mailbox = testMailbox ?? (await someMailbox(access.graph, signal))
    if (mailbox === undefined) return { finding: steps.NO_MAILBOX_TO_TRY }
    const check = await lastCheck(access, mailbox, signal)
    if (check === undefined) return { finding: steps.NO_MAILBOX_TO_TRY }
    const isGood = check.name === 'export' && check.ok
    return { finding: isGood ? steps.NOT_ASKED_FOR : steps.billingRefused(check), checks: [check] }
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    return { finding: steps.billingRefused(rowOf(error)) }
  }
}

async function lastCheck(access: Access, mailbox: string, signal: AbortSignal | undefined) {
  let last: CheckRow | undefined
  for await (const check of access.check(mailbox, signal)) last = check
  return last
}

/** Of the first page of the directory: the export is tried, not the person. */
async function someMailbox(graph: Graph, signal: AbortSignal | undefined): Promise<string | undefined> {
  for await (const page of graph.users(signal)) {
    const person = page.find(
      ({ mail, enabled, userType }) => mail !== null && enabled && userType !== 'Guest',
    )
    return person?.id
  }
  return undefined
}
