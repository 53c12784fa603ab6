import { describe, expect, it } from 'vitest'
import { createAudit } from '../../books/audit.ts'
import type { AuditRow } from '../../books/audit-chain.ts'
import { createConnections } from '../../books/connections.ts'
import { createConsents } from '../../books/consents.ts'
import { createDrafts } from '../../books/drafts.ts'
import { createSetups } from '../../books/setups.ts'
import { createSigningKeys } from '../../books/signing-keys.ts'
import { createTenants } from '../../books/tenants.ts'
import type { Database } from '../../database/database.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { CLOUDS } from '../../graph/entra/cloud.ts'
import {
  openTestVault,
  operatorOf,
  TENANT_A,
  TENANT_B,
  type TestVault,
} from '../../testing/archived-chats.ts'
import { testSeal } from '../../testing/audit-seal.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { createAuditService } from '../audit.ts'
import { sealCredential } from '../connection/credentials.ts'
import { createConsentService } from './consent.ts'
import { createSigner } from './signer.ts'

const APP = '1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e'
const OTHER_APP = '2f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e'
const A = operatorOf(TENANT_A)
const B = operatorOf(TENANT_B)
const ALL = ['Chat.Read.All', 'User.Read.All', 'GroupMember.Read.All']
const MINUTE = 60_000

type Roles = () => Promise<readonly string[]>

/** Each call is another process over the same books. */
function processOver({ database, sealer, clock }: TestVault, fetchRoles: Roles = async () => ALL) {
  return createConsentService({
    sealer,
    clock,
    fetchRoles,
    cloud: CLOUDS.global,
    consents: createConsents(database),
    connections: createConnections(database),
    setups: createSetups(database),
    drafts: createDrafts(database),
    tenants: createTenants(database, clock),
    signer: createSigner({ signingKeys: createSigningKeys(database), sealer }),
    audit: createAuditService({
      audit: createAudit(database, clock, async () => testSeal),
      db: database.kysely,
      clock,
    }),
    signInUrl: 'https://login.test',
    publicUrl: 'https://chatvault.test',
  })
}

async function connect({ database, sealer, clock }: TestVault, tenantId = TENANT_A): Promise<void> {
  const at = clock.now()
  await createConnections(database).save({
    tenantId,
    applicationId: APP,
    credentialKind: 'secret',
    credentialHint: 'abc',
    credentialBox: await sealCredential(sealer, tenantId, { kind: 'secret', clientSecret: 'abc8Q~' }),
    credentialSetAt: at,
    credentialExpiresAt: null,
    credentialKeyId: null,
    testMailbox: 'mia@contoso.com',
    checks: [],
    organizationName: null,
    costAcknowledgedAt: at,
    costAcknowledgedBy: 'Mia',
    status: 'active',
    testedAt: at,
    testedBy: 'Mia',
  })
}

/** What Entra sends the browser back with. */
function saidFor(url: string, said: Record<string, string> = {}): Record<string, string> {
  const state = new URL(url).searchParams.get('state') ?? ''
  return { admin_consent: 'True', tenant: TENANT_A, scope: 'x', state, ...said }
}

/** `-` as `%25252D`. */
function escapedThrice(character: string): string {
  return `%2525${character.charCodeAt(0).toString(16).toUpperCase()}`
}

const DECLINED = { error: 'consent_required', error_description: 'AADSTS65004: User declined to consent.' }

async function auditOf({ database, clock }: TestVault, tenantId: string): Promise<AuditRow[]> {
  return createAudit(database, clock, async () => testSeal).list(tenantId, { limit: 50 })
}

