import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createBilling } from '../../books/billing.ts'
import { createConnections } from '../../books/connections.ts'
import { createConsents } from '../../books/consents.ts'
import { createLedger } from '../../books/create-ledger.ts'
import { createRuns } from '../../books/create-runs.ts'
import { createCreatedObjects } from '../../books/created-objects.ts'
import { createDrafts } from '../../books/drafts.ts'
import { createSetups } from '../../books/setups.ts'
import { createTenants } from '../../books/tenants.ts'
import type { SetupProgress } from '../../contract/index.ts'
import type { Database } from '../../database/database.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { makeCertificate } from '../../graph/entra/make-certificate.ts'
import {
  openTestVault,
  operatorOf,
  TENANT_A,
  TENANT_B,
  type TestVault,
} from '../../testing/archived-chats.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { chooseCredential } from '../connection/choose-credential.ts'
import type { Access } from '../connection/connect.ts'
import { sealCredential } from '../connection/credentials.ts'
import { dropOldDrafts } from '../connection/drafts.ts'
import { createSetupService, type SetupDeps } from './setup.ts'

const APP = '1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e'
const KEY_ID = '6d2b3f0a-9c1e-4f7b-8a55-0c3d2e1f4a6b'
const OBJECT_ID = 'aa2b3f0a-9c1e-4f7b-8a55-0c3d2e1f4a6b'
const SECRET = 'Abc8Q~a-secret-that-must-never-be-seen-again'
const NEEDED = ['Chat.Read.All', 'User.Read.All']
const FULL = [...NEEDED, 'Chat.ReadWrite.All']
const A = operatorOf(TENANT_A)
const B = operatorOf(TENANT_B)

type Microsoft = Partial<Pick<SetupDeps, 'fetchRoles' | 'probeRegistration' | 'openAccess'>>

function refusalOf(code: string) {
  return { code, notice: null, attempted: 'sign in', why: 'it was refused', hint: 'Do this.' }
}

function refusal(code: string): VaultError {
  return new VaultError(refusalOf(code))
}

/** Answers in turn; the last one for good. */
function inTurn<T>(...answers: (T | VaultError)[]): () => Promise<T> {
  let at = 0
  return async () => {
    const answer = answers[Math.min(at++, answers.length - 1)]
    if (answer instanceof VaultError || answer === undefined) throw answer
    return answer
  }
}

function exportThat(check: { ok: boolean; code: string; asksForBilling?: true }): SetupDeps['openAccess'] {
  return () =>
    ({
      async *check() {
        yield { name: 'export', detail: 'So it was.', hint: '', ...check }
      },
    }) as unknown as Access
}

async function open(database: Database, microsoft: Microsoft = {}) {
  const vault = await openTestVault(database)
  const { clock, sealer } = vault
  const books = {
    setups: createSetups(database),
    drafts: createDrafts(database),
    createdObjects: createCreatedObjects(database),
    billing: createBilling(database),
    connections: createConnections(database),
    consents: createConsents(database),
    tenants: createTenants(database, clock),
    ledger: createLedger(database, clock),
    runs: createRuns(database, clock),
  }
  const setup = createSetupService({
    ...books,
    sealer,
    clock,
    makeCertificate,
    fetchRoles: async () => FULL,
    probeRegistration: async () => undefined,
    createMeter: () => ({ reserve: () => Promise.reject(new Error('unused')) }),
    openAccess: exportThat({ ok: true, code: 'ok' }),
    ...microsoft,
  })
  const states = async () =>
    Object.fromEntries((await setup.get(A)).steps.map(({ name, state }) => [name, state]))
  return { vault, ...books, setup, states }
}

async function connect({ sealer, clock, database }: TestVault, applicationId = APP): Promise<void> {
  const at = clock.now()
  const check = { name: 'token', ok: true, code: 'ok', notice: null, detail: 'Fine.', hint: '' } as const
  await createConnections(database).save({
    tenantId: TENANT_A,
    applicationId,
    credentialKind: 'secret',
    credentialHint: 'abc',
    credentialBox: await sealCredential(sealer, TENANT_A, { kind: 'secret', clientSecret: SECRET }),
    credentialSetAt: at,
    credentialExpiresAt: null,
    credentialKeyId: null,
    testMailbox: 'mia@contoso.com',
    checks: [check],
    organizationName: null,
    costAcknowledgedAt: at,
    costAcknowledgedBy: 'Mia',
    status: 'active',
    testedAt: at,
    testedBy: 'Mia',
  })
}

