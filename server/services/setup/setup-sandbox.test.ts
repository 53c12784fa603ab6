/** A setup against a tenant over TLS: what Microsoft really answers at each step, and to each frequent mistake. */
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Setup, SetupStepName } from '../../contract/index.ts'
import { openTestVault, operatorOf } from '../../testing/archived-chats.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { reachSandbox, useSandbox } from '../../testing/sandbox-reach.ts'
import { createTempDir } from '../../testing/temp-dir.ts'

const FULL = ['Chat.Read.All', 'Chat.ReadWrite.All', 'User.Read.All']
const NOBODYS_APP = '1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e'

describe('setting up a connection', () => {
  const sandbox = useSandbox()
  const me = () => operatorOf(sandbox().tenantId)
  const chatty = () => sandbox().tenant.people.members.find(({ mailbox }) => mailbox)?.userPrincipalName ?? ''

  async function open() {
    const dir = await createTempDir()
    const database = await openEmbeddedCopy(dir.path)
    onTestFinished(() => database.close().then(dir.remove))
    sandbox().control.forgetFaults()
    const vault = await openTestVault(database)
    return { vault, ...(await reachSandbox(vault, sandbox())) }
  }

  type Opened = Awaited<ReturnType<typeof open>>

  /** An application of the tenant, and a setup that was told of it. */
  async function setUp(app: { roles?: readonly string[]; consented?: boolean } = {}) {
    const opened = await open()
    const made = sandbox().control.registerApp(app)
    await opened.setup.set(me(), { applicationId: made.clientId, testMailbox: chatty() })
    return { ...opened, ...made }
  }

  const stepOf = ({ steps }: Setup, name: SetupStepName) => steps.find((step) => step.name === name)

  async function look({ setup }: Opened) {
    const seen = await setup.check(me(), {})
    return (name: SetupStepName) => stepOf(seen, name)
  }

  it('knows a registration that has no credential yet, and spends nothing on looking', async () => {
    const opened = await setUp()
    const step = await look(opened)
    expect(step('register')).toMatchObject({ state: 'done', code: 'ok' })
    expect(step('credential')).toMatchObject({ state: 'not-started', code: 'no-credential-yet' })
    expect(step('consent')).toMatchObject({ state: 'not-started', code: 'waits-for-credential' })
    expect(await opened.quota.get(me())).toMatchObject({ used: 0, reserved: 0 })
  })

  it('says where to look when the organization does not know the application: the wrong tenant', async () => {
    const opened = await open()
    await opened.setup.set(me(), { applicationId: NOBODYS_APP })
    const step = await look(opened)
    expect(step('register')).toMatchObject({
      state: 'needs-attention',
      code: 'application-unknown',
      hint: expect.stringContaining(sandbox().tenantId),
    })
  })

  it('tells an application that was registered but not taken in, which consent heals', async () => {
    const opened = await setUp({ consented: false })
    await opened.setup.keepSecret(me(), { clientSecret: opened.clientSecret })
    const step = await look(opened)
    expect(step('register')).toMatchObject({ state: 'done' })
    expect(step('credential')).toMatchObject({ state: 'not-started', code: 'credential-waits-for-consent' })
    expect(step('permissions')).toMatchObject({ state: 'not-started', code: 'waits-for-consent' })
    expect(step('consent')).toMatchObject({ state: 'needs-attention', code: 'consent-missing' })
  })

  it('tells a secret that is wrong or has expired, and that the application is right', async () => {
    const opened = await setUp()
    await opened.setup.keepSecret(me(), { clientSecret: 'not-the-secret' })
    const wrong = await look(opened)
    expect(wrong('register')).toMatchObject({ state: 'done' })
    expect(wrong('credential')).toMatchObject({ state: 'needs-attention', code: 'AADSTS7000215' })
    expect(wrong('permissions')).toMatchObject({ code: 'waits-for-credential' })
    sandbox().control.expireSecrets(opened.clientId)
    await opened.setup.keepSecret(me(), { clientSecret: opened.clientSecret })
    const late = await look(opened)
    expect(late('credential')).toMatchObject({ state: 'needs-attention', code: 'AADSTS7000222' })
  })

  it('tells consent that is missing, and delegated permissions by a consent that gave nothing', async () => {
    const opened = await setUp()
    await opened.setup.keepSecret(me(), { clientSecret: opened.clientSecret })
    const first = await look(opened)
    expect(first('credential')).toMatchObject({ state: 'done' })
    expect(first('permissions')).toMatchObject({ state: 'not-started', code: 'waits-for-consent' })
    expect(first('consent')).toMatchObject({ state: 'needs-attention', code: 'consent-missing' })
    expect(first('billing')).toMatchObject({ state: 'not-started', code: 'waits-for-permissions' })
    await acceptConsent(opened, opened.clientId)
    const consented = await look(opened)
    expect(consented('permissions')).toMatchObject({
      state: 'needs-attention',
      code: 'delegated-permissions',
      hint: expect.stringContaining('Delegated'),
    })
    expect(consented('consent')).toMatchObject({ hint: expect.stringContaining('must say Application') })
  })

  it('concludes nothing from a consent page of long ago, nor once a token has shown the consent', async () => {
    const opened = await setUp()
    await opened.setup.keepSecret(me(), { clientSecret: opened.clientSecret })
    await acceptConsent(opened, opened.clientId, new Date(Date.now() - 2 * 60 * 60_000))
    expect((await look(opened))('permissions')).toMatchObject({ code: 'waits-for-consent' })
    const { tenantId } = me()
    await opened.vault.database.kysely.deleteFrom('consent_request').execute()
    await acceptConsent(opened, opened.clientId)
    for (const role of FULL) sandbox().control.grantRole(role, opened.clientId)
    expect((await look(opened))('consent')).toMatchObject({ state: 'done' })
    for (const role of FULL) sandbox().control.revokeRole(role, opened.clientId)
    expect(await opened.consents.findLastAnswer(tenantId, opened.clientId)).toMatchObject({
      outcome: 'accepted',
    })
    expect((await look(opened))('permissions')).toMatchObject({ code: 'waits-for-consent' })
  })

  async function acceptConsent({ consents }: Opened, applicationId: string, at = new Date()) {
    const request = { operatorId: 'mia', operatorName: 'Mia', applicationId: applicationId.toLowerCase() }
    const hash = new Uint8Array([1, 2, 3])
    const times = { at, expiresAt: new Date(at.getTime() + 60_000) }
    await consents.open(hash, { tenantId: me().tenantId, ...request }, times)
    await consents.answer(hash, { at, outcome: 'accepted', code: null })
  }

  it('names the permission that was not added, and lets the smallest set do', async () => {
    const opened = await setUp({ roles: ['Chat.Read.All'] })
    await opened.setup.keepSecret(me(), { clientSecret: opened.clientSecret })
    const lacking = await look(opened)
    expect(lacking('permissions')).toMatchObject({
      state: 'needs-attention',
      code: 'permission-not-added',
      detail: expect.stringContaining('User.Read.All'),
    })
    expect(lacking('consent')).toMatchObject({ state: 'needs-attention', code: 'consent-incomplete' })
    sandbox().control.grantRole('User.Read.All', opened.clientId)
    await opened.setup.set(me(), { leastSet: false })
    expect((await look(opened))('permissions')).toMatchObject({ code: 'wider-permission-missing' })
    await opened.setup.set(me(), { leastSet: true })
    const least = await look(opened)
    expect([least('permissions')?.state, least('consent')?.state]).toEqual(['done', 'done'])
  })

  it('proves billing by an export of one message at most, which is in the ledger', async () => {
    const opened = await setUp({ roles: FULL })
    await opened.setup.keepSecret(me(), { clientSecret: opened.clientSecret })
    const step = await look(opened)
    expect(step('billing')).toMatchObject({ state: 'done', code: 'ok' })
    const { used } = await opened.quota.get(me())
    expect(used).toBeLessThanOrEqual(1)
    const billed = Object.values(sandbox().truth().billed[opened.clientId] ?? {})
    expect(billed.reduce((sum, rows) => sum + rows, 0)).toBe(used)
  })

  it('finds someone to try an export with when no test mailbox is known', async () => {
    const opened = await setUp({ roles: FULL })
    await opened.setup.set(me(), { testMailbox: null })
    await opened.setup.keepSecret(me(), { clientSecret: opened.clientSecret })
    expect((await look(opened))('billing')).toMatchObject({ state: 'done' })
  })

  it('leads to billing when a metered tenant asks for it, and back when it is linked', async () => {
    const opened = await setUp({ roles: FULL })
    sandbox().control.set({ metering: 'legacy' })
    sandbox().control.linkBilling(false, opened.clientId)
    onTestFinished(() => sandbox().control.set({ metering: 'off' }))
    await opened.setup.keepSecret(me(), { clientSecret: opened.clientSecret })
    const { setup } = opened
    const asked = await setup.check(me(), { upTo: 'billing' })
    expect(stepOf(asked, 'billing')).toMatchObject({ state: 'needs-attention', code: 'PaymentRequired' })
    expect(asked.billing).toMatchObject({ suggestion: 'associate', regime: 'not-metered' })
    sandbox().control.linkBilling(true, opened.clientId)
    const linked = await setup.check(me(), { upTo: 'billing' })
    expect(stepOf(linked, 'billing')).toMatchObject({ state: 'done' })
    expect(linked.billing).toMatchObject({ suggestion: 'nothing-to-do', askedForAt: null })
  })

  it('finishes with the draft: tested, stored, and not to be had again', async () => {
    const opened = await setUp({ roles: FULL })
    const { setup, connect, clientId, clientSecret, planned } = opened
    const expiresAt = '2028-11-03T00:00:00.000Z'
    await setup.keepSecret(me(), { clientSecret, keyId: 'key-1', expiresAt })
    const finish = { applicationId: clientId, testMailbox: chatty() }
    expect(await connect.test(me(), finish)).toMatchObject({ ok: true })
    const saved = await connect.save(me(), { ...finish, monthlyMessageLimit: 100, costAcknowledged: true })
    expect(saved).toMatchObject({
      status: 'active',
      credential: { kind: 'secret', hint: clientSecret.slice(0, 3), expiresAt, keyId: 'key-1' },
    })
    expect(planned).toEqual([me().tenantId])
    expect(await setup.get(me())).toMatchObject({ credential: null, applicationId: clientId })
    expect(await connect.test(me(), finish)).toMatchObject({ ok: true })
    expect((await setup.get(me())).steps.map(({ state }) => state)).toEqual(Array(7).fill('done'))
  })

  it('leaves the draft where it is when the test fails, and another application’s draft alone', async () => {
    const opened = await setUp()
    const { setup, connect, clientId, clientSecret } = opened
    await setup.keepSecret(me(), { clientSecret })
    const body = { testMailbox: chatty(), monthlyMessageLimit: 100, costAcknowledged: true }
    await expect(connect.save(me(), { ...body, applicationId: clientId })).rejects.toMatchObject({
      code: 'connection-test-failed',
    })
    await expect(connect.save(me(), { ...body, applicationId: NOBODYS_APP })).rejects.toMatchObject({
      code: 'credential-missing',
    })
    expect((await setup.get(me())).credential).toMatchObject({ hint: clientSecret.slice(0, 3) })
  })

  it('signs in with a certificate whose key never left, from its making to the stored connection', async () => {
    const opened = await open()
    const { setup, connect } = opened
    const { certificate } = await setup.makeCertificate(me(), { months: 24 })
    const { clientId } = sandbox().control.registerApp({
      roles: FULL,
      certificatePem: certificate?.pem ?? '',
    })
    await setup.set(me(), { applicationId: clientId, testMailbox: chatty() })
    expect((await look(opened))('consent')).toMatchObject({ state: 'done' })
    const saved = await connect.save(me(), {
      applicationId: clientId,
      testMailbox: chatty(),
      monthlyMessageLimit: 100,
      costAcknowledged: true,
    })
    expect(saved.credential).toMatchObject({
      kind: 'certificate',
      hint: certificate?.thumbprint,
      expiresAt: certificate?.expiresAt,
    })
  })

  it('tells a certificate that the registration does not have', async () => {
    const opened = await setUp()
    await opened.setup.makeCertificate(me(), { months: 1 })
    expect((await look(opened))('credential')).toMatchObject({
      state: 'needs-attention',
      code: 'AADSTS700027',
    })
  })

  it('disconnects with a list of what remains here and what is left at Microsoft', async () => {
    const opened = await setUp({ roles: FULL })
    const { setup, connect, clientId, clientSecret, vault } = opened
    await setup.noteCreated(me(), { kind: 'application', id: 'object-1', name: 'Chatvault' })
    await setup.keepSecret(me(), { clientSecret })
    const body = { applicationId: clientId, testMailbox: chatty() }
    await connect.save(me(), { ...body, monthlyMessageLimit: 100, costAcknowledged: true })
    await setup.makeCertificate(me(), { months: 1 })
    const gone = await connect.forget(me())
    expect(gone).toMatchObject({
      applicationId: clientId,
      created: [{ kind: 'application', id: 'object-1' }],
      stays: { messages: 0, conversations: 0, people: sandbox().tenant.people.all.length, runs: 0 },
    })
    const { kysely } = vault.database
    expect(await kysely.selectFrom('setup').selectAll().execute()).toEqual([])
    await setup.strikeCreated(me(), 'object-1')
    expect(await connect.forget(me())).toMatchObject({ applicationId: null, created: [] })
  })
})