forEachDatabase('asking for consent', (open) => {
  const openVault = async (): Promise<TestVault> => openTestVault((await open()) satisfies Database)

  it('leads to Entra’s page of the operator’s own tenant, by way of an address of ours', async () => {
    const vault = await openVault()
    const { url, startUrl, expiresAt } = await processOver(vault).url(A, APP)
    const page = new URL(url)
    expect(page.origin + page.pathname).toBe(`https://login.test/${TENANT_A}/v2.0/adminconsent`)
    expect(page.searchParams.get('client_id')).toBe(APP)
    expect(page.searchParams.get('redirect_uri')).toBe('https://chatvault.test/consent/callback')
    expect(expiresAt).toBe('2026-11-10T12:10:00.000Z')
    const start = new URL(startUrl)
    expect(start.origin + start.pathname).toBe('https://chatvault.test/consent/start')
    const state = start.searchParams.get('state') ?? ''
    expect(await processOver(vault).start(state)).toEqual({ url })
  })

  it('takes the application of the connection when none is named, and says so when there is none', async () => {
    const vault = await openVault()
    await expect(processOver(vault).url(A)).rejects.toMatchObject({ code: 'not-connected', status: 409 })
    await connect(vault)
    const { url } = await processOver(vault).url(A)
    expect(new URL(url).searchParams.get('client_id')).toBe(APP)
  })

  it('takes one answer to a state, of any process, also when two come at once', async () => {
    const vault = await openVault()
    const [one, other] = [processOver(vault), processOver(vault)]
    const { url } = await one.url(A, APP)
    const outcomes = await Promise.all([one.answer(saidFor(url)), other.answer(saidFor(url))])
    expect(outcomes.sort()).toEqual(['accepted', 'replayed'])
    expect(await one.answer(saidFor(url, DECLINED))).toBe('replayed')
    expect(await one.start(saidFor(url).state ?? '')).toEqual({ outcome: 'replayed' })
    expect(await auditOf(vault, TENANT_A)).toHaveLength(1)
  })

  it('takes no answer after ten minutes, and forgets that of a state no one answered', async () => {
    const vault = await openVault()
    const consent = processOver(vault)
    const { url } = await consent.url(A, APP)
    const late = await consent.url(A, APP)
    vault.clock.advance(10 * MINUTE - 1)
    expect(await consent.answer(saidFor(url))).toBe('accepted')
    vault.clock.advance(1)
    expect(await consent.start(saidFor(late.url).state ?? '')).toEqual({ outcome: 'expired' })
    expect(await consent.answer(saidFor(late.url))).toBe('expired')
    vault.clock.advance(31 * 86_400_000)
    await consent.url(A, APP)
    expect(await consent.answer(saidFor(url))).toBe('expired')
  })

  it.each([
    ['words behind it', (state: string) => `${state} and a few words`],
    ['a fragment behind it', (state: string) => `${state}#code=1`],
    ['more of base64url behind it', (state: string) => `${state}AAAA-more`],
    ['quotes around it', (state: string) => ` "${state}" `],
    ['its dot encoded once more', (state: string) => state.replace('.', '%2E')],
    ['all of it encoded three times', (state: string) => state.replaceAll(/[-._]/g, escapedThrice)],
    ['another state before it', (state: string) => `aaaa.${'b'.repeat(43)},${state}`],
  ])('reads the signed part of a state that comes back with %s, once', async (_how, grown) => {
    const vault = await openVault()
    const consent = processOver(vault)
    const { url } = await consent.url(A, APP)
    const state = grown(saidFor(url).state ?? '')
    expect(await consent.answer(saidFor(url, { state }))).toBe('accepted')
    expect(await consent.answer(saidFor(url, { state }))).toBe('replayed')
  })

  it('takes an answer without a state for one of the portal, and writes nothing down', async () => {
    const vault = await openVault()
    const consent = processOver(vault)
    const { url } = await consent.url(A, APP)
    const { state: _, ...stateless } = saidFor(url)
    expect(await consent.answer(stateless)).toBe('portal')
    expect(await consent.answer({ ...stateless, state: '' })).toBe('portal')
    expect(await consent.answer({ ...stateless, tenant: TENANT_B })).toBe('portal')
    expect(await consent.answer({})).toBe('portal')
    expect(await consent.answer({ ...stateless, ...DECLINED })).toBe('declined')
    expect(await auditOf(vault, TENANT_A)).toHaveLength(0)
    expect(await consent.get(A, APP)).toMatchObject({ lastAnswer: null })
  })

  it('believes no state it has not made, whatever it names', async () => {
    const vault = await openVault()
    const consent = processOver(vault)
    const { url } = await consent.url(A, APP)
    const state = saidFor(url).state ?? ''
    const [body = '', signature] = state.split('.')
    const known = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>
    expect(known).toMatchObject({ tenantId: TENANT_A, operatorId: A.id, applicationId: APP })
    const changes = [
      ...[{ tenantId: TENANT_B }, { operatorId: 'someone else' }, { applicationId: OTHER_APP }],
      ...[{ nonce: 'another' }, { until: Number(known.until) + 1 }],
    ]
    for (const change of changes) {
      const text = Buffer.from(JSON.stringify({ ...known, ...change })).toString('base64url')
      expect([change, await consent.answer(saidFor(url, { state: `${text}.${signature}` }))]).toEqual([
        change,
        'forged',
      ])
    }
    expect(await consent.start('nonsense')).toEqual({ outcome: 'forged' })
    expect(await consent.answer(saidFor(url))).toBe('accepted')
    expect(await auditOf(vault, TENANT_A)).toHaveLength(1)
    expect(await auditOf(vault, TENANT_B)).toEqual([])
  })

  it('writes the answer down under the person who asked, for their tenant alone', async () => {
    const vault = await openVault()
    const consent = processOver(vault)
    expect((await consent.get(A, APP)).lastAnswer).toBeNull()
    await consent.answer(saidFor((await consent.url(A, APP)).url))
    vault.clock.advance(MINUTE)
    await consent.answer(saidFor((await consent.url(A, APP)).url, DECLINED))
    expect((await consent.get(A, APP)).lastAnswer).toEqual({
      outcome: 'declined',
      at: '2026-11-10T12:01:00.000Z',
      by: A.name,
      code: 'AADSTS65004',
    })
    expect((await consent.get(A, OTHER_APP)).lastAnswer).toBeNull()
    expect((await consent.get(B, APP)).lastAnswer).toBeNull()
    const entries = await auditOf(vault, TENANT_A)
    expect(entries).toMatchObject([
      { action: 'consent.answer', target: APP, outcome: 'refused', detail: 'declined, AADSTS65004' },
      { operatorId: A.id, target: APP, outcome: 'succeeded', detail: 'accepted, not proven yet' },
    ])
    expect(await auditOf(vault, TENANT_B)).toEqual([])
  })

  it('knows the answer of another tenant’s page, and believes nothing of it', async () => {
    const vault = await openVault()
    await connect(vault)
    const consent = processOver(vault, async () => [])
    const { url } = await consent.url(A, APP)
    expect(await consent.answer(saidFor(url, { tenant: TENANT_B }))).toBe('wrong-tenant')
    expect(await consent.get(A)).toMatchObject({
      state: 'missing',
      lastAnswer: { outcome: 'wrong-tenant' },
    })
  })
})

