/**
 * The setup of a connection: the operator's values, a credential that isn't in use yet, and Microsoft's answer about
 * each step. It ends when the connection is saved; the list of created objects outlives it.
 */
import type { Billing } from '../../books/billing.ts'
import type { ConnectionRow, Connections } from '../../books/connections.ts'
import type { Consents } from '../../books/consents.ts'
import type { CreatedObjects } from '../../books/created-objects.ts'
import type { DraftRow, Drafts } from '../../books/drafts.ts'
import type { Runs } from '../../books/runs.ts'
import type { SetupChange, SetupRow, Setups, StepRow } from '../../books/setups.ts'
import type { Tenants } from '../../books/tenants.ts'
import type {
  ChangeSetup,
  CheckSetup,
  CreatedObject,
  MakeCertificate,
  NoteCreated,
  SetDraftSecret,
  Setup,
  SetupProgress,
  SetupStepName,
} from '../../contract/index.ts'
import { toInstant } from '../../domain/clock.ts'
import type { Operator } from '../../domain/operator.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { type MadeCertificate, marksOfCertificate } from '../../graph/entra/make-certificate.ts'
import type { Sealer } from '../../secrets/keys.ts'
import { billingOf, noteBilling } from '../connection/billing-knowledge.ts'
import { findKept } from '../connection/choose-credential.ts'
import { toCreated } from '../connection/connect.ts'
import {
  draftOfCertificate,
  draftOfSecret,
  findDraft,
  requireSecretValue,
  type SealedDraft,
} from '../connection/drafts.ts'
import { firstSettings } from '../metering/quota.ts'
import { type AskedStep, type CheckDeps, createLooks, type Subject } from './checks.ts'
import { connectOf, STEP_NAMES, startOf, stepsOf, stepsOfConnection } from './steps.ts'

export type SetupService = {
  get(operator: Operator): Promise<Setup>
  /** Throws 422 `tenant-id-pasted` for a directory id in the place of an application id. */
  set(operator: Operator, change: ChangeSetup): Promise<Setup>
  restart(operator: Operator): Promise<void>
  /** Throws 422 `secret-id-pasted`. */
  keepSecret(operator: Operator, body: SetDraftSecret): Promise<Setup>
  makeCertificate(operator: Operator, body: MakeCertificate): Promise<Setup>
  check(
    operator: Operator,
    body: CheckSetup,
    onStep?: (step: SetupProgress) => void,
    signal?: AbortSignal,
  ): Promise<Setup>
  /** Noting the same thing twice is noting it once. */
  noteCreated(operator: Operator, body: NoteCreated): Promise<CreatedObject>
  strikeCreated(operator: Operator, id: string): Promise<void>
}

export type SetupDeps = CheckDeps & {
  readonly setups: Setups
  readonly drafts: Drafts
  readonly createdObjects: CreatedObjects
  readonly billing: Billing
  readonly connections: Connections
  readonly consents: Pick<Consents, 'findLastAnswer'>
  readonly tenants: Pick<Tenants, 'ensure'>
  readonly runs: Pick<Runs, 'list'>
  readonly sealer: Sealer
  readonly makeCertificate: (tenantId: string, months: number, now: Date) => Promise<MadeCertificate>
}

/** As the printed guide says it. */
const DISPLAY_NAME = 'Chatvault backup'
/** Where no one chose: nothing is granted that no part of Chatvault uses yet. */
const LEAST_SET = true
/** A consent shows in tokens within minutes; what still does not is something else. */
const CONSENT_SHOWS_MS = 60 * 60_000

