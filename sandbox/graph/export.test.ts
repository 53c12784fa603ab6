import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { Client, type MessageRow, type Page, startSmall } from '../testing.ts'

let sandbox: Sandbox
let client: Client

beforeAll(async () => {
  sandbox = await startSmall({ messages: 900, users: 6 })
  client = new Client(sandbox)
})
afterAll(async () => {
  await client.close()
  await sandbox.close()
})
afterEach(() => sandbox.control.set({ shortPageRate: 0, emptyPageRate: 0, paging: 'stable' }))

const path = (user: string, query = '') => `/users/${user}/chats/getAllMessages${query}`
const keyOf = (row: MessageRow) => `${row.chatId}|${row.id}`

/** Keys of the copies the truth says a person has. */
async function copiesOf(userId: string): Promise<string[]> {
  const lines = (await (await client.fetch('/_sandbox/truth/messages')).text()).trimEnd().split('\n')
  return lines
    .map((line) => JSON.parse(line) as { owners: string[]; message: MessageRow })
    .filter(({ owners }) => owners.includes(userId))
    .map(({ message }) => keyOf(message))
    .sort()
}

function people() {
  return sandbox.tenant.people.members.filter(({ mailbox }) => mailbox)
}

describe('draining a mailbox', () => {
  test('yields exactly its copies, whatever the page size and however short or empty the pages', async () => {
    const expected = new Map(
      await Promise.all(people().map(async ({ id }) => [id, await copiesOf(id)] as const)),
    )
    const rates = fc.constantFrom(0, 0.3, 0.9)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...people()),
        fc.integer({ min: 7, max: 260 }),
        rates,
        rates,
        async (person, top, shortPageRate, emptyPageRate) => {
          sandbox.control.set({ shortPageRate, emptyPageRate })
          const { rows, sizes } = await client.drain<MessageRow>(path(person.id, `?$top=${top}`))
          expect(rows.map(keyOf).sort()).toEqual(expected.get(person.id))
          expect(Math.max(...sizes)).toBeLessThanOrEqual(top)
        },
      ),
      { numRuns: 12 },
    )
  })

  test('meets short and empty pages that continue', async () => {
    sandbox.control.set({ shortPageRate: 0.5, emptyPageRate: 0.5 })
    const { sizes } = await client.drain<MessageRow>(path(people()[0]?.id ?? '', '?$top=20'))
    expect(sizes).toContain(0)
    expect(sizes).toContain(12)
  })

  test('comes in no order of time', async () => {
    const { rows } = await client.drain<MessageRow>(path(people()[0]?.id ?? '', '?$top=250'))
    const times = rows.map((row) => row.createdDateTime)
    expect(times).not.toEqual([...times].sort())
    expect(times).not.toEqual([...times].sort().reverse())
  })

  test('twice gives the same rows in the same order', async () => {
    const drain = async () =>
      (await client.drain<MessageRow>(path(people()[1]?.id ?? '', '?$top=50'))).rows.map(keyOf)
    expect(await drain()).toEqual(await drain())
  })

  test('is not disturbed by an edit on the way, unless paging is live', async () => {
    const [mia] = people()
    const now = new Date().toISOString()
    const query = `?$top=20&$filter=lastModifiedDateTime gt 2020-01-01T00:00:00Z and lastModifiedDateTime lt ${now}`
    const seen = async () => {
      const first = await client.get<Page<MessageRow>>(path(mia?.id ?? '', query))
      const [moved] = first.value
      sandbox.control.editMessage(moved?.chatId ?? '', moved?.id ?? '', '<p>changed</p>')
      const rest = await client.drain<MessageRow>(first['@odata.nextLink'] ?? '')
      return first.value.length + rest.rows.length
    }
    const all = (await client.drain<MessageRow>(path(mia?.id ?? '', query))).rows.length
    expect(await seen()).toBe(all)
    sandbox.control.set({ paging: 'live' })
    expect(await seen()).toBe(all - 2) // the first edit left the window, the second shifted one row past the reader
  })
})

