/** The API from outside: what scripts and other people's tools hold on to. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Conversation, LedgerEntry, Run, Subject } from './contract/index.ts'
import { expectMembers, expectProblem, makeExport, OTHER_TENANT, readEverything } from './testing/contract.ts'
import {
  billed,
  expectArchiveIsTruth,
  expectBooks,
  type Journey,
  peopleInScope,
  startJourney,
} from './testing/journey.ts'
import { keyOf } from './testing/truth.ts'
import { readZipEntry } from './testing/zip.ts'

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/

describe('the contract', () => {
  let journey: Journey
  beforeAll(async () => {
    journey = await startJourney({ users: 8, messages: 400, seed: 21 })
  })
  afterAll(() => journey?.close())

  const call: Journey['call'] = (...args) => journey.call(...args)
  const elsewhere = (claims: object = {}) => ({
    token: journey.sandbox.operatorToken('Mia', {
      claims: {
        tid: OTHER_TENANT,
        iss: journey.sandbox.signIn.issuer.replace(journey.sandbox.tenantId, OTHER_TENANT),
        ...claims,
      },
    }),
  })

  it('answers probes without a token, and nothing else', async () => {
    expect((await call('GET', '/healthz', undefined, null)).status).toBe(200)
    expect((await call('GET', '/readyz', undefined, null)).status).toBe(200)
    const metrics = await call('GET', '/metrics', undefined, null)
    expect(metrics.status).toBe(200)
    expect(metrics.body).toMatch(/^# HELP /m)
    for (const path of ['/api/me', '/api/quota', '/api/openapi.json', '/api/nothing'])
      expect((await call('GET', path, undefined, null)).status).not.toBe(200)
    expectProblem(await call('GET', '/api/me', undefined, null), 401, 'token-missing')
    for (const bad of ['expired', 'not-yet', 'audience', 'issuer', 'key', 'unsigned'] as const) {
      const token = journey.sandbox.operatorToken('Mia', { bad })
      expectProblem(await call('GET', '/api/me', undefined, { token }), 401)
    }
    const token = journey.sandbox.operatorToken('Mia', { bad: 'scope' })
    expect([401, 403]).toContain((await call('GET', '/api/me', undefined, { token })).status)
  })

  it('says who is asking', async () => {
    const { body } = await call('GET', '/api/me')
    expect(body).toMatchObject({ tenantId: journey.sandbox.tenantId, roles: ['admin'] })
    expectMembers(body, 'tenantId name roles')
    for (const [who, role] of [
      ['Jonas', 'operator'],
      ['Aisha', 'reviewer'],
      ['David', 'auditor'],
    ] as const)
      expect((await call('GET', '/api/me', undefined, who)).body.roles).toEqual([role])
    expectProblem(await call('GET', '/api/me', undefined, 'Lea'), 403, 'not-an-operator')
  })

  it('has nothing before it is connected, and says so', async () => {
    const { body } = await call('GET', '/api/connection')
    expectMembers(body, 'status applicationId credential checks testedAt')
    expect(body).toMatchObject({ status: 'none', checks: [] })
    expectProblem(await call('POST', '/api/runs', {}), 409)
    expect((await call('GET', '/api/runs')).body).toEqual({ items: [], next: null })
    expect((await call('GET', '/api/conversations')).body).toEqual({ items: [], next: null })
  })

  it('tests a connection in order, ends at the first failure, and stores nothing', async () => {
    const { sandbox } = journey
    const good = journey.credential()
    const noRole = sandbox.control.registerApp({})
    const stranger = sandbox.control.registerApp({ consented: false })
    const room = sandbox.tenant.people.members.find(
      ({ mailbox, accountEnabled }) => !mailbox && accountEnabled,
    )
    const app = ({ clientId, clientSecret }: typeof noRole) => ({ applicationId: clientId, clientSecret })
    const cases: [change: object, name: string, code: string | undefined, hint: RegExp][] = [
      [{ clientSecret: 'wrong' }, 'token', 'AADSTS7000215', /secret/i],
      [
        { clientSecret: '0f3e1c52-5b1d-4a7e-9a55-3f2d1c0b9a88' },
        'token',
        'AADSTS7000215',
        /Value.*Secret ID/,
      ],
      [{ applicationId: '0f3e1c52-5b1d-4a7e-9a55-3f2d1c0b9a88' }, 'token', 'AADSTS700016', /client\) ID/],
      [app(stranger), 'token', 'AADSTS7000229', /Grant admin consent/],
      [app(noRole), 'permissions', 'missing-permission', /Grant admin consent/],
      [{ testMailbox: 'nobody@contoso.com' }, 'mailbox', 'mailbox-not-found', /sign-in name/],
      [{ testMailbox: room?.userPrincipalName ?? '' }, '', undefined, /mailbox|license/i],
    ]
    const order = ['token', 'permissions', 'organization', 'mailbox', 'export']
    for (const [change, name, code, hint] of cases) {
      const { status, body } = await call('POST', '/api/connection/test', { ...good, ...change })
      expect(status, JSON.stringify(body)).toBe(200)
      expect(body.ok).toBe(false)
      expect(body.checks.map((check: { name: string }) => check.name)).toEqual(
        order.slice(0, body.checks.length),
      )
      const failed = body.checks.at(-1)
      expectMembers(failed, 'name ok code detail hint')
      expect(body.checks.slice(0, -1).every((check: { ok: boolean }) => check.ok)).toBe(true)
      if (name !== '') expect(failed).toMatchObject({ name, ok: false, code })
      expect(failed.hint).toMatch(hint)
    }
    const wrongTenant = await call('POST', '/api/connection/test', good, elsewhere())
    expect(wrongTenant.body).toMatchObject({
      ok: false,
      checks: [{ name: 'token', code: expect.stringMatching(/^AADSTS(90002|700016)$/) }],
    })
    expect(billed(journey)).toBe(0)
    expectProblem(await call('POST', '/api/connection/test', { ...good, testMailbox: '' }), 400)

    const { clientSecret: _, ...bare } = good
    const byCertificate = { ...bare, certificatePem: sandbox.app.certificatePem }
    for (const body of [good, byCertificate]) {
      const tested = await call('POST', '/api/connection/test', body)
      expect(tested.body).toMatchObject({ ok: true, checks: order.map((name) => ({ name, ok: true })) })
    }
    expect(billed(journey)).toBeLessThanOrEqual(2)
    expect((await call('GET', '/api/connection')).body).toMatchObject({ status: 'none', credential: null })
  })

  it('bears a 429 while it tests, with and without Retry-After', async () => {
    const { control } = journey.sandbox
    control.failNext({ kind: '429', count: 1, path: '/organization' })
    control.failNext({ kind: '503', count: 2, path: 'getallmessages' })
    const { body } = await call('POST', '/api/connection/test', journey.credential())
    expect(body).toMatchObject({ ok: true })
    expect(control.pendingFaults).toBe(0)
  })

  it('saves a connection that was tested and agreed to, and never shows the secret', async () => {
    const good = { ...journey.credential(), monthlyMessageLimit: 5000, costAcknowledged: true }
    const failing = await call('PUT', '/api/connection', { ...good, clientSecret: 'wrong' })
    expectProblem(failing, 422)
    expect(failing.body.checks).toMatchObject([{ name: 'token', ok: false }])
    expectProblem(await call('PUT', '/api/connection', { ...good, costAcknowledged: false }), 422)
    for (const monthlyMessageLimit of [0, -1, 1.5, '7', undefined])
      expectProblem(await call('PUT', '/api/connection', { ...good, monthlyMessageLimit }), 400)
    expect((await call('GET', '/api/connection')).body.status).toBe('none')

    const saved = await call('PUT', '/api/connection', { ...good, secretExpiresAt: '2028-11-03T00:00:00Z' })
    expect(saved.status).toBe(200)
    const { body } = await call('GET', '/api/connection')
    expectMembers(body.credential, 'kind hint expiresAt')
    expect(body).toMatchObject({
      status: 'active',
      applicationId: good.applicationId,
      credential: { kind: 'secret' },
      testedAt: expect.stringMatching(INSTANT),
    })
    expect(body.checks).toHaveLength(5)
    expect(JSON.stringify([saved.body, body])).not.toContain(good.clientSecret)
  })

  it('keeps the books in the open', async () => {
    const quota = (await call('GET', '/api/quota')).body
    expectMembers(
      quota,
      'month used reserved limit left pricePerMessage currency cost regime suspended openRun resetsAt',
    )
    expect(quota).toMatchObject({
      month: new Date().toISOString().slice(0, 7),
      limit: 5000,
      left: 5000 - quota.used,
      pricePerMessage: '0.00075',
      currency: 'USD',
      regime: 'metered',
      suspended: false,
      resetsAt: expect.stringMatching(/-01T00:00:00(\.000)?Z$/),
    })
    const change = { monthlyMessageLimit: 6000, pricePerMessage: '0.001', regime: 'not-metered' }
    expect((await call('PUT', '/api/quota', change)).body).toMatchObject({
      limit: 6000,
      pricePerMessage: '0.001',
      regime: 'not-metered',
    })
    for (const bad of [{ monthlyMessageLimit: 0 }, {}, { monthlyMessageLimit: 5, regime: 'free' }])
      expectProblem(await call('PUT', '/api/quota', bad), 400)
    await journey.setLimit(null)
    expect((await call('GET', '/api/quota')).body).toMatchObject({ limit: null, left: null })
  })

  it('lists people and lets the scope be chosen', async () => {
    const people = await journey.all<Subject>('/api/subjects')
    const { members, groups } = journey.sandbox.tenant.people
    for (const person of people)
      expectMembers(person, 'id displayName userPrincipalName inScope lastBackupAt watermark state')
    for (const member of members)
      expect(people.find(({ id }) => id === member.id)).toMatchObject({ inScope: member.accountEnabled })
    const inScope = async () => [...(await peopleInScope(journey))].sort()
    const everybody = await inScope()
    const [one = '', other = ''] = everybody
    const put = (scope: object) => call('PUT', '/api/scope', scope)
    expect((await put({ mode: 'selected', subjectIds: [one, other] })).status).toBe(200)
    expect(await inScope()).toEqual([one, other])
    expect((await put({ mode: 'all', excludeSubjectIds: [one] })).status).toBe(200)
    expect(await inScope()).toEqual(everybody.filter((id) => id !== one))
    const [group] = groups
    const ids = group?.members.map(({ id }) => id) ?? []
    expect((await put({ mode: 'selected', groupIds: [group?.id ?? ''] })).status).toBe(200)
    expect(await inScope()).toEqual(ids.filter((id) => everybody.includes(id)).sort())
    expect((await put({ mode: 'selected', groupIds: [group?.id], excludeSubjectIds: [ids[0]] })).status).toBe(
      200,
    )
    expect(await inScope()).not.toContain(ids[0])
    expectProblem(await put({ mode: 'some' }), 400)
    expect((await put({ mode: 'all' })).status).toBe(200)
    expect(await inScope()).toEqual(everybody)
  })

  /** While a run continues its figures only grow: each other place lies between two looks at the run. */
  async function figuresDuring(id: string): Promise<number> {
    const look = async (): Promise<Run> => (await call('GET', `/api/runs/${id}`)).body
    // Few enough for the door, which takes 300 requests a minute.
    for (let compared = 1; ; compared += 1) {
      const before = await look()
      const [listed] = await journey.all<Run>('/api/runs')
      const quota = (await call('GET', '/api/quota')).body
      const after = await look()
      for (const figure of ['subjectsDone', 'subjectsRead', 'fetched', 'charged', 'added'] as const) {
        expect(listed?.totals[figure]).toBeGreaterThanOrEqual(before.totals[figure])
        expect(listed?.totals[figure]).toBeLessThanOrEqual(after.totals[figure])
      }
      for (const { totals } of [before, after])
        expect(
          totals.subjectsRead + totals.subjectsSkipped + totals.subjectsFailed + totals.subjectsWaiting,
        ).toBe(totals.subjects)
      if (quota.limit !== null) expect(quota.used + quota.reserved + quota.left).toBe(quota.limit)
      if (after.endedAt !== null || compared === 8) return compared
      expect(quota.openRun?.charged).toBeGreaterThanOrEqual(before.totals.charged)
      expect(quota.openRun?.charged).toBeLessThanOrEqual(after.totals.charged)
    }
  }

  /** At rest every place says the same of the last run, which read everyone in scope. */
  async function expectFiguresAgree({ id, totals, cost, regime, pricePerMessage }: Run): Promise<void> {
    const people = (await call('GET', '/api/overview')).body.people
    expect(people).toMatchObject({
      inScope: totals.subjects,
      protected: totals.subjectsRead,
      cannotChat: totals.subjectsSkipped,
      failing: totals.subjectsFailed,
      waiting: totals.subjectsWaiting,
    })
    const inScope = await journey.all<Subject>('/api/subjects?inScope=true')
    const states = Map.groupBy(inScope, ({ state }) => state)
    expect(inScope).toHaveLength(totals.subjects)
    expect(states.get('protected')).toHaveLength(totals.subjectsRead)
    expect(states.get('cannot-chat') ?? []).toHaveLength(totals.subjectsSkipped)
    for (const [state, count] of [
      ['read', totals.subjectsRead],
      ['skipped', totals.subjectsSkipped],
      ['failed', totals.subjectsFailed],
      ['waiting', totals.subjectsWaiting],
    ] as const)
      expect(await journey.all(`/api/runs/${id}/people?state=${state}`)).toHaveLength(count)
    const quota = (await call('GET', '/api/quota')).body
    expect(quota).toMatchObject({ reserved: 0, openRun: null, regime, pricePerMessage })
    expect(Number(cost)).toBeLessThanOrEqual(Number(quota.cost))
  }

  it('backs up, told by events, and lists the run', async () => {
    journey.sandbox.control.set({ latencyMs: 40 })
    const started = await call('POST', '/api/runs', {})
    expect(started.status).toBe(202)
    const { id } = started.body
    const second = await call('POST', '/api/runs', {})
    expectProblem(second, 409)
    expect(second.body.runId).toBe(id)
    const headers = { authorization: `Bearer ${journey.sandbox.operatorToken('Mia')}` }
    const stream = await fetch(`${journey.product().url}/api/runs/${id}/events`, { headers })
    expect(stream.headers.get('content-type')).toContain('text/event-stream')
    const during = figuresDuring(id)
    const events = (await stream.text())
      .split('\n')
      .filter((line) => line.startsWith('data:'))
      .map((line): Run => JSON.parse(line.slice(5)))
    journey.sandbox.control.set({ latencyMs: 0 })
    expect(events.length).toBeGreaterThan(1)
    expect(events.at(-1)).toMatchObject({ id, state: 'completed' })
    expect(await during).toBeGreaterThan(0)

    const run = (await call('GET', `/api/runs/${id}`)).body
    expectMembers(run, 'id state startedAt endedAt trigger totals etaSeconds')
    expectMembers(run.totals, 'subjects subjectsDone fetched charged added revised unchanged media faults')
    const { archived } = await expectArchiveIsTruth(journey)
    expect(run.totals).toMatchObject({
      added: archived.versions.length,
      revised: 0,
      unchanged: run.totals.fetched - archived.versions.length,
      charged: run.totals.fetched,
      subjectsDone: run.totals.subjects,
      faults: 0,
    })
    expect(await journey.all<Run>('/api/runs')).toEqual([run])
    expect(events.at(-1)).toEqual(run)
    await expectFiguresAgree(run)
    const faults = await journey.faults(id)
    for (const fault of faults) expectMembers(fault, 'subjectId kind code detail hint at')
    expectProblem(await call('GET', '/api/runs/none'), 404)
    expectProblem(await call('POST', `/api/runs/${id}/cancel`), 409)

    const ledger = await journey.all<LedgerEntry>('/api/quota/ledger')
    for (const entry of ledger) expectMembers(entry, 'at kind messages runId subjectId')
    expect(ledger.map(({ at }) => at)).toEqual(
      ledger
        .map(({ at }) => at)
        .sort()
        .reverse(),
    )
    const ofRun = ledger.filter(({ kind, runId }) => kind === 'charge' && runId === id)
    expect(ofRun.reduce((sum, { messages }) => sum + messages, 0)).toBe(run.totals.charged)
    await expectBooks(journey)
    const subjects = await journey.all<Subject>('/api/subjects?inScope=true')
    const read = subjects.filter(({ state }) => state === 'protected')
    expect(read.length).toBeGreaterThanOrEqual(8)
    for (const { lastBackupAt, watermark } of read) {
      expect(lastBackupAt).toMatch(INSTANT)
      expect(watermark).toMatch(INSTANT)
    }
  })

  it('shows conversations and messages as Graph returned them', async () => {
    const { truth } = await expectArchiveIsTruth(journey)
    const everything = await readEverything(journey)
    const shown = everything.flatMap(({ messages }) => messages)
    expect(shown.length).toBe(truth.length)
    const byKey = new Map(truth.map(({ message }) => [keyOf(message), message]))
    for (const message of shown) {
      const { revisions, tombstone, hostedContents: _, ...rest } = message
      const chatId = String(rest.chatId)
      expect(rest).toEqual(byKey.get(keyOf({ chatId, id: rest.id })))
      expect(revisions.length).toBe(1)
      expect(tombstone).toBe(rest.deletedDateTime !== null)
    }
    for (const { conversation, messages } of everything) {
      expectMembers(conversation, 'id type topic members messageCount firstAt lastAt')
      expect(conversation.messageCount).toBe(messages.length)
      const times = messages.map(({ createdDateTime }) => createdDateTime)
      // Microsoft 365 leaves zeros at the end of a time out, so texts do not sort as times do.
      expect(times).toEqual(times.toSorted((a, b) => Date.parse(a) - Date.parse(b)))
      expect(conversation.firstAt).toBe(new Date(times[0] ?? 0).toISOString())
      expect(conversation.lastAt).toBe(new Date(times.at(-1) ?? 0).toISOString())
    }
    const chats = journey.sandbox.tenant.chats
    expect(everything.every(({ conversation }) => chats.has(conversation.id))).toBe(true)
    const longest = everything.toSorted((a, b) => b.messages.length - a.messages.length)[0]
    const id = longest?.conversation.id ?? ''
    const middle = longest?.messages[Math.floor(longest.messages.length / 2)]
    const page = (query: string) =>
      call('GET', `/api/conversations/${encodeURIComponent(id)}/messages?${query}`)
    const around = await page(`around=${middle?.id}&limit=5`)
    expect(around.body.items.map((item: { id: string }) => item.id)).toContain(middle?.id)
    for (const item of around.body.items)
      expectMembers(item, 'id etag createdDateTime from body revisions tombstone')
    const timeOf = (item?: { createdDateTime: string }) => Date.parse(item?.createdDateTime ?? '')
    const time = encodeURIComponent(middle?.createdDateTime ?? '')
    for (const item of (await page(`before=${time}`)).body.items)
      expect(timeOf(item)).toBeLessThan(timeOf(middle))
    for (const item of (await page(`after=${time}`)).body.items)
      expect(timeOf(item)).toBeGreaterThan(timeOf(middle))
    expectProblem(await page('around=none'), 404)
    expectProblem(await page('cursor=none'), 400)
    expectProblem(await call('GET', '/api/conversations/none/messages'), 404)
    const mia = journey.sandbox.operators[0]?.person.id ?? ''
    const hers = (await call('GET', `/api/conversations?limit=200&subjectId=${mia}`)).body.items
    const expected = new Set(truth.filter(({ owners }) => owners.includes(mia)).map(({ chatId }) => chatId))
    expect(new Set(hers.map((one: Conversation) => one.id))).toEqual(expected)
    const groups = (await call('GET', '/api/conversations?limit=200&type=group')).body.items
    expect(groups.length).toBe(everything.filter(({ conversation }) => conversation.type === 'group').length)
    expectProblem(await call('GET', '/api/conversations?limit=0'), 400)
    expect((await page('limit=1000')).status).toBe(200)
    expect((await call('GET', '/api/conversations?limit=1000')).body.items.length).toBe(everything.length)
    expectProblem(await call('GET', '/api/conversations?from=yesterday'), 400)
  })

  it('exports every archived revision, one a line', async () => {
    const { archived, truth } = await expectArchiveIsTruth(journey)
    const inScope = await journey.all<Subject>('/api/subjects?inScope=true')
    const owners = new Map(
      truth.map(({ message, owners }) => [
        keyOf(message),
        new Set(owners.filter((owner) => inScope.some(({ id }) => id === owner))),
      ]),
    )
    const { one, path, zip } = await makeExport(journey)
    expect(one.bytes).toBe(zip.length)
    const { createHash } = await import('node:crypto')
    expect(one.sha256).toBe(createHash('sha256').update(zip).digest('hex'))
    const lines = (await readZipEntry(zip, 'messages.jsonl')).toString().trimEnd().split('\n')
    expect(one.messages).toBe(lines.length)
    expect(lines.length).toBe(archived.versions.length)
    const versions = new Map(
      archived.versions.map(({ message }) => [`${keyOf(message)} ${message.etag}`, message]),
    )
    const [run] = await journey.all<Run>('/api/runs')
    for (const line of lines.map((text) => JSON.parse(text))) {
      expect(Object.keys(line)).toEqual([
        'tenantId',
        'subjectIds',
        'fetchedAt',
        'runId',
        'revision',
        'message',
      ])
      expect(line).toMatchObject({ tenantId: journey.sandbox.tenantId, revision: 1, runId: run?.id })
      expect(line.fetchedAt).toMatch(INSTANT)
      expect(line.message).toEqual(versions.get(`${keyOf(line.message)} ${line.message.etag}`))
      expect(new Set(line.subjectIds)).toEqual(owners.get(keyOf(line.message)))
    }
    const chatId = archived.versions[0]?.message.chatId ?? ''
    const some = await makeExport(journey, { conversationIds: [chatId] })
    const ofChat = archived.versions.filter(({ message }) => message.chatId === chatId)
    expect(some.one.messages).toBe(ofChat.length)
    expectProblem(await call('POST', '/api/exports', { format: 'word' }), 400)
    expectProblem(await call('GET', path, undefined, elsewhere()), 404)
    expectProblem(await call('GET', `${path}/file`, undefined, elsewhere()), 404)
  })

  it('records who did what, readings of messages included', async () => {
    const { items } = (await call('GET', '/api/audit?limit=500', undefined, 'David')).body
    for (const entry of items) expectMembers(entry, 'at action outcome')
    const actions = new Set(
      items.map(({ action, outcome }: Record<string, string>) => `${action} ${outcome}`),
    )
    for (const expected of [
      'connection.test succeeded',
      'connection.save failed',
      'connection.save succeeded',
      'quota.set succeeded',
      'scope.set succeeded',
      'run.start succeeded',
      'messages.read succeeded',
      'export.create succeeded',
      'export.download succeeded',
    ])
      expect(actions).toContain(expected)
    expect(JSON.stringify(items)).not.toContain(journey.sandbox.app.clientSecret)
  })

  it('lets each role do its own and no more', async () => {
    const changes: [string, string, object?][] = [
      ['PUT', '/api/connection', { ...journey.credential(), monthlyMessageLimit: 5, costAcknowledged: true }],
      ['POST', '/api/connection/test', journey.credential()],
      ['DELETE', '/api/connection'],
      ['PUT', '/api/quota', { monthlyMessageLimit: 1 }],
      ['PUT', '/api/scope', { mode: 'all' }],
      ['POST', '/api/runs', {}],
      ['POST', '/api/runs/any/cancel'],
    ]
    for (const who of ['Aisha', 'David', 'Lea'])
      for (const [method, path, body] of changes) expectProblem(await call(method, path, body, who), 403)
    for (const [method, path, body] of changes.slice(0, 4))
      expectProblem(await call(method, path, body, 'Jonas'), 403)
    for (const who of ['Jonas', 'David']) {
      expectProblem(await call('GET', '/api/conversations', undefined, who), 403)
      expectProblem(await call('POST', '/api/exports', { format: 'jsonl' }, who), 403)
    }
    expectProblem(await call('GET', '/api/audit', undefined, 'Jonas'), 403)
    const { items } = (await call('GET', '/api/audit?limit=100')).body
    expect(items).toContainEqual(expect.objectContaining({ action: 'quota.set', outcome: 'refused' }))
  })

  it('keeps tenants apart', async () => {
    const [run] = await journey.all<Run>('/api/runs')
    const [conversation] = (await call('GET', '/api/conversations')).body.items
    const stranger = elsewhere()
    expect((await call('GET', '/api/me', undefined, stranger)).body.tenantId).toBe(OTHER_TENANT)
    for (const path of ['/api/conversations', '/api/runs', '/api/subjects', '/api/quota/ledger'])
      expect((await call('GET', path, undefined, stranger)).body).toMatchObject({ items: [], next: null })
    expect((await call('GET', '/api/connection', undefined, stranger)).body.status).toBe('none')
    expect((await call('GET', '/api/quota', undefined, stranger)).body.used).toBe(0)
    for (const path of [
      `/api/runs/${run?.id}`,
      `/api/runs/${run?.id}/faults`,
      `/api/runs/${run?.id}/events`,
      `/api/conversations/${encodeURIComponent(conversation.id)}/messages`,
    ])
      expectProblem(await call('GET', path, undefined, stranger), 404)
    expectProblem(await call('POST', `/api/runs/${run?.id}/cancel`, {}, stranger), 404)
    const unknown = '88888888-2222-4333-8444-555555555555'
    const iss = journey.sandbox.signIn.issuer.replace(journey.sandbox.tenantId, unknown)
    const reviewer = elsewhere({ tid: unknown, iss, wids: [], roles: ['Vault.Reviewer'] })
    expectProblem(await call('GET', '/api/me', undefined, reviewer), 403)
  })

  it('describes itself', async () => {
    const { body } = await call('GET', '/api/openapi.json')
    expect(body.openapi).toMatch(/^3\./)
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/api/me',
        '/api/connection',
        '/api/connection/test',
        '/api/quota',
        '/api/quota/ledger',
        '/api/subjects',
        '/api/scope',
        '/api/runs',
        '/api/runs/{id}',
        '/api/runs/{id}/faults',
        '/api/runs/{id}/events',
        '/api/runs/{id}/cancel',
        '/api/conversations',
        '/api/conversations/{id}/messages',
        '/api/exports',
        '/api/exports/{id}',
        '/api/exports/{id}/file',
        '/api/audit',
      ]),
    )
    expectProblem(await call('GET', '/api/nothing'), 404)
    expectProblem(await call('DELETE', '/api/quota'), 405)
  })

  it('answers 300 requests a minute of one operator, and others meanwhile', async () => {
    const token = journey.sandbox.operatorToken('David', {
      claims: { oid: '77777777-2222-4333-8444-555555555555' },
    })
    const statuses: number[] = []
    for (let sent = 0; sent < 310; sent += 31) {
      const answers = Array.from({ length: 31 }, () => call('GET', '/api/me', undefined, { token }))
      for (const { status } of await Promise.all(answers)) statuses.push(status)
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(300)
    const refused = await call('GET', '/api/me', undefined, { token })
    expectProblem(refused, 429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await call('GET', '/api/me', undefined, 'Aisha')).status).toBe(200)
  })

  it('forgets the credential and keeps archive and books', async () => {
    const { used } = await expectBooks(journey)
    const gone = await call('DELETE', '/api/connection')
    expect(gone).toMatchObject({ status: 200, body: { applicationId: journey.credential().applicationId } })
    expect((await call('GET', '/api/connection')).body).toMatchObject({ status: 'none', credential: null })
    expect((await expectBooks(journey)).used).toBe(used)
    expect((await call('GET', '/api/conversations')).body.items.length).toBeGreaterThan(0)
    expectProblem(await call('POST', '/api/runs', {}), 409)
  })
})
