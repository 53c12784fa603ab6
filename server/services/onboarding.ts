/**
 * The setup of a connection: what the operator told, a credential that is not in use yet, and what Microsoft answered
 * about each step. It ends when the connection is saved; the list of what was created outlives it.
 */
import type { Billing } from '../books/billing.ts'
import type { ConnectionRow, Connections, Tenants } from '../books/connections.ts'
import type { Consents } from '../books/consents.ts'
import type { CreatedObjects } from '../books/created-objects.ts'
import type {
  DraftRow,
  OnboardingAnswers,
  OnboardingRow,
  Onboardings,
  StepRow,
} from '../books/onboardings.ts'
import type { Runs } from '../books/runs.ts'
import { toInstant } from '../domain/clock.ts'
import type { Operator } from '../domain/operator.ts'
import { VaultError } from '../domain/vault-error.ts'
import { type MadeCertificate, marksOfCertificate } from '../graph/make-certificate.ts'
import type { Onboarding, OnboardingProgress, OnboardingStepName, SetOnboarding } from '../http/contract.ts'
import type { Sealer } from '../secrets/keys.ts'
import { billingOf, noteBilling } from './billing-knowledge.ts'
import { toCreated } from './connect.ts'
import { openStoredCredential } from './credentials.ts'
import { draftOfCertificate, draftOfSecret, openDraft, requireSecretValue } from './drafts.ts'
import { type AskedStep, type CheckDeps, createLooks, type Subject } from './onboarding-checks.ts'
import { connectOf, STEP_NAMES, startOf, stepsOf, stepsOfConnection } from './onboarding-steps.ts'
import { balanceOf } from './quota.ts'
import type { OnboardingService } from './services.ts'

export type OnboardingDeps = CheckDeps & {
  readonly onboardings: Onboardings
  readonly createdObjects: CreatedObjects
  readonly billing: Billing
  readonly connections: Connections
  readonly consents: Pick<Consents, 'findLastAnswer'>
  readonly tenants: Pick<Tenants, 'ensure'>
  readonly runs: Pick<Runs, 'list'>
  readonly sealer: Sealer
  readonly makeCertificate: (tenantId: string, months: number, now: Date) => Promise<MadeCertificate>
}

const DISPLAY_NAME = 'Chatvault'

