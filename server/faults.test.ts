import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FaultKind } from '../sandbox/index.ts'
import type { Connection, Overview, Run, Subject } from './contract/index.ts'
import { OUTAGE_AFTER } from './services/backup/outage.ts'
import {
  billed,
  expectArchiveIsTruth,
  expectBooks,
  type Journey,
  peopleInScope,
  startJourney,
  talk,
} from './testing/journey.ts'

const EXPORT = 'getallmessages'
const KINDS: FaultKind[] = ['429', '503', '504', 'reset', 'truncated', 'loop', 'expired-cursor']
const LIMITS = [7, 30, 50, 51, 120]

/** A limit that is met again and again, then none: no one ever pays more, and everything comes. */
async function climb(journey: Journey): Promise<Run> {
  expect(billed(journey)).toBeLessThanOrEqual(1)
  const id = await journey.startRun()
  expect((await journey.atRest(id)).state).toBe('suspended')
  let last = 1
  for (const limit of LIMITS) {
    const before = await expectBooks(journey)
    expect(before.used).toBeLessThanOrEqual(last)
    await journey.setLimit(limit)
    // It continues on its own; where a page does not fit into what is left, it remains as it is.
    await journey.untilUsed((used) => used > before.used, 2000)
    expect(await journey.atRest(id)).toMatchObject({ state: 'suspended', reason: { code: 'quota-reached' } })
    expect(billed(journey)).toBeLessThanOrEqual(limit)
    last = limit
  }
  expect(await expectBooks(journey)).toMatchObject({ suspended: true, limit: 120 })
  expect((await expectBooks(journey)).used).toBeGreaterThan(60)
  await journey.setLimit(20)
  expect(await expectBooks(journey)).toMatchObject({ left: 0, suspended: true })
  expect(await journey.call('POST', '/api/runs', {})).toMatchObject({ status: 202, body: { id } })
  expect((await journey.atRest(id)).state).toBe('suspended')
  expect(billed(journey)).toBeLessThanOrEqual(120)
  await journey.setLimit(null)
  return journey.until(id, ({ endedAt }) => endedAt !== null)
}