forEachDatabase('consent', (open) => {
  const openVault = async () => {
    const vault = await openTestVault(await open())
    await connect(vault)
    return vault
  }

  it('is proven by the roles of a token that is fetched for the question, every time', async () => {
    const vault = await openVault()
    let roles: readonly string[] = []
    const consent = processOver(vault, async () => roles)
    expect(await consent.get(A)).toMatchObject({ state: 'missing', provenAt: null, reason: null })
    roles = ['Chat.Read.All']
    expect(await consent.get(A)).toMatchObject({ state: 'missing' })
    roles = ['Chat.Read.All', 'Directory.Read.All']
    expect(await consent.get(A)).toEqual({
      state: 'granted',
      provenAt: '2026-11-10T12:00:00.000Z',
      lastAnswer: null,
      reason: null,
      required: [
        { permission: 'Chat.Read.All', granted: true, needed: true },
        { permission: 'User.Read.All', granted: true, needed: true },
        { permission: 'Organization.Read.All', granted: true, needed: false },
        { permission: 'GroupMember.Read.All', granted: true, needed: false },
        { permission: 'Reports.Read.All', granted: false, needed: false },
        { permission: 'Mail.Send', granted: false, needed: false },
      ],
    })
    roles = ['Chat.Read.All', 'User.Read.All']
    const without = await consent.get(A)
    expect(without).toMatchObject({ state: 'granted' })
    expect(without.required).toContainEqual({
      permission: 'GroupMember.Read.All',
      granted: false,
      needed: false,
    })
    roles = []
    expect(await consent.get(A)).toMatchObject({ state: 'missing' })
  })

  it('is shown within two seconds as it was proven last, while Entra takes its time', async () => {
    const vault = await openVault()
    let answer: Promise<readonly string[]> = new Promise(() => undefined)
    const consent = processOver(vault, () => answer)
    const late = async () => {
      const shown = consent.get(A)
      await expect.poll(() => vault.clock.waiting).toBeGreaterThan(0)
      vault.clock.advance(2000)
      return shown
    }
    expect(await late()).toMatchObject({ state: 'unproven', reason: { code: 'still-asking' } })
    const fresh = processOver(vault, () => answer)
    answer = Promise.resolve(ALL)
    const { provenAt } = await fresh.get(A)
    expect(provenAt).not.toBeNull()
    answer = new Promise(() => undefined)
    const shown = fresh.get(A)
    await expect.poll(() => vault.clock.waiting).toBeGreaterThan(0)
    vault.clock.advance(2000)
    expect(await shown).toMatchObject({ state: 'granted', provenAt })
  })

  it('lists what only a later version needs where a setup asks for it, and where it is granted', async () => {
    const vault = await openVault()
    let roles = ALL
    const consent = processOver(vault, async () => roles)
    const listed = async () => (await consent.get(A)).required.map(({ permission }) => permission)
    expect(await listed()).not.toContain('Chat.ReadWrite.All')
    const setup = createSetups(vault.database)
    const wants = (leastSet: boolean) =>
      setup.change(TENANT_A, () => ({ applicationId: APP, leastSet }), vault.clock.now())
    await wants(false)
    expect(await listed()).toContain('Chat.ReadWrite.All')
    await wants(true)
    expect(await listed()).not.toContain('Chat.ReadWrite.All')
    roles = [...ALL, 'Chat.ReadWrite.All']
    expect(await listed()).toContain('Chat.ReadWrite.All')
  })

  it('is not there because a page said so', async () => {
    const vault = await openVault()
    const consent = processOver(vault, async () => [])
    expect(await consent.answer(saidFor((await consent.url(A)).url))).toBe('accepted')
    expect(await consent.get(A)).toMatchObject({ state: 'missing', lastAnswer: { outcome: 'accepted' } })
    expect((await auditOf(vault, TENANT_A))[0]?.detail).toBe('accepted, not in a token yet')
  })

  it('that a token shows right after the page is audited as proven', async () => {
    const vault = await openVault()
    const consent = processOver(vault)
    await consent.answer(saidFor((await consent.url(A)).url))
    expect((await auditOf(vault, TENANT_A))[0]?.detail).toBe('accepted, proven by a token')
  })

  it('does not keep the popup waiting when Entra is slow', async () => {
    const vault = await openVault()
    const consent = processOver(vault, () => new Promise(() => {}))
    const answered = consent.answer(saidFor((await consent.url(A)).url))
    await expect.poll(() => vault.clock.waiting).toBe(1)
    vault.clock.advance(3000)
    expect(await answered).toBe('accepted')
    expect((await auditOf(vault, TENANT_A))[0]?.detail).toBe('accepted, not proven yet')
  })

  it('cannot be proven without a credential for the application, of this tenant', async () => {
    const consent = processOver(await openVault())
    for (const answer of [await consent.get(A, OTHER_APP), await consent.get(B, APP)]) {
      expect(answer).toMatchObject({ state: 'unproven', provenAt: null, reason: null })
      expect(answer.required.every(({ granted }) => !granted)).toBe(true)
    }
  })

  describe('of which no token can be had', () => {
    const refusal = (code: string) => async () => {
      throw new VaultError({
        code,
        notice: null,
        attempted: 'sign in',
        why: 'it says so',
        hint: 'Do this.',
        status: 502,
      })
    }

    it('is missing where the application is not in the organization yet', async () => {
      const consent = processOver(await openVault(), refusal('AADSTS7000229'))
      expect(await consent.get(A)).toMatchObject({ state: 'missing', reason: null })
    })

    it('is unproven for any other cause, which is told with what to do', async () => {
      const consent = processOver(await openVault(), refusal('AADSTS7000222'))
      expect(await consent.get(A)).toMatchObject({
        state: 'unproven',
        reason: { code: 'AADSTS7000222', detail: 'Couldn’t sign in: it says so', hint: 'Do this.' },
      })
    })

    it('is no answer at all when the failure is our own', async () => {
      const broken = async () => Promise.reject(new TypeError('oops'))
      await expect(processOver(await openVault(), broken).get(A)).rejects.toThrow('oops')
    })
  })
})
