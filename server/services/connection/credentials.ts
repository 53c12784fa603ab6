/**
 * Credentials of connected tenants: sealed for one tenant before they are stored, opened only to build a Graph. What
 * leaves this file towards an operator is a hint.
 */
import type { ConnectionRow, Connections } from '../../books/connections.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { type Credential, readCertificate } from '../../graph/entra/credential.ts'
import type { Sealer } from '../../secrets/keys.ts'

/** How the reader app signs in to a tenant. Secret. */
export type AppCredential = {
  readonly tenantId: string
  readonly applicationId: string
  readonly credential: Credential
  /** When it was stored; left out of one that is not. */
  readonly setAt?: Date
}

/** The parts of a credential that can be shown. */
export type CredentialMarks = {
  readonly kind: Credential['kind']
  /** First three characters of a secret, thumbprint of a certificate. */
  readonly hint: string
  /** A certificate names its own end; a secret's is known when the admin tells it. */
  readonly expiresAt: Date | null
}

const HINT_LENGTH = 3

/** Throws `bad-certificate` unless a PEM holds a certificate and its private key. */
export function marksOf(credential: Credential): CredentialMarks {
  if (credential.kind === 'secret')
    return { kind: 'secret', hint: credential.clientSecret.slice(0, HINT_LENGTH), expiresAt: null }
  const { thumbprint, expiresAt } = readCertificate(credential.certificatePem)
  return { kind: 'certificate', hint: thumbprint, expiresAt }
}

/** A box moved to another tenant does not open. */
function contextOf(tenantId: string): string {
  return `credential:${tenantId}`
}

export function sealCredential(
  sealer: Sealer,
  tenantId: string,
  credential: Credential,
): Promise<Uint8Array> {
  return sealer.seal(contextOf(tenantId), Buffer.from(JSON.stringify(credential)))
}

async function openCredential(
  sealer: Sealer,
  row: Pick<ConnectionRow, 'tenantId' | 'credentialBox'>,
): Promise<Credential> {
  const plain = await sealer.open(contextOf(row.tenantId), row.credentialBox)
  return JSON.parse(Buffer.from(plain).toString()) as Credential
}

/** The stored credential of a tenant. Throws 409 `not-connected` when there is none. */
export async function openStoredCredential(
  deps: { readonly connections: Connections; readonly sealer: Sealer },
  tenantId: string,
): Promise<AppCredential> {
  const row = await deps.connections.find(tenantId)
  if (row === undefined) throw notConnected()
  return openApp(deps.sealer, row)
}

export async function openApp(
  sealer: Sealer,
  row: Pick<ConnectionRow, 'tenantId' | 'applicationId' | 'credentialBox' | 'credentialSetAt'>,
): Promise<AppCredential> {
  const { tenantId, applicationId, credentialSetAt: setAt } = row
  return { tenantId, applicationId, credential: await openCredential(sealer, row), setAt }
}

function notConnected(): VaultError {
  return new VaultError({
    code: 'not-connected',
    attempted: 'sign in to Microsoft 365',
    why: 'this tenant has no connection',
    hint: 'Enter the application ID and secret on the Connection page, then test and save.',
    status: 409,
  })
}