describe('a backup of eight lanes', () => {
  let journey: Journey
  beforeAll(async () => {
    journey = await startJourney({ users: 8, messages: 400, seed: 5, env: { BACKUP_LANES: '8' } })
  })
  afterAll(() => journey?.close())
  const control = () => journey.sandbox.control
  const met = (kind: FaultKind) => journey.sandbox.truth().faults[kind] ?? 0

  it('keeps every limit, continues when it is raised, and ends with all there is', async () => {
    await journey.connect(1)
    const run = await climb(journey)
    expect(run.state).toBe('completed')
    expect(run.totals.added + run.totals.revised).toBe(
      (await expectArchiveIsTruth(journey)).archived.versions.length,
    )
    const quota = await expectBooks(journey)
    expect(quota).toMatchObject({ limit: null, left: null, suspended: false })
    expect(quota.used).toBe(billed(journey))
    const faults = await journey.faults(run.id)
    expect(faults.filter(({ kind }) => kind === 'fault' || kind === 'failure')).toEqual([])
  }, 120_000)

  it('reads again no more than the overlap', async () => {
    const marks = new Map(
      (await journey.all<Subject>('/api/subjects')).map(({ id, watermark }) => [id, watermark]),
    )
    const { truth } = await expectArchiveIsTruth(journey)
    const run = await journey.run()
    expect(run).toMatchObject({ state: 'completed', totals: { added: 0, revised: 0 } })
    expect(run.totals.unchanged).toBe(run.totals.fetched)
    const again = truth.flatMap(({ message, owners }) =>
      owners.filter((owner) => {
        const mark = marks.get(owner)
        return mark && Date.parse(message.lastModifiedDateTime) > Date.parse(mark) - 6 * 60_000
      }),
    )
    expect(run.totals.fetched).toBeLessThanOrEqual(again.length)
  })

  it.each([
    ['429', 3, EXPORT, 'completed'],
    ['503', 2, EXPORT, 'completed'],
    ['504', 2, EXPORT, 'completed'],
    ['truncated', 2, EXPORT, 'completed'],
    ['loop', 1, EXPORT, 'completed'],
    ['expired-cursor', 1, EXPORT, 'completed'],
    ['429', 2, '/users', 'completed'],
    ['504', 1, '/users', 'completed'],
  ] as const)('meets %s %i times at %s and loses nothing', async (kind, count, path, state) => {
    const { ids } = talk(journey, 120)
    const before = met(kind)
    control().failNext({ kind, count, path })
    const run = await journey.run()
    expect(control().pendingFaults).toBe(0)
    expect(met(kind) - before).toBe(count)
    expect(run).toMatchObject({ state, totals: { added: ids.length } })
    await expectArchiveIsTruth(journey)
    await expectBooks(journey)
    if (kind === 'expired-cursor')
      expect(await journey.faults(run.id)).toContainEqual(
        expect.objectContaining({ kind: 'alert', code: 'window-restarted' }),
      )
  })

  it.each(['before', 'after'] as const)('meets a connection that breaks %s the answer', async (when) => {
    const { ids } = talk(journey, 120)
    const before = met('reset')
    control().failNext({ kind: 'reset', when, count: 2, path: EXPORT })
    expect(await journey.run()).toMatchObject({ state: 'completed', totals: { added: ids.length } })
    expect(met('reset') - before).toBe(2)
    await expectArchiveIsTruth(journey)
    await expectBooks(journey)
  })

  it('gives one person up who leads in circles, names them, and has them the next time', async () => {
    const { owners } = talk(journey, 120)
    const user = owners[0]
    control().failNext({ kind: 'loop', count: 2, path: EXPORT, user: user?.id ?? '' })
    const run = await journey.run()
    expect(run.state).toBe('completed-with-faults')
    expect(await journey.faults(run.id)).toContainEqual(
      expect.objectContaining({ kind: 'fault', code: 'export-loop', subjectId: user?.id }),
    )
    control().forgetFaults()
    expect((await journey.run()).state).toBe('completed')
    await expectArchiveIsTruth(journey)
    await expectBooks(journey)
  })

  it('pays one token for tokens that became invalid on the way', async () => {
    const { ids } = talk(journey, 120)
    control().slowNext({ ms: 700, count: 8, path: EXPORT })
    const tokens = journey.sandbox.truth().requests.token ?? 0
    const id = await journey.startRun()
    await journey.until(id, ({ stage }) => stage === 'messages')
    control().invalidateTokens()
    expect(await journey.atRest(id)).toMatchObject({ state: 'completed', totals: { added: ids.length } })
    expect((journey.sandbox.truth().requests.token ?? 0) - tokens).toBe(1)
    await expectArchiveIsTruth(journey)
  })

  it('fails with what to do when the permission is taken away, and continues once it is back', async () => {
    talk(journey, 120)
    control().slowNext({ ms: 700, count: 8, path: EXPORT })
    const id = await journey.startRun()
    await journey.until(id, ({ stage }) => stage === 'messages')
    control().revokeRole('Chat.Read.All')
    control().invalidateTokens()
    const run = await journey.atRest(id)
    expect(run).toMatchObject({ state: 'failed', reason: { code: 'Forbidden' } })
    expect(run.reason?.hint).toContain('Grant admin consent')
    expect(await journey.get<Connection>('/api/connection')).toMatchObject({ status: 'failing' })
    expect(await journey.faults(id)).toContainEqual(expect.objectContaining({ kind: 'failure' }))
    await expectBooks(journey)
    // The token in use was issued without it, and remains valid.
    control().grantRole('Chat.Read.All')
    expect((await journey.run()).state).toBe('completed')
    expect(await journey.get<Connection>('/api/connection')).toMatchObject({ status: 'active' })
    await expectArchiveIsTruth(journey)
    await expectBooks(journey)
  })

  it('names a person whose mailbox is away, and completes the others', async () => {
    const { owners } = talk(journey, 30)
    const user = owners[1]?.id ?? ''
    control().setMailbox(user, false)
    const run = await journey.run()
    expect(run.state).toMatch(/^completed/)
    expect(await journey.faults(run.id)).toContainEqual(
      expect.objectContaining({
        kind: 'skip',
        code: 'no-mailbox',
        subjectId: user,
        hint: expect.any(String),
      }),
    )
    const people = await journey.all<Subject>('/api/subjects')
    expect(people.find(({ id }) => id === user)?.state).not.toBe('protected')
    expect(people.find(({ id }) => id === owners[0]?.id)?.state).toBe('protected')
    control().setMailbox(user, true)
    expect((await journey.run()).state).toBe('completed')
    await expectArchiveIsTruth(journey)
  })

  it('keeps the old version of what was edited, deleted or reacted to', async () => {
    const { chatId, ids, owners } = talk(journey, 3)
    await journey.run()
    const [edited = '', deleted = '', liked = ''] = ids
    const at = Date.now() - 20_000
    control().editMessage(chatId, edited, 'Better so', at)
    control().deleteMessage(chatId, deleted, at)
    control().react(chatId, liked, owners[0]?.id ?? '', 'heart', at)
    expect(await journey.run()).toMatchObject({ state: 'completed', totals: { added: 0, revised: 3 } })
    const { archived } = await expectArchiveIsTruth(journey)
    for (const id of ids) expect(archived.versions.filter(({ message }) => message.id === id)).toHaveLength(2)
    const page = await journey.call(
      'GET',
      `/api/conversations/${encodeURIComponent(chatId)}/messages?around=${deleted}&limit=9`,
    )
    const shown = (id: string) => page.body.items.find((item: { id: string }) => item.id === id)
    expect(shown(edited)).toMatchObject({ tombstone: false, body: { content: 'Better so' } })
    expect(shown(edited).revisions).toHaveLength(2)
    expect(shown(deleted)).toMatchObject({ tombstone: true, body: { content: 'Line 1' } })
    expect(shown(liked).reactions).toHaveLength(1)
  })

  it('says that billing must be linked when Microsoft asks for it', async () => {
    talk(journey, 20)
    control().set({ metering: 'legacy' })
    control().linkBilling(false)
    const run = await journey.run()
    expect(run).toMatchObject({ state: 'failed', reason: { code: 'PaymentRequired' } })
    expect(run.reason?.hint).toContain('Microsoft.GraphServices')
    control().linkBilling(true)
    expect((await journey.run()).state).toBe('completed')
    control().set({ metering: 'off' })
    await expectArchiveIsTruth(journey)
    await expectBooks(journey)
  })

  it('reads a mailbox whose offsets are live', async () => {
    control().set({ paging: 'live' })
    talk(journey, 120)
    expect((await journey.run()).state).toBe('completed')
    control().set({ paging: 'stable' })
    await expectArchiveIsTruth(journey)
  })

  it('runs once at a time, and keeps what was fetched before a cancel', async () => {
    talk(journey, 120)
    control().set({ latencyMs: 400 })
    const id = await journey.startRun()
    const second = await journey.call('POST', '/api/runs', {})
    expect(second).toMatchObject({ status: 409, body: { code: 'run-under-way', runId: id } })
    await journey.until(id, ({ totals }) => totals.fetched > 0)
    expect((await journey.call('POST', `/api/runs/${id}/cancel`)).status).toBe(200)
    const run = await journey.atRest(id)
    expect(run.state).toBe('cancelled')
    const { added, revised, unchanged, fetched } = run.totals
    expect(fetched).toBe(added + revised + unchanged)
    await expectBooks(journey)
    control().set({ latencyMs: 0 })
    expect((await journey.run()).state).toBe('completed')
    await expectArchiveIsTruth(journey)
  })

  it('fails when Microsoft is down for everyone, at a bounded price, and continues afterwards', async () => {
    talk(journey, 60)
    const { used } = await expectBooks(journey)
    control().failNext({ kind: '504', count: 10_000, path: EXPORT })
    const run = await journey.run()
    expect(run).toMatchObject({ state: 'failed', reason: { code: 'microsoft-unavailable' } })
    expect(run.reason?.detail).toContain('didn’t answer in time')
    expect((await expectBooks(journey)).used - used).toBeLessThanOrEqual((8 + OUTAGE_AFTER) * 6 * 50)
    control().forgetFaults()
    expect((await journey.run()).state).toBe('completed')
    await expectArchiveIsTruth(journey)
    await expectBooks(journey)
  }, 120_000)

  it('shows who is in scope by a group, and how old that is, while Microsoft asks to wait before it names the members', async () => {
    const [group] = journey.sandbox.tenant.people.groups
    const scope = { mode: 'selected', groupIds: [group?.id] }
    expect((await journey.call('PUT', '/api/scope', scope)).status).toBe(200)
    const before = await journey.get<Overview>('/api/overview')
    expect(before.people.inScope).toBeGreaterThan(0)
    // A new process remembers nothing but what the books say.
    await journey.restart()
    control().failNext({ kind: '429', count: 2, path: '/groups', retryAfterSeconds: 20 })
    const shown = await journey.get<Overview>('/api/overview')
    const advice = await journey.call('GET', '/api/quota/advice')
    // It was told to wait, and the answer came before anyone asked again.
    expect(control().pendingFaults).toBe(1)
    expect(shown.groups).toEqual(before.groups)
    expect(shown.people).toEqual(before.people)
    expect(advice.status).toBe(200)
    expect(control().pendingFaults).toBe(1)
  })
})

