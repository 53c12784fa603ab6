/**
 * What each step of a setup comes to, from what Microsoft answered. Nothing here is believed because someone said so:
 * a step is done when a token, its roles or an export prove it.
 */

import type { CheckRow, ConnectionRow } from '../../books/connections.ts'
import type { StepRow } from '../../books/setups.ts'
import { type SetupStep, SetupStepName } from '../../contract/index.ts'
import { toInstant } from '../../domain/clock.ts'
import { type Notice, notice } from '../../domain/notice.ts'
import type { VaultError } from '../../domain/vault-error.ts'
import {
  isGranted,
  NEEDED_PERMISSIONS,
  rowOf,
  sentence,
  WIDER_PERMISSION,
} from '../../graph/connection-checks.ts'
import { knowsTheApplication } from '../../graph/entra/registration-probe.ts'
import { wordsOf } from '../connection/words.ts'

export type Finding = Pick<StepRow, 'state' | 'code' | 'notice' | 'detail' | 'hint'>

/** What the token endpoint answered. `known`: the application is there; no credential was tried. */
export type Asked =
  | { readonly kind: 'roles'; readonly roles: readonly string[] }
  | { readonly kind: 'known' }
  | {
      readonly kind: 'refused'
      readonly error: VaultError
    }

type Refused = Extract<Asked, { kind: 'refused' }>

export const STEP_NAMES: readonly SetupStepName[] = SetupStepName.options

const REGISTRATIONS = 'Microsoft Entra admin center > App registrations'
const PERMISSIONS = `${REGISTRATIONS} > your app > API permissions`

export function done(what: Notice, detail: string): Finding {
  return { state: 'done', code: 'ok', notice: what, detail, hint: '' }
}

/** Microsoft was away or asked to wait: it says nothing about the application. */
export function isPassing({ error }: Refused): boolean {
  return error.retry !== 'never'
}

function refusal(refused: Refused): Finding {
  return isPassing(refused) ? notReached(refused) : { state: 'needs-attention', ...rowOf(refused.error) }
}

function notReached({ error }: Refused): Finding {
  return {
    state: 'not-started',
    code: 'microsoft-not-reached',
    notice: error.notice && notice('microsoft-not-reached', { because: error.notice }),
    detail: `Microsoft couldn’t be reached: ${sentence(error.why)}`,
    hint: 'You don’t need to change anything. Check again in a few minutes.',
  }
}

export const NOT_ASKED: Finding = Object.freeze({
  state: 'not-started',
  code: '',
  notice: null,
  detail: '',
  hint: '',
})

// ── Register ─────────────────────────────────────────────────────────────────────────────────────────────────────

export const NO_APPLICATION: Finding = Object.freeze({
  state: 'not-started',
  code: 'application-id-missing',
  notice: notice('application-id-missing'),
  detail: 'No application ID is known yet.',
  hint: `Register the app in ${REGISTRATIONS}, then enter its Application (client) ID.`,
})

export function registerOf(asked: Asked, tenantId: string): Finding {
  if (asked.kind !== 'refused' || knowsTheApplication(asked.error.code))
    return done(notice('application-known'), 'Your organization knows the application.')
  if (asked.error.code !== 'AADSTS700016') return refusal(asked)
  return {
    state: 'needs-attention',
    code: 'application-unknown',
    notice: notice('application-unknown', { tenant: tenantId }),
    detail: 'Your organization doesn’t know this application.',
    hint: `Copy the Application (client) ID again from ${REGISTRATIONS} > your app > Overview. Its Directory (tenant) ID must be ${tenantId}: if it is another one, the app was registered in another organization. A new registration may need a minute.`,
  }
}

// ── Credential ───────────────────────────────────────────────────────────────────────────────────────────────────

export const NO_CREDENTIAL: Finding = Object.freeze({
  state: 'not-started',
  code: 'no-credential-yet',
  notice: notice('no-credential-yet'),
  detail: 'There is neither a client secret nor a certificate yet.',
  hint: 'Create a client secret and paste its value, or let Chatvault create a certificate.',
})

export const WAITS_FOR_APPLICATION: Finding = Object.freeze({
  state: 'not-started',
  code: 'waits-for-application',
  notice: notice('waits-for-application'),
  detail: 'This can be checked when your organization knows the application.',
  hint: 'Finish the registration first.',
})

