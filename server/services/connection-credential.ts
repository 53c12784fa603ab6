/** Which credential a test or a save is about: the one given with it, or the stored one. */
import type { ConnectionRow, Connections } from '../books/connections.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { Credential } from '../graph/credential.ts'
import type { SaveConnection, TestConnection } from '../http/contract.ts'
import type { Sealer } from '../secrets/keys.ts'
import { type AppCredential, marksOf, openCredential, sealCredential } from './credentials.ts'

type Given = Pick<TestConnection, 'clientSecret' | 'certificatePem'>
type Deps = { readonly connections: Connections; readonly sealer: Sealer }

/** Neither secret nor certificate is given: the stored credential is meant. */
export function namesStored({ clientSecret, certificatePem }: Given): boolean {
  return clientSecret === undefined && certificatePem === undefined
}

/**
 * Throws 400 `credential-ambiguous` when both are given, `credential-missing` when neither is and none is stored for this
 * application, and `bad-certificate` for a PEM without certificate or key.
 */
export async function chooseCredential(
  deps: Deps,
  tenantId: string,
  body: TestConnection,
): Promise<AppCredential> {
  const { applicationId } = body
  const credential = givenCredential(body)
  if (credential === undefined) return { tenantId, applicationId, ...(await stored(deps, tenantId, body)) }
  marksOf(credential)
  return { tenantId, applicationId, credential }
}

function givenCredential({ clientSecret, certificatePem }: Given): Credential | undefined {
  if (clientSecret !== undefined && certificatePem !== undefined) throw ambiguous()
  if (clientSecret !== undefined) return { kind: 'secret', clientSecret }
  if (certificatePem !== undefined) return { kind: 'certificate', certificatePem }
  return undefined
}

async function stored(deps: Deps, tenantId: string, { applicationId }: TestConnection) {
  const row = await deps.connections.find(tenantId)
  if (row === undefined) throw missing('none is stored')
  if (row.applicationId.toLowerCase() !== applicationId.toLowerCase())
    throw missing(`the stored one belongs to application ${row.applicationId}`)
  return { credential: await openCredential(deps.sealer, row) }
}

type SealedColumns = Pick<
  ConnectionRow,
  'credentialKind' | 'credentialBox' | 'credentialHint' | 'credentialSetAt' | 'credentialExpiresAt'
>

/** What is stored of the credential: sealed anew when it was given, as it stands when it is the stored one. */
export async function sealedColumns(
  deps: Deps,
  app: AppCredential,
  body: SaveConnection,
  now: Date,
): Promise<SealedColumns> {
  const told = body.secretExpiresAt === undefined ? null : new Date(body.secretExpiresAt)
  const row = namesStored(body) ? await deps.connections.find(app.tenantId) : undefined
  if (row !== undefined) {
    const { credentialKind, credentialBox, credentialHint, credentialSetAt, credentialExpiresAt } = row
    const expiresAt = credentialKind === 'secret' ? (told ?? credentialExpiresAt) : credentialExpiresAt
    return { credentialKind, credentialBox, credentialHint, credentialSetAt, credentialExpiresAt: expiresAt }
  }
  const { kind, hint, expiresAt } = marksOf(app.credential)
  return {
    credentialKind: kind,
    credentialBox: await sealCredential(deps.sealer, app.tenantId, app.credential),
    credentialHint: hint,
    credentialSetAt: now,
    credentialExpiresAt: expiresAt ?? told,
  }
}

function ambiguous(): VaultError {
  return new VaultError({
    code: 'credential-ambiguous',
    attempted: 'test the connection',
    why: 'both a secret and a certificate were given',
    hint: 'Give one of them.',
    status: 400,
  })
}

function missing(why: string): VaultError {
  return new VaultError({
    code: 'credential-missing',
    attempted: 'test the connection',
    why: `neither a secret nor a certificate was given, and ${why}`,
    hint: 'Enter the app secret, or paste the certificate with its private key.',
    status: 400,
  })
}
