/**
 * Credentials that are not in use yet: the one of a setup, until its connection is saved, and the one a connection is to
 * change to. Sealed like the one in use, but each for a purpose of its own, so that no box opens as another.
 */
import type { DraftPurpose, DraftRow, Drafts } from '../../books/drafts.ts'
import type { Clock } from '../../domain/clock.ts'
import { DAY_MS } from '../../domain/day.ts'
import { isGuid } from '../../domain/guid.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Credential } from '../../graph/entra/credential.ts'
import type { MadeCertificate } from '../../graph/entra/make-certificate.ts'
import type { Sealer } from '../../secrets/keys.ts'
import { marksOf } from './credentials.ts'

/** Opened. Secret. */
export type Draft = { readonly credential: Credential; readonly row: DraftRow }

/** A draft that is not anyone's yet. */
export type SealedDraft = Omit<DraftRow, 'applicationId'>

export type DraftDeps = { readonly drafts: Drafts; readonly sealer: Sealer; readonly clock: Clock }

/** No one means to continue with one that was left alone for so long. */
export const DRAFT_DAYS = 30

function contextOf(tenantId: string, purpose: DraftPurpose): string {
  return `draft-credential:${purpose}:${tenantId}`
}

/** Entra's secrets have 40 characters and no such form; the list shows the secret's ID beside its value. */
export function requireSecretValue(clientSecret: string): void {
  if (isGuid(clientSecret.trim())) throw secretIdPasted()
}

export async function draftOfSecret(
  deps: Pick<DraftDeps, 'sealer' | 'clock'>,
  tenantId: string,
  secret: { clientSecret: string; expiresAt: Date | null; keyId: string | null },
): Promise<SealedDraft> {
  const { clientSecret, expiresAt, keyId } = secret
  const credential: Credential = { kind: 'secret', clientSecret }
  return { ...(await sealed(deps, tenantId, 'setup', credential)), expiresAt, keyId, certificate: null }
}

export async function draftOfCertificate(
  deps: Pick<DraftDeps, 'sealer' | 'clock'>,
  tenantId: string,
  purpose: DraftPurpose,
  { credential, publicPem, expiresAt }: MadeCertificate,
): Promise<SealedDraft> {
  return {
    ...(await sealed(deps, tenantId, purpose, credential)),
    expiresAt,
    keyId: null,
    certificate: publicPem,
  }
}

async function sealed(
  { sealer, clock }: Pick<DraftDeps, 'sealer' | 'clock'>,
  tenantId: string,
  purpose: DraftPurpose,
  credential: Credential,
) {
  const { kind, hint } = marksOf(credential)
  const box = await sealer.seal(contextOf(tenantId, purpose), Buffer.from(JSON.stringify(credential)))
  return { kind, hint, box, madeAt: clock.now() }
}

/** Destroys one that was left alone for too long. */
export async function findDraft(
  { drafts, clock }: Pick<DraftDeps, 'drafts' | 'clock'>,
  tenantId: string,
  purpose: DraftPurpose,
): Promise<DraftRow | undefined> {
  const row = await drafts.find(tenantId, purpose)
  if (row === undefined || row.madeAt > outdated(clock)) return row
  await drafts.drop(tenantId, purpose)
  return undefined
}

/** At start-up: those no one asked for any more. */
export function dropOldDrafts({ drafts, clock }: Pick<DraftDeps, 'drafts' | 'clock'>): Promise<void> {
  return drafts.dropOlder(outdated(clock))
}

function outdated(clock: Clock): Date {
  return new Date(clock.now().getTime() - DRAFT_DAYS * DAY_MS)
}

/** The draft for this purpose and this application, if there is one. */
export async function openDraftOf(
  deps: DraftDeps,
  tenantId: string,
  purpose: DraftPurpose,
  applicationId: string,
): Promise<Draft | undefined> {
  const row = await findDraft(deps, tenantId, purpose)
  if (row?.applicationId !== applicationId) return undefined
  const plain = await deps.sealer.open(contextOf(tenantId, purpose), row.box)
  return { credential: JSON.parse(Buffer.from(plain).toString()) as Credential, row }
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
