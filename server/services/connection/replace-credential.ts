/**
 * A credential is replaced while backups run: the stored one remains in use until a token shows that the new one gets the
 * same permissions. A run in progress continues with the new one when it fetches its next token. What the registration lists
 * of the old one is for others to remove, afterwards.
 */

import type { CheckRow, ConnectionRow, Connections, CredentialColumns } from '../../books/connections.ts'
import type { Drafts } from '../../books/drafts.ts'
import type { HealthItems } from '../../books/health-items.ts'
import type { CredentialCheck, CredentialReplaced, ReplaceCredential } from '../../contract/index.ts'
import type { Clock } from '../../domain/clock.ts'
import { notice } from '../../domain/notice.ts'
import type { Operator } from '../../domain/operator.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { isGranted, NEEDED_PERMISSIONS, rowOf } from '../../graph/connection-checks.ts'
import { askAgain } from '../../graph/entra/ask-again.ts'
import type { Credential } from '../../graph/entra/credential.ts'
import { SPREADING } from '../../graph/entra/spreading.ts'
import type { Sealer } from '../../secrets/keys.ts'
import { ambiguous, connectionChanged, missing } from './choose-credential.ts'
import { toConnection } from './connect.ts'
import { type AppCredential, marksOf, openApp, sealCredential } from './credentials.ts'
import { openDraftOf, requireSecretValue } from './drafts.ts'
import { sameCredential } from './status.ts'

export type CredentialService = {
  /** Throws 422 with the checks when the new credential does not get what the stored one has; then that one remains. */
  replace(
    operator: Operator,
    body: ReplaceCredential,
    onCheck?: (check: CredentialCheck) => void,
    signal?: AbortSignal,
  ): Promise<CredentialReplaced>
}

export type CredentialLifeDeps = {
  readonly connections: Connections
  readonly drafts: Drafts
  readonly healthItems: HealthItems
  readonly sealer: Sealer
  readonly clock: Clock
  readonly fetchRoles: (app: AppCredential) => Promise<readonly string[]>
}

/** A new credential, and what is known of it besides. */
type Candidate = {
  readonly credential: Credential
  readonly expiresAt: Date | null
  readonly keyId: string | null
}

const WAIT_SECONDS = 120

export function createCredentialService(deps: CredentialLifeDeps): CredentialService {
  const { connections, drafts, clock } = deps

  return {
    async replace({ tenantId, name }, body, onCheck = () => undefined, signal) {
      const row = await connections.find(tenantId)
      if (row === undefined) throw notConnected()
      const candidate = await candidateOf(deps, row, body)
      const app = { tenantId, applicationId: row.applicationId, credential: candidate.credential }
      const wanted = await rolesOfStored(deps, row)
      const startedAt = clock.now()
      const checks = await prove(deps, app, wanted, {
        startedAt,
        signal,
        onCheck,
        until: new Date(startedAt.getTime() + (body.waitSeconds ?? WAIT_SECONDS) * 1000),
      })
      const failed = checks.find(({ ok }) => !ok)
      if (failed !== undefined) {
        if (body.certificateFromDraft && !mayStillWork(failed)) await drafts.drop(tenantId, 'replacement')
        throw failed.passing ? notTested(failed) : refused(checks)
      }
      const columns = await columnsOf(deps, app, candidate)
      // Anyone who stopped waiting does not find it replaced afterwards.
      signal?.throwIfAborted()
      if (!(await connections.replaceCredential(row, columns)))
        throw connectionChanged('replace the credential')
      await heal(deps, { ...row, ...columns }, checks, name)
      return {
        connection: toConnection((await connections.find(tenantId)) ?? { ...row, ...columns }),
        previous: { kind: row.credentialKind, keyId: row.credentialKeyId, hint: row.credentialHint },
      }
    },
  }
}

async function candidateOf(
  deps: CredentialLifeDeps,
  { tenantId, applicationId }: ConnectionRow,
  body: ReplaceCredential,
): Promise<Candidate> {
  const { clientSecret, certificateFromDraft, expiresAt } = body
  const keyId = body.keyId ?? null
  if (clientSecret !== undefined && certificateFromDraft) throw ambiguous()
  if (clientSecret !== undefined) {
    requireSecretValue(clientSecret)
    const ends = expiresAt === undefined ? null : new Date(expiresAt)
    return { credential: { kind: 'secret', clientSecret }, expiresAt: ends, keyId }
  }
  if (!certificateFromDraft) throw missing('a replacement needs one')
  const draft = await openDraftOf(deps, tenantId, 'replacement', applicationId)
  if (draft?.credential.kind !== 'certificate') throw noCertificate()
  return { credential: draft.credential, expiresAt: draft.row.expiresAt, keyId: keyId ?? draft.row.keyId }
}

/**
 * What the new one must have as well. One that is refused already, expired say, asks for nothing beyond what is needed;
 * while Microsoft is away no one can tell, and nothing is replaced.
 */
async function rolesOfStored(deps: CredentialLifeDeps, row: ConnectionRow): Promise<readonly string[]> {
  return deps.fetchRoles(await openApp(deps.sealer, row)).catch((error: unknown) => {
    if (error instanceof VaultError && error.retry === 'never') return []
    throw error
  })
}

async function columnsOf(
  { sealer, clock }: CredentialLifeDeps,
  { tenantId, credential }: AppCredential,
  { expiresAt, keyId }: Candidate,
): Promise<CredentialColumns> {
  const marks = marksOf(credential)
  return {
    credentialKind: marks.kind,
    credentialBox: await sealCredential(sealer, tenantId, credential),
    credentialHint: marks.hint,
    credentialSetAt: clock.now(),
    credentialExpiresAt: marks.expiresAt ?? expiresAt,
    credentialKeyId: keyId,
  }
}

