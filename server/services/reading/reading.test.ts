/** Who may read, over both databases, with what someone may try to read all the same. */
import { expect, it } from 'vitest'
import { insertExport } from '../../books/exports.ts'
import type { Database } from '../../database/database.ts'
import type { Operator } from '../../domain/operator.ts'
import type { MessageSelection } from '../../domain/selection.ts'
import {
  archivePages,
  conversationRecord,
  messageAt,
  messageRecord,
  openTestVault,
  operatorOf,
  TENANT_A,
  TENANT_B,
  type TestVault,
} from '../../testing/archived-chats.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { createBrowseService } from '../archive/browse.ts'
import { createExportService } from '../exports/exports.ts'
import { createSearchService } from '../search/search.ts'
import { createReadingPolicyService } from './policy.ts'
import { createReadingRequestService } from './requests.ts'

const PLAN = '19:plan@thread.v2'
const LUNCH = '19:lunch@thread.v2'
const HOUR_MS = 3_600_000
const PAGE = { limit: 50 }
const REFUSED = expect.objectContaining({ code: 'reading-not-approved', status: 403 })

const person = (id: string, ...roles: Operator['roles']): Operator => ({
  ...operatorOf(TENANT_A),
  id,
  name: `${id} Berg`,
  roles,
})
const ADA = person('0a000000-0000-4000-8000-0000000000aa', 'admin')
const BEA = person('0a000000-0000-4000-8000-0000000000bb', 'admin')
const RON = person('0a000000-0000-4000-8000-0000000000cc', 'reviewer')
const REX = person('0a000000-0000-4000-8000-0000000000dd', 'reviewer')
const OTTO = { ...ADA, tenantId: TENANT_B }

/** Ann and Ben in PLAN (minutes 0 to 9); Ben alone in LUNCH (minutes 30 to 32). */
async function archiveChats(vault: TestVault): Promise<void> {
  const minutes = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at)
  await archivePages(vault, TENANT_A, 'run-1', [
    { subjectId: 'ann', records: minutes(0, 10).map((minute) => messageRecord(messageAt(PLAN, minute))) },
    { subjectId: 'ben', records: minutes(30, 33).map((minute) => messageRecord(messageAt(LUNCH, minute))) },
    { subjectId: 'ann', records: [conversationRecord({ id: PLAN, topic: 'Phoenix' })] },
  ])
}

async function openReading(database: Database) {
  const vault = await openTestVault(database)
  await archiveChats(vault)
  let count = 0
  const newId = () => {
    count += 1
    return `request-${count}`
  }
  const policy = createReadingPolicyService(vault)
  const requests = createReadingRequestService({ ...vault, newId })
  const browse = createBrowseService(vault)
  const { search } = createSearchService({ ...vault, db: database.kysely })
  const exports = createExportService({
    ...vault,
    // No export is written here.
    queue: { enqueue: async () => undefined } as never,
    files: { freeBytes: async () => 1e12, find: async () => ({ bytes: 5 }) } as never,
    signer: {} as never,
  })
  const ask = (who: Operator, selection: MessageSelection, hours = 8) =>
    requests.ask(who, { selection: { ...selection } as never, reason: 'A complaint', hours })
  const read = async (who: Operator, chat: string) => (await browse.messages(who, chat, PAGE)).items.length
  const found = async (who: Operator) =>
    (await search(who, { ...PAGE, from: '2020-01-01T00:00:00Z' })).items.length
  const finished = async (id: string, selection: MessageSelection) => {
    const by = { requestedBy: RON.id, operatorName: RON.name, purpose: null, createdAt: vault.clock.now() }
    await insertExport(database.kysely, { id, tenantId: TENANT_A, format: 'jsonl', selection, ...by })
    await database.script(
      `update export set state = 'completed', sha256 = 'ab', bytes = 5 where id = '${id}'`,
    )
  }
  return { vault, policy, requests, browse, search, exports, ask, read, found, finished }
}