forEachDatabase('a setup', (database) => {
  it('begins with nothing, keeps what it is told, and changes only what is named', async () => {
    const { setup, states } = await open(await database())
    expect(await setup.get(A)).toMatchObject({
      way: null,
      applicationId: null,
      displayName: 'Chatvault backup',
      leastSet: true,
      updatedAt: null,
      credential: null,
      certificate: null,
      created: [],
    })
    expect(Object.keys(await states())).toEqual([
      ...['start', 'register', 'credential', 'permissions', 'consent', 'billing', 'connect'],
    ])
    expect(new Set(Object.values(await states()))).toEqual(new Set(['not-started']))
    await setup.set(A, { way: 'manual', displayName: 'Backup', monthlyMessageLimit: null })
    const told = await setup.set(A, { applicationId: APP, testMailbox: 'mia@contoso.com' })
    expect(told).toMatchObject({
      way: 'manual',
      displayName: 'Backup',
      applicationId: APP,
      testMailbox: 'mia@contoso.com',
      monthlyMessageLimit: null,
    })
    expect((await setup.set(A, { monthlyMessageLimit: 5000 })).monthlyMessageLimit).toBe(5000)
    expect((await states()).start).toBe('done')
  })

  it('knows a limit that was not chosen from one that is unlimited', async () => {
    const { setup } = await open(await database())
    expect('monthlyMessageLimit' in (await setup.set(A, { way: 'manual' }))).toBe(false)
  })

  it('never gives a draft back, and keeps it sealed for this tenant and this purpose alone', async () => {
    const { setup, vault } = await open(await database())
    await setup.set(A, { applicationId: APP })
    const kept = await setup.keepSecret(A, { clientSecret: SECRET, keyId: 'key-1' })
    expect(kept.credential).toEqual({ kind: 'secret', hint: 'Abc', expiresAt: null, keyId: 'key-1' })
    expect(JSON.stringify(await setup.get(A))).not.toContain(SECRET)
    const { kysely } = vault.database
    const { box, ...row } = await kysely.selectFrom('draft_credential').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify(row) + Buffer.from(box).toString('latin1')).not.toContain(SECRET)
    const others = [`setup:${TENANT_B}`, `replacement:${TENANT_A}`].map((name) => `draft-credential:${name}`)
    for (const context of [...others, `credential:${TENANT_A}`])
      await expect(vault.sealer.open(context, box)).rejects.toMatchObject({ code: 'seal-broken' })
  })

  it('is each tenant’s own: no one sees, changes, ends or strikes off another’s', async () => {
    const { setup } = await open(await database())
    await setup.set(A, { applicationId: APP, way: 'manual' })
    await setup.keepSecret(A, { clientSecret: SECRET })
    await setup.noteCreated(A, { kind: 'application', id: 'object-1', name: 'Chatvault' })
    expect(await setup.get(B)).toMatchObject({ applicationId: null, credential: null, created: [] })
    await setup.strikeCreated(B, 'object-1')
    await setup.restart(B)
    await setup.set(B, { applicationId: APP, way: 'automatic' })
    expect(await setup.get(A)).toMatchObject({ way: 'manual', credential: { hint: 'Abc' } })
    expect((await setup.get(A)).created).toHaveLength(1)
    const checked = await setup.check(B, {})
    expect(checked.steps.find(({ name }) => name === 'credential')).toMatchObject({
      code: 'no-credential-yet',
    })
  })

  it('destroys its draft when it begins again, and keeps the list of what was created', async () => {
    const { setup, vault } = await open(await database())
    await setup.set(A, { applicationId: APP })
    await setup.keepSecret(A, { clientSecret: SECRET })
    await setup.noteCreated(A, { kind: 'application', id: 'object-1', name: 'Chatvault' })
    await setup.restart(A)
    for (const table of ['setup', 'draft_credential'] as const)
      expect(await vault.database.kysely.selectFrom(table).selectAll().execute()).toEqual([])
    expect(await setup.get(A)).toMatchObject({ applicationId: null, created: [{ id: 'object-1' }] })
  })

  it('writes down what was created once, in order, and strikes it off', async () => {
    const { setup, vault } = await open(await database())
    const first = await setup.noteCreated(A, { kind: 'application', id: 'o-1', name: 'Chatvault' })
    vault.clock.advance(1000)
    expect(await setup.noteCreated(A, { kind: 'application', id: 'o-1', name: 'Again' })).toEqual(first)
    await setup.noteCreated(A, { kind: 'billing-account', id: '/subscriptions/1/x', name: 'billing' })
    expect((await setup.get(A)).created.map(({ kind }) => kind)).toEqual([
      ...['application', 'billing-account'],
    ])
    await setup.strikeCreated(A, '/subscriptions/1/x')
    await setup.strikeCreated(A, '/subscriptions/1/x')
    expect((await setup.get(A)).created).toEqual([first])
  })

  it('knows which application an object belongs to after the connection and the setup are gone', async () => {
    const { setup, vault, connections } = await open(await database())
    await connect(vault)
    const secret = { kind: 'secret', id: KEY_ID, name: 'Chatvault 1' } as const
    expect(await setup.noteCreated(A, secret)).toMatchObject({ applicationId: null })
    await setup.noteCreated(A, { ...secret, applicationId: APP })
    await setup.noteCreated(A, { ...secret, applicationId: OBJECT_ID })
    await setup.restart(A)
    await connections.forget(TENANT_A)
    expect(await setup.get(A)).toMatchObject({
      applicationId: null,
      created: [{ id: KEY_ID, applicationId: APP }],
    })
  })

  it('takes an object that is intended again for a new one, and one that was made for the old one', async () => {
    const { setup, vault } = await open(await database())
    const intended = { kind: 'secret', id: 'intended:secret:Chatvault 1', name: 'Chatvault 1' } as const
    const made = { kind: 'secret', id: KEY_ID, name: 'Chatvault 1' } as const
    const first = await setup.noteCreated(A, intended)
    const known = await setup.noteCreated(A, made)
    vault.clock.advance(3_600_000)
    const again = await setup.noteCreated(A, intended)
    expect(Date.parse(again.at) - Date.parse(first.at)).toBe(3_600_000)
    expect(await setup.noteCreated(A, made)).toEqual(known)
  })

  it('is done with a step when Microsoft says so, and keeps that over a reload', async () => {
    const { setup, states } = await open(await database())
    await setup.set(A, { applicationId: APP, way: 'manual', testMailbox: 'mia@contoso.com' })
    await setup.keepSecret(A, { clientSecret: SECRET })
    expect((await states()).credential).toBe('not-started')
    await setup.check(A, {})
    expect(await states()).toEqual({
      start: 'done',
      register: 'done',
      credential: 'done',
      permissions: 'done',
      consent: 'done',
      billing: 'done',
      connect: 'not-started',
    })
  })

  it('forgets answers that a change has overtaken', async () => {
    const { setup, states } = await open(await database())
    await setup.set(A, { applicationId: APP, testMailbox: 'mia@contoso.com' })
    await setup.keepSecret(A, { clientSecret: SECRET })
    await setup.check(A, {})
    expect((await setup.get(A)).leastSet).toBe(true)
    await setup.set(A, { leastSet: false })
    expect(await states()).toMatchObject({ credential: 'done', permissions: 'not-started', billing: 'done' })
    await setup.keepSecret(A, { clientSecret: `${SECRET}2` })
    expect(await states()).toMatchObject({ register: 'done', credential: 'not-started' })
    await setup.set(A, { applicationId: APP.replace('1f', '2f') })
    expect(await states()).toMatchObject({ register: 'not-started', billing: 'not-started' })
  })

  it('ends when its connection is saved, which then says how the steps are', async () => {
    const { setup, vault, states } = await open(await database())
    await setup.set(A, { applicationId: APP, way: 'manual' })
    await setup.keepSecret(A, { clientSecret: SECRET })
    await connect(vault)
    expect(await setup.get(A)).toMatchObject({ way: null, applicationId: APP, credential: null })
    expect(await states()).toMatchObject({ register: 'done', connect: 'done', billing: 'not-started' })
  })

  it('continues beside a connection of another application', async () => {
    const { setup, vault, states } = await open(await database())
    await setup.set(A, { applicationId: APP })
    await setup.keepSecret(A, { clientSecret: SECRET })
    await connect(vault, APP.replace('1f', '2f'))
    expect(await setup.get(A)).toMatchObject({ applicationId: APP, credential: { kind: 'secret' } })
    expect((await states()).connect).toBe('not-started')
  })

  it('knows when Microsoft asked for billing, until an export goes well', async () => {
    const asking = exportThat({ ok: false, code: 'PaymentRequired', asksForBilling: true })
    const fine = exportThat({ ok: true, code: 'ok' })
    let openAccess = asking
    const { setup, vault } = await open(await database(), { openAccess: (...it) => openAccess(...it) })
    await setup.set(A, { applicationId: APP })
    await setup.keepSecret(A, { clientSecret: SECRET })
    expect((await setup.get(A)).billing).toMatchObject({ suggestion: 'nothing-to-do', askedForAt: null })
    await setup.set(A, { testMailbox: 'mia@contoso.com' })
    const asked = await setup.check(A, { upTo: 'billing' })
    expect(asked.billing).toMatchObject({
      suggestion: 'associate',
      askedForAt: vault.clock.now().toISOString(),
      association: null,
    })
    expect(asked.steps[5]).toMatchObject({
      name: 'billing',
      state: 'needs-attention',
      code: 'PaymentRequired',
    })
    const association = { subscriptionId: APP, resourceGroup: 'rg', accountName: 'chatvault' }
    const linked = await setup.set(A, { billing: { association, regime: 'not-metered' } })
    expect(linked.billing).toMatchObject({ regime: 'not-metered', suggestion: 'check', association })
    openAccess = fine
    expect((await setup.check(A, { upTo: 'billing' })).billing).toMatchObject({
      suggestion: 'nothing-to-do',
      askedForAt: null,
      association,
    })
    expect((await setup.get(B)).billing).toMatchObject({ regime: 'not-metered', association: null })
  })

  it('takes the link of one application for no other one’s, and knows it again when it comes back', async () => {
    const openAccess = exportThat({ ok: false, code: 'PaymentRequired', asksForBilling: true })
    const { setup, connections, vault } = await open(await database(), { openAccess })
    const association = { subscriptionId: APP, resourceGroup: 'rg', accountName: 'chatvault' }
    const nobody = setup.set(A, { billing: { association } })
    await expect(nobody).rejects.toMatchObject({ code: 'application-id-missing', status: 422 })
    await connect(vault)
    await setup.set(A, { billing: { association } })
    expect((await setup.get(A)).billing).toMatchObject({ association, suggestion: 'nothing-to-do' })
    await connections.forget(TENANT_A)
    await setup.set(A, { applicationId: OBJECT_ID, testMailbox: 'mia@contoso.com' })
    await setup.keepSecret(A, { clientSecret: SECRET })
    const other = await setup.check(A, { upTo: 'billing' })
    expect(other.billing).toMatchObject({ association: null, suggestion: 'associate' })
    const back = await setup.set(A, { applicationId: APP })
    expect(back.billing).toMatchObject({ association, suggestion: 'nothing-to-do', askedForAt: null })
  })
})

