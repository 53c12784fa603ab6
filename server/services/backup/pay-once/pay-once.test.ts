import * as fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { TENANT } from '../../../archive/testing.ts'
import { listSelected, listSubjectIds } from '../../../catalog/selection.ts'
import type { Database } from '../../../database/database.ts'
import type { ChatMessage } from '../../../domain/message.ts'
import type { Strategy } from '../../../domain/run.ts'
import { systemClock } from '../../../process/system-clock.ts'
import { type ModelChat, TenantModel } from '../testing/tenant-model.ts'
import { makeVault, openTemporary } from '../testing/vault.ts'

const cleanups: (() => Promise<void>)[] = []
const DAY_MS = 86_400_000
const START = new Date('2026-09-01T08:00:00.000Z')
let count = 0

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** A vault beside a tenant of the model. */
async function vaultOf(model: TenantModel) {
  const database = await openTemporary()
  const { temporary, ...made } = await makeVault({
    database,
    clock: { now: () => model.now, wait: systemClock.wait },
    inScope: () => model.people.filter(({ inScope }) => inScope).map(({ id }) => id),
    graph: () => model.graph(),
  })
  cleanups.push(
    () => database.close(),
    () => temporary.remove(),
  )
  const goOn = async (id: string) => {
    await made.go(id, made.deps('A'))
    return made.look(id)
  }
  const run = async (strategy: Strategy, subjectIds: readonly string[] | null = null) => {
    count += 1
    return goOn(await made.start(`run-${count}`, strategy, subjectIds))
  }
  const versions = async () => {
    const found = new Map<string, ChatMessage>()
    for await (const name of temporary.tenant.listSegments()) {
      const { frames } = await temporary.tenant.readSegment(name)
      for (const record of frames.flatMap(({ records }) => records))
        if (record.kind === 'message')
          found.set(`${record.message.chatId} ${record.message.id} ${record.message.etag}`, record.message)
    }
    return Object.fromEntries([...found].sort(([a], [b]) => a.localeCompare(b)))
  }
  return { ...made, run, goOn, versions }
}

/** One thing that happens; numbers choose among what there is. */
const step = fc.record({
  what: fc.constantFrom(
    'post',
    'post',
    'post',
    'post',
    'chat',
    'event',
    'edit',
    'react',
    'delete',
    'join',
    'leave',
  ),
  who: fc.nat(1000),
  where: fc.nat(1000),
})
type Step = { what: string; who: number; where: number }

function play(model: TenantModel, steps: readonly Step[]): void {
  for (const { what, who, where } of steps) {
    model.pass(60_000)
    const chat = model.chats[where % Math.max(1, model.chats.length)]
    if (what === 'chat' || chat === undefined) openChat(model, who, where)
    else happen(model, chat, what, who)
  }
}

function openChat(model: TenantModel, who: number, where: number): void {
  const size = who % 3 === 0 ? 3 + (who % 4) : 2
  const members = model.people.filter((_, at) => (at * 7 + where) % model.people.length < size)
  const type = size === 2 ? 'oneOnOne' : 'group'
  const id = members
    .map((one) => one.id)
    .sort()
    .join('_')
  if (type === 'oneOnOne' && model.chats.some((chat) => chat.id.includes(id))) return
  if (members.some(({ inScope }) => inScope)) model.addChat(type, members, who % 11 === 0)
}

function happen(model: TenantModel, chat: ModelChat, what: string, who: number): void {
  const members = [...chat.members]
  const member = members[who % Math.max(1, members.length)]
  const message = chat.messages[who % Math.max(1, chat.messages.length)]
  if (what === 'post' && member) model.post(chat, member)
  if (what === 'event') model.event(chat, 'callEnded', [])
  if (
    (what === 'edit' || what === 'react' || what === 'delete') &&
    message?.sender &&
    message.sender.kind !== 'bot'
  )
    model.change(message, what)
  if (chat.type !== 'group') return
  if (what === 'join') {
    const outside = model.people.filter((one) => !chat.members.has(one))
    const one = outside[who % Math.max(1, outside.length)]
    if (one) model.join(chat, one)
  }
  if (what === 'leave' && member && members.length > 2) {
    // A chat that somebody left before the first backup without a word is in no list (KNOWN-LIMITS).
    model.post(chat, member)
    model.leave(chat, member)
  }
}

function smallTenant(): TenantModel {
  const model = new TenantModel(START)
  for (let n = 0; n < 5; n++) model.addPerson('aadUser', true)
  for (let n = 0; n < 2; n++) model.addPerson('aadUser', false)
  model.addPerson('federatedUser', false)
  model.addPerson('anonymousGuest', false)
  model.addPerson('bot', false)
  return model
}