forEachDatabase('reading', (open) => {
  it('is open to readers until someone says otherwise, and needs no request', async () => {
    const { browse, search, policy, read, exports } = await openReading(await open())
    expect(await policy.get(RON)).toMatchObject({ mode: 'open', adminsRead: true, pending: null })
    expect(await browse.messages(RON, PLAN, PAGE)).toMatchObject({ allowedBy: [] })
    expect(await search(ADA, { ...PAGE, q: 'message' })).toMatchObject({ allowedBy: [] })
    expect(await read(RON, LUNCH)).toBe(3)
    expect(await exports.start(RON, { format: 'jsonl', selection: {} })).toMatchObject({
      id: expect.any(String),
    })
  })

  it.each(['reason', 'four-eyes'] as const)(
    'shows nothing of any message by %s without a request',
    async (mode) => {
      const { browse, search, exports, policy, finished } = await openReading(await open())
      await policy.set(ADA, { mode })
      await finished('export-1', {})
      const [first] = (await browse.conversations(RON, PAGE)).items
      expect(first?.messageCount).toBeGreaterThan(0)
      const attempts = [
        () => browse.messages(RON, PLAN, PAGE),
        () => browse.messages(ADA, PLAN, { ...PAGE, around: '1' }),
        () => browse.revisions(RON, PLAN, '1'),
        () => browse.hostedContent(RON, PLAN, '1', 'a'),
        () => search(RON, { ...PAGE, q: 'message' }),
        () => exports.file(RON, 'export-1'),
      ]
      for (const attempt of attempts) await expect(attempt(), attempt.toString()).rejects.toThrow(REFUSED)
    },
  )

  it('by reason is granted by asking, for what was asked, as long as was asked', async () => {
    const { vault, policy, ask, read, found, browse } = await openReading(await open())
    await policy.set(ADA, { mode: 'reason' })
    const asked = await ask(RON, { conversationIds: [PLAN] }, 2)
    expect(asked).toMatchObject({ id: 'request-1', state: 'approved', decidedBy: null, isMine: true })
    expect(asked.scope.conversations).toEqual({ count: 1, names: ['Phoenix'] })
    expect(await browse.messages(RON, PLAN, PAGE)).toMatchObject({ allowedBy: ['request-1'] })
    expect(await read(RON, PLAN)).toBe(10)
    expect(await found(RON)).toBe(10)
    await expect(read(RON, LUNCH)).rejects.toThrow(REFUSED)
    await expect(read(REX, PLAN)).rejects.toThrow(REFUSED)
    vault.clock.advance(2 * HOUR_MS - 1)
    expect(await read(RON, PLAN)).toBe(10)
    vault.clock.advance(1)
    await expect(read(RON, PLAN)).rejects.toThrow(REFUSED)
  })

  it('by four eyes waits for another person, whose word counts from then on', async () => {
    const { vault, policy, requests, ask, read } = await openReading(await open())
    await policy.set(ADA, { mode: 'four-eyes' })
    const { id, state } = await ask(RON, {}, 1)
    expect(state).toBe('waiting-for-approval')
    await expect(read(RON, PLAN)).rejects.toThrow(REFUSED)
    vault.clock.advance(24 * HOUR_MS)
    expect((await requests.get(ADA, id)).mayDecide).toBe(true)
    expect(await requests.approve(ADA, id)).toMatchObject({ state: 'approved', decidedBy: ADA.name })
    expect(await read(RON, PLAN)).toBe(10)
    await expect(requests.reject(BEA, id)).rejects.toMatchObject({
      code: 'reading-request-decided',
      status: 409,
    })
    vault.clock.advance(HOUR_MS)
    await expect(read(RON, PLAN)).rejects.toThrow(REFUSED)
    expect((await requests.get(RON, id)).state).toBe('expired')
  })

  it('is never approved by the person who asks, however their id is written', async () => {
    const { policy, requests, ask, read } = await openReading(await open())
    await policy.set(ADA, { mode: 'four-eyes' })
    const { id } = await ask(ADA, {})
    for (const self of [ADA, { ...ADA, id: ADA.id.toUpperCase() }])
      await expect(requests.approve(self, id)).rejects.toMatchObject({ code: 'second-person-required' })
    await expect(read(ADA, PLAN)).rejects.toThrow(REFUSED)
    await requests.approve(BEA, id)
    expect(await read(ADA, PLAN)).toBe(10)
    expect(await read({ ...ADA, id: ADA.id.toUpperCase() }, PLAN)).toBe(10)
  })

  it('is not to be had of a request that was rejected, or waited for a week', async () => {
    const { vault, policy, requests, ask, read } = await openReading(await open())
    await policy.set(ADA, { mode: 'four-eyes' })
    const [one, two] = [await ask(RON, {}), await ask(RON, {})]
    expect(await requests.reject(ADA, one.id)).toMatchObject({ state: 'rejected', decidedBy: ADA.name })
    await expect(requests.approve(BEA, one.id)).rejects.toMatchObject({ code: 'reading-request-decided' })
    vault.clock.advance(7 * 24 * HOUR_MS)
    expect((await requests.get(ADA, two.id)).state).toBe('expired')
    await expect(requests.approve(ADA, two.id)).rejects.toMatchObject({ code: 'reading-request-decided' })
    await expect(read(RON, PLAN)).rejects.toThrow(REFUSED)
  })

  it('shows of a conversation only what is chosen: by person, by time, by words, and all requests together', async () => {
    const { policy, browse, search, ask, read, found } = await openReading(await open())
    await policy.set(ADA, { mode: 'reason' })
    const at = (minute: number) => messageAt(PLAN, minute).createdDateTime
    await ask(RON, { subjectIds: ['ann'], from: at(2), to: at(4) })
    expect(await read(RON, PLAN)).toBe(3)
    const page = await browse.messages(RON, PLAN, { limit: 2 })
    const older = await browse.messages(RON, PLAN, { limit: 2, before: page.before ?? '' })
    expect([page.items.length, older.items.length, older.before]).toEqual([2, 1, null])
    const hidden = messageAt(PLAN, 7).id
    await expect(browse.messages(RON, PLAN, { limit: 2, around: hidden })).rejects.toMatchObject({
      status: 404,
    })
    await expect(browse.revisions(RON, PLAN, hidden)).rejects.toMatchObject({ status: 404 })
    await expect(read(RON, LUNCH)).rejects.toThrow(REFUSED)
    await ask(RON, { subjectIds: ['ben'], from: messageAt(LUNCH, 31).createdDateTime })
    expect([await read(RON, PLAN), await read(RON, LUNCH), await found(RON)]).toEqual([3, 2, 5])
    const both = await search(RON, { ...PAGE, from: '2020-01-01T00:00:00Z' })
    expect(both).toMatchObject({ allowedBy: ['request-1', 'request-2'], atLeast: 5 })
    const lunch = await browse.messages(RON, LUNCH, PAGE)
    expect(lunch.allowedBy).toEqual(['request-2'])
    await ask(REX, { q: 'nothing says this' })
    await expect(read(REX, PLAN)).rejects.toThrow(REFUSED)
    expect(await found(REX)).toBe(0)
  })

  it('has exports made for whoever asks, and downloaded within one request of the person who downloads', async () => {
    const { policy, exports, ask, finished } = await openReading(await open())
    await policy.set(ADA, { mode: 'reason' })
    await ask(RON, { conversationIds: [PLAN, LUNCH], from: '2026-01-01T00:00:00Z' })
    const inside = { conversationIds: [PLAN], from: '2026-02-01T00:00:00Z' }
    expect(await exports.start(REX, { format: 'csv', selection: inside })).toMatchObject({
      id: expect.any(String),
    })
    await finished('export-1', inside)
    for (const [id, wider] of [
      ['export-2', {}],
      ['export-3', { conversationIds: [PLAN] }],
    ] as const) {
      await finished(id, wider)
      await expect(exports.file(RON, id)).rejects.toThrow(REFUSED)
    }
    expect(await exports.file(RON, 'export-1')).toMatchObject({ allowedBy: ['request-1'] })
    await expect(exports.file(REX, 'export-1')).rejects.toThrow(REFUSED)
    await expect(exports.file(ADA, 'export-1')).rejects.toThrow(REFUSED)
  })

  it('is listed to those who approve or audit, and of the others to each their own', async () => {
    const { policy, requests, ask } = await openReading(await open())
    await policy.set(ADA, { mode: 'four-eyes' })
    const ids = [(await ask(RON, {})).id, (await ask(REX, {})).id, (await ask(RON, {})).id]
    const listed = async (who: Operator) => (await requests.list(who, PAGE)).items.map(({ id }) => id)
    expect((await listed(ADA)).sort()).toEqual([...ids].sort())
    expect((await listed(person('aud', 'auditor'))).length).toBe(3)
    expect(await listed(REX)).toEqual([ids[1]])
    expect(await listed(OTTO)).toEqual([])
    await expect(requests.get(REX, ids[0] ?? '')).rejects.toMatchObject({ status: 404 })
    await expect(requests.approve(OTTO, ids[0] ?? '')).rejects.toMatchObject({ status: 404 })
    const first = await requests.list(ADA, { limit: 2 })
    const rest = await requests.list(ADA, { limit: 2, cursor: first.next ?? '' })
    expect([first.items.length, rest.items.length, rest.next]).toEqual([2, 1, null])
  })
})