forEachDatabase('a draft', (database) => {
  const OTHER_APP = APP.replace('1f', '2f')
  const kept = async ({ database: { kysely } }: TestVault) =>
    kysely.selectFrom('draft_credential').select(['purpose', 'application_id']).orderBy('purpose').execute()

  it('is destroyed when the setup turns to another application, so that it is never sent as that one’s', async () => {
    const { setup, vault } = await open(await database())
    await setup.keepSecret(A, { clientSecret: SECRET })
    await setup.set(A, { applicationId: APP })
    expect(await kept(vault)).toEqual([{ purpose: 'setup', application_id: APP }])
    expect(await setup.set(A, { applicationId: APP, way: 'manual' })).toMatchObject({
      credential: { kind: 'secret' },
    })
    expect((await setup.set(A, { applicationId: OTHER_APP })).credential).toBeNull()
    expect(await kept(vault)).toEqual([])
    await setup.keepSecret(A, { clientSecret: SECRET })
    await setup.set(A, { applicationId: null })
    expect(await kept(vault)).toEqual([])
  })

  it('for a replacement leaves the one of a setup alone, and is no credential of a setup or a test', async () => {
    const used: string[] = []
    const fetchRoles = async ({ credential }: { credential: { kind: string } }) => {
      used.push(credential.kind)
      return FULL
    }
    const { setup, vault, connections, drafts } = await open(await database(), { fetchRoles })
    await expect(setup.makeCertificate(A, { months: 1, purpose: 'replacement' })).rejects.toMatchObject({
      code: 'not-connected',
      status: 409,
    })
    await connect(vault)
    await setup.set(A, { applicationId: OTHER_APP })
    await setup.keepSecret(A, { clientSecret: SECRET })
    const made = await setup.makeCertificate(A, { months: 1, purpose: 'replacement' })
    expect(made).toMatchObject({ credential: { kind: 'secret' }, certificate: null })
    expect(made.replacementCertificate?.pem).toMatch(/^-----BEGIN CERTIFICATE-----/)
    expect(await kept(vault)).toEqual([
      { purpose: 'replacement', application_id: APP },
      { purpose: 'setup', application_id: OTHER_APP },
    ])
    await setup.restart(A)
    expect(await kept(vault)).toMatchObject([{ purpose: 'replacement' }])
    await setup.check(A, { upTo: 'credential' })
    expect(new Set(used)).toEqual(new Set(['secret']))
    const body = { applicationId: APP, testMailbox: 'mia@contoso.com' }
    const { sealer, clock } = vault
    const chosen = await chooseCredential({ connections, drafts, sealer, clock }, TENANT_A, body)
    expect(chosen).toMatchObject({ app: { credential: { kind: 'secret' } }, stored: { applicationId: APP } })
  })

  it('is destroyed after thirty days, when someone looks or a process starts', async () => {
    const { setup, vault, drafts } = await open(await database())
    await connect(vault)
    await setup.set(A, { applicationId: APP })
    await setup.keepSecret(A, { clientSecret: SECRET })
    await setup.makeCertificate(A, { months: 1, purpose: 'replacement' })
    vault.clock.advance(29 * 86_400_000)
    expect(await setup.get(A)).toMatchObject({ credential: { kind: 'secret' } })
    await setup.keepSecret(A, { clientSecret: SECRET })
    vault.clock.advance(86_400_000)
    await dropOldDrafts({ drafts, clock: vault.clock })
    expect(await kept(vault)).toMatchObject([{ purpose: 'setup' }])
    vault.clock.advance(29 * 86_400_000)
    expect(await setup.get(A)).toMatchObject({ credential: null })
    expect(await kept(vault)).toEqual([])
  })
})

