/**
 * The credential of a setup that is under way: sealed like the one in use, but for a purpose of its own, so that neither
 * box opens as the other.
 */
import type { DraftRow, OnboardingRow, Onboardings } from '../books/onboardings.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { Credential } from '../graph/credential.ts'
import type { MadeCertificate } from '../graph/make-certificate.ts'
import type { Sealer } from '../secrets/keys.ts'
import { marksOf } from './credentials.ts'

/** Opened. Secret. */
export type Draft = { readonly credential: Credential; readonly row: DraftRow }

type Deps = { readonly onboardings: Onboardings; readonly sealer: Sealer }

function contextOf(tenantId: string): string {
  return `draft-credential:${tenantId}`
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Entra's secrets have 40 characters and no such form; the list shows the secret's ID beside its value. */
export function requireSecretValue(clientSecret: string): void {
  if (GUID.test(clientSecret.trim())) throw secretIdPasted()
}

export async function draftOfSecret(
  sealer: Sealer,
  tenantId: string,
  secret: { clientSecret: string; expiresAt: Date | null; keyId: string | null },
): Promise<DraftRow> {
  const { clientSecret, expiresAt, keyId } = secret
  const credential: Credential = { kind: 'secret', clientSecret }
  return { ...(await sealed(sealer, tenantId, credential)), expiresAt, keyId, certificate: null }
}

export async function draftOfCertificate(
  sealer: Sealer,
  tenantId: string,
  { credential, publicPem, expiresAt }: MadeCertificate,
): Promise<DraftRow> {
  return {
    ...(await sealed(sealer, tenantId, credential)),
    ...{ expiresAt, keyId: null, certificate: publicPem },
  }
}

async function sealed(sealer: Sealer, tenantId: string, credential: Credential) {
  const { kind, hint } = marksOf(credential)
  const box = await sealer.seal(contextOf(tenantId), Buffer.from(JSON.stringify(credential)))
  return { kind, hint, box }
}

export async function openDraft(
  { sealer }: Pick<Deps, 'sealer'>,
  tenantId: string,
  onboarding: Pick<OnboardingRow, 'draft'> | undefined,
): Promise<Draft | undefined> {
  const row = onboarding?.draft
  if (row == null) return undefined
  const plain = await sealer.open(contextOf(tenantId), row.box)
  return { credential: JSON.parse(Buffer.from(plain).toString()) as Credential, row }
}

/** The draft of a setup of this application, if there is one. */
export async function openDraftOf(
  deps: Deps,
  tenantId: string,
  applicationId: string,
): Promise<Draft | undefined> {
  const onboarding = await deps.onboardings.find(tenantId)
  const isOf = onboarding?.applicationId?.toLowerCase() === applicationId.toLowerCase()
  return isOf ? openDraft(deps, tenantId, onboarding) : undefined
}

function secretIdPasted(): VaultError {
  return new VaultError({
    code: 'secret-id-pasted',
    attempted: 'keep the client secret',
    why: 'this is the ID of a secret, not the secret itself',
    hint: 'Copy the column "Value", not "Secret ID". The value is shown only right after creation: if it is hidden, create a new client secret.',
    status: 422,
  })
}
