import { expect, it } from 'vitest'
import { MessagePage } from '../../contract/index.ts'
import type { Database } from '../../database/database.ts'
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
import { type BrowseService, createBrowseService } from './browse.ts'

const PLAN = '19:plan@thread.v2'
const LUNCH = '19:lunch@thread.v2'
const NOTES = '48:notes'
const A = operatorOf(TENANT_A)
const B = operatorOf(TENANT_B)
const PAGE = { limit: 50 }

async function openBrowse(database: Database): Promise<{ vault: TestVault; browse: BrowseService }> {
  const vault = await openTestVault(database)
  return { vault, browse: createBrowseService(vault) }
}

const minutes = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at)

/** Ann and Ben in two chats, Ann with notes to herself, on three pages out of order. */
async function archiveTwoPeople(vault: TestVault): Promise<void> {
  const plan = minutes(0, 20).map((minute) => messageAt(PLAN, minute))
  const lunch = minutes(30, 33).map((minute) => messageAt(LUNCH, minute))
  const member = (id: string, displayName: string, tenantId: string | null) => ({
    id,
    displayName,
    email: `${id}@contoso.com`,
    tenantId,
  })
  await archivePages(vault, TENANT_A, 'run-1', [
    { subjectId: 'ann', records: [subjectRecord('ann', 'Ann Holm'), subjectRecord('ben', 'Ben Lund')] },
    { subjectId: 'ann', records: plan.slice(10).map(messageRecord) },
    { subjectId: 'ann', records: [...plan.slice(0, 10), messageAt(NOTES, 5)].map(messageRecord) },
    { subjectId: 'ben', records: [...plan.map(sightingRecord), ...lunch.map(messageRecord)] },
    {
      subjectId: 'ann',
      records: [
        conversationRecord({
          id: PLAN,
          topic: 'Project 100%_Phoenix',
          members: [member('ann', 'Ann Holm', TENANT_A), member('zoe', 'Zoe Outside', TENANT_B)],
        }),
        conversationRecord({
          id: LUNCH,
          chatType: 'oneOnOne',
          members: [member('ben', 'Ben Lund', TENANT_A)],
        }),
      ],
    },
  ])
}