/** A connection that failed for its credential works again; what else failed is for the next look. */
async function heal(
  { connections, healthItems, clock }: CredentialLifeDeps,
  replaced: ConnectionRow,
  checks: readonly CheckRow[],
  by: string,
): Promise<void> {
  const row = await connections.find(replaced.tenantId)
  if (row === undefined || !sameCredential(row, replaced)) return
  const failed = row.checks.find(({ ok }) => !ok)
  const isOfCredential = failed === undefined || failed.name === 'token' || failed.name === 'permissions'
  if (row.status !== 'failing' || !isOfCredential) return
  await connections.setStatus(row.tenantId, 'active', { checks, at: clock.now(), by })
  await healthItems.replace(row.tenantId, [])
}

// ── Proof ────────────────────────────────────────────────────────────────────────────────────────────────────────

type Proving = {
  readonly startedAt: Date
  readonly until: Date
  readonly onCheck: (check: CredentialCheck) => void
  readonly signal: AbortSignal | undefined
}

/** A token for the new credential with every role of `wanted`, asked for until time is up: both checks, or the failed one. */
async function prove(
  { fetchRoles, clock }: CredentialLifeDeps,
  app: AppCredential,
  wanted: readonly string[],
  { startedAt, until, onCheck, signal }: Proving,
): Promise<CheckRow[]> {
  const tell = (check: CheckRow, waiting: boolean) => {
    const { name, ok, code, notice: cause, detail, hint } = check
    const waitedSeconds = Math.floor((clock.now().getTime() - startedAt.getTime()) / 1000)
    onCheck({ name, ok, code, notice: cause, detail, hint, waiting, waitedSeconds })
  }
  const checks = await askAgain({
    ask: async () => checksOf(await askFor(fetchRoles, app), wanted),
    again: (found) => found.some((check) => !check.ok && mayStillWork(check)),
    onWait: (found) => {
      for (const check of found.filter(({ ok }) => !ok)) tell(check, true)
    },
    clock,
    until,
    signal,
  })
  for (const check of checks) tell(check, false)
  return checks
}

type Answer = readonly string[] | VaultError

async function askFor(fetchRoles: CredentialLifeDeps['fetchRoles'], app: AppCredential): Promise<Answer> {
  try {
    return await fetchRoles(app)
  } catch (error) {
    if (error instanceof VaultError) return error
    throw error
  }
}

/** Microsoft is away, or may not have spread yet what was done there. */
function mayStillWork({ code, passing }: CheckRow): boolean {
  return passing === true || code === 'permission-lost' || SPREADING.has(code)
}

function checksOf(answer: Answer, wanted: readonly string[]): CheckRow[] {
  if (answer instanceof VaultError) {
    const passing = answer.retry !== 'never' && ({ passing: true } as const)
    return [{ name: 'token', ok: false, ...rowOf(answer), ...passing }]
  }
  const token = {
    name: 'token',
    ok: true,
    code: 'ok',
    notice: notice('application-accepted'),
    detail: 'Microsoft Entra accepted the application.',
    hint: '',
  } as const
  const lost = wanted.filter((role) => !answer.includes(role))
  const lacking = NEEDED_PERMISSIONS.filter((permission) => !isGranted(permission, answer)).map(
    ({ name }) => name,
  )
  const gone = [...new Set([...lost, ...lacking])]
  if (gone.length > 0)
    return [
      token,
      {
        name: 'permissions',
        ok: false,
        code: 'permission-lost',
        notice: notice('permission-lost', { names: gone }),
        detail: `The new credential doesn’t get ${gone.join(', ')}.`,
        hint: 'Check that it was added to the same application, and that admin consent is still granted.',
      },
    ]
  const detail = 'The new credential gets the same permissions as the old one.'
  const kept = { code: 'ok', notice: notice('permissions-kept'), detail, hint: '' }
  return [token, { name: 'permissions', ok: true, ...kept }]
}

// ── Refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────

function notConnected(): VaultError {
  return new VaultError({
    code: 'not-connected',
    attempted: 'replace the credential',
    why: 'this tenant has no connection',
    hint: 'Enter the application ID and secret on the Connection page, then test and save.',
    status: 409,
  })
}

function noCertificate(): VaultError {
  return new VaultError({
    code: 'no-certificate-made',
    attempted: 'replace the credential',
    why: 'no certificate was created for it',
    hint: 'Let Chatvault create a certificate first, and add its public part to the app registration.',
    status: 409,
  })
}

function refused(checks: readonly CheckRow[]): VaultError {
  const failed = checks.find(({ ok }) => !ok)
  return new VaultError({
    code: 'new-credential-refused',
    notice: failed?.notice ? notice('new-credential-refused', { because: failed.notice }) : null,
    attempted: 'replace the credential',
    why: failed?.detail ?? 'no check finished',
    hint: failed?.hint ?? 'Try again.',
    status: 422,
    members: { checks },
  })
}

function notTested({ detail, notice: because }: CheckRow): VaultError {
  return new VaultError({
    code: 'new-credential-not-tested',
    notice: because ? notice('new-credential-not-tested', { because }) : null,
    attempted: 'replace the credential',
    why: `Microsoft couldn’t check the new one: ${detail}`,
    hint: 'The old one is still in use. Try again in a few minutes.',
    retry: 'later',
    status: 503,
  })
}