describe('a backup of one lane, while everything goes wrong now and then', () => {
  let journey: Journey
  /** How far Microsoft's time is from ours: as if our clock were ahead by so much. */
  let awayMs = -20 * 60_000
  const clock = () => Date.now() + awayMs
  beforeAll(async () => {
    journey = await startJourney({ users: 6, messages: 300, seed: 9, clock, env: { BACKUP_LANES: '1' } })
  })
  afterAll(() => journey?.close())

  it('keeps every limit and ends with all there is', async () => {
    // The test of a connection has one message and no more: a fault on it is an answer, and not what this is about.
    await journey.connect(1)
    journey.sandbox.control.set({ faults: KINDS, faultRate: 0.06 })
    const first = await climb(journey)
    expect(first.state).toMatch(/^completed/)
    await expectBooks(journey)
    journey.sandbox.control.set({ faults: [] })
    expect((await journey.run()).state).toBe('completed')
    await expectArchiveIsTruth(journey)
    const { faults } = journey.sandbox.truth()
    expect(Object.values(faults).reduce((sum, times) => sum + times, 0)).toBeGreaterThan(0)
    const quota = await expectBooks(journey)
    expect(quota.used).toBeLessThan(billed(journey) + 50 * 50)
    expect((await peopleInScope(journey)).size).toBeGreaterThanOrEqual(6)
  }, 120_000)

  it('loses nothing when its own clock was ahead during one backup and is put right', async () => {
    const said = (content: string) => {
      const [from] = journey.sandbox.tenant.people.members.filter(({ mailbox }) => mailbox)
      const [chat] = [...journey.sandbox.tenant.chats.values()].filter(({ participants }) =>
        participants.some(({ person }) => person?.id === from?.id),
      )
      journey.sandbox.control.addMessage({
        chatId: chat?.id ?? '',
        from: from?.id ?? '',
        content,
        at: clock(),
      })
    }
    const run = await journey.run()
    expect(run.state).toBe('completed')
    expect(await journey.faults(run.id)).toContainEqual(
      expect.objectContaining({
        kind: 'alert',
        code: 'clock-wrong',
        detail: 'The clock of this server is 20 min ahead of Microsoft’s.',
      }),
    )
    const { needs } = await journey.get<Overview>('/api/overview')
    expect(needs).toContainEqual(expect.objectContaining({ code: 'clock-wrong', severity: 'warning' }))
    for (const { watermark } of await journey.all<Subject>('/api/subjects'))
      if (watermark !== null) expect(Date.parse(watermark)).toBeLessThan(clock())
    said('While the clock was ahead')
    awayMs = 0
    expect(await journey.run()).toMatchObject({ state: 'completed', totals: { added: 1 } })
    await expectArchiveIsTruth(journey)
    await expectBooks(journey)
  })

  it('waits as long as Microsoft asks, over restarts and requests to continue, without asking before', async () => {
    const exports = () => journey.sandbox.truth().requests.export ?? 0
    journey.sandbox.control.failNext({ kind: '429', count: 50, path: EXPORT, retryAfterSeconds: 1800 })
    const run = await journey.run()
    const asked = exports()
    expect(run).toMatchObject({ state: 'suspended', reason: { code: 'microsoft-asks-to-wait' } })
    const left = Date.parse(run.resumesAt ?? '') - Date.now()
    expect(left).toBeGreaterThan(1_700_000)
    expect(left).toBeLessThan(1_801_000)
    expect(await journey.get<Overview>('/api/overview')).toMatchObject({
      needs: expect.arrayContaining([
        expect.objectContaining({
          code: 'microsoft-asks-to-wait',
          title: expect.stringContaining('send nothing for a while'),
        }),
      ]),
    })
    expect(await expectBooks(journey)).toMatchObject({ suspended: false })
    await journey.restart()
    expect(await journey.call('POST', '/api/runs', {})).toMatchObject({ status: 202, body: { id: run.id } })
    const again = await journey.atRest(run.id)
    expect(again.state).toBe('suspended')
    expect(Math.abs(Date.parse(again.resumesAt ?? '') - Date.parse(run.resumesAt ?? ''))).toBeLessThan(2000)
    expect(exports()).toBe(asked)
  })
})