forEachDatabase('an answer of Microsoft', (database) => {
  async function halfway(microsoft: Microsoft = {}) {
    const asked = Promise.withResolvers<void>()
    const answer = Promise.withResolvers<readonly string[]>()
    const fetchRoles = () => {
      asked.resolve()
      return answer.promise
    }
    const made = await open(await database(), { fetchRoles, ...microsoft })
    await made.setup.set(A, { applicationId: APP, testMailbox: 'mia@contoso.com' })
    await made.setup.keepSecret(A, { clientSecret: SECRET })
    const checking = made.setup.check(A, {})
    await asked.promise
    const answered = () => {
      answer.resolve(FULL)
      return checking
    }
    return { ...made, answered }
  }

  it('about a credential, a set of permissions or a mailbox that changed meanwhile is not written down', async () => {
    const { setup, states, answered } = await halfway()
    await setup.keepSecret(A, { clientSecret: `${SECRET}2` })
    await answered()
    expect(await states()).toMatchObject({
      register: 'done',
      credential: 'not-started',
      permissions: 'not-started',
      consent: 'not-started',
      billing: 'not-started',
    })
    const other = await halfway()
    await other.setup.set(A, { leastSet: false, testMailbox: 'ben@contoso.com' })
    await other.answered()
    expect(await other.states()).toMatchObject({
      register: 'done',
      credential: 'done',
      permissions: 'not-started',
      consent: 'not-started',
      billing: 'not-started',
    })
  })

  it('is kept beside one that comes at the same time', async () => {
    const { setup, states } = await open(await database())
    await setup.set(A, { applicationId: APP, testMailbox: 'mia@contoso.com' })
    await setup.keepSecret(A, { clientSecret: SECRET })
    await Promise.all([setup.check(A, {}), setup.check(A, {}), setup.set(A, { way: 'manual' })])
    expect(new Set(Object.values(await states()).slice(0, 6))).toEqual(new Set(['done']))
  })

  it('about billing goes with the mailbox it was tried on', async () => {
    const { setup, states } = await open(await database())
    await setup.set(A, { applicationId: APP, testMailbox: 'mia@contoso.com' })
    await setup.keepSecret(A, { clientSecret: SECRET })
    await setup.check(A, {})
    await setup.set(A, { testMailbox: 'ben@contoso.com' })
    expect(await states()).toMatchObject({ consent: 'done', billing: 'not-started' })
  })
})

