import { expect, it } from 'vitest'
import { rebuildCatalog } from '../services/archive/rebuild-catalog.ts'
import {
  archivePages,
  conversationRecord,
  FETCHED_AT,
  messageAt,
  messageRecord,
  openTestVault,
  sightingRecord,
  subjectRecord,
  TENANT_A,
} from '../testing/archived-chats.ts'
import { forEachDatabase } from '../testing/databases.ts'
import { compareRows } from './known.ts'

const PLAN = '19:plan@thread.v2'
/** Random enough not to be compressed into a key. */
const LONG = Array.from({ length: 3000 }, (_, at) =>
  String.fromCodePoint(0x4e00 + ((at * 7919) % 20000)),
).join('')
const ODD = ['a\u0000b', 'a\ud800b', LONG]

/** What Graph never sent so far, and what somebody can make it send. */
const strange = [
  ...ODD.flatMap((text, at) => [
    messageAt(text, at),
    messageAt(PLAN, 10 + at, { id: text }),
    messageAt(PLAN, 20 + at, { etag: text }),
    messageAt(PLAN, 30 + at, {
      body: { contentType: 'html', content: `<img src="../hostedContents/${text.slice(0, 1900)}">` },
    }),
  ]),
  messageAt(PLAN, 40, {
    createdDateTime: '2026-02-30T10:00:00Z',
    lastModifiedDateTime: '0000-01-01T10:00:00Z',
  }),
]
const records = [
  ...strange.map(messageRecord),
  ...strange.map(sightingRecord),
  ...ODD.map((text) => subjectRecord(text, text)),
  ...ODD.map((text) =>
    conversationRecord({
      id: text,
      topic: text,
      createdAt: 'yesterday',
      members: [{ id: text, displayName: text, email: text, tenantId: 'none' }],
    }),
  ),
  ...ODD.map((text) => {
    const media = { chatId: text, messageId: text, contentId: text, contentType: text }
    return {
      kind: 'media' as const,
      media: { ...media, bytes: 1, sha256: 'a', name: 'b' },
      fetchedAt: FETCHED_AT,
    }
  }),
]

forEachDatabase('a catalog of records that PostgreSQL could not hold as they are', (open) => {
  it('holds all of them, knows them again, and can be rebuilt', async () => {
    const vault = await openTestVault(await open())
    await archivePages(vault, TENANT_A, 'run-1', [{ subjectId: 'ann', records }])
    const keys = strange.map(({ chatId, id, etag }) => ({ subjectId: 'ann', chatId, id, etag }))
    const standings = async () =>
      (await compareRows(vault.database.kysely, TENANT_A, keys)).map(({ standing }) => standing)
    const known = strange.map(() => 'known')
    expect(await standings()).toEqual(known)
    const [rebuilt] = await rebuildCatalog(vault, () => {})
    expect(rebuilt?.messages).toBe(strange.length)
    expect(await standings()).toEqual(known)
    const topics = await vault.database.kysely.selectFrom('conversation').select('topic').execute()
    expect(topics.map(({ topic }) => topic)).toEqual(expect.arrayContaining(['a\uFFFDb', LONG, null]))
  })
})
