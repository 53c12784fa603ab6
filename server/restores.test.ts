/** Restores as a person sees them: the product as a process beside the sandbox tenant, over TLS. */
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Chat, Message } from '../sandbox/tenant/chats.ts'
import type { Restore } from './contract/index.ts'
import { type Journey, startJourney } from './testing/journey.ts'

/** Lifts our own pacing, so that a kill meets a message on its way and not a pause. */
const FAST = { GRAPH_EXPORT_PER_SECOND: '10000', GRAPH_REQUESTS_PER_SECOND: '10000' }
const LOOK_MS = 200
const PATIENCE_MS = 120_000
const KILLS = Number(process.env.KILLS ?? 4)

let journey: Journey
beforeAll(async () => {
  journey = await startJourney({ users: 8, messages: 250, emptyPageRate: 0, shortPageRate: 0, env: FAST })
  await journey.connect(null)
  journey.sandbox.control.grantRole('Teamwork.Migrate.All')
  journey.sandbox.control.grantRole('Chat.Create')
  await journey.run()
}, 240_000)
afterAll(() => journey?.close())
beforeEach(() => {
  journey.sandbox.control.set({ faults: [], faultRate: 0, latencyMs: 0 })
})

/** A colleague of Mia's who is an admin as well. */
const other = () => ({
  token: journey.sandbox.operatorToken('Jonas', { claims: { roles: ['Vault.Admin'] } }),
})

const look = async (id: string) => (await journey.call('GET', `/api/restores/${id}`)).body as Restore

async function until(id: string, reached: (restore: Restore) => boolean): Promise<Restore> {
  for (const from = performance.now(); ; await delay(LOOK_MS)) {
    const restore = await look(id)
    if (reached(restore)) return restore
    if (performance.now() - from > PATIENCE_MS)
      throw new Error(`The restore doesn’t get there: ${JSON.stringify(restore)}`)
  }
}

const isPlanned = ({ state }: Restore) => state !== 'planning'
const isOver = ({ endedAt }: Restore) => endedAt !== null

async function plan(selection: object, target = 'new-group-chats'): Promise<Restore> {
  const { status, body } = await journey.call('POST', '/api/restores', { selection, target })
  expect([status, body]).toEqual([202, { id: expect.any(String) }])
  return until(body.id, isPlanned)
}

async function approve(id: string): Promise<void> {
  const { status, body } = await journey.call('POST', `/api/restores/${id}/approve`, undefined, other())
  expect([status, body.state]).toEqual([200, 'running'])
}

async function restore(selection: object, target?: string): Promise<Restore> {
  const { id } = await plan(selection, target)
  await approve(id)
  return until(id, isOver)
}

/** The group of colleagues with the most plain messages. */
function aGroup(): Chat {
  const groups = [...journey.sandbox.tenant.chats.values()].filter(({ type }) => type === 'group')
  const [largest] = groups.toSorted((a, b) => b.messages.length - a.messages.length)
  if (largest === undefined) throw new Error('The tenant has no group')
  return largest
}

const said = (message: Message) => JSON.parse(message.row.toString())
/** Time to the millisecond, author, and words without tags. */
const keyOf = (message: Message) => {
  const { createdDateTime, from, body } = said(message)
  const words = String(body.content).replace(/<[^>]*>|\s|&nbsp;/g, '')
  return `${Date.parse(createdDateTime)} ${from?.user?.id} ${words}`
}

function imported(chatId: string | null | undefined): Message[] {
  const chat = journey.sandbox.tenant.chats.get(chatId ?? '')
  return (chat?.messages ?? []).filter((one) => one.imported !== undefined)
}