forEachDatabase('the regime told in a setup', (database) => {
  it('changes no limit that is set at the same time', async () => {
    const { setup, ledger } = await open(await database())
    await setup.set(A, { billing: { regime: 'not-metered' } })
    const first = { monthlyLimit: 25, pricePerMessage: '0.1', currency: 'USD', regime: 'metered' } as const
    await Promise.all([
      ...['metered', 'not-metered'].map((regime) =>
        setup.set(A, { billing: { regime: regime as 'metered' | 'not-metered' } }),
      ),
      ledger.changeQuota(TENANT_A, { to: { monthlyLimit: 7 }, first }),
    ])
    expect(await ledger.balance(TENANT_A)).toMatchObject({ monthlyLimit: 7, pricePerMessage: '0.00075' })
  })
})

forEachDatabase('a certificate', (database) => {
  it('is made here: its public part is answered, its key is nowhere in the clear', async () => {
    const { setup, vault } = await open(await database())
    await setup.set(A, { applicationId: APP })
    const made = await setup.makeCertificate(A, { months: 12 })
    expect(made.credential).toMatchObject({ kind: 'certificate', expiresAt: '2027-11-10T12:00:00.000Z' })
    expect(made.certificate).toMatchObject({
      pem: expect.stringMatching(/^-----BEGIN CERTIFICATE-----/),
      thumbprint: made.credential?.hint,
      sha1Thumbprint: expect.stringMatching(/^[0-9A-F]{40}$/),
      expiresAt: '2027-11-10T12:00:00.000Z',
    })
    expect(JSON.stringify(made)).not.toContain('PRIVATE KEY')
    const { rows } = await sql`select * from setup, draft_credential`.execute(vault.database.kysely)
    expect(JSON.stringify(rows, (_key, value) => (value instanceof Uint8Array ? 0 : value))).not.toContain(
      'PRIVATE',
    )
    const again = await setup.makeCertificate(A, { months: 12 })
    expect(again.certificate?.thumbprint).not.toBe(made.certificate?.thumbprint)
  })

  it('gives way to a secret, and leaves nothing behind', async () => {
    const { setup } = await open(await database())
    await setup.makeCertificate(A, { months: 1 })
    expect(await setup.keepSecret(A, { clientSecret: SECRET })).toMatchObject({
      certificate: null,
      credential: { kind: 'secret' },
    })
  })
})