export function createOnboardingService(deps: OnboardingDeps): OnboardingService {
  const { onboardings, createdObjects, connections, clock, sealer } = deps

  async function get({ tenantId }: Operator): Promise<Onboarding> {
    const row = await onboardings.find(tenantId)
    const connection = await connections.find(tenantId)
    const created = await createdObjects.list(tenantId)
    return {
      ...answersOf(row, connection),
      credential: row?.draft ? draftOf(row.draft) : null,
      certificate: row?.draft?.certificate ? certificateOf(row.draft.certificate) : null,
      steps: stepsNow(row, connection),
      created: created.map(toCreated),
      billing: await billingOf(deps, tenantId),
      updatedAt: row === undefined ? null : toInstant(row.updatedAt),
    }
  }

  /** Answers of Microsoft about something that has changed since say nothing any more. */
  async function set(
    tenantId: string,
    change: Partial<OnboardingAnswers>,
    overtaken: readonly OnboardingStepName[],
  ): Promise<void> {
    await deps.tenants.ensure(tenantId)
    const rows = (await onboardings.find(tenantId))?.steps ?? []
    const steps = rows.filter(({ name }) => !overtaken.some((each) => each === name))
    await onboardings.set(tenantId, { ...change, steps }, clock.now())
  }

  async function keepDraft(tenantId: string, draft: DraftRow): Promise<void> {
    await set(tenantId, {}, ['credential'])
    await onboardings.setDraft(tenantId, draft, clock.now())
  }

  async function subjectOf(tenantId: string, row: OnboardingRow | undefined): Promise<Subject> {
    const connection = await connections.find(tenantId)
    const applicationId = row?.applicationId ?? connection?.applicationId ?? null
    const draft = await openDraft({ sealer }, tenantId, row)
    const isConnected = connection?.applicationId.toLowerCase() === applicationId?.toLowerCase()
    const credential =
      row?.applicationId && draft
        ? draft.credential
        : isConnected && connection
          ? (await openStoredCredential({ connections, sealer }, tenantId)).credential
          : undefined
    const lastAnswer =
      applicationId && (await deps.consents.findLastAnswer(tenantId, applicationId.toLowerCase()))
    return {
      ...{ tenantId, applicationId },
      app: applicationId && credential ? { tenantId, applicationId, credential } : undefined,
      testMailbox: row?.testMailbox ?? connection?.testMailbox ?? null,
      wanted: {
        leastSet: row?.leastSet ?? true,
        consentAccepted: lastAnswer ? lastAnswer.outcome === 'accepted' : false,
      },
    }
  }

  return {
    get,

    async set(operator, change) {
      const { tenantId } = operator
      if (change.applicationId?.toLowerCase() === tenantId.toLowerCase()) throw tenantIdPasted()
      const before = await onboardings.find(tenantId)
      await set(tenantId, columnsOf(change), overtakenBy(change, before))
      if (change.billing !== undefined) await setBilling(deps, tenantId, change.billing)
      return get(operator)
    },

    restart: ({ tenantId }) => onboardings.end(tenantId),

    async keepSecret(operator, { clientSecret, keyId, expiresAt: ends }) {
      requireSecretValue(clientSecret)
      const { tenantId } = operator
      const expiresAt = ends === undefined ? null : new Date(ends)
      const secret = { clientSecret, keyId: keyId ?? null, expiresAt }
      await keepDraft(tenantId, await draftOfSecret(sealer, tenantId, secret))
      return get(operator)
    },

    async makeCertificate(operator, { months }) {
      const { tenantId } = operator
      const made = await deps.makeCertificate(tenantId, months, clock.now())
      await keepDraft(tenantId, await draftOfCertificate(sealer, tenantId, made))
      return get(operator)
    },

    async check(operator, { upTo = 'connect', waitSeconds = 0 }, onStep = () => undefined, signal) {
      const { tenantId } = operator
      const row = await onboardings.find(tenantId)
      const subject = await subjectOf(tenantId, row)
      await deps.tenants.ensure(tenantId)
      const startedAt = clock.now()
      const until = new Date(startedAt.getTime() + waitSeconds * 1000)
      const looks = createLooks(deps, subject, { startedAt, until, onStep, signal })
      for (const name of askedUpTo(upTo)) {
        signal?.throwIfAborted()
        onStep(checking(name))
        const { finding, checks = [] } = await looks[name]()
        await noteBilling(deps, tenantId, checks)
        const at = clock.now()
        const step: StepRow = { name, ...finding, checkedAt: toInstant(at) }
        // A setup that ended, or began again with another application, has no use for the answer.
        const now = await onboardings.find(tenantId)
        if (now !== undefined && now.applicationId === row?.applicationId)
          await onboardings.set(
            tenantId,
            { steps: [...now.steps.filter((it) => it.name !== name), step] },
            at,
          )
        const waitedSeconds = Math.floor((at.getTime() - startedAt.getTime()) / 1000)
        onStep({ ...step, name, waitedSeconds })
      }
      return get(operator)
    },

    async noteCreated({ tenantId }, { applicationId = null, ...object }) {
      await deps.tenants.ensure(tenantId)
      return toCreated(await createdObjects.add(tenantId, { ...object, applicationId, at: clock.now() }))
    },

    strikeCreated: ({ tenantId }, id) => createdObjects.remove(tenantId, id),
  }
}

// ── What is answered ─────────────────────────────────────────────────────────────────────────────────────────────

