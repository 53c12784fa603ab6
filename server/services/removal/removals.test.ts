import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openLocalObjectStore } from '../../archive/local-object-store.ts'
import type { ObjectStore } from '../../archive/object-store.ts'
import { openArchive } from '../../archive/open-archive.ts'
import type { ChatMessage } from '../../domain/message.ts'
import { openKeyFile } from '../../secrets/key-file.ts'
import { messageAt, TENANT_A, type TestVault } from '../../testing/archived-chats.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { BEN, MIA, openRemoving, type Removing } from '../../testing/removing.ts'
import { createTempDir } from '../../testing/temp-dir.ts'
import { rebuildCatalog } from '../archive/rebuild-catalog.ts'
import { createIndexer } from '../search/indexer.ts'

const PLAN = '19:plan@thread.v2'
const LUNCH = '19:lunch@thread.v2'

const say = (chatId: string, minute: number, text: string, version = 0) =>
  messageAt(chatId, minute, { version, body: { contentType: 'html', content: `<p>${text}</p>` } })

/** Ann and Ben share PLAN, whose second message was edited; LUNCH is Ben's. */
const SECRET = say(PLAN, 1, 'the word is xylophone')
const EDITED = say(PLAN, 1, 'the word was xylophone', 1)
const KEPT = [say(PLAN, 0, 'good morning'), say(PLAN, 2, 'see you'), say(LUNCH, 3, 'soup')]

async function backUpChats(removing: Removing): Promise<void> {
  const [first, third, lunch] = KEPT as [ChatMessage, ChatMessage, ChatMessage]
  await removing.backUp({ ann: [first, SECRET, third], ben: [first, SECRET, third, lunch] })
  await removing.backUp({ ann: [EDITED], ben: [EDITED] })
}

const json = (messages: readonly ChatMessage[]) => messages.map((it) => JSON.stringify(it)).sort()
const ONLY_SECRET = { conversationIds: [PLAN], from: SECRET.createdDateTime, to: SECRET.createdDateTime }

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
}

