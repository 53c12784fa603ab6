/**
 * Admin consent: an operator is sent to Entra's page and comes back, perhaps. What the page said is written down for
 * people to read and proves nothing; whether consent is there is asked of Entra by a token fetched at that moment.
 *
 *   a state: issued → answered (accepted, declined, …)   once, whichever process the browser comes back to
 *                   → expired                            ten minutes later
 */

import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Connections } from '../../books/connections.ts'
import type { ConsentRequest, Consents } from '../../books/consents.ts'
import type { Drafts } from '../../books/drafts.ts'
import type { Setups } from '../../books/setups.ts'
import type { Tenants } from '../../books/tenants.ts'
import type { Consent, ConsentEnd, ConsentOutcome, ConsentUrl } from '../../contract/index.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { notice } from '../../domain/notice.ts'
import type { Operator } from '../../domain/operator.ts'
import { toVaultError, VaultError } from '../../domain/vault-error.ts'
import {
  isGranted,
  NEEDED_PERMISSIONS,
  OPTIONAL_PERMISSIONS,
  WIDER_PERMISSION,
} from '../../graph/connection-checks.ts'
import { type ConsentSaid, consentPageUrl, readConsentAnswer } from '../../graph/entra/admin-consent.ts'
import type { Cloud } from '../../graph/entra/cloud.ts'
import type { Sealer } from '../../secrets/keys.ts'
import { type Randomness, systemRandomness } from '../../secrets/randomness.ts'
import type { AuditService } from '../audit.ts'
import { findKept } from '../connection/choose-credential.ts'
import type { AppCredential } from '../connection/credentials.ts'
import type { Signer } from './signer.ts'

export type ConsentService = {
  /** Throws 409 `not-connected` when no application is named and none is stored. */
  url(operator: Operator, applicationId?: string): Promise<ConsentUrl>
  /** Fetches a token for the answer. The same refusal. */
  get(operator: Operator, applicationId?: string): Promise<Consent>
  /** For a browser without a token: where a state leads, to Entra's page or to how it ended already. */
  start(state: string): Promise<{ readonly url: string } | { readonly outcome: ConsentOutcome }>
  /** The same for the way back. Writes down and audits what Entra said, once for each state. */
  answer(said: Readonly<Record<string, string>>): Promise<ConsentEnd>
}

export type ConsentDeps = {
  readonly consents: Consents
  readonly connections: Connections
  readonly setups: Setups
  readonly drafts: Drafts
  readonly tenants: Pick<Tenants, 'ensure'>
  readonly sealer: Sealer
  readonly signer: Signer
  readonly audit: Pick<AuditService, 'record'>
  readonly clock: Clock
  readonly cloud: Pick<Cloud, 'scope'>
  readonly signInUrl: string
  readonly publicUrl: string
  /** The roles of a token fetched now; one that is kept may be older than the consent. */
  readonly fetchRoles: (app: AppCredential) => Promise<readonly string[]>
  readonly randomness?: Randomness
}

const LIFE_MS = 10 * 60_000
/** So long a screen waits for a token; then it gets the proof there was before, with its time. */
const SHOWN_WITHIN_MS = 2000
/** The popup waits for this: long enough for Entra, too short for a person to wonder. */
const PROOF_MS = 3000
const NONCE_BYTES = 32
const PURPOSE = 'consent-state'
const CALLBACK_PATH = '/consent/callback'

export function createConsentService(deps: ConsentDeps): ConsentService {
  const { consents, clock, signer, randomness = systemRandomness } = deps
  const proofs = createProofs(deps)

  /** The state, or undefined when it is not ours. */
  async function stateOf(text: string | undefined): Promise<State | undefined> {
    const verified = text === undefined ? undefined : await signer.verify(PURPOSE, text)
    return verified === undefined ? undefined : State.parse(JSON.parse(verified))
  }

  const isOver = ({ until }: State) => until <= clock.now().getTime()

  return {
    async url(operator, applicationId) {
      const now = clock.now()
      const expiresAt = new Date(now.getTime() + LIFE_MS)
      const request = requestOf(operator, await applicationOf(deps, operator, applicationId))
      const nonce = Buffer.from(randomness(NONCE_BYTES)).toString('base64url')
      await deps.tenants.ensure(operator.tenantId)
      await consents.open(hashOf(nonce), request, { at: now, expiresAt })
      const state = await signer.sign(PURPOSE, textOf(nonce, request, expiresAt))
      return {
        url: pageUrl(deps, request, state),
        startUrl: `${deps.publicUrl}/consent/start?${new URLSearchParams({ state })}`,
        expiresAt: toInstant(expiresAt),
      }
    },

    async get(operator, asked) {
      const applicationId = await applicationOf(deps, operator, asked)
      const proof = await proofs.shown(operator.tenantId, applicationId)
      const last = await consents.findLastAnswer(operator.tenantId, applicationId)
      const lastAnswer = last && {
        outcome: last.outcome as ConsentOutcome,
        at: toInstant(last.at),
        by: last.by,
        code: last.code,
      }
      return { ...proof, lastAnswer: lastAnswer ?? null }
    },

    async start(text) {
      const state = await stateOf(text)
      if (state === undefined) return { outcome: 'forged' }
      if (await consents.isAnswered(hashOf(state.nonce))) return { outcome: 'replayed' }
      if (isOver(state)) return { outcome: 'expired' }
      return { url: pageUrl(deps, state, text) }
    },

    async answer(said) {
      const state = await stateOf(said.state)
      if (state === undefined) return said.state ? 'forged' : outcomeOfPortal(said)
      const heard: Heard = isOver(state)
        ? { outcome: 'expired', code: null }
        : readConsentAnswer(said, state.tenantId)
      const hash = hashOf(state.nonce)
      const request = await consents.answer(hash, { at: clock.now(), ...heard })
      if (request === undefined) return (await consents.isAnswered(hash)) ? 'replayed' : 'expired'
      const proven = heard.outcome === 'accepted' ? await proofs.soon(request) : ''
      await deps.audit.record(byOf(request), entryOf(request, heard, proven))
      return heard.outcome
    },
  }
}

