import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { z } from 'zod'
import type { ArchiveRecord } from '../../archive/archive.ts'
import { forgetTexts } from '../../catalog/search-texts.ts'
import { SearchPage, type SearchParameters } from '../../contract/index.ts'
import type { Database } from '../../database/database.ts'
import type { ChatMessage } from '../../domain/message.ts'
import {
  archivePages,
  conversationRecord,
  messageAt,
  messageRecord,
  openTestVault,
  operatorOf,
  sightingRecord,
  subjectRecord,
  TENANT_A,
  TENANT_B,
  type TestVault,
} from '../../testing/archived-chats.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import {
  chats,
  type MadeMessage,
  matches,
  query,
  queryText,
  senderOf,
  textOf,
} from '../../testing/many-scripts.ts'
import { rebuildCatalog } from '../archive/rebuild-catalog.ts'
import { createIndexer, type Indexer } from './indexer.ts'
import { createSearchService } from './search.ts'

const PLAN = '19:plan@thread.v2'
const LUNCH = '19:lunch@thread.v2'
const A = operatorOf(TENANT_A)
type Asked = Partial<z.output<typeof SearchParameters>>

type Searching = {
  readonly vault: TestVault
  readonly indexer: Indexer
  find(asked: Asked | string): Promise<SearchPage>
  /** Ids of the messages found, newest first. */
  ids(asked: Asked | string): Promise<string[]>
}

function openSearch(vault: TestVault): Searching {
  const errors: unknown[] = []
  const indexer = createIndexer({ ...vault, onError: (error) => errors.push(error) })
  const service = createSearchService({ ...vault, db: vault.database.kysely, indexer })
  const find = async (asked: Asked | string) => {
    const parameters = typeof asked === 'string' ? { q: asked } : asked
    const page = SearchPage.parse(await service.search(A, { limit: 50, ...parameters }))
    expect(errors).toEqual([])
    return page
  }
  return {
    vault,
    indexer,
    find,
    ids: async (asked) => (await find(asked)).items.map(({ messageId }) => messageId),
  }
}

async function openVaultOf(
  database: Database,
  messages: readonly ChatMessage[],
  others: readonly ArchiveRecord[] = [],
) {
  const vault = await openTestVault(database)
  await archive(vault, [...messages.map(messageRecord), ...others])
  return openSearch(vault)
}

function archive(vault: TestVault, records: readonly ArchiveRecord[], run = 'run-1') {
  return archivePages(vault, TENANT_A, run, [{ subjectId: 'ann', records }])
}

const html = (content: string) => ({ body: { contentType: 'html', content } })
const say = (minute: number, content: string, change: Parameters<typeof messageAt>[2] = {}) =>
  messageAt(PLAN, minute, { ...html(content), ...change })

