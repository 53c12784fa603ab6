/** What the app signs in with: secrets and certificates of a registration, added beside those in use. */
import type { Connection, CreatedObject, Setup } from '../../../server/contract/index.ts'
import { inMonths } from '../../format/time.ts'
import type { Graph } from '../graph.ts'
import { type AppRegistration, isCertificate, type KeyCredential, keysOf } from './directory.ts'
import { intendedKey, isIntended, isOf, isRecent } from './journal.ts'
import { type Found, known, type NewSecret, type RegisterPlan } from './plan.ts'
import type { Outcome, Step } from './steps.ts'

export function credentialSteps(plan: RegisterPlan, found: Found): Step[] {
  if (plan.credential.kind === 'secret')
    return [
      { name: 'secret', call: 'POST /applications/{id}/addPassword', run: () => secret(plan, found) },
      { name: 'handOver', call: 'PUT /api/setup/credential', run: () => handOver(plan, found) },
    ]
  return [
    { name: 'certificate', call: 'POST /api/setup/certificate', run: () => certificate(plan, found) },
    { name: 'upload', call: 'PATCH /applications/{id}', run: () => upload(plan, found) },
  ]
}

type Credential = Setup['credential'] | Connection['credential']

/** What a credential is told apart by: a secret by its key id, a certificate by its SHA-256. */
export function credentialId(credential: Credential): string | undefined {
  return (credential?.kind === 'certificate' ? credential.hint : credential?.keyId) ?? undefined
}

/** Of the draft and of the stored connection, as far as they are this app's. */
export async function credentialsInUse(
  { backend }: Pick<RegisterPlan, 'backend'>,
  appId: string,
): Promise<string[]> {
  const [draft, connection] = await Promise.all([backend.setup(), backend.connection()])
  return [draft, connection]
    .filter((known) => isOf(known, appId))
    .map(({ credential }) => credentialId(credential))
    .filter((id) => id !== undefined)
}

// ── Secrets ──────────────────────────────────────────────────────────────────────────────────────────────────────

async function secret(plan: RegisterPlan, found: Found): Promise<Outcome> {
  const { graph, credential, now } = plan
  const { id, appId } = known(found.app)
  const inUse = await credentialsInUse(plan, appId)
  const path = `/applications/${id}`
  const listed = known(await graph.call<AppRegistration>({ method: 'GET', path, fresh: true }))
  await removeLeftovers(plan, listed)
  const works = listed.passwordCredentials.some(
    ({ keyId, endDateTime }) => inUse.includes(keyId) && Date.parse(endDateTime) > now(),
  )
  if (works) return 'found'
  found.secret = await addSecret(plan, listed, credential.months)
  return 'done'
}

/** Secrets of setups that were cut off before our server had them: no one knows their text any more. */
export async function removeLeftovers(
  plan: Pick<RegisterPlan, 'graph' | 'journal' | 'backend' | 'now'>,
  { id, appId, passwordCredentials }: AppRegistration,
): Promise<void> {
  const { graph, journal, now } = plan
  const removed = new Set<string>()
  for (const entry of await journal.entries()) {
    if (entry.kind !== 'secret' || !isOf(entry, appId)) continue
    // Asked for each: one that someone else made may have come into use a moment ago.
    const inUse = await credentialsInUse(plan, appId)
    if (inUse.includes(entry.id)) continue
    const left = passwordCredentials.find(
      ({ keyId, displayName }) =>
        !inUse.includes(keyId) && (keyId === entry.id || displayName === intendedKey(entry)),
    )
    if (left && !removed.has(left.keyId)) {
      await removeSecret(graph, id, left.keyId)
      removed.add(left.keyId)
    }
    if (left || !isRecent(entry, now())) await journal.strike(entry.id)
  }
}

export async function removeSecret(graph: Graph, objectId: string, keyId: string): Promise<void> {
  const path = `/applications/${objectId}/removePassword`
  await graph.call({ method: 'POST', path, body: { keyId }, fresh: true })
}

interface PasswordCredential {
  keyId: string
  secretText: string
  endDateTime: string
}

