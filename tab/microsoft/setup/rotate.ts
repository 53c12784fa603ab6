/** A new credential beside the old one, tested by our server; only then the old one goes. Nothing stands still meanwhile. */
import type { CredentialCheck, CredentialReplaced } from '../../../server/http/contract.ts'
import { type AppRegistration, byAppId, isCertificate, type KeyCredential, keysOf } from './directory.ts'
import {
  addSecret,
  keyIdsInUse,
  known,
  type RegisterPlan,
  removeLeftovers,
  removeSecret,
  uploadCertificate,
  writeKeys,
} from './register.ts'
import type { Outcome, Step } from './steps.ts'

export interface RotatePlan
  extends Pick<RegisterPlan, 'graph' | 'backend' | 'journal' | 'credential' | 'newName' | 'now'> {
  applicationId: string
  onCheck(check: CredentialCheck | undefined): void
}

interface Found {
  app?: AppRegistration
  secret?: { text: string; keyId: string; expiresAt: string } | undefined
  replaced?: CredentialReplaced
}

/** How long the server waits for a new credential to work. */
const WAIT_SECONDS = 180

export function rotateSteps(plan: RotatePlan): Step[] {
  const found: Found = {}
  const add: Step[] =
    plan.credential.kind === 'secret'
      ? [{ name: 'secret', call: 'POST /applications/{id}/addPassword', run: () => secret(plan, found) }]
      : [
          {
            name: 'certificate',
            call: 'POST /api/onboarding/certificate',
            async run() {
              await plan.backend.makeCertificate({ months: plan.credential.months, purpose: 'rotation' })
              return 'done'
            },
          },
          { name: 'upload', call: 'PATCH /applications/{id}', run: () => upload(plan, found) },
        ]
  return [
    { name: 'look', call: 'GET /applications(appId)', run: () => look(plan, found) },
    ...add,
    { name: 'replace', call: 'POST /api/connection/credential', run: () => replace(plan, found) },
    { name: 'removeOld', call: removeCall(plan), run: () => removeOld(plan, found) },
  ]
}

function removeCall({ credential }: RotatePlan): string {
  return credential.kind === 'secret' ? 'POST /applications/{id}/removePassword' : 'PATCH /applications/{id}'
}

async function look({ graph, applicationId }: RotatePlan, found: Found): Promise<Outcome> {
  const path = byAppId('applications', applicationId)
  found.app = known(await graph.call<AppRegistration>({ method: 'GET', path }))
  return 'found'
}

/** A secret that an earlier, cut-off rotation added and nobody got is taken away first. */
async function secret(plan: RotatePlan, found: Found): Promise<Outcome> {
  const app = known(found.app)
  await removeLeftovers(plan, app, await keyIdsInUse(plan, app.appId))
  found.secret = await addSecret(plan, app.id, plan.credential.months)
  return 'done'
}

async function upload({ graph, backend, journal }: RotatePlan, found: Found): Promise<Outcome> {
  const [{ rotationCertificate, created }, { credential }] = await Promise.all([
    backend.onboarding(),
    backend.connection(),
  ])
  const made = known(rotationCertificate ?? undefined)
  // The one in use must stay until the new one works.
  const inUse = created.filter(({ kind, name }) => kind === 'certificate' && name === credential?.hint)
  return uploadCertificate(
    { graph, journal },
    known(found.app).id,
    made,
    inUse.map(({ id }) => id),
  )
}

async function replace({ backend, onCheck }: RotatePlan, found: Found): Promise<Outcome> {
  const { secret } = found
  found.secret = undefined
  const body = secret
    ? { clientSecret: secret.text, keyId: secret.keyId, expiresAt: secret.expiresAt }
    : { certificateFromDraft: true as const }
  try {
    found.replaced = await backend.replaceCredential({ ...body, waitSeconds: WAIT_SECONDS }, onCheck)
  } finally {
    onCheck(undefined)
  }
  return 'done'
}

/** By hand where nobody can say for sure which one it was: the first three characters fit several, or none. */
async function removeOld(plan: RotatePlan, found: Found): Promise<Outcome> {
  const { graph, journal } = plan
  const { previous, connection } = known(found.replaced)
  const { id } = known(found.app)
  if (previous.kind === 'certificate') return removeOldCertificate(plan, id, previous.hint)
  const app = known(await graph.call<AppRegistration>({ method: 'GET', path: `/applications/${id}` }))
  const others = app.passwordCredentials.filter(({ keyId }) => keyId !== connection.credential?.keyId)
  const alike = others.filter(({ hint }) => hint === previous.hint)
  const old = previous.keyId ?? (alike.length === 1 ? alike[0]?.keyId : undefined)
  if (old === undefined) return 'byHand'
  const there = others.some(({ keyId }) => keyId === old)
  if (there) await removeSecret(graph, id, old)
  await journal.strike(old)
  return there ? 'done' : 'found'
}

/** Our server names certificates by their SHA-256, Entra by their SHA-1 and, when asked, in full. */
async function removeOldCertificate(
  { graph, journal }: RotatePlan,
  objectId: string,
  thumbprint: string,
): Promise<Outcome> {
  const entry = (await journal.entries()).find(
    ({ kind, name }) => kind === 'certificate' && name === thumbprint,
  )
  const keys = await keysOf(graph, objectId)
  const old: KeyCredential[] = []
  for (const key of keys)
    if (entry ? isCertificate(key, entry.id) : (await sha256Of(key)) === thumbprint.toLowerCase())
      old.push(key)
  if (old.length > 0)
    await writeKeys(
      graph,
      objectId,
      keys.filter((key) => !old.includes(key)),
    )
  if (entry) await journal.strike(entry.id)
  return old.length > 0 ? 'done' : 'byHand'
}

async function sha256Of({ key }: KeyCredential): Promise<string | undefined> {
  if (!key) return undefined
  const digest = await crypto.subtle.digest(
    'SHA-256',
    Uint8Array.from(atob(key), (char) => char.charCodeAt(0)),
  )
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