export function credentialOf(asked: Asked, kind: 'secret' | 'certificate'): Finding {
  if (asked.kind !== 'refused')
    return kind === 'secret'
      ? done(notice('secret-accepted'), 'Microsoft Entra accepted the client secret.')
      : done(notice('certificate-accepted'), 'Microsoft Entra accepted the certificate.')
  if (isNotTakenIn(asked)) return UNSEEN_BEFORE_CONSENT
  return asked.error.code === 'AADSTS700016' ? WAITS_FOR_APPLICATION : refusal(asked)
}

/** Registered, but without a service principal here: consent makes one. Until then Entra looks at no credential. */
function isNotTakenIn(asked: Asked): boolean {
  return asked.kind === 'refused' && asked.error.code === 'AADSTS7000229'
}

const UNSEEN_BEFORE_CONSENT: Finding = Object.freeze({
  state: 'not-started',
  code: 'credential-waits-for-consent',
  notice: notice('credential-waits-for-consent'),
  detail: 'Microsoft Entra looks at the secret or the certificate only after an admin has consented.',
  hint: 'Grant admin consent, then check again.',
})

// ── Permissions and consent ──────────────────────────────────────────────────────────────────────────────────────

export const WAITS_FOR_CREDENTIAL: Finding = Object.freeze({
  state: 'not-started',
  code: 'waits-for-credential',
  notice: notice('waits-for-credential'),
  detail: 'This can be checked when Microsoft Entra accepts the secret or the certificate.',
  hint: 'Finish the credential first.',
})

export type Wanted = {
  readonly leastSet: boolean
  /** A consent page for this application came back with a yes lately, and no token has shown a permission since. */
  readonly consentAccepted: boolean
}

/** Names of wanted permissions that the token lacks. */
export function missingOf(roles: readonly string[], { leastSet }: Pick<Wanted, 'leastSet'>): string[] {
  const wanted = leastSet ? NEEDED_PERMISSIONS : [...NEEDED_PERMISSIONS, WIDER_PERMISSION]
  return wanted.filter((permission) => !isGranted(permission, roles)).map(({ name }) => name)
}

/** A token shows consented permissions, not requested ones: without any consent this step can't be checked. */
export function permissionsOf(asked: Asked, wanted: Wanted): Finding {
  const roles = rolesIn(asked)
  if (roles === undefined) return withoutToken(asked)
  const missing = missingOf(roles, wanted)
  if (missing.length === 0)
    return done(
      notice('application-permissions-present'),
      'The app has all permissions, as application permissions.',
    )
  if (roles.length === 0) return wanted.consentAccepted ? DELEGATED : WAITS_FOR_CONSENT
  if (missing.length === 1 && missing[0] === WIDER_PERMISSION.name) return WIDER_MISSING
  return {
    state: 'needs-attention',
    code: 'permission-not-added',
    notice: notice('permission-not-added', { names: missing }),
    detail: `The app doesn’t have ${missing.join(', ')} as an application permission.`,
    hint: `In ${PERMISSIONS}, look at the column "Type": it must say Application, not Delegated. Add the missing ones under Microsoft Graph > Application permissions, then grant admin consent again.`,
  }
}

/** An application that was not taken in has none, like one no one consented to. */
function rolesIn(asked: Asked): readonly string[] | undefined {
  return asked.kind === 'roles' ? asked.roles : isNotTakenIn(asked) ? [] : undefined
}

function withoutToken(asked: Asked): Finding {
  return asked.kind === 'refused' && isPassing(asked) ? notReached(asked) : WAITS_FOR_CREDENTIAL
}

const WAITS_FOR_CONSENT: Finding = Object.freeze({
  state: 'not-started',
  code: 'waits-for-consent',
  notice: notice('waits-for-consent'),
  detail: 'Microsoft shows the permissions of an app only after an admin has consented.',
  hint: 'Add the permissions, then grant admin consent.',
})

const DELEGATED: Finding = Object.freeze({
  state: 'needs-attention',
  code: 'delegated-permissions',
  notice: notice('delegated-permissions'),
  detail: 'An admin consented, but the app has no application permission.',
  hint: `In ${PERMISSIONS}, the column "Type" probably says Delegated. Add the permissions again under Microsoft Graph > Application permissions, then grant admin consent. After consent, it may take a minute to appear.`,
})

const WIDER_MISSING: Finding = Object.freeze({
  state: 'needs-attention',
  code: 'wider-permission-missing',
  notice: notice('wider-permission-missing'),
  detail: 'The app doesn’t have Chat.ReadWrite.All. Backups work without it.',
  hint: 'Choose the smallest set of permissions to continue without it, or add it as an application permission and grant admin consent again.',
})