forEachDatabase('searching', (open, kind) => {
  it('finds what a reader would find by reading everything, in the same order, in twelve scripts', async () => {
    const database = await open()
    await fc.assert(
      fc.asyncProperty(chats, fc.array(query, { minLength: 12, maxLength: 12 }), async (made, queries) => {
        await clear(database)
        const vault = await openTestVault(database)
        await archiveMade(vault, made)
        const { find } = openSearch(vault)
        for (const conditions of queries) {
          const expected = made.filter((message) => matches(conditions, message)).toReversed()
          const asked = queryText(conditions)
          const { items, atLeast, exact } = await find({ q: asked, limit: 100 })
          expect([asked, items.map(({ messageId }) => messageId)]).toEqual([asked, expected.map(idOf)])
          expect([atLeast, exact]).toEqual([expected.length, true])
        }
      }),
      { numRuns: kind === 'embedded' ? 3 : 8, endOnFailure: true },
    )
  })

  it('finds whatever the case, accents, and width, and any piece of a script without spaces', async () => {
    const { ids } = await openVaultOf(await open(), [
      say(1, '<p>So ein <b>ÄR</b>GER in der Stra&szlig;e</p>'),
      say(2, '<p>会議室は３階です</p>'),
      say(3, '<p>ไปโรงเรียน</p>'),
      say(4, '<p>대한민국</p>'),
      say(
        5,
        '<p>Write to <a href="mailto:mia.berg@contoso.com">mia.berg@contoso.com</a> about C++ &amp; c#</p>',
      ),
    ])
    const [one, two, three, four, five] = [1, 2, 3, 4, 5].map((minute) => messageAt(PLAN, minute).id)
    expect(await ids('arger')).toEqual([one])
    expect(await ids('STRASSE')).toEqual([one])
    expect(await ids('議室')).toEqual([two])
    expect(await ids('階')).toEqual([two])
    expect(await ids('室会')).toEqual([])
    expect(await ids('โรงเรียน')).toEqual([three])
    expect(await ids('한민')).toEqual([four])
    expect(await ids('mia.berg@contoso.com')).toEqual([five])
    expect(await ids('contoso')).toEqual([five])
    expect(await ids('c++')).toEqual([five])
    expect(await ids('c#')).toEqual([five])
    expect(await ids('mi*')).toEqual([five])
  })

  it('looks into names of files, cards, quotes, forwarded messages, links, events, and subjects', async () => {
    const card = {
      type: 'AdaptiveCard',
      body: [
        { type: 'TextBlock', text: 'Approve **holidays**' },
        { type: 'FactSet', facts: [{ title: 'Days', value: 'fourteen' }] },
      ],
    }
    const attached = (contentType: string, content: unknown, name: string | null = null) => ({
      attachments: [
        {
          id: 'a',
          contentType,
          content: typeof content === 'string' ? content : JSON.stringify(content),
          name,
        },
      ],
    })
    const { ids, find } = await openVaultOf(await open(), [
      say(1, '<attachment id="a"></attachment>', attached('reference', '', 'Quarterly_report-final.xlsx')),
      say(2, '<attachment id="a"></attachment>', attached('application/vnd.microsoft.card.adaptive', card)),
      say(3, 'Yes', attached('messageReference', { messageId: '1', messagePreview: 'shall we begin' })),
      say(
        4,
        '',
        attached('forwardedMessageReference', { originalMessageContent: '<p>secret&nbsp;sauce</p>' }),
      ),
      say(5, '<a href="https://contoso.sharepoint.com/sites/x/B%C3%BCcher.docx">here</a>'),
      say(6, '<systemEventMessage/>', {
        messageType: 'systemEventMessage',
        eventDetail: {
          '@odata.type': '#microsoft.graph.chatRenamedEventMessageDetail',
          chatDisplayName: 'Nightingale',
          initiator: { user: { id: 'ann', displayName: null } },
        },
      }),
      say(7, 'x', { subject: 'Budgetrunde' }),
      say(8, '<p><emoji alt="🎉"></emoji></p>'),
    ])
    const found = async (q: string) =>
      (await ids(q)).map((id) => (Number(id) - Date.UTC(2026, 10, 1)) / 60_000)
    expect(await found('quarterly')).toEqual([1])
    expect(await found('Quarterly_report-final.xlsx')).toEqual([1])
    expect(await found('report-fin*')).toEqual([1])
    expect(await found('holidays fourteen')).toEqual([2])
    expect(await found('"shall we"')).toEqual([3])
    expect(await found('"secret sauce"')).toEqual([4])
    expect(await found('bücher.docx')).toEqual([5])
    expect(await found('contoso.sharepoint.com')).toEqual([5])
    expect(await found('nightingale renamed')).toEqual([6])
    expect(await found('budgetrunde')).toEqual([7])
    expect(await found('🎉')).toEqual([8])
    expect((await find('quarterly')).items[0]?.snippet).toBe('Quarterly_report-final.xlsx')
  })

  it('finds a former text, says which version has it, and shows that one', async () => {
    const { find } = await openVaultOf(await open(), [
      say(1, '<p>the zebra was here</p>'),
      say(1, '<p>nothing to see</p>', { version: 1 }),
      say(1, '<p>nothing to see</p>', { version: 2 }),
    ])
    const former = (await find('zebra')).items
    expect(former).toMatchObject([
      { revision: 1, revisions: 3, snippet: 'the zebra was here', highlights: [[4, 9]] },
    ])
    expect((await find('nothing')).items).toMatchObject([{ revision: 3 }])
    expect((await find('zebra nothing')).items).toEqual([])
  })

  it('finds a message of each conversation whose topic has the words, once', async () => {
    const { find, vault } = await openVaultOf(
      await open(),
      [say(1, 'one'), say(2, 'two phoenix'), say(3, 'three'), messageAt(LUNCH, 9, html('phoenix for lunch'))],
      [conversationRecord({ id: PLAN, topic: 'Project Phoenix' })],
    )
    const { items, atLeast } = await find('phoenix')
    expect(items.map(({ conversationId, found, snippet }) => [conversationId, found, snippet])).toEqual([
      [LUNCH, 'message', 'phoenix for lunch'],
      [PLAN, 'topic', 'Project Phoenix'],
      [PLAN, 'message', 'two phoenix'],
    ])
    expect(atLeast).toBe(3)
    await archive(vault, [conversationRecord({ id: PLAN, topic: 'Project Swan' })], 'run-2')
    expect((await find('project swan')).items).toHaveLength(1)
    expect((await find('project phoenix')).items).toHaveLength(0)
  })

  it('marks the words it found in what it shows, by UTF-16 positions', async () => {
    const lead = 'Some words before the point are long enough to be left out of what is shown. '.repeat(4)
    const { find } = await openVaultOf(await open(), [
      say(1, `<p>🎉 Größe</p><p>and&nbsp;GROSSE</p>`),
      say(2, `<p>${lead}the needle ${lead} a haystack ${lead}</p>`),
    ])
    const marked = async (q: string) =>
      (await find(q)).items.map(({ snippet, highlights }) =>
        highlights.map(([from, to]) => snippet.slice(from, to)),
      )
    expect(await marked('größe')).toEqual([['Größe', 'GROSSE']])
    expect(await marked('haystack needle')).toEqual([['needle', 'haystack']])
    const [item] = (await find('needle')).items
    expect(item?.snippet.length).toBeLessThan(300)
    expect(item?.snippet).toMatch(/^… .* …$/)
  })

  it('narrows by person, sender, conversation, type, time, content, and deletion', async () => {
    const vault = await openTestVault(await open())
    const ben = { from: { user: { id: 'BEN', displayName: 'Ben' } } }
    const [first, second, third] = [
      say(1, 'word <img src="x">', { mentions: [{ id: 0 }] }),
      say(2, 'word <a href="https://x.y">l</a>', ben),
      messageAt(LUNCH, 3, html('word')),
    ]
    await archivePages(vault, TENANT_A, 'run-1', [
      { subjectId: 'ann', records: [subjectRecord('ann', 'Ann'), ...[first, second].map(messageRecord)] },
      {
        subjectId: 'ben',
        records: [subjectRecord('ben', 'Ben'), sightingRecord(second), messageRecord(third)],
      },
      { subjectId: 'ann', records: [conversationRecord({ id: LUNCH, chatType: 'oneOnOne' })] },
    ])
    const { ids } = openSearch(vault)
    const q = 'word'
    expect(await ids({ q, subjectId: 'ann' })).toEqual([second.id, first.id])
    expect(await ids({ q, subjectId: 'ben' })).toEqual([third.id, second.id])
    expect(await ids({ q, subjectId: 'nobody' })).toEqual([])
    expect(await ids({ q, senderId: 'ben' })).toEqual([second.id])
    expect(await ids({ q, conversationId: LUNCH })).toEqual([third.id])
    expect(await ids({ q, conversationId: '19:none' })).toEqual([])
    expect(await ids({ q, type: 'oneOnOne' })).toEqual([third.id])
    expect(await ids({ q, from: second.createdDateTime, to: second.createdDateTime })).toEqual([second.id])
    expect(await ids({ q, has: 'image' })).toEqual([first.id])
    expect(await ids({ q, has: 'mention' })).toEqual([first.id])
    expect(await ids({ q, has: 'link' })).toEqual([second.id])
    expect(await ids({ senderId: 'ann' })).toEqual([third.id, first.id])
    expect(await ids({ q: ':-)', senderId: 'ann' })).toEqual([])
    await archive(
      vault,
      [messageRecord(say(2, '', { ...ben, version: 5, deletedDateTime: '2026-11-02T00:00:00Z' }))],
      'run-2',
    )
    expect(await ids({ q, deleted: 'only' })).toEqual([second.id])
    expect(await ids({ q, deleted: 'none' })).toEqual([third.id, first.id])
  })

  it('answers nothing for what has no words, and says what was understood', async () => {
    const { find } = await openVaultOf(await open(), [say(1, 'a plan')])
    expect(await find('  :-) "" * ')).toMatchObject({ items: [], atLeast: 0, understood: [] })
    expect(await find({})).toMatchObject({ items: [], atLeast: 0 })
    expect((await find('a OR "the plan" -x* y*')).understood).toEqual([
      [
        { text: 'a', kind: 'word', not: false },
        { text: 'the plan', kind: 'phrase', not: false },
      ],
      [{ text: 'x', kind: 'prefix', not: true }],
      [{ text: 'y', kind: 'prefix', not: false }],
    ])
  })

  it('gives every message once, page by page, also while others arrive', async () => {
    const minutes = Array.from({ length: 23 }, (_, minute) => minute)
    const { find, vault } = await openVaultOf(
      await open(),
      minutes.map((minute) => say(minute, 'same word')),
    )
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await find({ q: 'word', limit: 5, ...(cursor && { cursor }) })
      seen.push(...page.items.map(({ messageId }) => messageId))
      cursor = page.next ?? undefined
      await archive(
        vault,
        [messageRecord(say(100 + seen.length, 'word of the future'))],
        `run-${seen.length}`,
      )
    } while (cursor !== undefined)
    expect(seen).toEqual(minutes.toReversed().map((minute) => messageAt(PLAN, minute).id))
  })

  it('counts up to a thousand and still pages through all of what so many have', async () => {
    const minutes = Array.from({ length: 2300 }, (_, minute) => minute)
    const { find, ids } = await openVaultOf(
      await open(),
      minutes.map((minute) => say(minute, minute === 3 ? 'common rare' : 'common')),
    )
    expect(await find('common')).toMatchObject({ atLeast: 1000, exact: false })
    let [cursor, seen]: [string | undefined, string[]] = [undefined, []]
    do {
      const page: SearchPage = await find({
        q: 'common',
        limit: 100,
        ...(cursor !== undefined && { cursor }),
      })
      seen = [...seen, ...page.items.map(({ messageId }) => messageId)]
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(minutes.toReversed().map((minute) => messageAt(PLAN, minute).id))
    expect(await ids('common rare')).toEqual([messageAt(PLAN, 3).id])
    expect(await find('common -rare')).toMatchObject({ atLeast: 1000, exact: false })
  })

  it('keeps no word that can be read, and no code that two tenants share', async () => {
    const database = await open()
    const { vault, ids } = await openVaultOf(
      database,
      [say(1, 'Zanzibar 会議室')],
      [conversationRecord({ id: PLAN, topic: null })],
    )
    await archivePages(vault, TENANT_B, 'run-b', [
      { subjectId: 'ann', records: [messageRecord(say(1, 'Zanzibar'))] },
    ])
    const indexer = createIndexer({ ...vault, onError: () => undefined })
    await indexer.finish(TENANT_B)
    expect(await ids('zanzibar')).toHaveLength(1)
    const { rows } = await sql<{ row: string; words: string }>`
      select t::text as row, t.words::text as words from search_text t order by tenant_id`.execute(
      database.kysely,
    )
    const lists = await sql<{ words: Uint8Array }>`select words from search_words`.execute(database.kysely)
    const all =
      JSON.stringify(rows) + lists.rows.map(({ words }) => Buffer.from(words).toString('latin1')).join()
    expect(all).not.toMatch(/zanzibar|会|議/i)
    const [one, other] = rows.map(({ words }) => new Set(words.match(/'[^']+'/g)))
    expect(one && other && [...one].filter((code) => other.has(code))).toEqual([])
  })

  it('is stopped by no message, and counts those it can search in part only', async () => {
    const many = Array.from({ length: 40_000 }, (_, at) => `word${at}`).join(' ')
    const { ids, find } = await openVaultOf(await open(), [
      say(1, `<p>${many}</p>`),
      say(2, '<p>'.repeat(20_000)),
      say(3, 'x', {
        body: { contentType: 'html', content: 7 } as never,
        attachments: 'none' as never,
        from: 'me' as never,
      }),
      say(4, `${'same '.repeat(3000)}needle \u0000 \ud800 'quoted' \\ "`),
      say(5, 'x'.repeat(3000)),
      say(6, 'last'),
    ])
    expect(await ids('last')).toHaveLength(1)
    expect(await ids('word7')).toHaveLength(1)
    expect(await ids('needle quoted')).toHaveLength(1)
    expect((await find('last')).cut).toBe(1)
  })

  it('is the same after a rebuild, and with two indexers at once', async () => {
    const { vault, find } = await openVaultOf(
      await open(),
      Array.from({ length: 300 }, (_, minute) => say(minute, `minute ${minute} of many`)),
      [conversationRecord({ id: PLAN, topic: 'many minutes' })],
    )
    const before = await find({ q: 'minu* many', limit: 100 })
    expect(before.items).toHaveLength(100)
    await rebuildCatalog(vault, () => undefined)
    const [one, other] = [openSearch(vault), openSearch(vault)]
    await Promise.all([one.indexer.finish(TENANT_A), other.indexer.finish(TENANT_A)])
    expect((await one.find({ q: 'minu* many', limit: 100 })).items).toEqual(before.items)
    expect((await find('many')).waiting).toBe(0)
  })

  it('forgets what it is told to forget', async () => {
    const { vault, ids } = await openVaultOf(await open(), [say(1, 'erased'), say(2, 'kept')])
    expect(await ids('erased')).toHaveLength(1)
    const erased = sql`select no from message where id = ${messageAt(PLAN, 1).id}`
    await vault.database.kysely.transaction().execute((trx) => forgetTexts(trx, erased))
    const left = await sql<{ no: number }>`select message_no as no from search_text`.execute(
      vault.database.kysely,
    )
    expect(left.rows).toHaveLength(1)
    expect((await sql`select from search_words`.execute(vault.database.kysely)).rows).toHaveLength(0)
  })

  it('finds nothing of another tenant', async () => {
    const { vault, ids } = await openVaultOf(await open(), [say(1, 'mine')])
    await archivePages(vault, TENANT_B, 'run-b', [
      { subjectId: 'ann', records: [messageRecord(messageAt(LUNCH, 2, html('mine')))] },
    ])
    await createIndexer({ ...vault, onError: () => undefined }).finish(TENANT_B)
    expect(await ids('mine')).toEqual([messageAt(PLAN, 1).id])
    expect(await ids({ q: 'mine', conversationId: LUNCH })).toEqual([])
  })
})

const CHATS = ['19:a@thread.v2', '19:b@thread.v2', '19:c@thread.v2']

function idOf({ minute }: MadeMessage): string {
  return messageAt(PLAN, minute).id
}

/** Each version in a segment of its own, as later backups bring them. */
async function archiveMade(vault: TestVault, made: readonly MadeMessage[]): Promise<void> {
  for (let version = 0; version < 3; version += 1) {
    const messages = made.flatMap((message) => {
      const pieces = message.versions[version]
      if (pieces === undefined) return []
      const content = `<p>${textOf(pieces)}</p>`
      return [
        messageAt(CHATS[message.chat] ?? PLAN, message.minute, {
          version,
          ...html(content),
          from: senderOf(message),
        }),
      ]
    })
    if (messages.length > 0) await archive(vault, messages.map(messageRecord), `run-${version}`)
  }
}

async function clear(database: Database): Promise<void> {
  await database.script(`
    truncate search_text, search_topic, search_words, further_sighting, later_revision, message, conversation, segment, participation cascade`)
}