forEachDatabase('browsing', (open) => {
  it('lists conversations newest first, page by page, each once', async () => {
    const { vault, browse } = await openBrowse(await open())
    await archiveTwoPeople(vault)
    const first = await browse.conversations(A, { limit: 2 })
    const second = await browse.conversations(A, { limit: 2, cursor: first.next ?? '' })
    expect(
      [...first.items, ...second.items].map(({ id, type, messageCount }) => [id, type, messageCount]),
    ).toEqual([
      [LUNCH, 'oneOnOne', 3],
      [PLAN, 'group', 20],
      [NOTES, 'self', 1],
    ])
    expect(second.next).toBeNull()
  })

  it('says who takes part, and who of them is from outside', async () => {
    const { vault, browse } = await openBrowse(await open())
    await archiveTwoPeople(vault)
    const { members } = await browse.conversation(A, PLAN)
    expect(members.map(({ displayName, external }) => [displayName, external])).toEqual([
      ['Ann Holm', false],
      ['Zoe Outside', true],
    ])
  })

  it('takes a phone in a roster for an outsider, although our tenant is next to it', async () => {
    const { vault, browse } = await openBrowse(await open())
    await archiveTwoPeople(vault)
    const phone = { id: '4:+49405550123', displayName: '+49 40 5550123', email: null, tenantId: TENANT_A }
    const call = conversationRecord({ id: NOTES, members: [phone] })
    await archivePages(vault, TENANT_A, 'run-2', [{ subjectId: 'ann', records: [call] }])
    expect((await browse.conversation(A, NOTES)).members).toMatchObject([{ external: true }])
  })

  it("lists a person's conversations by whose mailbox they were seen in", async () => {
    const { vault, browse } = await openBrowse(await open())
    await archiveTwoPeople(vault)
    const of = async (subjectId: string) =>
      (await browse.conversations(A, { ...PAGE, subjectId })).items.map(({ id }) => id)
    expect(await of('ann')).toEqual([PLAN, NOTES])
    expect(await of('ben')).toEqual([LUNCH, PLAN])
    expect(await of('nobody')).toEqual([])
  })

  it('finds by topic and member name whatever the case, and takes % and _ as letters', async () => {
    const { vault, browse } = await openBrowse(await open())
    await archiveTwoPeople(vault)
    const find = async (q: string) =>
      (await browse.conversations(A, { ...PAGE, q })).items.map(({ id }) => id)
    expect(await find('phoenix')).toEqual([PLAN])
    expect(await find('ZOE')).toEqual([PLAN])
    expect(await find('100%_')).toEqual([PLAN])
    expect(await find('1%x')).toEqual([])
    expect(await find('_')).toEqual([PLAN])
  })

  it('narrows by type and by the time of the last message', async () => {
    const { vault, browse } = await openBrowse(await open())
    await archiveTwoPeople(vault)
    const list = async (filter: object) =>
      (await browse.conversations(A, { ...PAGE, ...filter })).items.map(({ id }) => id)
    expect(await list({ type: 'self' })).toEqual([NOTES])
    expect(await list({ from: '2026-11-01T00:19:00Z', to: '2026-11-01T00:20:00Z' })).toEqual([PLAN])
  })

  it('shows the newest page first and walks to both ends by before and after', async () => {
    const { vault, browse } = await openBrowse(await open())
    await archiveTwoPeople(vault)
    const newest = await browse.messages(A, PLAN, { limit: 8 })
    expect(newest.items.map(minuteOf)).toEqual(minutes(12, 20))
    expect(newest.after).toBeNull()
    const older = await browse.messages(A, PLAN, { limit: 8, before: newest.before ?? '' })
    expect(older.items.map(minuteOf)).toEqual(minutes(4, 12))
    const oldest = await browse.messages(A, PLAN, { limit: 8, before: older.next ?? '' })
    expect(oldest.items.map(minuteOf)).toEqual(minutes(0, 4))
    expect(oldest.before).toBeNull()
    const back = await browse.messages(A, PLAN, { limit: 8, after: oldest.after ?? '' })
    expect(back.items.map(minuteOf)).toEqual(minutes(4, 12))
  })

  it('takes times for before and after', async () => {
    const { vault, browse } = await openBrowse(await open())
    await archiveTwoPeople(vault)
    const between = { after: '2026-11-01T00:03:00Z', before: '2026-11-01T01:06:00+01:00' }
    const page = await browse.messages(A, PLAN, { limit: 8, ...between })
    expect(page.items.map(minuteOf)).toEqual([4, 5])
  })

  it('opens a conversation around a message', async () => {
    const { vault, browse } = await openBrowse(await open())
    await archiveTwoPeople(vault)
    const around = messageAt(PLAN, 10).id
    const page = await browse.messages(A, PLAN, { limit: 5, around })
    expect(page.items.map(minuteOf)).toEqual([8, 9, 10, 11, 12])
    await expect(browse.messages(A, PLAN, { limit: 5, around: 'gone' })).rejects.toMatchObject({
      code: 'message-unknown',
      status: 404,
    })
  })

  it('gives messages as Graph returned them, unknown members included', async () => {
    const { vault, browse } = await openBrowse(await open())
    await archiveTwoPeople(vault)
    const { items } = await browse.messages(A, PLAN, { limit: 1 })
    const { revisions, tombstone, hostedContents, ...message } = items[0] ?? {}
    expect(message).toEqual(messageAt(PLAN, 19))
    expect({ revisions, tombstone, hostedContents }).toMatchObject({
      revisions: [{ etag: messageAt(PLAN, 19).etag, runId: 'run-1' }],
      tombstone: false,
      hostedContents: [],
    })
  })

  it('gives what Graph left null or out as it came, and keeps to its contract', async () => {
    const { vault, browse } = await openBrowse(await open())
    const nothing = {
      lastEditedDateTime: undefined,
      from: null,
      messageType: null,
      importance: null,
      body: { contentType: 'html', content: null, madeLater: [1] },
    }
    const bare = { ...messageAt(PLAN, 1), ...nothing, lastModifiedDateTime: null }
    const { body: _, from: __, ...bodiless } = messageAt(PLAN, 2)
    await archivePages(vault, TENANT_A, 'run-1', [
      { subjectId: 'ann', records: [bare, bodiless].map((row) => messageRecord(row as never)) },
    ])
    const { items } = MessagePage.parse(JSON.parse(JSON.stringify(await browse.messages(A, PLAN, PAGE))))
    expect(items[0]).toMatchObject(JSON.parse(JSON.stringify(bare)))
    expect(items[1]).toMatchObject({ ...bodiless, body: null, from: null })
  })

  it('continues by next as cursor, in the direction the page was read in', async () => {
    const { vault, browse } = await openBrowse(await open())
    await archiveTwoPeople(vault)
    const walk = async (first: object) => {
      const pages: number[][] = []
      for (let query: object | undefined = first; query !== undefined; ) {
        const page: { items: { createdDateTime: string }[]; next: string | null } = await browse.messages(
          A,
          PLAN,
          { limit: 8, ...query },
        )
        pages.push(page.items.map(minuteOf))
        query = page.next === null ? undefined : { cursor: page.next }
      }
      return pages
    }
    expect(await walk({})).toEqual([minutes(12, 20), minutes(4, 12), minutes(0, 4)])
    expect(await walk({ after: '2026-11-01T00:01:00Z' })).toEqual([minutes(2, 10), minutes(10, 18), [18, 19]])
  })

  it('shows the last version of an edited message, and all of them on request', async () => {
    const { vault, browse } = await openBrowse(await open())
    const versions = [0, 1, 2].map((version) => messageAt(PLAN, 1, { version }))
    const [first, second, third] = versions
    if (!first || !second || !third) throw new Error('three versions')
    await archivePages(vault, TENANT_A, 'run-1', [{ subjectId: 'ann', records: [messageRecord(third)] }])
    await archivePages(vault, TENANT_A, 'run-2', [
      { subjectId: 'ann', records: [messageRecord(second), messageRecord(first)] },
    ])
    const { items } = await browse.messages(A, PLAN, PAGE)
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ etag: third.etag, body: third.body })
    expect(items[0]?.revisions.map(({ etag, runId }) => [etag, runId])).toEqual([
      [first.etag, 'run-2'],
      [second.etag, 'run-2'],
      [third.etag, 'run-1'],
    ])
    const all = await browse.revisions(A, PLAN, first.id)
    expect(all.items).toMatchObject([
      { revision: 1, message: first },
      { revision: 2, message: second },
      { revision: 3, message: third },
    ])
  })

  it('shows of a deleted message the last body the archive holds', async () => {
    const { vault, browse } = await openBrowse(await open())
    const sent = messageAt(PLAN, 1)
    const edited = messageAt(PLAN, 1, { version: 1 })
    const deleted = messageAt(PLAN, 1, {
      version: 2,
      deletedDateTime: '2026-11-01T00:01:02.000Z',
      body: { contentType: 'html', content: '' },
    })
    await archivePages(vault, TENANT_A, 'run-1', [
      { subjectId: 'ann', records: [sent, edited, deleted].map(messageRecord) },
    ])
    const { items } = await browse.messages(A, PLAN, PAGE)
    expect(items[0]).toMatchObject({
      tombstone: true,
      etag: deleted.etag,
      deletedDateTime: deleted.deletedDateTime,
      body: edited.body,
    })
  })

  it('marks a message as deleted that lost its text without a date, and shows what it had', async () => {
    const { vault, browse } = await openBrowse(await open())
    const nothing = { contentType: 'html', content: '' }
    const card = [{ id: '1', contentType: 'application/vnd.microsoft.card.hero', content: '{}' }]
    const sent = messageAt(PLAN, 1, { attachments: card })
    const emptied = messageAt(PLAN, 1, { version: 1, body: nothing, attachments: [] })
    const never = messageAt(PLAN, 2, { body: nothing })
    await archivePages(vault, TENANT_A, 'run-1', [
      { subjectId: 'ann', records: [sent, emptied, never].map(messageRecord) },
    ])
    const { items } = await browse.messages(A, PLAN, PAGE)
    expect(items).toMatchObject([
      { tombstone: true, etag: emptied.etag, body: sent.body, attachments: card },
      { tombstone: true, body: nothing },
    ])
    const versions = (await browse.revisions(A, PLAN, sent.id)).items
    expect(versions.map(({ tombstone }) => tombstone)).toEqual([false, true])
    expect(
      await vault.database.kysely.selectFrom('revision').select('deleted').orderBy('line').execute(),
    ).toEqual([false, true, true].map((deleted) => ({ deleted })))
  })

  it('names a member without a name by the directory, else by their last message, and can be asked for them by it', async () => {
    const { vault, browse } = await openBrowse(await open())
    const nameless = (id: string) => ({ id, displayName: '', email: null, tenantId: null })
    const members = [
      ...['ann', 'eve', 'known by id', 'nobody'].map(nameless),
      { ...nameless('kim'), displayName: 'Kim' },
    ]
    const by = (displayName: string | null) => ({ from: { user: { id: 'eve', displayName } } })
    await archivePages(vault, TENANT_A, 'run-1', [
      {
        subjectId: 'ann',
        records: [
          subjectRecord('ann', 'Ann Berg'),
          // As the directory has whom it has not described yet.
          subjectRecord('known by id', 'known by id'),
          messageRecord(messageAt(PLAN, 3, by('Eve Now'))),
          messageRecord(messageAt(PLAN, 4, by(null))),
          messageRecord(messageAt(PLAN, 2, by('Eve Then'))),
          conversationRecord({ id: PLAN, members }),
        ],
      },
    ])
    // Newest first: older messages are archived later, and by other runs.
    const older = messageRecord(messageAt(PLAN, 1, by('Eve Before')))
    await archivePages(vault, TENANT_A, 'run-2', [{ subjectId: 'ann', records: [older] }])
    const { members: named } = await browse.conversation(A, PLAN)
    expect(named.map(({ id, displayName }) => [id, displayName])).toEqual([
      ['ann', 'Ann Berg'],
      ['eve', 'Eve Now'],
      ['kim', 'Kim'],
      ['known by id', ''],
      ['nobody', ''],
    ])
    const found = async (q: string) => (await browse.conversations(A, { ...PAGE, q })).items.length
    expect([await found('eve now'), await found('berg'), await found('then')]).toEqual([1, 1, 0])
  })

  it('counts the messages of each month', async () => {
    const { vault, browse } = await openBrowse(await open())
    const times = [
      '2025-12-31T23:59:59.999Z',
      '2026-01-01T00:00:00Z',
      '2026-01-31T23:59:59Z',
      '2026-11-01T00:00:00Z',
    ]
    const sent = times.map((createdDateTime, minute) => messageAt(PLAN, minute, { createdDateTime }))
    await archivePages(vault, TENANT_A, 'run-1', [{ subjectId: 'ann', records: sent.map(messageRecord) }])
    expect(await browse.timeline(A, PLAN)).toEqual({
      months: [
        { month: '2025-12', messages: 1 },
        { month: '2026-01', messages: 2 },
        { month: '2026-11', messages: 1 },
      ],
    })
    await expect(browse.timeline(B, PLAN)).rejects.toMatchObject({ code: 'conversation-unknown' })
  })

  it('serves an archived image by a harmless type, and says why another is missing', async () => {
    const { vault, browse } = await openBrowse(await open())
    const body = (id: string) => ({
      contentType: 'html',
      content: `<img src="../hostedContents/${id}/$value">`,
    })
    const [png, svg, wanted] = ['png', 'svg', 'wanted'].map((id, at) =>
      messageAt(PLAN, at, { body: body(id) }),
    )
    if (!png || !svg || !wanted) throw new Error('three messages')
    const archive = await vault.archive.open(TENANT_A)
    const bytes = Buffer.from('picture')
    const media = async (messageId: string, contentId: string, contentType: string) => ({
      kind: 'media' as const,
      fetchedAt: '2026-11-10T12:00:00.000Z',
      media: {
        chatId: PLAN,
        messageId,
        contentId,
        contentType,
        bytes: 7,
        ...(await archive.putMedia(bytes)),
      },
    })
    await archivePages(vault, TENANT_A, 'run-1', [
      { subjectId: 'ann', records: [png, svg, wanted].map(messageRecord) },
      {
        subjectId: 'ann',
        records: [await media(png.id, 'png', 'image/png'), await media(svg.id, 'svg', 'image/svg+xml')],
      },
    ])
    const read = (messageId: string, contentId: string) => browse.hostedContent(A, PLAN, messageId, contentId)
    expect(await read(png.id, 'png')).toMatchObject({ contentType: 'image/png', bytes })
    expect(await read(svg.id, 'svg')).toMatchObject({ contentType: 'application/octet-stream' })
    await expect(read(wanted.id, 'wanted')).rejects.toMatchObject({
      code: 'hosted-content-not-archived',
      status: 404,
    })
    await expect(read(wanted.id, 'other')).rejects.toMatchObject({
      code: 'hosted-content-unknown',
      status: 404,
    })
    const { items } = await browse.messages(A, PLAN, PAGE)
    expect(items.map(({ hostedContents }) => hostedContents)).toMatchObject([
      [{ id: 'png', archived: true, bytes: 7 }],
      [{ id: 'svg', archived: true }],
      [{ id: 'wanted', archived: false }],
    ])
  })

  it('shows an operator of another tenant nothing, by any id', async () => {
    const { vault, browse } = await openBrowse(await open())
    await archiveTwoPeople(vault)
    await archivePages(vault, TENANT_B, 'run-2', [
      { subjectId: 'ann', records: [messageRecord(messageAt('19:own@thread.v2', 1))] },
    ])
    const message = messageAt(PLAN, 1)
    const unknown = { code: 'conversation-unknown', status: 404 }
    expect((await browse.conversations(B, PAGE)).items.map(({ id }) => id)).toEqual(['19:own@thread.v2'])
    expect((await browse.conversations(B, { ...PAGE, subjectId: 'ben' })).items).toEqual([])
    await expect(browse.conversation(B, PLAN)).rejects.toMatchObject(unknown)
    await expect(browse.messages(B, PLAN, PAGE)).rejects.toMatchObject(unknown)
    await expect(browse.revisions(B, PLAN, message.id)).rejects.toMatchObject(unknown)
    await expect(browse.hostedContent(B, PLAN, message.id, 'x')).rejects.toMatchObject(unknown)
  })

  it('names the catalog when it does not fit the archive', async () => {
    const { vault, browse } = await openBrowse(await open())
    await archivePages(vault, TENANT_A, 'run-1', [
      { subjectId: 'ann', records: [messageRecord(messageAt(PLAN, 1)), sightingRecord(messageAt(PLAN, 1))] },
    ])
    await vault.database.kysely.updateTable('message').set({ line: 1 }).execute()
    await expect(browse.messages(A, PLAN, PAGE)).rejects.toMatchObject({ code: 'catalog-astray' })
  })
})

function minuteOf({ createdDateTime }: { createdDateTime: string }): number {
  return (Date.parse(createdDateTime) - Date.UTC(2026, 10, 1)) / 60_000
}