// ── State ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Signed, so that no one can make one; the nonce is what can be used once. */
const State = z.object({
  nonce: z.string(),
  tenantId: z.string(),
  operatorId: z.string(),
  applicationId: z.string(),
  until: z.number(),
})
type State = z.infer<typeof State>

function textOf(nonce: string, { tenantId, operatorId, applicationId }: ConsentRequest, until: Date): string {
  return JSON.stringify({
    nonce,
    tenantId,
    operatorId,
    applicationId,
    until: until.getTime(),
  } satisfies State)
}

function hashOf(nonce: string): Uint8Array {
  return createHash('sha256').update(nonce).digest()
}

function requestOf({ tenantId, id, name }: Operator, applicationId: string): ConsentRequest {
  return { tenantId, operatorId: id, operatorName: name, applicationId }
}

function pageUrl(
  { signInUrl, publicUrl, cloud }: ConsentDeps,
  { tenantId, applicationId }: Pick<State, 'tenantId' | 'applicationId'>,
  state: string,
): string {
  const redirectUri = `${publicUrl}${CALLBACK_PATH}`
  return consentPageUrl({ signInUrl, cloud, tenantId, applicationId, redirectUri, state })
}

/** Without a name: the one that is connected, else the one that is being set up. */
async function applicationOf(
  { connections, setups }: Pick<ConsentDeps, 'connections' | 'setups'>,
  { tenantId }: Operator,
  asked: string | undefined,
): Promise<string> {
  const applicationId =
    asked ?? (await connections.find(tenantId))?.applicationId ?? (await setups.find(tenantId))?.applicationId
  if (applicationId == null) throw noApplication()
  return applicationId
}

// ── Proof ────────────────────────────────────────────────────────────────────────────────────────────────────────

type Proof = Pick<Consent, 'state' | 'required' | 'provenAt' | 'reason'>

/** Entra's words for an application no one consented to in this organization: not in it yet, or in it without consent. */
const NO_CONSENT: ReadonlySet<string> = new Set(['AADSTS7000229', 'AADSTS65001'])

const keyOf = (tenantId: string, applicationId: string) => `${tenantId}/${applicationId}`