/** Six people, each in a chat with each other: no mailbox gives the events of the last pair without repeating four others. */
function pairs(): { model: TenantModel; chats: readonly ModelChat[] } {
  const model = smallTenant()
  model.addPerson('aadUser', true)
  const six = model.people.filter(({ inScope }) => inScope)
  const chats = six.flatMap((one, at) =>
    six.slice(at + 1).map((other) => {
      const chat = model.addChat('oneOnOne', [one, other])
      model.post(chat, one)
      model.event(chat, 'callEnded', [])
      return chat
    }),
  )
  model.pass(DAY_MS)
  return { model, chats }
}

/** What a difference is told by. */
function labels(model: TenantModel, versions: Record<string, ChatMessage>): string[] {
  const nameOf = (id: unknown) => model.people.find((person) => person.id === id)?.name ?? 'nobody'
  return Object.values(versions).map(({ chatId, id, etag, from, messageType, eventDetail }) => {
    const chat = model.chats.findIndex((one) => one.id === chatId)
    const user = (from as { user?: { id?: string } } | null)?.user?.id
    return `chat ${chat} ${id} ${etag} ${messageType} of ${nameOf(user)} ${JSON.stringify(eventDetail) ?? ''}`
  })
}

// A tenant takes seconds: one that fails is told as it is, instead of being made smaller for an hour.
describe('pay-once', () => {
  test('archives what reading every copy archives, version for version, whoever comes and goes between runs', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 5, maxLength: 60 }), { minLength: 1, maxLength: 3 }),
        fc.nat(6),
        async (periods, mover) => {
          const model = smallTenant()
          const [one, all] = [await vaultOf(model), await vaultOf(model)]
          for (const [at, steps] of periods.entries()) {
            play(model, steps)
            const person = model.people[mover]
            if (at > 0 && person) person.inScope = !person.inScope
            model.pass(DAY_MS)
            expect((await one.run('pay-once')).state).toBe('completed')
            expect((await all.run('complete')).state).toBe('completed')
            const [mine, theirs] = [await one.versions(), await all.versions()]
            expect(labels(model, mine)).toEqual(labels(model, theirs))
            expect(mine).toEqual(theirs)
          }
          for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
        },
      ),
      { numRuns: 8, endOnFailure: true },
    )
  }, 600_000)

  test('loses and doubles nothing when a limit stops it again and again, and the strategy changes on the way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 10, maxLength: 40 }), { minLength: 1, maxLength: 2 }),
        fc.array(
          fc.record({
            more: fc.integer({ min: 30, max: 150 }),
            strategy: fc.constantFrom<Strategy>('pay-once', 'complete'),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        async (periods, choices) => {
          const model = smallTenant()
          const [one, all] = [await vaultOf(model), await vaultOf(model)]
          let limit = 20
          for (const steps of periods) {
            play(model, steps)
            model.pass(DAY_MS)
            await one.setLimit(limit)
            let run = await one.run('pay-once')
            for (let at = 0; run.state === 'suspended'; at = (at + 1) % choices.length) {
              const { more = 30, strategy = 'pay-once' } = choices[at] ?? {}
              limit += more
              await one.setLimit(limit)
              await one.runs.setStrategy(run.id, strategy)
              run = await one.goOn(run.id)
            }
            expect(run.state).toBe('completed')
            await all.run('complete')
            expect(labels(model, await one.versions())).toEqual(labels(model, await all.versions()))
          }
          for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
        },
      ),
      { numRuns: 2, endOnFailure: true },
    )
  }, 600_000)

  test('counts a message for everyone who was in the chat then, although it is read from one mailbox', async () => {
    const model = smallTenant()
    const [ada, ben, cyd] = model.people
    if (!ada || !ben || !cyd) throw new Error('three people')
    const chat = model.addChat('group', [ada, ben])
    const before = model.post(chat, ada)
    model.join(chat, cyd)
    const after = model.post(chat, ben)
    model.pass(DAY_MS)
    const v = await vaultOf(model)
    expect((await v.run('pay-once')).state).toBe('completed')
    const held = async (message: { row: ChatMessage }) => {
      const ids = await listSubjectIds(v.database.kysely, TENANT)
      const all = await listSelected(v.database.kysely, TENANT, {}, { afterNo: 0, throughNo: 1_000_000 })
      const { messageNo } = await numberOf(v.database, message.row)
      return all
        .filter((one) => one.messageNo === messageNo)
        .flatMap(({ subjectNos }) => subjectNos.map((no) => ids.get(no)))
        .sort()
    }
    expect(await held(before)).toEqual([ada.id, ben.id].sort())
    expect(await held(after)).toEqual([ada.id, ben.id, cyd.id].sort())
    // The mailbox that is asked first for events may turn out to have begun later: what it gave is paid again.
    expect(model.charged).toBeLessThanOrEqual(chat.messages.length + 1)
  })

  test('goes on from reading every copy, and back to it, and pays for nothing again', async () => {
    const model = smallTenant()
    const [ada, ben, cyd] = model.people
    const bot = model.people.find(({ kind }) => kind === 'bot')
    if (!ada || !ben || !cyd || !bot) throw new Error('three people and a bot')
    const chat = model.addChat('group', [ada, ben, cyd])
    for (const sender of [ada, ben, bot, cyd]) model.post(chat, sender)
    model.pass(DAY_MS)
    const v = await vaultOf(model)
    await v.run('complete')
    const paid = model.charged
    await v.run('pay-once')
    expect(model.charged).toBe(paid)
    for (const sender of [ada, bot]) model.post(chat, sender)
    model.pass(DAY_MS)
    expect((await v.run('pay-once')).totals.added).toBe(2)
    expect(model.charged).toBe(paid + 2)
    model.post(chat, bot)
    model.pass(DAY_MS)
    expect((await v.run('complete')).totals.added).toBe(1)
  })

  test('reads everything in a mailbox where Microsoft refuses to be asked for senders, and says so', async () => {
    const model = smallTenant()
    const [ada, ben] = model.people
    if (!ada || !ben) throw new Error('two people')
    const chat = model.addChat('oneOnOne', [ada, ben])
    for (const sender of [ada, ben]) model.post(chat, sender)
    model.pass(DAY_MS)
    model.refusesSenders = true
    const v = await vaultOf(model)
    const run = await v.run('pay-once')
    expect(run).toMatchObject({ state: 'completed', totals: { added: 2, fetched: 4 } })
    const faults = await v.runs.listFaults(TENANT, run.id, { limit: 10 })
    expect(faults[0]).toMatchObject({ kind: 'alert', code: 'senders-refused' })
  })

  test('asks for the events of a chat one by one where a mailbox would repeat those of many others', async () => {
    const { model, chats } = pairs()
    const run = await (await vaultOf(model)).run('pay-once')
    const rows = chats.reduce((sum, { messages }) => sum + messages.length, 0)
    expect(run.totals).toMatchObject({ added: rows })
    expect(run.coverage).toMatchObject({ complete: true, checked: chats.length, missing: 0 })
    expect(model.listed).toBeGreaterThan(0)
  })

  test('says that a comparison is not complete while a mailbox that may have a message cannot be read', async () => {
    const { model, chats } = pairs()
    model.failsSmallWindows = true
    const v = await vaultOf(model)
    const run = await v.run('pay-once')
    expect(run.coverage?.complete).toBe(false)
    expect(run.coverage?.missing).toBeGreaterThan(0)
    expect(run.state).toBe('completed-with-faults')
    const faults = await v.runs.listFaults(TENANT, run.id, { limit: 10 })
    const hole = faults.find(({ code }) => code === 'coverage-hole')
    const chat = chats.find(({ id }) => id === hole?.chatId)
    model.failsSmallWindows = false
    const next = await v.run('pay-once')
    expect(next.coverage).toMatchObject({ complete: true, missing: 0 })
    const versions = Object.keys(await v.versions())
    for (const { row } of chat?.messages ?? [])
      expect(versions).toContain(`${row.chatId} ${row.id} ${row.etag}`)
    expect(chat?.messages).toHaveLength(2)
  })

  test('names the chats that could not be compared, and does not call the comparison complete', async () => {
    const { model, chats } = pairs()
    model.failsLists = true
    const run = await (await vaultOf(model)).run('pay-once')
    expect(run.coverage?.complete).toBe(false)
    expect(run.coverage?.checked).toBeLessThan(chats.length)
    expect(run.coverage?.notCovered).toContainEqual(expect.objectContaining({ what: 'chats-failed' }))
  })

  test('leaves to nobody what was written in a chat before anyone in scope was in it', async () => {
    const model = smallTenant()
    const [ada] = model.people
    const outside = model.people.filter(({ inScope, kind }) => !inScope && kind === 'aadUser')
    if (!ada) throw new Error('a person')
    const chat = model.addChat('group', outside)
    for (const one of outside) model.post(chat, one)
    model.pass(DAY_MS)
    model.join(chat, ada)
    for (const one of [...outside, ada]) model.post(chat, one)
    model.pass(DAY_MS)
    const [one, all] = [await vaultOf(model), await vaultOf(model)]
    await one.run('pay-once')
    await all.run('complete')
    expect(labels(model, await one.versions())).toEqual(labels(model, await all.versions()))
  })

  test('notes no fault when it is stopped while it compares', async () => {
    const { model } = pairs()
    const v = await vaultOf(model)
    let stop: (why: 'cancelled') => void = () => {}
    model.onList = (signal) => {
      stop('cancelled')
      signal?.throwIfAborted()
    }
    await v.start('stopped', 'pay-once')
    await v.go('stopped', v.deps('A'), (work) => {
      stop = work.stop
    })
    expect(await v.look('stopped')).toMatchObject({ state: 'cancelled', totals: { faults: 0 } })
  })
})

async function numberOf({ kysely }: Database, { id, chatId }: ChatMessage) {
  return kysely
    .selectFrom('message')
    .innerJoin('conversation', 'conversation.no', 'message.conversation_no')
    .select('message.no as messageNo')
    .where('message.id', '=', id)
    .where('conversation.id', '=', chatId)
    .executeTakeFirstOrThrow()
}