export function consentOf(asked: Asked, wanted: Wanted): Finding {
  const roles = rolesIn(asked)
  if (roles === undefined) return withoutToken(asked)
  const missing = missingOf(roles, wanted)
  if (missing.length === 0)
    return done(notice('consent-complete'), 'An admin consented: a token has every permission.')
  if (roles.length === 0)
    return {
      state: 'needs-attention',
      code: 'consent-missing',
      notice: notice('consent-missing'),
      detail: 'There’s no consent to application permissions, so the app can’t do anything.',
      hint: `In ${PERMISSIONS}, the column "Type" must say Application: consent to delegated permissions doesn’t appear here. Then select "Grant admin consent", as a Global or Privileged Role Administrator. It may take a minute to appear.`,
    }
  return {
    state: 'needs-attention',
    code: 'consent-incomplete',
    notice: notice('consent-incomplete', { names: missing }),
    detail: `Consent doesn’t cover ${missing.join(', ')}.`,
    hint: `A permission that was added after consent needs consent again: select "Grant admin consent" in ${PERMISSIONS}.`,
  }
}

// ── Billing ──────────────────────────────────────────────────────────────────────────────────────────────────────

export const WAITS_FOR_PERMISSIONS: Finding = Object.freeze({
  state: 'not-started',
  code: 'waits-for-permissions',
  notice: notice('waits-for-permissions'),
  detail: 'Chatvault can check whether Microsoft requires billing once it can try an export.',
  hint: 'Finish permissions and consent first.',
})

export const NO_MAILBOX_TO_TRY: Finding = Object.freeze({
  state: 'not-started',
  code: 'no-mailbox-to-try',
  notice: notice('no-mailbox-to-try'),
  detail: 'Chatvault found no one whose chats it could export to check whether Microsoft requires billing.',
  hint: 'Enter a test mailbox: a person with an Exchange Online mailbox and a Teams license.',
})

export const NOT_ASKED_FOR = done(
  notice('billing-not-asked'),
  'Microsoft answered an export and didn’t require billing. You don’t need to do anything.',
)

/** A refusal that is not about billing leaves the question open. */
export function billingRefused(
  check: Pick<CheckRow, 'code' | 'notice' | 'detail' | 'hint' | 'asksForBilling'>,
): Finding {
  const { asksForBilling } = check
  return { state: asksForBilling ? 'needs-attention' : 'not-started', ...wordsOf(check) }
}

// ── Start and connect: from what is kept here ────────────────────────────────────────────────────────────────────

const BEGUN = done(notice('setup-begun'), 'The setup has begun.')

export function startOf(way: string | null, applicationId: string | null): Finding {
  return way === null && applicationId === null ? NOT_ASKED : BEGUN
}

export function connectOf(connection: ConnectionRow | undefined, applicationId: string | null): Finding {
  if (connection === undefined || connection.applicationId !== applicationId) return NOT_ASKED
  if (connection.status === 'active')
    return done(notice('connection-saved'), 'The connection is saved, and its last test passed.')
  const failed = connection.checks.find(({ ok }) => !ok)
  if (failed === undefined) return { ...NOT_ASKED, state: 'needs-attention' }
  return { state: 'needs-attention', ...wordsOf(failed) }
}

/** The steps of a setup that is over: what the connection's latest checks say. */
export function stepsOfConnection(connection: ConnectionRow): StepRow[] {
  const checkedAt = toInstant(connection.testedAt)
  const of = (name: CheckRow['name']): Finding => {
    const check = connection.checks.find((each) => each.name === name)
    if (check === undefined) return NOT_ASKED
    return { state: check.ok ? 'done' : 'needs-attention', ...wordsOf(check) }
  }
  const findings: Record<SetupStepName, Finding> = {
    start: BEGUN,
    register: of('token'),
    credential: of('token'),
    permissions: of('permissions'),
    consent: of('permissions'),
    billing: of('export'),
    connect: connectOf(connection, connection.applicationId),
  }
  return STEP_NAMES.map((name) => ({ name, ...findings[name], checkedAt }))
}

/** All seven, in order: those computed, those Microsoft was asked about, and the rest not started. */
export function stepsOf(
  rows: readonly StepRow[],
  computed: Partial<Record<SetupStepName, StepRow>>,
): SetupStep[] {
  return STEP_NAMES.map((name) => {
    const row = computed[name] ?? rows.find((each) => each.name === name) ?? { ...NOT_ASKED, checkedAt: null }
    return { name, state: row.state, ...wordsOf(row), checkedAt: row.checkedAt }
  })
}