describe('a restore into a new group chat', () => {
  it('sends what its plan says once another person approved it, and nothing before', async () => {
    const chat = aGroup()
    const planned = await plan({ conversationIds: [chat.id] })
    expect(planned.state).toBe('waiting-for-approval')
    expect(planned.plan?.permissions).toEqual({ missing: [], hint: null })
    const lost = planned.plan?.notRestorable.reduce((sum, { messages }) => sum + messages, 0) ?? 0
    const archived = chat.messages.filter(({ owners }) => owners.length > 0).length
    expect((planned.plan?.messages ?? 0) + lost).toBe(archived)
    const own = await journey.call('POST', `/api/restores/${planned.id}/approve`)
    expect([own.status, own.body.code]).toEqual([403, 'second-person-required'])
    expect(planned.chats[0]?.to).toBeNull()

    await approve(planned.id)
    const done = await until(planned.id, isOver)
    expect(done).toMatchObject({ state: 'completed', totals: { posted: planned.plan?.messages, failed: 0 } })
    const [restored] = done.chats
    expect(restored).toMatchObject({ from: chat.id, state: 'restored' })
    const there = imported(restored?.to)
    expect(there).toHaveLength(planned.plan?.messages ?? 0)
    const target = journey.sandbox.tenant.chats.get(restored?.to ?? '')
    expect(target).toMatchObject({ type: 'group', migration: { mode: 'completed' } })
    expect(target?.topic).toMatch(/\(\d{4}-\d\d-\d\d( – \d{4}-\d\d-\d\d)?\)$/)
    for (const message of there) {
      const source = chat.messages.filter(({ createdAt }) => Math.abs(createdAt - message.createdAt) <= 20)
      expect(source.map(({ sender }) => sender.userId)).toContain(message.sender.userId)
    }
  })

  it('needs the reader’s right to all of it where the policy asks for one, and the audit names the request', async () => {
    const selection = { conversationIds: [aGroup().id] }
    const ask = (wanted: object = selection) =>
      journey.call('POST', '/api/restores', { selection: wanted, target: 'new-group-chats' })
    await journey.call('PUT', '/api/reading-policy', { mode: 'reason' })
    expect((await ask()).body).toMatchObject({ status: 403, code: 'reading-not-approved' })
    const request = { selection, reason: 'Deleted by mistake', hours: 1 }
    const { body: asked } = await journey.call('POST', '/api/reading-requests', request)
    const { status, body } = await ask()
    expect([status, body]).toEqual([202, { id: expect.any(String) }])
    expect((await ask({})).status).toBe(403)
    const { body: audit } = await journey.call('GET', '/api/audit?limit=50')
    const entries = audit.items.filter((one: { action: string }) => one.action === 'restore.ask')
    expect(
      entries.map(({ outcome, allowedBy }: { outcome: string; allowedBy: string[] }) => [outcome, allowedBy]),
    ).toEqual(
      expect.arrayContaining([
        ['succeeded', [asked.id]],
        ['refused', []],
      ]),
    )
    await until(body.id, isPlanned)
    await journey.call('POST', `/api/restores/${body.id}/cancel`)
    for (const who of ['Mia', other()])
      await journey.call('PUT', '/api/reading-policy', { mode: 'open' }, who)
    expect((await journey.call('GET', '/api/reading-policy')).body.mode).toBe('open')
  })

  it('is refused to everyone but admins, and to no one to see', async () => {
    const { id } = await plan({ conversationIds: [aGroup().id] })
    for (const who of ['Jonas', 'Aisha', 'David']) {
      const body = { selection: {}, target: 'new-group-chats' }
      expect((await journey.call('POST', '/api/restores', body, who)).status).toBe(403)
      expect((await journey.call('POST', `/api/restores/${id}/approve`, undefined, who)).status).toBe(403)
      expect((await journey.call('POST', `/api/restores/${id}/cancel`, undefined, who)).status).toBe(403)
      expect((await journey.call('GET', `/api/restores/${id}`, undefined, who)).status).toBe(200)
    }
    const cancelled = await journey.call('POST', `/api/restores/${id}/cancel`)
    expect([cancelled.status, cancelled.body.state]).toEqual([200, 'cancelled'])
    expect((await journey.call('POST', `/api/restores/${id}/cancel`)).status).toBe(409)
    const late = await journey.call('POST', `/api/restores/${id}/approve`, undefined, other())
    expect([late.status, late.body.code]).toEqual([409, 'restore-not-waiting'])
  })

  it('isn’t closed, and has failed, when the chat lacks a message or has one twice', async () => {
    for (const oddity of ['swallowed', 'doubled', 'arrives-deleted'] as const) {
      journey.sandbox.control.oddNext(oddity)
      const done = await restore({ conversationIds: [aGroup().id] })
      expect([oddity, done.state, done.notice?.code]).toEqual([oddity, 'failed', 'restore-incomplete'])
      expect(done.chats[0]).toMatchObject({ state: 'left-open', notice: { code: 'restore-chat-differs' } })
      const target = journey.sandbox.tenant.chats.get(done.chats[0]?.to ?? '')
      expect(target?.migration?.mode).toBe('inProgress')
    }
  }, 120_000)

  it('is closed as it is when an admin ends the import into a chat that was left open', async () => {
    journey.sandbox.control.oddNext('swallowed')
    const done = await restore({ conversationIds: [aGroup().id] })
    const [open] = done.chats
    const path = `/api/restores/${done.id}/chats/${encodeURIComponent(open?.from ?? '')}/close`
    for (const who of ['Jonas', 'Aisha', 'David'])
      expect((await journey.call('POST', path, undefined, who)).status).toBe(403)
    const closed = await journey.call('POST', path)
    expect([closed.status, closed.body.state, closed.body.chats[0].state]).toEqual([200, 'failed', 'closed'])
    expect(closed.body.chats[0].notice).toEqual(open?.notice)
    expect(journey.sandbox.tenant.chats.get(open?.to ?? '')?.migration?.mode).toBe('completed')
    const again = await journey.call('POST', path)
    expect([again.status, again.body.code]).toEqual([409, 'restore-chat-not-open'])
    const { body: audit } = await journey.call('GET', '/api/audit?limit=10')
    expect(audit.items.map(({ action }: { action: string }) => action)).toContain('restore.close')
  })

  it('names the permission that is missing, and starts once it was granted', async () => {
    journey.sandbox.control.revokeRole('Teamwork.Migrate.All')
    const planned = await plan({ conversationIds: [aGroup().id] })
    expect(planned.plan?.permissions.missing).toEqual(['Teamwork.Migrate.All'])
    expect(planned.plan?.permissions.hint).toContain('/api/consent/url')
    const refused = await journey.call('POST', `/api/restores/${planned.id}/approve`, undefined, other())
    expect([refused.status, refused.body.code]).toEqual([409, 'restore-permission'])
    journey.sandbox.control.grantRole('Teamwork.Migrate.All')
    await approve(planned.id)
    expect((await until(planned.id, isOver)).state).toBe('completed')
  })
})