forEachDatabase('removing messages', (open) => {
  it('takes every version out of archive, catalog, and search; the others are as they were, byte for byte', async () => {
    const removing = await openRemoving(await open())
    await backUpChats(removing)
    expect(await removing.found('xylophone')).toEqual([SECRET.id])
    const erasure = await removing.erase(ONLY_SECRET)
    expect(erasure).toMatchObject({ state: 'completed', erased: 1, heldBack: 0, segmentsRewritten: 2 })
    expect(erasure.documents).toHaveLength(1)
    expect(await removing.archived()).toEqual(json(KEPT))
    expect(await removing.catalogued()).toEqual(json(KEPT))
    expect(await removing.found('xylophone')).toEqual([])
    expect(await removing.found('soup')).toEqual([KEPT[2]?.id])
    const report = await (await removing.tenant()).verify()
    expect(report).toMatchObject({ damaged: [], unclosed: 0, removals: 1, removedMessages: 1, messages: 3 })
  })

  it('doesn’t let a message come back, neither with a backup nor with a rebuild, also when the books are lost', async () => {
    const removing = await openRemoving(await open())
    const { vault } = removing
    await backUpChats(removing)
    await removing.erase(ONLY_SECRET)
    const later = say(PLAN, 1, 'the word is still xylophone', 5)
    await removing.backUp({ ann: [SECRET, EDITED, later], ben: [SECRET] })
    await sql`delete from removed_message`.execute(vault.database.kysely)
    await rebuildCatalog(vault, () => undefined)
    await removing.backUp({ ben: [SECRET, later] })
    expect(await removing.archived()).toEqual(json(KEPT))
    expect(await removing.catalogued()).toEqual(json(KEPT))
    expect((await (await removing.tenant()).verify()).damaged).toEqual([])
  })

  it('holds what is held, and erases it once it is released', async () => {
    const removing = await openRemoving(await open())
    await backUpChats(removing)
    const hold = await removing.holds.start(MIA, {
      name: 'Case 12',
      reason: 'Counsel asked',
      selection: { q: 'xylophone' },
      growing: false,
    })
    expect(hold).toMatchObject({ messages: 1, createdBy: MIA.name, releasedAt: null })
    const all = { conversationIds: [PLAN, LUNCH] }
    expect(await removing.erase(all)).toMatchObject({ erased: 3, heldBack: 1 })
    expect(await removing.archived()).toEqual(json([SECRET, EDITED]))
    await removing.holds.release(BEN, hold.id, { reason: 'Closed' })
    await expect(removing.holds.release(BEN, hold.id, {})).rejects.toMatchObject({ code: 'hold-released' })
    expect(await removing.erase(all)).toMatchObject({ erased: 1, heldBack: 0 })
    expect(await removing.archived()).toEqual([])
    expect((await removing.holds.list(MIA, { limit: 9 })).items).toMatchObject([
      { name: 'Case 12', releasedBy: BEN.name, releaseReason: 'Closed', scope: { q: 'xylophone' } },
    ])
  })

  it('lets a growing hold take in what comes later, and a fixed one not', async () => {
    const removing = await openRemoving(await open())
    await backUpChats(removing)
    const ask = { name: 'x', reason: 'y', selection: { conversationIds: [LUNCH] } }
    const fixed = await removing.holds.start(MIA, { ...ask, growing: false })
    await removing.backUp({ ben: [say(LUNCH, 9, 'salad')] })
    expect(await removing.erase({ conversationIds: [LUNCH] })).toMatchObject({ erased: 1, heldBack: 1 })
    const growing = await removing.holds.start(MIA, { ...ask, growing: true })
    await removing.holds.release(MIA, fixed.id, {})
    await removing.backUp({ ben: [say(LUNCH, 10, 'cake')] })
    const { items } = await removing.holds.list(MIA, { limit: 9 })
    expect(items.find(({ id }) => id === growing.id)?.messages).toBe(2)
    expect(await removing.erase({ conversationIds: [LUNCH] })).toMatchObject({ erased: 0, heldBack: 2 })
  })

  it('erases nothing that nobody else has approved, and nothing without a selection', async () => {
    const removing = await openRemoving(await open())
    await backUpChats(removing)
    const { erasures } = removing
    for (const selection of [{}, { subjectIds: [], q: '  ' }])
      await expect(erasures.start(MIA, { selection, reason: 'x' })).rejects.toMatchObject({
        code: 'selection-empty',
        status: 422,
      })
    const { id, ...asked } = await erasures.start(MIA, { selection: ONLY_SECRET, reason: 'Sent by mistake' })
    expect(asked).toMatchObject({ state: 'waiting-for-approval', messages: 1, heldBack: 0, askedByMe: true })
    await expect(erasures.approve({ ...MIA, roles: ['admin', 'auditor'] }, id)).rejects.toMatchObject({
      code: 'second-person-required',
      status: 403,
    })
    await removing.carryOutAll()
    expect(await removing.archived()).toHaveLength(5)
    expect(await erasures.reject(BEN, id)).toMatchObject({ state: 'rejected', answeredBy: BEN.name })
    await expect(erasures.approve(BEN, id)).rejects.toMatchObject({ code: 'erasure-answered', status: 409 })
    // What comes after it was asked for isn't what the other person agreed to.
    const waiting = await erasures.start(MIA, { selection: { conversationIds: [LUNCH] }, reason: 'x' })
    await removing.backUp({ ben: [say(LUNCH, 30, 'later')] })
    await erasures.approve(BEN, waiting.id)
    await removing.carryOutAll()
    expect(await erasures.get(MIA, waiting.id)).toMatchObject({ erased: 1 })
  })

  it('makes a run wait, and waits for one that is at work', async () => {
    const removing = await openRemoving(await open())
    await backUpChats(removing)
    const { runs, erasures } = removing
    const start = {
      tenantId: TENANT_A,
      strategy: 'complete',
      trigger: 'manual',
      requestedBy: null,
      subjectIds: null,
    } as const
    await runs.start({ id: 'run-z', ...start })
    const { id } = await erasures.start(MIA, { selection: ONLY_SECRET, reason: 'x' })
    await erasures.approve(BEN, id)
    expect(await runs.own('run-z', 'worker-2', ['worker-2'])).toBe(false)
    await removing.carryOutAll()
    expect(await runs.own('run-z', 'worker-2', ['worker-2'])).toBe(true)
  })
})