/** Of a setup that is over, what the connection says. */
function answersOf(row: OnboardingRow | undefined, connection: ConnectionRow | undefined) {
  const { monthlyLimit } = row ?? {}
  return {
    way: row?.way ?? null,
    applicationId: row?.applicationId ?? connection?.applicationId ?? null,
    displayName: row?.displayName ?? DISPLAY_NAME,
    leastSet: row?.leastSet ?? false,
    testMailbox: row?.testMailbox ?? connection?.testMailbox ?? null,
    ...(monthlyLimit !== undefined && { monthlyMessageLimit: monthlyLimit }),
  }
}

function draftOf({ kind, hint, expiresAt, keyId }: DraftRow): Onboarding['credential'] {
  return { kind, hint, expiresAt: expiresAt && toInstant(expiresAt), keyId }
}

function certificateOf(publicPem: string): Onboarding['certificate'] {
  const marks = marksOfCertificate(publicPem)
  return { ...marks, expiresAt: toInstant(marks.expiresAt) }
}

function stepsNow(row: OnboardingRow | undefined, connection: ConnectionRow | undefined) {
  if (row?.applicationId == null && connection !== undefined)
    return stepsOf(stepsOfConnection(connection), {})
  const { way = null, applicationId = null, steps = [], updatedAt } = row ?? {}
  const testedAt = connection === undefined ? null : toInstant(connection.testedAt)
  const connect = connectOf(connection, applicationId)
  return stepsOf(steps, {
    start: {
      name: 'start',
      ...startOf(way, applicationId),
      checkedAt: updatedAt ? toInstant(updatedAt) : null,
    },
    connect: { name: 'connect', ...connect, checkedAt: connect.state === 'not-started' ? null : testedAt },
  })
}

// ── What is told ─────────────────────────────────────────────────────────────────────────────────────────────────

function columnsOf(change: SetOnboarding): Partial<OnboardingAnswers> {
  const { way, applicationId, displayName, leastSet, testMailbox, monthlyMessageLimit } = change
  return {
    ...(way !== undefined && { way }),
    ...(applicationId !== undefined && { applicationId }),
    ...(displayName !== undefined && { displayName }),
    ...(leastSet !== undefined && { leastSet }),
    ...(testMailbox !== undefined && { testMailbox }),
    ...(monthlyMessageLimit !== undefined && { monthlyLimit: monthlyMessageLimit }),
  }
}

function overtakenBy(change: SetOnboarding, before: OnboardingRow | undefined): OnboardingStepName[] {
  const { applicationId, leastSet } = change
  if (applicationId !== undefined && applicationId?.toLowerCase() !== before?.applicationId?.toLowerCase())
    return [...STEP_NAMES]
  return leastSet !== undefined && leastSet !== before?.leastSet ? ['permissions', 'consent'] : []
}

/** The regime has one place, the quota: tests and runs go by it. */
async function setBilling(
  deps: OnboardingDeps,
  tenantId: string,
  { regime, association }: NonNullable<SetOnboarding['billing']>,
): Promise<void> {
  if (association !== undefined) await deps.billing.set(tenantId, { association })
  if (regime === undefined) return
  const { monthlyLimit, pricePerMessage, currency } = await balanceOf(deps, tenantId)
  await deps.ledger.setQuota(tenantId, { monthlyLimit, pricePerMessage, currency, regime })
}

// ── What is asked ────────────────────────────────────────────────────────────────────────────────────────────────

function askedUpTo(upTo: OnboardingStepName): AskedStep[] {
  const names = STEP_NAMES.slice(0, STEP_NAMES.indexOf(upTo) + 1)
  return names.filter((name): name is AskedStep => name !== 'start' && name !== 'connect')
}

function checking(name: OnboardingStepName): OnboardingProgress {
  const nothing = { code: '', detail: '', hint: '', checkedAt: null }
  return { name, state: 'checking', ...nothing, waitedSeconds: 0 }
}

function tenantIdPasted(): VaultError {
  return new VaultError({
    code: 'tenant-id-pasted',
    attempted: 'keep the application ID',
    why: 'this is the Directory (tenant) ID of your organization, not the ID of the application',
    hint: 'Copy the "Application (client) ID". It stands above the Directory ID on the Overview page of the app registration.',
    status: 422,
  })
}
