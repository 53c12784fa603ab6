import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Sandbox } from './index.ts'
import { Client, type MessageRow, startSmall } from './testing.ts'

let sandbox: Sandbox
let client: Client
let now = Date.parse('2025-03-30T10:00:00Z')
const DAY_MS = 86_400_000

beforeEach(async () => {
  now = Date.parse('2025-03-30T10:00:00Z')
  sandbox = await startSmall({ messages: 1500, users: 4, clock: () => now })
  client = new Client(sandbox)
})
afterEach(async () => {
  await client.close()
  await sandbox.close()
})

const path = (query = '') => `/users/${sandbox.operators[0]?.person.id}/chats/getAllMessages${query}`
const billed = () => sandbox.truth().billed[sandbox.app.clientId] ?? {}

test('every row returned is counted for its app and UTC month, with metering off too', async () => {
  const { rows } = await client.drain<MessageRow>(path('?$top=100&model=B'))
  await client.drain<MessageRow>(path('?$top=30'))
  expect(billed()).toEqual({ '2025-03': rows.length * 2 })
  now += 2 * DAY_MS
  await new Client(sandbox).get(path('?$top=5'))
  expect(billed()).toEqual({ '2025-03': rows.length * 2, '2025-04': 5 })
})

test('other calls are not counted', async () => {
  await client.get('/users')
  await client.get(`/users/${sandbox.operators[0]?.person.id}/chats?$expand=members`)
  expect(billed()).toEqual({})
})

describe('legacy metering', () => {
  beforeEach(() => sandbox.control.set({ metering: 'legacy' }))

  async function refusal(query: string): Promise<string> {
    const response = await client.graph(path(query))
    if (response.status === 200) return ''
    expect(response.status).toBe(402)
    const { error } = (await response.json()) as { error: { code: string; message: string } }
    expect(error.code).toBe('PaymentRequired')
    return error.message
  }

  test('evaluation ends after 500 messages and starts again with the month', async () => {
    for (let i = 0; i < 5; i++) expect(await refusal(`?$top=100&x${i}`.slice(0, 9))).toBe('')
    expect(await refusal('')).toContain('evaluation capacity for the month has exceeded')
    now += 2 * DAY_MS
    client = new Client(sandbox)
    expect(await refusal('')).toBe('')
  })

  test('model B needs a linked subscription', async () => {
    expect(await refusal('?model=B')).toBe('')
    sandbox.control.linkBilling(false)
    expect(await refusal('?model=B')).toContain('must be associated with an Azure subscription')
  })

  test('model A needs a licence of the person', async () => {
    expect(await refusal('?model=A')).toContain('needs a valid license')
    const legal = sandbox.tenant.people.members.find(({ department }) => department === 'Legal')
    expect((await client.graph(`/users/${legal?.id}/chats/getAllMessages?model=A`)).status).toBe(200)
  })

  test('an empty answer costs one message only when told so', async () => {
    const empty = '?$filter=lastModifiedDateTime gt 2099-01-01T00:00:00Z'
    await client.get(path(empty))
    expect(billed()).toEqual({ '2025-03': 0 })
    sandbox.control.set({ chargeEmptyLists: true })
    await client.get(path(empty))
    expect(billed()).toEqual({ '2025-03': 1 })
  })
})

test('messages leave the export 21 days after their deletion', async () => {
  const chat = [...sandbox.tenant.chats.values()][0]
  const victim = chat?.messages.find(({ deletedAt }) => deletedAt === 0)
  sandbox.control.deleteMessage(chat?.id ?? '', victim?.id ?? '')
  const find = async () => {
    const { rows } = await new Client(sandbox).drain<MessageRow>(path('?$top=250'))
    return rows.find(({ id, chatId }) => id === victim?.id && chatId === chat?.id)
  }
  expect((await find())?.deletedDateTime).toBe('2025-03-30T10:00:00Z')
  expect((await find())?.body.content).not.toBe('')
  now += 22 * DAY_MS
  expect(await find()).toBeUndefined()
})
