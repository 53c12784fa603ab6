/**
 * Which credential a test or a save is about: the one given with it, else the draft of a setup of the same application,
 * else the stored one.
 */
import type { ConnectionRow, Connections, CredentialColumns } from '../books/connections.ts'
import type { Onboardings } from '../books/onboardings.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { Credential } from '../graph/credential.ts'
import type { SaveConnection, TestConnection } from '../http/contract.ts'
import type { Sealer } from '../secrets/keys.ts'
import { type AppCredential, marksOf, openCredential, sealCredential } from './credentials.ts'
import { openDraftOf } from './drafts.ts'

type Given = Pick<TestConnection, 'clientSecret' | 'certificatePem'>
type Deps = {
  readonly connections: Connections
  readonly onboardings: Onboardings
  readonly sealer: Sealer
}

/** The credential, and what is known of it besides. */
export type Chosen = {
  readonly app: AppCredential
  readonly expiresAt: Date | null
  readonly keyId: string | null
  /** The row whose credential it is; undefined for another one. */
  readonly stored: ConnectionRow | undefined
}

/**
 * Throws 400 `credential-ambiguous` when both are given, `credential-missing` when neither is and none is kept for this
 * application, and `bad-certificate` for a PEM without certificate or key.
 */
export async function chooseCredential(deps: Deps, tenantId: string, body: TestConnection): Promise<Chosen> {
  const { applicationId } = body
  const credential = givenCredential(body)
  if (credential !== undefined) {
    marksOf(credential)
    const app = { tenantId, applicationId, credential }
    return { app, expiresAt: null, keyId: null, stored: undefined }
  }
  const draft = await openDraftOf(deps, tenantId, applicationId)
  if (draft === undefined) return stored(deps, tenantId, body)
  const { expiresAt, keyId } = draft.row
  const app = { tenantId, applicationId, credential: draft.credential }
  return { app, expiresAt, keyId, stored: undefined }
}

function givenCredential({ clientSecret, certificatePem }: Given): Credential | undefined {
  if (clientSecret !== undefined && certificatePem !== undefined) throw ambiguous()
  if (clientSecret !== undefined) return { kind: 'secret', clientSecret }
  if (certificatePem !== undefined) return { kind: 'certificate', certificatePem }
  return undefined
}

async function stored(deps: Deps, tenantId: string, { applicationId }: TestConnection): Promise<Chosen> {
  const row = await deps.connections.find(tenantId)
  if (row === undefined) throw missing('none is stored')
  if (row.applicationId.toLowerCase() !== applicationId.toLowerCase())
    throw missing(`the stored one belongs to application ${row.applicationId}`)
  const app = { tenantId, applicationId, credential: await openCredential(deps.sealer, row) }
  return { app, expiresAt: row.credentialExpiresAt, keyId: row.credentialKeyId, stored: row }
}

/** What is stored of the credential: sealed anew, or as it stands when it is the stored one. */
export async function sealedColumns(
  { sealer }: Pick<Deps, 'sealer'>,
  chosen: Chosen,
  { secretExpiresAt }: Pick<SaveConnection, 'secretExpiresAt'>,
  now: Date,
): Promise<CredentialColumns> {
  const told = secretExpiresAt === undefined ? null : new Date(secretExpiresAt)
  const { kind, hint, expiresAt } = marksOf(chosen.app.credential)
  const row = chosen.stored
  return {
    credentialKind: kind,
    credentialBox:
      row?.credentialBox ?? (await sealCredential(sealer, chosen.app.tenantId, chosen.app.credential)),
    credentialHint: hint,
    credentialSetAt: row?.credentialSetAt ?? now,
    credentialExpiresAt: expiresAt ?? told ?? chosen.expiresAt,
    credentialKeyId: chosen.keyId,
  }
}

export function ambiguous(): VaultError {
  return new VaultError({
    code: 'credential-ambiguous',
    attempted: 'test the connection',
    why: 'both a secret and a certificate were given',
    hint: 'Give one of them.',
    status: 400,
  })
}

export function missing(why: string): VaultError {
  return new VaultError({
    code: 'credential-missing',
    attempted: 'test the connection',
    why: `neither a secret nor a certificate was given, and ${why}`,
    hint: 'Enter the app secret, or paste the certificate with its private key.',
    status: 400,
  })
}
