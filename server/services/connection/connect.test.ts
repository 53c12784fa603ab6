import { describe, expect, it, onTestFinished } from 'vitest'
import type { ConnectionCheck, SaveConnection } from '../../contract/index.ts'
import { openTestVault, operatorOf, TENANT_B } from '../../testing/archived-chats.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { reachSandbox, useSandbox } from '../../testing/sandbox-reach.ts'
import { createTempDir } from '../../testing/temp-dir.ts'

const CHECKS = ['token', 'permissions', 'organization', 'mailbox', 'export']

describe('connecting', () => {
  const sandbox = useSandbox()
  const me = () => operatorOf(sandbox().tenantId)
  const chatty = () => sandbox().tenant.people.members.find(({ mailbox }) => mailbox)?.userPrincipalName ?? ''

  async function open() {
    const dir = await createTempDir()
    const database = await openEmbeddedCopy(dir.path)
    onTestFinished(() => database.close().then(dir.remove))
    const vault = await openTestVault(database)
    sandbox().control.forgetFaults()
    speakToday()
    return { vault, ...(await reachSandbox(vault, sandbox())) }
  }

  /** So that the export check has a message to read, and to pay for. */
  function speakToday(): void {
    const person = sandbox().tenant.people.members.find(({ mailbox }) => mailbox)
    const other = sandbox().tenant.people.members.findLast(({ mailbox }) => mailbox)
    const chatId = sandbox().control.addChat({ members: [person?.id ?? '', other?.id ?? ''] })
    const at = Date.now() - 3_600_000
    sandbox().control.addMessage({ chatId, from: person?.id ?? '', content: 'Good morning', at })
  }

  const given = () => ({
    applicationId: sandbox().app.clientId,
    clientSecret: sandbox().app.clientSecret,
    testMailbox: chatty(),
  })
  const saved = (change: Partial<SaveConnection> = {}): SaveConnection => ({
    ...given(),
    monthlyMessageLimit: 1000,
    costAcknowledged: true,
    ...change,
  })

  it('tests in order, telling each check as it completes, and stores no credential', async () => {
    const { connect, quota } = await open()
    const told: ConnectionCheck[] = []
    const result = await connect.test(me(), given(), (check) => told.push(check))
    expect(result.ok).toBe(true)
    expect(result.checks.map(({ name }) => name)).toEqual(CHECKS)
    expect(told).toEqual(result.checks)
    expect(await connect.get(me())).toMatchObject({ status: 'none', credential: null, checks: [] })
    expect(await quota.get(me())).toMatchObject({ used: 1, reserved: 0 })
  })

  it('ends at the first check that fails, at no cost, and that is an answer and no error', async () => {
    const { connect, quota } = await open()
    const result = await connect.test(me(), { ...given(), clientSecret: 'wrong' })
    expect(result).toMatchObject({ ok: false, checks: [{ name: 'token', ok: false, code: 'AADSTS7000215' }] })
    const nobody = await connect.test(me(), { ...given(), testMailbox: 'nobody@contoso.com' })
    expect(nobody.checks.map(({ name, ok }) => [name, ok])).toEqual(
      CHECKS.slice(0, 4).map((name) => [name, name !== 'mailbox']),
    )
    expect(await quota.get(me())).toMatchObject({ used: 0, reserved: 0 })
  })

  it('never books a second message for one test, also when the first answer was lost', async () => {
    const { connect, quota } = await open()
    sandbox().control.failNext({ kind: 'reset', when: 'after', path: 'getAllMessages', count: 3 })
    const result = await connect.test(me(), given())
    expect(result.checks.at(-1)).toMatchObject({
      name: 'export',
      ok: false,
      code: 'test-message-spent',
      detail: expect.stringContaining('its answer was lost'),
    })
    expect(await quota.get(me())).toMatchObject({ used: 1, reserved: 0 })
  })

  it('tries a test again that Graph refused before giving anything', async () => {
    const { connect, quota } = await open()
    sandbox().control.failNext({ kind: '429', path: 'getAllMessages', count: 1, retryAfterSeconds: 1 })
    expect(await connect.test(me(), given())).toMatchObject({ ok: true })
    expect(await quota.get(me())).toMatchObject({ used: 1 })
  })

  it('saves credential, limit and acknowledgement after a good test, and shows the people at once', async () => {
    const { connect, quota, people, woken } = await open()
    const connection = await connect.save(me(), saved({ secretExpiresAt: '2028-11-03T00:00:00.000Z' }))
    expect(connection).toMatchObject({
      status: 'active',
      applicationId: sandbox().app.clientId,
      credential: {
        kind: 'secret',
        hint: sandbox().app.clientSecret.slice(0, 3),
        expiresAt: '2028-11-03T00:00:00.000Z',
      },
      organizationName: sandbox().tenant.displayName,
      testedBy: 'Mia Berg',
    })
    expect(connection.costAcknowledgedAt).not.toBeNull()
    expect(await quota.get(me())).toMatchObject({
      used: 1,
      limit: 1000,
      left: 999,
      regime: 'metered',
      cost: '0.00075',
    })
    const listed = await people.list(me(), { limit: 500 })
    expect(listed.items).toHaveLength(sandbox().tenant.people.all.length)
    expect(woken).toEqual([me().tenantId])
  })

  it('takes what the admin said of charging, and keeps it where a later save says nothing', async () => {
    const { connect, quota } = await open()
    await connect.save(me(), saved({ regime: 'not-metered' }))
    expect(await quota.get(me())).toMatchObject({ used: 1, regime: 'not-metered', cost: '0.00' })
    await connect.save(me(), saved())
    expect(await quota.get(me())).toMatchObject({ regime: 'not-metered' })
  })

  it('never gives the secret back, and keeps it sealed for this tenant alone', async () => {
    const { connect, vault } = await open()
    const connection = await connect.save(me(), saved())
    expect(JSON.stringify(connection)).not.toContain(sandbox().app.clientSecret)
    const row = await vault.database.kysely.selectFrom('connection').selectAll().executeTakeFirstOrThrow()
    expect(Buffer.from(row.credential_box).toString('latin1')).not.toContain(sandbox().app.clientSecret)
    await expect(vault.sealer.open(`credential:${TENANT_B}`, row.credential_box)).rejects.toMatchObject({
      code: 'seal-broken',
    })
  })

  it('saves nothing when the cost is not acknowledged, and asks Microsoft nothing', async () => {
    const { connect, connections, quota } = await open()
    await expect(connect.save(me(), saved({ costAcknowledged: false }))).rejects.toMatchObject({
      code: 'cost-not-acknowledged',
      status: 422,
    })
    expect(await connections.find(me().tenantId)).toBeUndefined()
    expect(await quota.get(me())).toMatchObject({ used: 0 })
  })

  it('saves neither limit nor credential when the test fails, and answers with the checks', async () => {
    const { connect, quota } = await open()
    await connect.save(me(), saved({ monthlyMessageLimit: 500 }))
    const failing = connect.save(me(), saved({ monthlyMessageLimit: 900, clientSecret: 'wrong' }))
    await expect(failing).rejects.toMatchObject({
      code: 'connection-test-failed',
      status: 422,
      members: { checks: [{ name: 'token', ok: false }] },
    })
    expect(await connect.get(me())).toMatchObject({
      status: 'active',
      credential: { hint: sandbox().app.clientSecret.slice(0, 3) },
    })
    expect(await quota.get(me())).toMatchObject({ limit: 500 })
  })

  it('takes a certificate with its key, and knows when it ends', async () => {
    const { connect } = await open()
    const { clientSecret: _, ...rest } = saved()
    const connection = await connect.save(me(), { ...rest, certificatePem: sandbox().app.certificatePem })
    expect(connection.credential).toMatchObject({
      kind: 'certificate',
      hint: expect.stringMatching(/^[0-9A-F]{64}$/),
    })
    expect(connection.credential?.expiresAt).not.toBeNull()
    const keyOnly = sandbox().app.certificatePem.replace(
      /-----BEGIN CERTIFICATE[\s\S]*END CERTIFICATE-----/,
      '',
    )
    await expect(connect.test(me(), { ...rest, certificatePem: keyOnly })).rejects.toMatchObject({
      code: 'bad-certificate',
    })
  })

  it('uses the stored credential when none is given, and remembers how that went', async () => {
    const { connect } = await open()
    const { clientSecret: _, ...none } = given()
    await expect(connect.test(me(), none)).rejects.toMatchObject({ code: 'credential-missing', status: 400 })
    await connect.save(me(), saved())
    sandbox().control.revokeRole('Chat.Read.All')
    onTestFinished(() => sandbox().control.grantRole('Chat.Read.All'))
    expect(await connect.test(me(), none)).toMatchObject({ ok: false })
    expect(await connect.get(me())).toMatchObject({
      status: 'failing',
      checks: [{ ok: true }, { ok: false }],
    })
    sandbox().control.grantRole('Chat.Read.All')
    expect(await connect.test(me(), none)).toMatchObject({ ok: true })
    expect(await connect.get(me())).toMatchObject({ status: 'active' })
  })

  it('leaves the stored connection as it is when another credential is tested', async () => {
    const { connect } = await open()
    await connect.save(me(), saved())
    await connect.test(me(), { ...given(), clientSecret: 'wrong' })
    expect(await connect.get(me())).toMatchObject({ status: 'active' })
  })

  it('refuses a secret and a certificate at once, and a stored credential for another application', async () => {
    const { connect } = await open()
    const { certificatePem } = sandbox().app
    await expect(connect.test(me(), { ...given(), certificatePem })).rejects.toMatchObject({
      code: 'credential-ambiguous',
      status: 400,
    })
    await connect.save(me(), saved())
    const { clientSecret: _, ...none } = given()
    const other = { ...none, applicationId: '1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e' }
    await expect(connect.test(me(), other)).rejects.toMatchObject({ code: 'credential-missing' })
  })

  it('books nothing above the limit when the month is used up, also where a higher one is asked for', async () => {
    const { connect, quota } = await open()
    await connect.save(me(), saved({ monthlyMessageLimit: 1 }))
    expect(await quota.get(me())).toMatchObject({ used: 1, left: 0 })
    sandbox().control.failNext({ kind: '504', path: 'getAllMessages', count: 3 })
    const refused = { code: 'quota-reached', status: 409, hint: expect.stringContaining('PUT /api/quota') }
    await expect(connect.test(me(), given())).rejects.toMatchObject(refused)
    await expect(connect.save(me(), saved({ monthlyMessageLimit: 50 }))).rejects.toMatchObject(refused)
    expect(await quota.get(me())).toMatchObject({ used: 1, limit: 1 })
    sandbox().control.forgetFaults()
    await quota.set(me(), { monthlyMessageLimit: 50 })
    await connect.save(me(), saved({ monthlyMessageLimit: 60 }))
    expect(await quota.get(me())).toMatchObject({ used: 2, limit: 60, left: 58 })
  })

  it('saves neither limit nor credential when one of them cannot be saved', async () => {
    const { connect, connections, quota } = await open()
    await connect.save(me(), saved({ monthlyMessageLimit: 500 }))
    const before = await connections.find(me().tenantId)
    const failAfterTest = ({ name }: ConnectionCheck) => {
      if (name === 'export') sandbox().control.failNext({ kind: '503', path: '/organization', count: 9 })
    }
    const saving = connect.save(me(), saved({ monthlyMessageLimit: 900 }), failAfterTest)
    await expect(saving).rejects.toMatchObject({ httpStatus: 503 })
    sandbox().control.forgetFaults()
    expect(await connections.find(me().tenantId)).toEqual(before)
    expect(await quota.get(me())).toMatchObject({ limit: 500 })
  })

  it('takes an unlimited budget', async () => {
    const { connect, quota } = await open()
    await connect.save(me(), saved({ monthlyMessageLimit: null }))
    expect(await quota.get(me())).toMatchObject({ limit: null, left: null, used: 1 })
  })

  it('forgets the credential and keeps the books', async () => {
    const { connect, quota, vault } = await open()
    await connect.save(me(), saved())
    await connect.forget(me())
    await connect.forget(me())
    expect(await connect.get(me())).toMatchObject({ status: 'none', credential: null })
    expect(await vault.database.kysely.selectFrom('connection').selectAll().execute()).toEqual([])
    expect(await quota.get(me())).toMatchObject({ used: 1, limit: 1000 })
  })

  it('does not forget a credential that a run is using', async () => {
    const { connect, runs } = await open()
    await connect.save(me(), saved())
    const { run } = await runs.start({
      id: 'run-1',
      tenantId: me().tenantId,
      strategy: 'complete',
      trigger: 'manual',
      requestedBy: null,
      subjectIds: null,
    })
    await expect(connect.forget(me())).rejects.toMatchObject({
      code: 'run-under-way',
      status: 409,
      members: { runId: run.id },
    })
    await runs.move(run.id, 'queued', 'running')
    await runs.move(run.id, 'running', 'suspended')
    await connect.forget(me())
  })

  it('shows an operator of another tenant no connection', async () => {
    const { connect } = await open()
    await connect.save(me(), saved())
    expect(await connect.get(operatorOf(TENANT_B))).toMatchObject({ status: 'none', applicationId: null })
  })

  it('brings no credential back that was replaced while it was tested', async () => {
    const { connect, credential, connections, quota } = await open()
    await connect.save(me(), saved())
    const { clientSecret: _, ...none } = saved({ monthlyMessageLimit: 900 })
    const fresh = sandbox().control.addSecret()
    let replacing: Promise<unknown> = Promise.resolve()
    const meanwhile = ({ name }: ConnectionCheck) => {
      if (name === 'token')
        replacing = credential.replace(me(), { clientSecret: fresh, keyId: 'key-2', waitSeconds: 0 })
    }
    sandbox().control.slowNext({ ms: 1500, path: 'getAllMessages' })
    const saving = connect.save(me(), none, meanwhile)
    await expect(saving).rejects.toMatchObject({ code: 'connection-changed', status: 409 })
    await replacing
    expect(await connections.find(me().tenantId)).toMatchObject({ credentialKeyId: 'key-2' })
    expect(await quota.get(me())).toMatchObject({ limit: 1000 })
  })

  it('marks no connection whose credential changed while the one before was tested', async () => {
    const { connect, connections } = await open()
    await connect.save(me(), saved())
    const before = await connections.find(me().tenantId)
    if (before === undefined) throw new Error('it was saved')
    const { clientSecret: _, ...none } = given()
    sandbox().control.revokeRole('Chat.Read.All')
    onTestFinished(() => sandbox().control.grantRole('Chat.Read.All'))
    let replacing: Promise<unknown> = Promise.resolve()
    await connect.test(me(), none, ({ name }) => {
      if (name === 'permissions')
        replacing = connections.replaceCredential(before, { ...before, credentialBox: new Uint8Array([1]) })
    })
    await replacing
    expect(await connections.find(me().tenantId)).toMatchObject({ status: 'active', checks: before.checks })
  })

  it('is saved whatever becomes of what follows, which is told to the person who runs it', async () => {
    const { vault } = await open()
    const broken = await reachSandbox(vault, sandbox(), undefined, async () => {
      throw new Error('the queue is away')
    })
    expect(await broken.connect.save(me(), saved())).toMatchObject({ status: 'active' })
    expect(broken.planned).toEqual([me().tenantId])
    expect(broken.failed).toMatchObject([{ message: 'the queue is away' }])
  })

  it('is aborted with its caller', async () => {
    const { connect, quota } = await open()
    const controller = new AbortController()
    const testing = connect.test(
      me(),
      given(),
      ({ name }) => name === 'mailbox' && controller.abort(),
      controller.signal,
    )
    await expect(testing).rejects.toThrow()
    expect(await quota.get(me())).toMatchObject({ used: 0, reserved: 0 })
  })
})
