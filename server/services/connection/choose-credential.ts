/**
 * Which credential a test, a save or a question is about: the one given with it, else the draft of a setup of the same
 * application, else the stored one.
 */
import type { ConnectionRow, Connections, CredentialColumns } from '../../books/connections.ts'
import type { DraftRow } from '../../books/drafts.ts'
import type { SaveConnection, TestConnection } from '../../contract/index.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Credential } from '../../graph/entra/credential.ts'
import { type AppCredential, marksOf, openApp, sealCredential } from './credentials.ts'
import { type DraftDeps, openDraftOf } from './drafts.ts'

type Given = Pick<TestConnection, 'clientSecret' | 'certificatePem'>
export type KeptDeps = DraftDeps & { readonly connections: Connections }

/** The credential, and where it comes from: undefined for one that was given. */
export type Chosen = {
  readonly app: AppCredential
  readonly draft?: DraftRow
  readonly stored?: ConnectionRow
}

/**
 * Throws 400 `credential-ambiguous` when both are given, `credential-missing` when neither is and none is kept for this
 * application, and `bad-certificate` for a PEM without certificate or key.
 */
export async function chooseCredential(
  deps: KeptDeps,
  tenantId: string,
  body: TestConnection,
): Promise<Chosen> {
  const { applicationId } = body
  const credential = givenCredential(body)
  if (credential !== undefined) {
    marksOf(credential)
    return { app: { tenantId, applicationId, credential } }
  }
  const kept = await findKept(deps, tenantId, applicationId)
  if (kept === undefined) throw missing(await whyNone(deps, tenantId))
  return kept
}

/** The stored connection or draft of an application. */
export async function findKept(
  deps: KeptDeps,
  tenantId: string,
  applicationId: string,
): Promise<Chosen | undefined> {
  const draft = await openDraftOf(deps, tenantId, 'setup', applicationId)
  if (draft !== undefined)
    return { app: { tenantId, applicationId, credential: draft.credential }, draft: draft.row }
  const row = await deps.connections.find(tenantId)
  if (row?.applicationId !== applicationId) return undefined
  return { app: await openApp(deps.sealer, row), stored: row }
}

async function whyNone({ connections }: KeptDeps, tenantId: string): Promise<string> {
  const row = await connections.find(tenantId)
  return row === undefined ? 'none is stored' : `the stored one belongs to application ${row.applicationId}`
}

function givenCredential({ clientSecret, certificatePem }: Given): Credential | undefined {
  if (clientSecret !== undefined && certificatePem !== undefined) throw ambiguous()
  if (clientSecret !== undefined) return { kind: 'secret', clientSecret }
  if (certificatePem !== undefined) return { kind: 'certificate', certificatePem }
  return undefined
}

/** The credential to store: sealed again, or unchanged if it's the stored one. */
export async function sealedColumns(
  { sealer }: Pick<KeptDeps, 'sealer'>,
  { app, draft, stored }: Chosen,
  { secretExpiresAt }: Pick<SaveConnection, 'secretExpiresAt'>,
  now: Date,
): Promise<CredentialColumns> {
  const told = secretExpiresAt === undefined ? null : new Date(secretExpiresAt)
  const { kind, hint, expiresAt } = marksOf(app.credential)
  return {
    credentialKind: kind,
    credentialBox: stored?.credentialBox ?? (await sealCredential(sealer, app.tenantId, app.credential)),
    credentialHint: hint,
    credentialSetAt: stored?.credentialSetAt ?? now,
    credentialExpiresAt: expiresAt ?? told ?? draft?.expiresAt ?? stored?.credentialExpiresAt ?? null,
    credentialKeyId: draft?.keyId ?? stored?.credentialKeyId ?? null,
  }
}

export function connectionChanged(attempted: string): VaultError {
  return new VaultError({
    code: 'connection-changed',
    attempted,
    why: 'someone else changed or removed the connection in the meantime',
    hint: 'Reload the page and check the connection.',
    status: 409,
  })
}

export function ambiguous(): VaultError {
  return new VaultError({
    code: 'credential-ambiguous',
    attempted: 'test the connection',
    why: 'you entered both a secret and a certificate',
    hint: 'Enter one of them.',
    status: 400,
  })
}

export function missing(why: string): VaultError {
  return new VaultError({
    code: 'credential-missing',
    attempted: 'test the connection',
    why: `you entered neither a secret nor a certificate, and ${why}`,
    hint: 'Enter the app secret, or paste the certificate with its private key.',
    status: 400,
  })
}