function createProofs(deps: ConsentDeps) {
  const { fetchRoles, clock } = deps
  /** Screens that ask at the same moment share one token request. */
  const underWay = new Map<string, Promise<Proof>>()
  /** What a token said last, of this process. */
  const said = new Map<string, Proof>()

  async function prove(tenantId: string, applicationId: string): Promise<Proof> {
    const kept = await findKept(deps, tenantId, applicationId)
    const wantsAll = await isToHaveAll(deps, tenantId, applicationId)
    if (kept === undefined) return unproven(wantsAll, null)
    try {
      return proofOf(await fetchRoles(kept.app), wantsAll, clock.now())
    } catch (error) {
      const {
        code,
        notice: cause,
        message,
        hint,
      } = toVaultError(error, 'check the consent with Microsoft Entra')
      if (NO_CONSENT.has(code)) return proofOf([], wantsAll, clock.now())
      if (code === 'internal') throw error
      return unproven(wantsAll, { code, notice: cause, detail: message, hint })
    }
  }

  function of(tenantId: string, applicationId: string): Promise<Proof> {
    return underWay.get(keyOf(tenantId, applicationId)) ?? anew(tenantId, applicationId)
  }

  /** Not shared with who asked before: a token that was on its way then may not know of a consent given since. */
  function anew(tenantId: string, applicationId: string): Promise<Proof> {
    const key = keyOf(tenantId, applicationId)
    const proof = prove(tenantId, applicationId)
      .then((proof) => {
        said.set(key, proof)
        return proof
      })
      .finally(() => {
        if (underWay.get(key) === proof) underWay.delete(key)
      })
    underWay.set(key, proof)
    return proof
  }

  /** Within `ms`; undefined when Entra takes longer, and then asks on behind: anyone who looks next may have it. */
  async function within(ms: number, proof: Promise<Proof>): Promise<Proof | undefined> {
    const late = new AbortController()
    const waited = clock.wait(ms, late.signal).then(
      () => undefined,
      () => undefined,
    )
    proof.catch(() => undefined)
    return Promise.race([proof, waited]).finally(() => late.abort())
  }

  return {
    /** For a screen: as of now, else as of before, else not proven yet. */
    async shown(tenantId: string, applicationId: string): Promise<Proof> {
      const proof = await within(SHOWN_WITHIN_MS, of(tenantId, applicationId))
      return proof ?? said.get(keyOf(tenantId, applicationId)) ?? unproven(false, STILL_ASKING)
    },
    /** For the audit: what a token says right after the page. A new role may take a minute to appear in one. */
    async soon({ tenantId, applicationId }: ConsentRequest): Promise<string> {
      const proof = await within(PROOF_MS, anew(tenantId, applicationId)).catch(() => undefined)
      return IN_WORDS[proof?.state ?? 'unproven']
    },
  }
}

const STILL_ASKING = {
  code: 'still-asking',
  notice: notice('still-asking'),
  detail: 'Microsoft Entra hasn’t answered yet.',
  hint: 'Check again in a minute.',
}

const IN_WORDS = {
  granted: 'proven by a token',
  missing: 'not in a token yet',
  unproven: 'not proven yet',
} as const satisfies Record<Proof['state'], string>

/** Whether this application is being set up with all that Chatvault can use. */
async function isToHaveAll(
  { setups }: Pick<ConsentDeps, 'setups'>,
  tenantId: string,
  applicationId: string,
): Promise<boolean> {
  const setup = await setups.find(tenantId)
  return setup?.applicationId === applicationId && !setup.leastSet
}

function proofOf(roles: readonly string[], wantsAll: boolean, now: Date): Proof {
  const required = requiredOf(roles, wantsAll)
  const granted = required.every(({ granted, needed }) => granted || !needed)
  return {
    state: granted ? 'granted' : 'missing',
    required,
    provenAt: granted ? toInstant(now) : null,
    reason: null,
  }
}

function unproven(wantsAll: boolean, reason: Proof['reason']): Proof {
  return { state: 'unproven', required: requiredOf([], wantsAll), provenAt: null, reason }
}

/** What nothing needs today is listed where it is asked for or there, and missed nowhere else. */
function requiredOf(roles: readonly string[], wantsAll: boolean): Proof['required'] {
  const of = (needed: boolean) => (permission: { name: string; coveredBy: readonly string[] }) => ({
    permission: permission.name,
    granted: isGranted(permission, roles),
    needed,
  })
  const wider = wantsAll || isGranted(WIDER_PERMISSION, roles) ? [WIDER_PERMISSION] : []
  return [...NEEDED_PERMISSIONS.map(of(true)), ...[...OPTIONAL_PERMISSIONS, ...wider].map(of(false))]
}

// ── Audit ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** No one was sent from here: an administrator used Microsoft's own page. Nothing is written down, and nothing believed. */
function outcomeOfPortal(said: Readonly<Record<string, string>>): ConsentEnd {
  return said.error === undefined ? 'portal' : readConsentAnswer(said, '').outcome
}

type Heard = { readonly outcome: ConsentSaid['outcome'] | 'expired'; readonly code: string | null }

/** The browser that came back showed no token: the entry is under the person who was sent. */
function byOf({ tenantId, operatorId, operatorName }: ConsentRequest): Operator {
  return { tenantId, id: operatorId, name: operatorName, roles: [] }
}

function entryOf({ applicationId }: ConsentRequest, { outcome, code }: Heard, proven: string) {
  const succeeded = outcome === 'accepted'
  const refused = outcome === 'declined' || outcome === 'not-enough-rights'
  return {
    action: 'consent.answer',
    target: applicationId,
    outcome: succeeded ? ('succeeded' as const) : refused ? ('refused' as const) : ('failed' as const),
    detail: [outcome, code, proven].filter(Boolean).join(', '),
  }
}

function noApplication(): VaultError {
  return new VaultError({
    code: 'not-connected',
    notice: notice('application-not-named'),
    attempted: 'request admin consent',
    why: 'no application was named, and no connection is saved',
    hint: 'Enter the application ID on the Connection page first.',
    status: 409,
  })
}