describe('removing messages from the embedded database', () => {
  async function openVault(): Promise<{ removing: Removing; folder: string }> {
    const dir = await createTempDir()
    const database = await openEmbeddedCopy(dir.path)
    const removing = await openRemoving(database)
    return { removing, folder: dir.path }
  }

  it('leaves the text in no file of the data folder, finished exports included', async () => {
    const { removing, folder } = await openVault()
    await backUpChats(removing)
    await removing.erase(ONLY_SECRET)
    await removing.vault.database.script('checkpoint')
    const files = [...(await filesBelow(folder)), ...(await filesBelow(removing.vault.dir))]
    expect(files.length).toBeGreaterThan(10)
    for (const file of files)
      expect([file, (await readFile(file)).includes('xylophone')]).toEqual([file, false])
    await removing.vault.database.close()
  })

  it('removes by age, a day after it was agreed to, and never much more than was expected', async () => {
    const { removing } = await openVault()
    const { retention, vault } = removing
    await backUpChats(removing)
    vault.clock.set('2026-11-20T00:00:00Z')
    expect(await retention.get(MIA)).toMatchObject({ keepDays: null, nextAt: null })
    expect(await retention.preview(MIA, { keepDays: 18 })).toEqual({
      messages: 4,
      conversations: 2,
      heldBack: 0,
    })
    const hold = await removing.holds.start(MIA, {
      name: 'Lunch',
      reason: 'x',
      selection: { conversationIds: [LUNCH] },
      growing: true,
    })
    expect(await retention.preview(MIA, { keepDays: 18 })).toEqual({
      messages: 3,
      conversations: 1,
      heldBack: 1,
    })
    expect(await retention.set(MIA, { keepDays: 18 })).toMatchObject({ agreedMessages: 3, nextMessages: 3 })
    await retention.sweep()
    await removing.carryOutAll()
    expect(await removing.archived()).toHaveLength(5)

    // Much more than was agreed to has come in since: a person must look.
    const many = Array.from({ length: 150 }, (_, at) => say(PLAN, 100 + at, `old ${at}`))
    await removing.backUp({ ann: many })
    vault.clock.advance(86_400_000)
    await retention.sweep()
    await removing.carryOutAll()
    expect(await retention.get(MIA)).toMatchObject({ stopped: { expected: 3, found: 153 } })
    expect(await removing.archived()).toHaveLength(155)

    expect(await retention.set(MIA, { keepDays: 18 })).toMatchObject({ agreedMessages: 153, stopped: null })
    vault.clock.advance(86_400_000)
    await retention.sweep()
    await removing.carryOutAll()
    expect(await removing.archived()).toEqual(json([KEPT[2] as ChatMessage]))
    expect(await retention.get(MIA)).toMatchObject({ lastMessages: 153, nextMessages: 0 })
    await removing.holds.release(MIA, hold.id, {})
    expect(await retention.set(MIA, { keepDays: null })).toMatchObject({ keepDays: null, nextAt: null })
    vault.clock.advance(10 * 86_400_000)
    await retention.sweep()
    expect(await removing.archived()).toHaveLength(1)
    await vault.database.close()
  })

  it('that dies at any write to the archive is finished by the next start', async () => {
    const { removing } = await openVault()
    const { vault } = removing
    for (let writes = 0, finished = false; !finished; writes += 1) {
      expect(writes).toBeLessThan(20)
      const own = say(`19:chat-${writes}@thread.v2`, writes, `only ${writes}`)
      await removing.backUp({ ann: [own, say(PLAN, 500 + writes, 'kept')], ben: [own] })
      const written = (await removing.segments()).length
      const { id } = await removing.erasures.start(MIA, {
        selection: { conversationIds: [own.chatId] },
        reason: 'x',
      })
      await removing.erasures.approve(BEN, id)
      const dying = await openDying(vault, writes)
      finished = await removing.carryOutAll({ ...dying }).then(
        () => true,
        () => false,
      )
      // What is decided is in no list, although its bytes may still be there.
      expect(await removing.catalogued()).not.toContain(JSON.stringify(own))
      if (writes === 3) await rebuildCatalog(vault, () => undefined)
      await removing.carryOutAll()
      expect(await removing.erasures.get(MIA, id)).toMatchObject({ state: 'completed', erased: 1 })
      expect(await removing.archived()).not.toContain(JSON.stringify(own))
      expect(await removing.archived()).toHaveLength(writes + 1)
      expect(await removing.catalogued()).toEqual(await removing.archived())
      // No file is passed over that still has the text, and none has two successors.
      const onDisk = (await filesBelow(vault.dir)).filter((file) => file.includes('/segments/'))
      expect(onDisk).toHaveLength((await removing.segments()).length)
      expect(onDisk).toHaveLength(written)
      const report = await (await removing.tenant()).verify()
      expect(report).toMatchObject({ damaged: [], unclosed: 0 })
    }
    await vault.database.close()
  }, 240_000)

  it('keeps every promise after any sequence of backups, holds, removals, and rebuilds', async () => {
    const { removing: shared } = await openVault()
    const { database } = shared.vault
    const chat = fc.constantFrom(PLAN, LUNCH, '19:third@thread.v2')
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('back up' as const),
          chat,
          minutes: fc.array(fc.nat(12), { minLength: 1, maxLength: 6 }),
          version: fc.nat(2),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant('hold' as const), chat, growing: fc.boolean() }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const) }) },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant('erase' as const),
          chat,
          from: fc.nat(12),
          length: fc.nat(8),
        }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('rebuild' as const) }) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
        await database.script(EMPTY)
        const removing = await openRemoving(database)
        /** What the archive should hold, what must never come back, and what is held. */
        const there = new Map<string, ChatMessage[]>()
        const gone = new Set<string>()
        const holds: { id: string; chat: string; fixed: Set<string> | undefined }[] = []
        const keyOf = ({ chatId, id }: ChatMessage) => `${chatId} ${id}`
        const chatOf = (key: string) => key.split(' ')[0]
        for (const one of steps) {
          if (one.kind === 'back up') {
            const messages = [...new Set(one.minutes)].map((minute) =>
              say(one.chat, minute, `minute ${minute}`, one.version),
            )
            await removing.backUp({ ann: messages, ben: messages.slice(0, 2) })
            for (const message of messages) {
              const key = keyOf(message)
              const versions = there.get(key) ?? []
              if (gone.has(key) || versions.some(({ etag }) => etag === message.etag)) continue
              there.set(key, [...versions, message])
            }
          } else if (one.kind === 'hold') {
            const selection = { conversationIds: [one.chat] }
            const { id } = await removing.holds.start(MIA, {
              name: 'h',
              reason: 'r',
              selection,
              growing: one.growing,
            })
            holds.push({ id, chat: one.chat, fixed: one.growing ? undefined : new Set(there.keys()) })
          } else if (one.kind === 'release') {
            const hold = holds.pop()
            if (hold) await removing.holds.release(MIA, hold.id, {})
          } else if (one.kind === 'rebuild') {
            await rebuildCatalog(removing.vault, () => undefined)
          } else {
            const [from, to] = [say(one.chat, one.from, ''), say(one.chat, one.from + one.length, '')].map(
              (it) => it.createdDateTime,
            )
            const chosen = [...there].filter(
              ([key, [first]]) =>
                chatOf(key) === one.chat &&
                first !== undefined &&
                first.createdDateTime >= (from ?? '') &&
                first.createdDateTime <= (to ?? ''),
            )
            const isHeld = (key: string) =>
              holds.some((hold) => hold.chat === chatOf(key) && (hold.fixed?.has(key) ?? true))
            const doomed = chosen.filter(([key]) => !isHeld(key))
            const done = await removing.erase({ conversationIds: [one.chat], from, to })
            expect(done).toMatchObject({ erased: doomed.length, heldBack: chosen.length - doomed.length })
            for (const [key] of doomed) {
              gone.add(key)
              there.delete(key)
            }
          }
        }
        const expected = json([...there.values()].flat())
        expect(await removing.archived()).toEqual(expected)
        expect(await removing.catalogued()).toEqual(expected)
        const ids = [...there.values()].flatMap(([first]) => first?.id ?? [])
        expect((await removing.found('minute')).sort()).toEqual(ids.sort())
        expect((await (await removing.tenant()).verify()).damaged).toEqual([])
        await rebuildCatalog(removing.vault, () => undefined)
        expect(await removing.catalogued()).toEqual(expected)
        expect((await removing.found('minute')).sort()).toEqual(ids.sort())
      }),
      { numRuns: 12 },
    )
    await database.close()
  }, 240_000)
})

/** The product's tables that these tests write. */
const EMPTY = `
  truncate further_sighting, later_revision, message, media, member, chat_user, participation, conversation, segment, sender_name,
           search_text, search_topic, search_words, hold, removal, removal_segment, removal_media, removed_message,
           retention, run, run_fault, run_source, subject cascade`

/** The same archive and its search, whose storage fails for ever after so many writes. */
async function openDying(vault: TestVault, writes: number): Promise<Pick<TestVault, 'archive' | 'indexer'>> {
  const store = await openLocalObjectStore(join(vault.dir, 'archive'))
  let left = writes
  const failing =
    <Args extends unknown[]>(act: (...args: Args) => Promise<void>) =>
    async (...args: Args) => {
      if (left <= 0) throw new Error('killed')
      left -= 1
      await act(...args)
    }
  const dying: ObjectStore = { ...store, put: failing(store.put), remove: failing(store.remove) }
  const masterKey = await openKeyFile({ path: join(vault.dir, 'master.key'), create: false })
  const archive = await openArchive({ store: dying, masterKey, clock: vault.clock })
  return { archive, indexer: createIndexer({ ...vault, archive, onError: () => undefined }) }
}
