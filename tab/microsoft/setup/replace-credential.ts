/**
 * A new credential next to the old one, tested by our server; only then the old one is removed. Backups keep running.
 */
import type { Connection, CredentialCheck } from '../../../server/contract/index.ts'
import {
  addSecret,
  credentialId,
  removeCertificate,
  removeLeftovers,
  removeSecret,
  uploadCertificate,
} from './credentials.ts'
import { type AppRegistration, byAppId, type KeyCredential, keysOf } from './directory.ts'
import { known, type NewSecret, type RegisterPlan } from './plan.ts'
import type { Outcome, Step } from './steps.ts'

export interface ReplacePlan
  extends Pick<RegisterPlan, 'graph' | 'backend' | 'journal' | 'credential' | 'newName' | 'now'> {
  applicationId: string
  onCheck(check: CredentialCheck | undefined): void
  /** The same one for every attempt: what is in use already is not made again, and the old one is still known. */
  replacement: Replacement
}

/** What an exchange knows of itself from one attempt to the next. */
export interface Replacement {
  app?: AppRegistration
  secret?: NewSecret | undefined
  /** In use when it began. */
  previous?: Connection['credential']
  /** The new one, by `credentialId`. */
  next?: string
  /** The new one is in use. */
  isReplaced?: boolean
}

/** How long the server waits for a new credential to work. */
const WAIT_SECONDS = 180

export function replaceSteps(plan: ReplacePlan): Step[] {
  const { replacement } = plan
  const unlessReplaced = (run: () => Promise<Outcome>) => async (): Promise<Outcome> =>
    replacement.isReplaced ? 'found' : run()
  const add: Step[] =
    plan.credential.kind === 'secret'
      ? [
          {
            name: 'secret',
            call: 'POST /applications/{id}/addPassword',
            run: unlessReplaced(() => secret(plan)),
          },
        ]
      : [
          {
            name: 'certificate',
            call: 'POST /api/setup/certificate',
            run: unlessReplaced(() => certificate(plan)),
          },
          {
            name: 'upload',
            call: 'PATCH /applications/{id}',
            run: unlessReplaced(() => upload(plan)),
          },
        ]
  return [
    { name: 'look', call: 'GET /applications(appId)', run: () => look(plan) },
    ...add,
    {
      name: 'replace',
      call: 'POST /api/connection/credential',
      run: unlessReplaced(() => replace(plan)),
    },
    { name: 'removeOld', call: removeCall(plan), run: () => removeOld(plan) },
  ]
}

function removeCall({ credential }: ReplacePlan): string {
  return credential.kind === 'secret' ? 'POST /applications/{id}/removePassword' : 'PATCH /applications/{id}'
}

/** The answer that the new one is in use may have been lost: the connection tells. */
async function look({ graph, backend, applicationId, replacement }: ReplacePlan): Promise<Outcome> {
  const path = byAppId('applications', applicationId)
  replacement.app = known(await graph.call<AppRegistration>({ method: 'GET', path }))
  const { credential } = await backend.connection()
  replacement.isReplaced = replacement.next !== undefined && credentialId(credential) === replacement.next
  if (!replacement.isReplaced) replacement.previous = credential
  return 'found'
}

/** A secret that an earlier, cut-off replacement added and no one got is taken away first. */
async function secret(plan: ReplacePlan): Promise<Outcome> {
  const { replacement } = plan
  const app = known(replacement.app)
  await removeLeftovers(plan, app)
  replacement.secret = await addSecret(plan, app, plan.credential.months)
  replacement.next = replacement.secret.keyId
  return 'done'
}

async function certificate({ backend, credential, replacement }: ReplacePlan): Promise<Outcome> {
  const created = await backend.makeCertificate({ months: credential.months, purpose: 'replacement' })
  replacement.next = known(created.replacementCertificate ?? undefined).thumbprint
  return 'done'
}

async function upload(plan: ReplacePlan): Promise<Outcome> {
  const { replacementCertificate: created } = await plan.backend.setup()
  return uploadCertificate(plan, known(plan.replacement.app), known(created ?? undefined))
}

async function replace({ backend, onCheck, replacement }: ReplacePlan): Promise<Outcome> {
  const { secret } = replacement
  replacement.secret = undefined
  const body = secret
    ? { clientSecret: secret.text, keyId: secret.keyId, expiresAt: secret.expiresAt }
    : { certificateFromDraft: true as const }
  try {
    await backend.replaceCredential({ ...body, waitSeconds: WAIT_SECONDS }, onCheck)
  } finally {
    onCheck(undefined)
  }
  return 'done'
}

/** By hand where no one can say for sure which one it was. What is to go is written down first, or a closed page keeps it. */
function removeOld(plan: ReplacePlan): Promise<Outcome> {
  const { previous } = plan.replacement
  if (!previous) return Promise.resolve('manual')
  return previous.kind === 'certificate' ? removeOldCertificate(plan, previous.hint) : removeOldSecret(plan)
}

/** The first three characters fit several, or none. */
async function removeOldSecret({ graph, journal, replacement }: ReplacePlan): Promise<Outcome> {
  const { previous, next } = replacement
  const { id, appId: applicationId } = known(replacement.app)
  const app = known(await graph.call<AppRegistration>({ method: 'GET', path: `/applications/${id}` }))
  const others = app.passwordCredentials.filter(({ keyId }) => keyId !== next)
  const alike = others.filter(({ hint }) => hint === previous?.hint)
  const old = previous?.keyId ?? (alike.length === 1 ? alike[0]?.keyId : undefined)
  if (old === undefined) return 'manual'
  const there = others.find(({ keyId }) => keyId === old)
  if (there) {
    // Known for sure from now on, whether the next answer comes or not.
    if (previous) replacement.previous = { ...previous, keyId: old }
    await journal.take({ kind: 'secret', name: there.displayName ?? old, applicationId }, old)
    await removeSecret(graph, id, old)
  }
  await journal.strike(old)
  return there ? 'done' : 'found'
}

/** Our server names certificates by their SHA-256, Entra by their SHA-1 and, when asked, in full. */
async function removeOldCertificate(
  { graph, journal, replacement }: ReplacePlan,
  thumbprint: string,
): Promise<Outcome> {
  const { id, appId: applicationId } = known(replacement.app)
  const written = (await journal.entries()).find(
    ({ kind, name }) => kind === 'certificate' && name === thumbprint,
  )
  const sha1 = written?.id ?? (await sha1Of(await keysOf(graph, id), thumbprint))
  if (sha1 === undefined) return 'manual'
  if (!written) await journal.take({ kind: 'certificate', name: thumbprint, applicationId }, sha1)
  const there = await removeCertificate(graph, id, sha1)
  await journal.strike(sha1)
  return there ? 'done' : 'found'
}

async function sha1Of(keys: readonly KeyCredential[], thumbprint: string): Promise<string | undefined> {
  for (const { key } of keys)
    if (key && (await digestOf('SHA-256', key)) === thumbprint.toLowerCase()) return digestOf('SHA-1', key)
  return undefined
}

async function digestOf(algorithm: 'SHA-1' | 'SHA-256', base64: string): Promise<string> {
  const der = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
  const digest = await crypto.subtle.digest(algorithm, der)
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
