import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Sandbox } from './index.ts'
import { Client, type MessageRow, startSmall } from './testing.ts'

let sandbox: Sandbox
let client: Client

beforeAll(async () => {
  sandbox = await startSmall()
  client = new Client(sandbox)
})
afterAll(async () => {
  await client.close()
  await sandbox.close()
})

const exportOf = (user: string, query = '?$top=250') =>
  client.drain<MessageRow>(`/users/${user}/chats/getAllMessages${query}`)

async function control(body: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await client.fetch('/_sandbox/control', { method: 'POST', body: JSON.stringify(body) })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

describe('life continues', () => {
  test('a new message reaches every member once and can be edited, liked and deleted', async () => {
    const chatId = sandbox.control.addChat({
      members: ['mia.berg@contoso.com', 'Jonas Keller', 'Lea Novak'],
      topic: 'New',
    })
    const { id } = sandbox.control.addMessage({ chatId, from: 'Mia', content: 'first' })
    const row = async () =>
      (await exportOf('lea.novak@contoso.com')).rows.filter((one) => one.chatId === chatId)
    expect((await row()).map(({ body }) => body.content)).toEqual(['first'])
    const etags = [(await row())[0]?.etag]
    sandbox.control.editMessage(chatId, id, '<p>second</p>')
    etags.push((await row())[0]?.etag)
    sandbox.control.react(chatId, id, 'Jonas Keller', 'heart')
    etags.push((await row())[0]?.etag)
    sandbox.control.deleteMessage(chatId, id)
    const [last] = await row()
    expect(new Set([...etags, last?.etag]).size).toBe(4)
    expect(last).toMatchObject({ reactions: [{ reactionType: 'heart' }], body: { content: '<p>second</p>' } })
    expect(last?.lastEditedDateTime).not.toBeNull()
    expect(last?.deletedDateTime).not.toBeNull()
  })

  test('a change falls into the window of its time', async () => {
    const before = new Date(Date.now() - 1).toISOString()
    const chat = [...sandbox.tenant.chats.values()][0]
    const message = chat?.messages[0]
    sandbox.control.react(chat?.id ?? '', message?.id ?? '', 'Mia Berg')
    const { rows } = await exportOf('mia.berg@contoso.com', `?$filter=lastModifiedDateTime gt ${before}`)
    expect(rows.map(({ id }) => id)).toContain(message?.id)
  })

  test('a new employee is in the directory with an empty mailbox', async () => {
    sandbox.control.addUser({ givenName: 'Nora', surname: 'Neu' })
    expect((await exportOf('nora.neu@contoso.com')).rows).toEqual([])
  })
})

describe('trouble', () => {
  test('tokens issued so far can be made invalid', async () => {
    const old = new Client(sandbox)
    sandbox.control.invalidateTokens()
    expect((await old.graph('/organization')).status).toBe(401)
    client = new Client(sandbox)
    expect((await client.graph('/organization')).status).toBe(200)
  })

  test('a revoked permission is missing from new tokens', async () => {
    sandbox.control.revokeRole('Chat.Read.All')
    const response = await new Client(sandbox).graph('/users/mia.berg@contoso.com/chats/getAllMessages')
    expect(response.status).toBe(403)
    sandbox.control.grantRole('Chat.Read.All')
  })

  test('control works over HTTP, one action or several', async () => {
    expect(await control([{ action: 'failNext', kind: '503' }, { action: 'pendingFaults' }])).toMatchObject({
      status: 200,
      body: [{ ok: true }, { pendingFaults: 1 }],
    })
    expect((await client.graph('/organization')).status).toBe(503)
    const { body } = await control({
      action: 'addChat',
      members: ['Mia Berg', 'Lea Novak'],
      topic: 'By wire',
    })
    const sent = await control({
      action: 'addMessage',
      chatId: body.chatId,
      from: 'Mia Berg',
      content: 'hello',
    })
    expect(sent.body).toMatchObject({ chatId: body.chatId, body: { content: 'hello' } })
    const fresh = await control({ action: 'replaceSecret' })
    expect(fresh.body.clientSecret).toMatch(/^sbx8Q~/)
  })

  test('bad actions are explained', async () => {
    expect((await control({ action: 'explode' })).body.error).toContain('action is one of')
    expect((await control({ action: 'setMailbox', user: 'nobody', available: false })).body.error).toBe(
      'sandbox: no user nobody',
    )
    expect((await control({ action: 'failNext', kind: 'flood' })).status).toBe(400)
    expect((await control({ action: 'set', latency: 3 })).status).toBe(400)
  })
})

test('the truth lists what the exports return, and counts requests', async () => {
  const truth = sandbox.truth()
  const drained = await Promise.all(
    truth.users
      .filter(({ mailbox }) => mailbox !== null)
      .map(async ({ id, mailbox }) => [(await exportOf(id)).rows.length, mailbox]),
  )
  for (const [rows, mailbox] of drained) expect(rows).toBe(mailbox)
  expect(drained.reduce((sum, [rows = 0]) => sum + (rows ?? 0), 0)).toBe(truth.copies)
  const lines = (await (await client.fetch('/_sandbox/truth/messages')).text()).trimEnd().split('\n')
  expect(lines).toHaveLength(truth.exportable)
  const rows = new Map((await exportOf('mia.berg@contoso.com')).rows.map((row) => [row.chatId + row.id, row]))
  for (const line of lines) {
    const { chatId, message } = JSON.parse(line) as { chatId: string; message: MessageRow }
    const returned = rows.get(chatId + message.id)
    if (returned) expect(returned).toEqual(message)
  }
  expect(sandbox.truth().requests.export).toBeGreaterThan(5)
})