forEachDatabase('the reading policy', (open) => {
  it('tightens at once, and loosens when a second admin sets the same', async () => {
    const { policy, read } = await openReading(await open())
    expect(await policy.set(ADA, { mode: 'four-eyes' })).toMatchObject({ mode: 'four-eyes', pending: null })
    const asked = await policy.set(ADA, { mode: 'open' })
    expect(asked).toMatchObject({ mode: 'four-eyes', pending: { mode: 'open', mayApprove: false } })
    await expect(policy.set(ADA, { mode: 'open' })).rejects.toMatchObject({
      code: 'second-person-required',
      status: 403,
    })
    await expect(read(RON, PLAN)).rejects.toThrow(REFUSED)
    expect((await policy.get(BEA)).pending).toMatchObject({ mayApprove: true, askedBy: { id: ADA.id } })
    expect((await policy.get(RON)).pending).toMatchObject({ mayApprove: false })
    expect(await policy.set(BEA, { mode: 'open' })).toMatchObject({
      mode: 'open',
      pending: null,
      changedBy: BEA.name,
    })
    expect(await read(RON, PLAN)).toBe(10)
    expect((await policy.get(OTTO)).mode).toBe('open')
  })

  it('takes another looser one as a new question, and the one in force as an answer', async () => {
    const { policy } = await openReading(await open())
    await policy.set(ADA, { mode: 'four-eyes' })
    await policy.set(ADA, { mode: 'open' })
    expect((await policy.set(BEA, { mode: 'reason' })).pending).toMatchObject({
      mode: 'reason',
      mayApprove: false,
    })
    expect((await policy.set(ADA, { mode: 'four-eyes' })).pending).toBeNull()
    expect((await policy.set(ADA, { mode: 'reason' })).mode).toBe('four-eyes')
  })

  it('lets nothing through that only had a reason once it wants four eyes', async () => {
    const { policy, requests, ask, read } = await openReading(await open())
    await policy.set(ADA, { mode: 'reason' })
    const { id } = await ask(RON, {})
    expect(await read(RON, PLAN)).toBe(10)
    await policy.set(ADA, { mode: 'four-eyes' })
    await expect(read(RON, PLAN)).rejects.toThrow(REFUSED)
    expect((await requests.get(RON, id)).state).toBe('waiting-for-approval')
    await requests.approve(BEA, id)
    expect(await read(RON, PLAN)).toBe(10)
  })

  it('shows admins that there are messages, not what they say, when it says so; loosening that takes two', async () => {
    const { policy, browse, ask, read } = await openReading(await open())
    expect(await policy.set(ADA, { mode: 'open', adminsRead: false })).toMatchObject({ adminsRead: false })
    expect((await browse.conversations(ADA, PAGE)).items.length).toBe(2)
    await expect(read(ADA, PLAN)).rejects.toMatchObject({ code: 'reading-needs-reviewer', status: 403 })
    await expect(ask(ADA, {})).rejects.toMatchObject({ code: 'reading-needs-reviewer' })
    expect(await read(RON, PLAN)).toBe(10)
    expect(await read(person('both', 'admin', 'reviewer'), PLAN)).toBe(10)
    const mixed = await policy.set(ADA, { mode: 'reason', adminsRead: true })
    expect(mixed).toMatchObject({
      mode: 'reason',
      adminsRead: false,
      pending: { mode: 'reason', adminsRead: true },
    })
    expect(await policy.set(BEA, { mode: 'reason' })).toMatchObject({ adminsRead: true, pending: null })
  })

  it('is tightened by one of two admins who change it at once, whatever the other wants', async () => {
    const { policy } = await openReading(await open())
    await Promise.all([policy.set(ADA, { mode: 'four-eyes' }), policy.set(BEA, { mode: 'reason' })])
    expect((await policy.get(ADA)).mode).toBe('four-eyes')
  })
})