describe('faults', () => {
  it('of every kind, whenever they come, leave the chat as planned', async () => {
    journey.sandbox.control.set({ faults: ['429', '503', '504', 'reset', 'truncated'], faultRate: 0.15 })
    const done = await restore({ conversationIds: [aGroup().id] })
    expect(done).toMatchObject({ state: 'completed', totals: { failed: 0, skipped: 0 } })
    const keys = imported(done.chats[0]?.to).map(keyOf)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).toHaveLength(done.plan?.messages ?? 0)
  }, 180_000)

  it('that have been seen in the field are overcome where that is possible', async () => {
    journey.sandbox.control.oddNext('version-mismatch')
    journey.sandbox.control.oddNext('bad-gateway')
    journey.sandbox.control.oddNext('answer-lost')
    const groups = () => journey.sandbox.tenant.chats.size
    const before = groups()
    const done = await restore({ conversationIds: [aGroup().id] })
    expect(done.state).toBe('completed')
    expect(groups()).toBe(before + 1)
  })

  it('that lock a chat end its restore with what to do', async () => {
    journey.sandbox.control.oddNext('wedged')
    const done = await restore({ conversationIds: [aGroup().id] })
    expect(done).toMatchObject({ state: 'failed', totals: { failed: done.plan?.messages } })
    expect(done.chats[0]).toMatchObject({ state: 'failed', notice: { code: 'restore-chat-wedged' } })
  })
})

describe('a restore into the original chat', () => {
  it('brings back what is missing there, and nothing that isn’t', async () => {
    const chat = aGroup()
    const planned = await plan({ conversationIds: [chat.id] }, 'original-chats')
    expect(planned.plan?.messages).toBe(0)
    const gone = chat.messages.filter(
      ({ event, sender, deletedAt, owners }) =>
        !event && deletedAt === 0 && sender.userIdentityType === 'aadUser' && owners.length > 0,
    )
    const lost = gone.filter((message) => said(message).attachments.length === 0).slice(0, 5)
    for (const message of lost) chat.messages.splice(chat.messages.indexOf(message), 1)
    chat.byId.clear()
    const done = await restore({ conversationIds: [chat.id] }, 'original-chats')
    expect(done.state).toBe('completed')
    expect(done.plan?.messages).toBeGreaterThan(0)
    expect(imported(chat.id)).toHaveLength(done.plan?.messages ?? -1)
  })
})

describe('a process that is killed', () => {
  it('again and again while a restore runs leaves no double and no gap', async () => {
    journey.sandbox.control.set({ latencyMs: 60 })
    const { id, plan: planned } = await plan({ conversationIds: [aGroup().id] })
    await approve(id)
    for (let kill = 0; kill < KILLS; kill++) {
      const before = await look(id)
      if (before.endedAt !== null) break
      await until(id, ({ totals, endedAt }) => totals.posted > before.totals.posted || endedAt !== null)
      await delay((kill * 37) % 110)
      await journey.restart()
    }
    const done = await until(id, isOver)
    expect(done).toMatchObject({ state: 'completed', totals: { posted: planned?.messages, failed: 0 } })
    const keys = imported(done.chats[0]?.to).map(keyOf)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).toHaveLength(planned?.messages ?? 0)
  }, 300_000)
})