describe('what is pasted', () => {
  forEachDatabase('by mistake', (database) => {
    it('is told at once: the ID of a secret, the ID of the tenant', async () => {
      const { setup } = await open(await database())
      await expect(setup.keepSecret(A, { clientSecret: APP })).rejects.toMatchObject({
        code: 'secret-id-pasted',
        status: 422,
        hint: expect.stringContaining('"Value"'),
      })
      await expect(setup.set(A, { applicationId: TENANT_A })).rejects.toMatchObject({
        code: 'tenant-id-pasted',
        status: 422,
      })
      expect(await setup.get(A)).toMatchObject({
        applicationId: null,
        credential: null,
        updatedAt: null,
      })
    })
  })
})

forEachDatabase('waiting for Microsoft to spread a change', (database) => {
  async function checked(microsoft: Microsoft, waitSeconds: number, withSecret = true) {
    const made = await open(await database(), microsoft)
    const { setup, vault } = made
    await setup.set(A, { applicationId: APP, leastSet: true, testMailbox: 'mia@contoso.com' })
    if (withSecret) await setup.keepSecret(A, { clientSecret: SECRET })
    const lines: SetupProgress[] = []
    let isOver = false
    const checking = setup
      .check(A, { waitSeconds }, (line) => lines.push(line))
      .finally(() => {
        isOver = true
      })
    while (!isOver) {
      await new Promise((resolve) => setImmediate(resolve))
      if (vault.clock.waiting > 0) vault.clock.advance(1000)
    }
    const { steps } = await checking
    return { steps: Object.fromEntries(steps.map((step) => [step.name, step])), lines }
  }

  it('goes through what is not known yet, refused yet and empty yet, and says so meanwhile', async () => {
    const fetchRoles = inTurn<readonly string[]>(
      ...[refusal('AADSTS700016'), refusal('AADSTS700016'), refusal('AADSTS7000215')],
      ...[refusal('AADSTS7000229'), refusal('AADSTS7000229'), [], [], NEEDED],
    )
    const { steps, lines } = await checked({ fetchRoles }, 120)
    expect(steps).toMatchObject({
      register: { state: 'done' },
      credential: { state: 'done' },
      permissions: { state: 'done' },
      consent: { state: 'done' },
      billing: { state: 'done' },
    })
    const waits = lines.filter(({ state, code }) => state === 'checking' && code !== '')
    expect(waits.map(({ name, code }) => [name, code])).toEqual([
      ...[
        ['register', 'application-unknown'],
        ['register', 'application-unknown'],
      ],
      ...[
        ['credential', 'AADSTS7000215'],
        ['credential', 'credential-waits-for-consent'],
      ],
      ...[
        ['credential', 'credential-waits-for-consent'],
        ['permissions', 'waits-for-consent'],
      ],
      ['permissions', 'waits-for-consent'],
    ])
    const seconds = waits.map(({ waitedSeconds }) => waitedSeconds)
    expect(seconds).toEqual(seconds.toSorted((a, b) => a - b))
    expect(seconds.at(-1)).toBeGreaterThan(10)
  })

  it('waits while Microsoft is away, and makes that no result of a step', async () => {
    const away = new VaultError({ ...refusalOf('http-503'), retry: 'later' })
    const back = await checked({ fetchRoles: inTurn<readonly string[]>(away, away, FULL) }, 60)
    expect(back.steps).toMatchObject({ register: { state: 'done' }, consent: { state: 'done' } })
    const gone = await checked({ fetchRoles: inTurn<readonly string[]>(away) }, 20)
    const notReached = { state: 'not-started', code: 'microsoft-not-reached' }
    expect(gone.steps).toMatchObject({
      register: notReached,
      credential: notReached,
      permissions: notReached,
      consent: notReached,
      billing: { state: 'not-started' },
    })
  })

  it('ends when the time that was given is over', async () => {
    const fetchRoles = inTurn<readonly string[]>(refusal('AADSTS7000215'))
    const { steps, lines } = await checked({ fetchRoles }, 20)
    expect(steps.credential).toMatchObject({ state: 'needs-attention', code: 'AADSTS7000215' })
    expect(steps.consent).toMatchObject({ state: 'not-started', code: 'waits-for-credential' })
    const waits = lines.filter(({ state, code }) => state === 'checking' && code !== '')
    expect(waits.length).toBeLessThan(8)
  })

  it('does not wait for what no waiting heals, nor when no one asked to wait', async () => {
    let asked = 0
    const expired = async () => {
      asked += 1
      throw refusal('AADSTS7000222')
    }
    const { steps } = await checked({ fetchRoles: expired }, 300)
    expect(steps).toMatchObject({ register: { state: 'done' }, credential: { code: 'AADSTS7000222' } })
    const before = asked
    await checked({ fetchRoles: expired }, 0)
    expect([before, asked - before]).toEqual([1, 1])
  })

  it('waits for a registration that has no credential yet', async () => {
    const probeRegistration = inTurn<undefined | never>(refusal('AADSTS700016'), refusal('AADSTS700016'))
    let probes = 0
    const known = async () => {
      probes += 1
      return probes < 4 ? probeRegistration() : undefined
    }
    const { steps } = await checked({ probeRegistration: known }, 60, false)
    expect(steps).toMatchObject({ register: { state: 'done' }, credential: { code: 'no-credential-yet' } })
    expect(probes).toBe(4)
  })
})