export async function addSecret(
  { graph, journal, newName, now }: Pick<RegisterPlan, 'graph' | 'journal' | 'newName' | 'now'>,
  { id, appId }: AppRegistration,
  months: number,
): Promise<NewSecret> {
  const displayName = `Chatvault ${newName()}`
  const it = { kind: 'secret', key: displayName, name: displayName, applicationId: appId } as const
  const endDateTime = inMonths(months, now())
  const path = `/applications/${id}/addPassword`
  const body = { passwordCredential: { displayName, endDateTime } }
  const created = known(
    await journal.attempt(it, () =>
      graph.call<PasswordCredential>({ method: 'POST', path, body, fresh: true }),
    ),
  )
  await journal.created(it, created.keyId)
  return {
    text: created.secretText,
    keyId: created.keyId,
    expiresAt: new Date(created.endDateTime).toISOString(),
  }
}

async function handOver({ backend }: RegisterPlan, found: Found): Promise<Outcome> {
  const { secret } = found
  if (!secret) return 'found'
  found.secret = undefined
  await backend.handOver({ clientSecret: secret.text, keyId: secret.keyId, expiresAt: secret.expiresAt })
  return 'done'
}

// ── Certificates ─────────────────────────────────────────────────────────────────────────────────────────────────

async function certificate({ backend, credential, now }: RegisterPlan, found: Found): Promise<Outcome> {
  const { appId } = known(found.app)
  const { applicationId, credential: draft, certificate: created } = await backend.setup()
  const works = created !== null && draft?.kind === 'certificate' && Date.parse(created.expiresAt) > now()
  if (isOf({ applicationId }, appId) && works) return 'found'
  await backend.makeCertificate({ months: credential.months })
  return 'done'
}

async function upload(plan: RegisterPlan, found: Found): Promise<Outcome> {
  const { certificate: created } = await plan.backend.setup()
  return uploadCertificate(plan, known(found.app), known(created ?? undefined))
}

interface PublicCertificate {
  base64: string
  /** SHA-256, as our server names it. */
  thumbprint: string
  sha1Thumbprint: string
}

/** Adds it beside those that are there; certificates an earlier, cut-off setup left are taken away. */
export async function uploadCertificate(
  plan: Pick<RegisterPlan, 'graph' | 'backend' | 'journal' | 'now'>,
  { id, appId }: AppRegistration,
  { base64, thumbprint, sha1Thumbprint: sha1 }: PublicCertificate,
): Promise<Outcome> {
  const { graph, journal, now } = plan
  const inUse = await credentialsInUse(plan, appId)
  const keys = await keysOf(graph, id)
  const entries = (await journal.entries()).filter(
    (entry) => entry.kind === 'certificate' && isOf(entry, appId),
  )
  const leftovers = entries.filter((entry) => sha1Of(entry) !== sha1 && !inUse.includes(entry.name))
  const seen = (entry: CreatedObject) => keys.some((key) => isCertificate(key, sha1Of(entry)))
  const kept = keys.filter((key) => !leftovers.some((entry) => isCertificate(key, sha1Of(entry))))
  const there = kept.some((key) => isCertificate(key, sha1, base64))
  const it = { kind: 'certificate', key: sha1, name: thumbprint, applicationId: appId } as const
  if (!there) await journal.attempt(it, () => writeKeys(graph, id, [...kept, newKey(base64)]))
  else if (kept.length < keys.length) await writeKeys(graph, id, kept)
  if (!there || isIntended(entries, 'certificate', sha1)) await journal.created(it, sha1)
  const gone = leftovers.filter((entry) => seen(entry) || !isRecent(entry, now()))
  await journal.strike(...gone.map((entry) => entry.id))
  return there ? 'found' : 'done'
}

/** A certificate is written down by its SHA-1. */
function sha1Of(entry: CreatedObject): string {
  return intendedKey(entry) ?? entry.id
}

/** False: it was not there. */
export async function removeCertificate(graph: Graph, objectId: string, sha1: string): Promise<boolean> {
  const keys = await keysOf(graph, objectId)
  const kept = keys.filter((one) => !isCertificate(one, sha1))
  if (kept.length === keys.length) return false
  await writeKeys(graph, objectId, kept)
  return true
}

async function writeKeys(
  graph: Graph,
  objectId: string,
  keyCredentials: readonly KeyCredential[],
): Promise<void> {
  await graph.call({
    method: 'PATCH',
    path: `/applications/${objectId}`,
    body: { keyCredentials },
    fresh: true,
  })
}

function newKey(base64: string): KeyCredential {
  return { type: 'AsymmetricX509Cert', usage: 'Verify', displayName: 'Chatvault', key: base64 }
}