export function createSetupService(deps: SetupDeps): SetupService {
  const { setups, createdObjects, connections, clock } = deps

  async function get({ tenantId }: Operator): Promise<Setup> {
    const draft = await findDraft(deps, tenantId, 'setup')
    const replacement = await findDraft(deps, tenantId, 'replacement')
    const row = await setups.find(tenantId)
    const connection = await connections.find(tenantId)
    const created = await createdObjects.list(tenantId)
    return {
      ...answersOf(row, connection),
      credential: draft ? draftOf(draft) : null,
      certificate: certificateOf(draft),
      replacementCertificate: certificateOf(replacement),
      steps: stepsNow(row, connection),
      created: created.map(toCreated),
      billing: await billingOf(deps, tenantId, row?.applicationId ?? connection?.applicationId ?? null),
      updatedAt: row === undefined ? null : toInstant(row.updatedAt),
    }
  }

  async function change(tenantId: string, what: SetupChange): Promise<void> {
    await deps.tenants.ensure(tenantId)
    await setups.change(tenantId, (now) => changeOf(now, what), clock.now())
  }

  async function keepDraft(tenantId: string, draft: SealedDraft): Promise<void> {
    await deps.tenants.ensure(tenantId)
    const decide = (now: SetupRow | undefined) =>
      changeOf(now, { draft: { ...draft, applicationId: now?.applicationId ?? null } })
    await setups.change(tenantId, decide, clock.now())
  }

  async function keepReplacement(tenantId: string, draft: SealedDraft): Promise<void> {
    const connection = await connections.find(tenantId)
    if (connection === undefined) throw nothingToReplace()
    await deps.drafts.keep(tenantId, 'replacement', { ...draft, applicationId: connection.applicationId })
  }

  async function subjectOf(tenantId: string, row: SetupRow | undefined): Promise<Subject> {
    const connection = await connections.find(tenantId)
    const applicationId = row?.applicationId ?? connection?.applicationId ?? null
    return {
      tenantId,
      applicationId,
      app: applicationId ? (await findKept(deps, tenantId, applicationId))?.app : undefined,
      testMailbox: row?.testMailbox ?? connection?.testMailbox ?? null,
      wanted: {
        leastSet: row?.leastSet ?? LEAST_SET,
        consentAccepted: applicationId ? await isConsentOnItsWay(tenantId, applicationId, row) : false,
      },
    }
  }

  /** Accepted so lately that it may not show yet, and not seen in a token since: then it was taken back. */
  async function isConsentOnItsWay(
    tenantId: string,
    applicationId: string,
    row: SetupRow | undefined,
  ): Promise<boolean> {
    const last = await deps.consents.findLastAnswer(tenantId, applicationId)
    if (last?.outcome !== 'accepted') return false
    const proof = row?.steps.find(({ name, state }) => name === 'consent' && state === 'done')
    const isProven = proof?.checkedAt != null && new Date(proof.checkedAt) >= last.at
    return !isProven && clock.now().getTime() - last.at.getTime() < CONSENT_SHOWS_MS
  }

  return {
    get,

    async set(operator, told) {
      const { tenantId } = operator
      if (told.applicationId === tenantId) throw tenantIdPasted()
      await change(tenantId, columnsOf(told))
      if (told.billing !== undefined) await setBilling(deps, operator, told.billing)
      return get(operator)
    },

    restart: ({ tenantId }) => setups.end(tenantId),

    async keepSecret(operator, { clientSecret, keyId, expiresAt: ends }) {
      requireSecretValue(clientSecret)
      const { tenantId } = operator
      const expiresAt = ends === undefined ? null : new Date(ends)
      const secret = { clientSecret, keyId: keyId ?? null, expiresAt }
      await keepDraft(tenantId, await draftOfSecret(deps, tenantId, secret))
      return get(operator)
    },

    async makeCertificate(operator, { months, purpose = 'setup' }) {
      const { tenantId } = operator
      const created = await deps.makeCertificate(tenantId, months, clock.now())
      const draft = await draftOfCertificate(deps, tenantId, purpose, created)
      await (purpose === 'setup' ? keepDraft : keepReplacement)(tenantId, draft)
      return get(operator)
    },

    async check(operator, { upTo = 'connect', waitSeconds = 0 }, onStep = () => undefined, signal) {
      const { tenantId } = operator
      const row = await setups.find(tenantId)
      const subject = await subjectOf(tenantId, row)
      await deps.tenants.ensure(tenantId)
      const startedAt = clock.now()
      const until = new Date(startedAt.getTime() + waitSeconds * 1000)
      const looks = createLooks(deps, subject, { startedAt, until, onStep, signal })
      for (const name of askedUpTo(upTo)) {
        signal?.throwIfAborted()
        onStep(checking(name))
        const { finding, checks = [] } = await looks[name]()
        if (subject.applicationId !== null)
          await noteBilling(deps, { tenantId, applicationId: subject.applicationId }, checks)
        const at = clock.now()
        const step: StepRow = { name, ...finding, checkedAt: toInstant(at) }
        const note = (now: SetupRow | undefined) =>
          row !== undefined && now !== undefined && isStillAsked(name, row, now)
            ? { steps: [...now.steps.filter((it) => it.name !== name), step] }
            : undefined
        await setups.change(tenantId, note, at)
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
function answersOf(row: SetupRow | undefined, connection: ConnectionRow | undefined) {
  const { monthlyLimit } = row ?? {}
  return {
    way: row?.way ?? null,
    applicationId: row?.applicationId ?? connection?.applicationId ?? null,
    displayName: row?.displayName ?? DISPLAY_NAME,
    leastSet: row?.leastSet ?? LEAST_SET,
    testMailbox: row?.testMailbox ?? connection?.testMailbox ?? null,
    ...(monthlyLimit !== undefined && { monthlyMessageLimit: monthlyLimit }),
  }
}

function draftOf({ kind, hint, expiresAt, keyId }: DraftRow): Setup['credential'] {
  return { kind, hint, expiresAt: expiresAt && toInstant(expiresAt), keyId }
}

function certificateOf(draft: DraftRow | undefined): Setup['certificate'] {
  if (draft?.certificate == null) return null
  const marks = marksOfCertificate(draft.certificate)
  return { ...marks, expiresAt: toInstant(marks.expiresAt) }
}

function stepsNow(row: SetupRow | undefined, connection: ConnectionRow | undefined) {
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

function columnsOf(told: ChangeSetup): SetupChange {
  const { way, applicationId, displayName, leastSet, testMailbox, monthlyMessageLimit } = told
  return {
    ...(way !== undefined && { way }),
    ...(applicationId !== undefined && { applicationId }),
    ...(displayName !== undefined && { displayName }),
    ...(leastSet !== undefined && { leastSet }),
    ...(testMailbox !== undefined && { testMailbox }),
    ...(monthlyMessageLimit !== undefined && { monthlyLimit: monthlyMessageLimit }),
  }
}

/** Answers of Microsoft about something that has changed say nothing any more, nor is a credential another application's. */
function changeOf(now: SetupRow | undefined, what: SetupChange): SetupChange {
  const after = { ...(now ?? NOTHING_TOLD), ...what }
  const draft = ofApplication(after.draft, after.applicationId)
  const isAbout = ({ name }: StepRow) =>
    !isAsked(name) || isSame(RESTS_ON[name](now ?? NOTHING_TOLD), RESTS_ON[name]({ ...after, draft }))
  return { ...what, draft, steps: after.steps.filter(isAbout) }
}

const NOTHING_TOLD = { applicationId: null, draft: null, leastSet: LEAST_SET, testMailbox: null, steps: [] }

/** One that was kept before the application was known becomes its; one of another application is destroyed. */
function ofApplication(draft: DraftRow | null, applicationId: string | null): DraftRow | null {
  if (draft === null || draft.applicationId === null) return draft && { ...draft, applicationId }
  return draft.applicationId === applicationId ? draft : null
}

type Told = Pick<SetupRow, 'applicationId' | 'draft' | 'leastSet' | 'testMailbox'>

const appOf = ({ applicationId }: Told) => applicationId
const boxOf = ({ draft }: Told) => draft && Buffer.from(draft.box).toString('base64')

/** What an answer about each step holds for. */
const RESTS_ON: Record<AskedStep, (told: Told) => readonly unknown[]> = {
  register: (told) => [appOf(told)],
  credential: (told) => [appOf(told), boxOf(told)],
  permissions: (told) => [appOf(told), told.leastSet],
  consent: (told) => [appOf(told), told.leastSet],
  billing: (told) => [appOf(told), told.testMailbox],
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.every((each, at) => each === other[at])
}

/** Whether the answer to a question that was asked about `then` says something about `now`. */
function isStillAsked(name: AskedStep, then: Told, now: Told): boolean {
  const about = (told: Told) => [...RESTS_ON[name](told), name === 'register' || boxOf(told)]
  return isSame(about(then), about(now))
}

/** The regime has one place, the quota: tests and runs go by it. */
async function setBilling(
  deps: SetupDeps,
  operator: Operator,
  { regime, association }: NonNullable<ChangeSetup['billing']>,
): Promise<void> {
  const { tenantId } = operator
  if (association !== undefined) {
    const applicationId =
      (await deps.setups.find(tenantId))?.applicationId ??
      (await deps.connections.find(tenantId))?.applicationId
    if (applicationId !== undefined) await deps.billing.set({ tenantId, applicationId }, { association })
    else if (association !== null) throw nothingToLink()
  }
  if (regime === undefined) return
  await deps.ledger.changeQuota(tenantId, {
    to: { regime },
    first: await firstSettings(deps.ledger, tenantId),
    by: operator,
  })
}

// ── What is asked ────────────────────────────────────────────────────────────────────────────────────────────────

function askedUpTo(upTo: SetupStepName): AskedStep[] {
  return STEP_NAMES.slice(0, STEP_NAMES.indexOf(upTo) + 1).filter(isAsked)
}

function isAsked(name: string): name is AskedStep {
  return name in RESTS_ON
}

function checking(name: SetupStepName): SetupProgress {
  const nothing = { code: '', notice: null, detail: '', hint: '', checkedAt: null }
  return { name, state: 'checking', ...nothing, waitedSeconds: 0 }
}

function nothingToReplace(): VaultError {
  return new VaultError({
    code: 'not-connected',
    attempted: 'create a certificate for the connection',
    why: 'this tenant has no connection',
    hint: 'Set the connection up first.',
    status: 409,
  })
}

/** What was linked belongs to one application, and would be taken for another one's. */
function nothingToLink(): VaultError {
  return new VaultError({
    code: 'application-id-missing',
    attempted: 'keep the Azure resource that billing goes to',
    why: 'there’s no application ID yet that it could belong to',
    hint: 'Enter the application ID first, then choose where its billing goes.',
    status: 422,
  })
}

function tenantIdPasted(): VaultError {
  return new VaultError({
    code: 'tenant-id-pasted',
    attempted: 'keep the application ID',
    why: 'this is the Directory (tenant) ID of your organization, not the ID of the application',
    hint: 'Copy the "Application (client) ID". It’s above the Directory ID on the Overview page of the app registration.',
    status: 422,
  })
}
