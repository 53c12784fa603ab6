import { sql } from 'kysely'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { CheckRow } from '../../books/connections.ts'
import type { Runs } from '../../books/runs.ts'
import type { HealthItem } from '../../contract/index.ts'
import { DAY_MS } from '../../domain/day.ts'
import { GraphError } from '../../graph/wire/graph-error.ts'
import { openTestVault, operatorOf, TENANT_B } from '../../testing/archived-chats.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { reachSandbox, useSandbox } from '../../testing/sandbox-reach.ts'
import { createTempDir } from '../../testing/temp-dir.ts'
import { noteGoodRun, noteRefusedRun } from '../connection/drift.ts'
import { needsOf } from '../overview/needs.ts'
import { createHealthService, LOOK_MS } from './health.ts'

const NEEDED = ['Chat.Read.All', 'User.Read.All']
const ITEMS = [
  'token',
  'permissions',
  'organization',
  'mailbox',
  'export',
  'optional',
  'billing',
  'credential',
]

describe('the health of a connection', () => {
  const sandbox = useSandbox()
  const me = () => operatorOf(sandbox().tenantId)
  const chatty = () => sandbox().tenant.people.members.find(({ mailbox }) => mailbox)

  /** Connected by an application of its own, whose secret ends in so many days. */
  async function connected({ days, roles = NEEDED }: { days?: number; roles?: readonly string[] } = {}) {
    const dir = await createTempDir()
    const database = await openEmbeddedCopy(dir.path)
    onTestFinished(() => database.close().then(dir.remove))
    const vault = await openTestVault(database)
    sandbox().control.forgetFaults()
    const app = sandbox().control.registerApp({ roles })
    const opened = await reachSandbox(vault, sandbox())
    const end =
      days === undefined ? {} : { secretExpiresAt: new Date(Date.now() + days * DAY_MS).toISOString() }
    await opened.connect.save(me(), {
      applicationId: app.clientId,
      clientSecret: app.clientSecret,
      testMailbox: chatty()?.userPrincipalName ?? '',
      monthlyMessageLimit: 50,
      costAcknowledged: true,
      ...end,
    })
    speakNow()
    return { ...opened, vault, ...app }
  }

  /** So that an export has a message to read, and to pay for. */
  function speakNow(): void {
    const other = sandbox().tenant.people.members.findLast(({ mailbox }) => mailbox)
    const from = chatty()?.id ?? ''
    const chatId = sandbox().control.addChat({ members: [from, other?.id ?? ''] })
    sandbox().control.addMessage({ chatId, from, content: 'Good morning', at: Date.now() - 60_000 })
  }

  async function needOf({ connections }: Awaited<ReturnType<typeof connected>>) {
    const facts = {
      now: new Date(),
      connection: await connections.find(me().tenantId),
      missingGroups: [],
      groups: undefined,
      created: [],
    }
    const people = { failing: 0, cannotChat: 0, waiting: 0, inScope: 0, protected: 0, total: 0, unable: 0 }
    return needsOf({
      ...facts,
      people,
      openRun: undefined,
      schedule: undefined,
      retention: undefined,
      lastCheck: undefined,
      damage: undefined,
      lastRun: undefined,
      lastGoodRun: undefined,
    })
  }

  async function itemsOf({ health }: Awaited<ReturnType<typeof connected>>) {
    const { items } = await health.get(me())
    return Object.fromEntries(items.map((item) => [item.name, item]))
  }

  /** One that continues, or that has ended. */
  async function backup(runs: Runs, end?: 'completed'): Promise<void> {
    const { run } = await runs.start({
      id: `run-${crypto.randomUUID()}`,
      tenantId: me().tenantId,
      strategy: 'complete',
      trigger: 'manual',
      requestedBy: null,
      subjectIds: null,
    })
    await runs.move(run.id, 'queued', 'running')
    if (end) await runs.move(run.id, 'running', end)
  }

  let reached = 0
  /** So many checks, and then nothing any more. */
  async function* silentAfter(checks: AsyncIterable<CheckRow>, number: number): AsyncGenerator<CheckRow> {
    for await (const check of checks) {
      yield check
      reached++
      if (reached === number) await new Promise(() => undefined)
    }
  }

  it('finds a healthy connection green, item by item, for one message at most', async () => {
    const { health, quota } = await connected({ days: 400 })
    const before = (await quota.get(me())).used
    expect(await health.get(me())).toMatchObject({ items: [], overall: 'amber' })
    const told: HealthItem[] = []
    const answer = await health.examine(me(), (item) => told.push(item))
    expect(answer.overall).toBe('green')
    expect(answer.items.map(({ name }) => name)).toEqual(ITEMS)
    expect(told).toEqual(answer.items.map((item) => ({ ...item, checkedAt: expect.any(String) })))
    expect((await quota.get(me())).used - before).toBe(1)
    expect(await health.get(me())).toMatchObject({
      overall: 'green',
      items: [{ name: 'token' }, {}, {}, {}, {}, {}, {}, {}],
    })
  })

  it('finds a permission that was revoked, marks the connection, and says what changed', async () => {
    const opened = await connected({ days: 400 })
    sandbox().control.revokeRole('Chat.Read.All', opened.clientId)
    const answer = await opened.health.examine(me())
    expect(answer.overall).toBe('red')
    expect(answer.items.slice(0, 2)).toMatchObject([
      { state: 'green' },
      { state: 'red', code: 'missing-permission' },
    ])
    expect(answer.items.find(({ name }) => name === 'export')).toMatchObject({
      state: 'amber',
      code: 'not-reached',
    })
    expect(await opened.connect.get(me())).toMatchObject({ status: 'failing' })
    expect(await needOf(opened)).toMatchObject([{ code: 'permission-revoked', severity: 'error' }])
    sandbox().control.grantRole('Chat.Read.All', opened.clientId)
    expect(await opened.health.examine(me())).toMatchObject({ overall: 'green' })
    expect(await opened.connect.get(me())).toMatchObject({ status: 'active' })
    expect(await needOf(opened)).toEqual([])
  })

  it('finds a secret that was removed, on its own', async () => {
    const opened = await connected({ days: 400 })
    await sql`update connection set credential_set_at = credential_set_at - interval '1 day'`.execute(
      opened.vault.database.kysely,
    )
    sandbox().control.replaceSecret(undefined, opened.clientId)
    await opened.health.examineDaily(me().tenantId, { plannedFor: new Date() })
    expect(await opened.health.get(me())).toMatchObject({
      overall: 'red',
      items: [{ code: 'AADSTS7000215' }, {}, {}, {}, {}, {}, {}, {}],
    })
    expect(await opened.connect.get(me())).toMatchObject({ status: 'failing', testedBy: 'Chatvault' })
    expect(await needOf(opened)).toMatchObject([{ code: 'credential-gone' }])
  })

  it('finds that billing is gone, and leads there', async () => {
    const opened = await connected({ days: 400 })
    sandbox().control.set({ metering: 'legacy' })
    sandbox().control.linkBilling(false, opened.clientId)
    onTestFinished(() => sandbox().control.set({ metering: 'off' }))
    const { items } = await opened.health.examine(me())
    expect(items.find(({ name }) => name === 'billing')).toMatchObject({
      state: 'red',
      code: 'billing-asked-for',
    })
    expect(await needOf(opened)).toMatchObject([{ code: 'billing-asked-for' }])
    expect((await opened.setup.get(me())).billing).toMatchObject({ suggestion: 'associate' })
  })

  it('reads no message on its own when a backup did in the last day', async () => {
    const opened = await connected({ days: 400 })
    const { health, runs, quota } = opened
    await backup(runs, 'completed')
    const before = (await quota.get(me())).used
    await health.examineDaily(me().tenantId, { plannedFor: new Date() })
    expect((await quota.get(me())).used).toBe(before)
    const { items, overall } = await health.get(me())
    expect(items.find(({ name }) => name === 'export')).toMatchObject({
      state: 'green',
      detail: expect.stringContaining('A backup read messages'),
    })
    expect(overall).toBe('green')
  })

  it('does not take a backup’s word after Microsoft asked for billing: it asks again, and forgets nothing', async () => {
    const opened = await connected({ days: 400 })
    await backup(opened.runs, 'completed')
    sandbox().control.set({ metering: 'legacy' })
    sandbox().control.linkBilling(false, opened.clientId)
    onTestFinished(() => sandbox().control.set({ metering: 'off' }))
    await opened.health.examine(me())
    await opened.health.examineDaily(me().tenantId, { plannedFor: new Date() })
    expect(await itemsOf(opened)).toMatchObject({
      export: { state: 'red' },
      billing: { state: 'red', code: 'billing-asked-for' },
    })
    expect(await opened.connect.get(me())).toMatchObject({ status: 'failing' })
    expect(await needOf(opened)).toMatchObject([{ code: 'billing-asked-for' }])
  })

  it('leaves a failure as it was where it may not ask: nothing is claimed to be good again', async () => {
    const opened = await connected({ days: 400 })
    sandbox().control.set({ metering: 'legacy' })
    sandbox().control.linkBilling(false, opened.clientId)
    onTestFinished(() => sandbox().control.set({ metering: 'off' }))
    await opened.health.examine(me())
    const { export: red } = await itemsOf(opened)
    await backup(opened.runs)
    await opened.health.examineDaily(me().tenantId, { plannedFor: new Date() })
    expect(await itemsOf(opened)).toMatchObject({ token: { state: 'green' }, export: red })
    expect((await opened.setup.get(me())).billing.askedForAt).not.toBeNull()
    expect(await needOf(opened)).toMatchObject([{ code: 'billing-asked-for' }])
  })

  it('reads one message on its own for a day, also when the look is made again after a restart', async () => {
    const opened = await connected({ days: 400 })
    const used = async () => (await opened.quota.get(me())).used
    const before = await used()
    const plannedFor = new Date(Date.now() + 60_000)
    await opened.health.examineDaily(me().tenantId, { plannedFor })
    expect((await used()) - before).toBe(1)
    const restarted = await reachSandbox(opened.vault, sandbox())
    const { export: asked } = await itemsOf(opened)
    await restarted.health.examineDaily(me().tenantId, { plannedFor })
    expect((await used()) - before).toBe(1)
    expect(await itemsOf(opened)).toMatchObject({ export: asked })
    await restarted.health.examineDaily(me().tenantId, { plannedFor: new Date(Date.now() + DAY_MS) })
    expect((await used()) - before).toBe(2)
  })

  it('says that it did not ask, when a look that was cut off is made again before anything is known', async () => {
    const opened = await connected({ days: 400 })
    const plannedFor = new Date()
    await opened.healthItems.claimRead(me().tenantId, plannedFor)
    await opened.health.examineDaily(me().tenantId, { plannedFor })
    expect(await itemsOf(opened)).toMatchObject({
      export: { state: 'amber', code: 'not-asked', notice: { code: 'check-read-already' } },
    })
  })

  it('reads nothing while a backup reads', async () => {
    const opened = await connected({ days: 400 })
    const before = (await opened.quota.get(me())).used
    await backup(opened.runs)
    await opened.health.examineDaily(me().tenantId, { plannedFor: new Date() })
    expect((await opened.quota.get(me())).used).toBe(before)
    expect(await itemsOf(opened)).toMatchObject({
      export: { state: 'amber', code: 'not-asked', notice: { code: 'backup-reads-now' } },
    })
  })

  it('shows what a run found since, and what it found to be good again', async () => {
    const opened = await connected({ days: 400 })
    await opened.health.examine(me())
    const refused = new GraphError({
      code: 'Forbidden',
      notice: null,
      attempted: 'read',
      why: 'a permission is missing',
      hint: 'Grant it.',
      outcome: 'refused',
      reach: 'tenant',
      httpStatus: 403,
    })
    await noteRefusedRun(opened, me().tenantId, refused)
    expect(await itemsOf(opened)).toMatchObject({
      token: { state: 'green' },
      permissions: { state: 'red', hint: 'Grant it.' },
      export: { state: 'amber', code: 'not-reached' },
      credential: { state: 'green' },
    })
    expect(await needOf(opened)).toMatchObject([{ code: 'permission-revoked', hint: 'Grant it.' }])
    await noteGoodRun(opened, me().tenantId)
    expect(await itemsOf(opened)).toMatchObject({
      permissions: { state: 'green' },
      export: { state: 'green' },
    })
    expect(await opened.connect.get(me())).toMatchObject({ status: 'active' })
    expect(await needOf(opened)).toEqual([])
  })

  it('names a credential that cannot be opened any more, instead of failing itself', async () => {
    const opened = await connected({ days: 400 })
    await sql`update connection set credential_box = ${Buffer.from('broken')}`.execute(
      opened.vault.database.kysely,
    )
    await opened.health.examineDaily(me().tenantId, { plannedFor: new Date() })
    expect(await itemsOf(opened)).toMatchObject({
      token: { state: 'red', code: 'seal-broken' },
      export: { code: 'not-reached' },
    })
    expect(await opened.connect.get(me())).toMatchObject({ status: 'failing' })
  })

  it('gives up what takes too long, and blames no one for it', async () => {
    const clock = createFakeClock(new Date())
    const opened = await connected({ days: 400 })
    const silent = createHealthService({
      ...opened,
      sealer: opened.vault.sealer,
      clock,
      openAccess: async (app, meter) => {
        const access = await opened.openAccess(app, meter)
        return { ...access, check: (...asked) => silentAfter(access.check(...asked), 2) }
      },
    })
    const looking = silent.examineDaily(me().tenantId, { plannedFor: new Date() })
    await vi.waitFor(() => expect(clock.waiting).toBe(1))
    await vi.waitFor(() => expect(reached).toBe(2), 10_000)
    clock.advance(LOOK_MS)
    await looking
    expect(await itemsOf(opened)).toMatchObject({
      permissions: { state: 'green' },
      organization: { state: 'amber', code: 'not-in-time' },
      export: { state: 'amber', code: 'not-reached' },
    })
    expect(await opened.connect.get(me())).toMatchObject({ status: 'active' })
    expect(clock.waiting).toBe(0)
  })

  it('blames the month’s limit on no one, and books nothing above it', async () => {
    const { health, quota, connect } = await connected({ days: 400 })
    const { used } = await quota.get(me())
    await quota.set(me(), { monthlyMessageLimit: Math.max(1, used) })
    if (used === 0) await health.examine(me())
    const answer = await health.examine(me())
    expect(answer.items.find(({ name }) => name === 'export')).toMatchObject({
      state: 'amber',
      code: 'quota-reached',
    })
    expect(await connect.get(me())).toMatchObject({ status: 'active' })
    expect((await quota.get(me())).used).toBe(Math.max(1, used))
  })

  it('keeps the connection as it is while Microsoft is away', async () => {
    const { health, connect } = await connected({ days: 400 })
    sandbox().control.failNext({ kind: '503', path: '/organization', count: 9 })
    onTestFinished(() => sandbox().control.forgetFaults())
    const answer = await health.examine(me())
    expect(answer.items.find(({ name }) => name === 'organization')?.state).not.toBe('green')
    expect(answer.overall).not.toBe('green')
    expect(await connect.get(me())).toMatchObject({ status: 'active' })
  })

  it.each([
    [undefined, 'amber', 'credential-end-unknown'],
    [90, 'green', 'ok'],
    [50, 'amber', 'credential-expires'],
    [20, 'amber', 'credential-expires-this-month'],
    [10, 'red', 'credential-expires-soon'],
    [1, 'red', 'credential-expires-now'],
    [-2, 'red', 'credential-expired'],
  ])('knows a secret that lasts %s days', async (days, state, code) => {
    const { health } = await connected(days === undefined ? {} : { days })
    const { items } = await health.examine(me())
    expect(items.find(({ name }) => name === 'credential')).toMatchObject({ state, code })
  })

  it('troubles no one about a permission that nothing needs, until something does', async () => {
    const { health, tenants } = await connected({ days: 400 })
    const optional = async () => (await health.examine(me())).items.find(({ name }) => name === 'optional')
    expect(await optional()).toMatchObject({
      state: 'green',
      detail: expect.stringContaining('GroupMember.Read.All'),
    })
    const scope = {
      mode: 'selected',
      subjectIds: [],
      groupIds: ['sales'],
      excludeSubjectIds: [],
      firstSubjectIds: [],
    } as const
    await tenants.setScope(me().tenantId, scope)
    expect(await optional()).toMatchObject({ state: 'amber', code: 'group-permission-missing' })
  })

  it('looks after each tenant alone, and after no one who is not connected', async () => {
    const { health } = await connected({ days: 400 })
    await expect(health.get(operatorOf(TENANT_B))).rejects.toMatchObject({
      code: 'not-connected',
      status: 409,
    })
    await expect(health.examine(operatorOf(TENANT_B))).rejects.toMatchObject({ code: 'not-connected' })
  })
})