describe('a page', () => {
  test('has the documented shape', async () => {
    const page = await client.get<Page<MessageRow>>(path('MIA.BERG@contoso.com', '?$top=2'))
    const id = people()[0]?.id
    expect(page['@odata.count']).toBe(2)
    expect(page['@odata.nextLink']).toBe(
      `${sandbox.url}/v1.0/users('${id}')/chats/getallMessages?$top=2&$skiptoken=U2tpcFZhbHVlPTIjTWFpbGJveEZvbGRlcj1NYWlsRm9sZGVycy9UZWFtc01lc3NhZ2VzRGF0YQ%3d%3d`,
    )
    expect(page.value[0]).toMatchObject({
      '@odata.type': '#microsoft.graph.chatMessage',
      webUrl: null,
      channelIdentity: null,
    })
  })

  test('holds ten rows unless asked otherwise, and the path has no case', async () => {
    const response = await client.graph('/USERS/mia.berg%40contoso.com/Chats/GETALLMESSAGES')
    expect(((await response.json()) as Page<MessageRow>).value).toHaveLength(10)
    expect(response.headers.get('content-type')).toContain('odata.metadata=minimal')
  })

  test('of an empty window has no rows and no link', async () => {
    const page = await client.get<Page<MessageRow>>(
      path('mia.berg@contoso.com', '?$filter=lastModifiedDateTime gt 2099-01-01T00:00:00Z'),
    )
    expect(page).toMatchObject({ '@odata.count': 0, value: [] })
    expect(page).not.toHaveProperty('@odata.nextLink')
  })

  test('with a sender filter keeps the filter in its links', async () => {
    const mia = people()[0]?.id ?? ''
    const filter = encodeURIComponent(
      `(from/user/id eq '${mia}') and (lastModifiedDateTime gt 2020-01-01T00:00:00Z)`,
    )
    const { rows, sizes } = await client.drain<MessageRow>(path(mia, `?$top=10&$filter=${filter}`))
    expect(sizes.length).toBeGreaterThan(2)
    expect(new Set(rows.map((row) => row.from?.user?.id))).toEqual(new Set([mia]))
  })
})

test('sender filters over all mailboxes return each internal message once', async () => {
  const own = await Promise.all(
    people().map(({ id }) => client.drain<MessageRow>(path(id, `?$top=250&$filter=from/user/id eq '${id}'`))),
  )
  const keys = own.flatMap(({ rows }) => rows.map(keyOf))
  expect(new Set(keys).size).toBe(keys.length)
})

describe('refusals', () => {
  test.each([
    ['?$select=id', 400],
    ['?$orderby=createdDateTime', 400],
    ['?$top=0', 400],
    ['?$top=many', 400],
    ["?$filter=chatId eq 'x'", 400],
    ['?$skiptoken=nonsense', 400],
  ])('%s is BadRequest', async (query, status) => {
    const response = await client.graph(path('mia.berg@contoso.com', query))
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({
      error: { code: 'BadRequest', innerError: { 'request-id': expect.any(String) } },
    })
  })

  test('people without a mailbox are 404, without a licence 403, unknown ones 404', async () => {
    const status = async (user: string) => (await client.graph(path(encodeURIComponent(user)))).status
    const guest = sandbox.tenant.people.guests[0]?.userPrincipalName ?? ''
    expect(await status(guest)).toBe(404)
    expect(await status('room.aurora@contoso.com')).toBe(403)
    expect(await status('harald.kranz@contoso.com')).toBe(404)
    expect(await status('nobody@contoso.com')).toBe(404)
    expect(await status('petra.lang@contoso.com')).toBe(200)
  })

  test('a mailbox may be away for a while', async () => {
    sandbox.control.setMailbox('jonas.keller@contoso.com', false)
    expect((await client.graph(path('jonas.keller@contoso.com'))).status).toBe(404)
    sandbox.control.setMailbox('jonas.keller@contoso.com', true)
    expect((await client.graph(path('jonas.keller@contoso.com'))).status).toBe(200)
  })

  test('no token is 401, a delegated one 412, a bad one 401', async () => {
    const status = async (token: string) =>
      (await new Client(sandbox, token).graph(path('mia.berg@contoso.com'))).status
    expect(await status('')).toBe(401)
    expect(await status(sandbox.delegatedToken('Mia'))).toBe(412)
    expect(await status(sandbox.operatorToken('Mia'))).toBe(401)
    const genuine = sandbox.appToken()
    expect(await status(`${genuine.slice(0, -8)}AAAAAAAA`)).toBe(401)
  })
})
