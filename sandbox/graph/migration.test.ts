import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { Client, type MessageRow, startSmall } from '../testing.ts'

let sandbox: Sandbox
let client: Client
let chat: string

beforeAll(async () => {
  sandbox = await startSmall({ messages: 60 })
  sandbox.control.grantRole('Teamwork.Migrate.All')
  client = new Client(sandbox)
  const members = ['mia.berg@contoso.com', 'jonas.keller@contoso.com', 'lea.novak@contoso.com']
  chat = encodeURIComponent(sandbox.control.addChat({ members, topic: 'Restored' }))
})
afterAll(async () => {
  await client.close()
  await sandbox.close()
})

async function post(path: string, body?: object, caller = client) {
  const response = await caller.fetch(`/v1.0/chats/${chat}/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${caller.token}` },
    body: body === undefined ? null : JSON.stringify(body),
  })
  return {
    status: response.status,
    body: response.status === 204 ? undefined : ((await response.json()) as MessageRow),
  }
}

const message = (createdDateTime: string, id = sandbox.operators[0]?.person.id) => ({
  createdDateTime,
  from: { user: { id, displayName: 'Mia Berg', userIdentityType: 'aadUser' } },
  body: { contentType: 'html', content: '<p>from the archive</p>' },
})

test('messages of the past appear in thread and mailboxes when the migration ends', async () => {
  expect((await post('messages', message('2020-01-01T10:00:00Z'))).status).toBe(400)
  expect(
    (await post('startMigration', { conversationCreationDateTime: '2019-01-01T00:00:00Z' })).status,
  ).toBe(204)
  expect((await post('startMigration')).status).toBe(400)
  expect(await client.get(`/chats/${chat}`)).toMatchObject({
    migrationMode: 'inProgress',
    createdDateTime: '2019-01-01T00:00:00Z',
  })
  const sent = await post('messages', message('2020-01-01T10:00:00.123Z'))
  expect(sent).toMatchObject({ status: 201, body: { createdDateTime: '2020-01-01T10:00:00.123Z' } })
  expect((await post('messages', message('2020-01-01T10:00:00.123Z'))).status).toBe(409)
  expect((await post('messages', message('2018-01-01T10:00:00Z'))).status).toBe(400)
  expect((await post('messages', message('2999-01-01T10:00:00Z'))).status).toBe(400)
  expect((await post('messages', message('2020-01-02T10:00:00Z', 'stranger'))).status).toBe(400)
  expect((await client.get<{ value: MessageRow[] }>(`/chats/${chat}/messages`)).value).toHaveLength(0)
  expect((await post('completeMigration')).status).toBe(204)
  expect(await client.get(`/chats/${chat}`)).toMatchObject({ migrationMode: 'completed' })
  const { rows } = await client.drain<MessageRow>(
    '/users/lea.novak@contoso.com/chats/getAllMessages?$top=250',
  )
  expect(rows.filter(({ id }) => id === sent.body?.id)).toHaveLength(1)
  expect((await post('completeMigration')).status).toBe(400)
})

test('only the app that started may import, and only with the permission', async () => {
  expect((await post('startMigration')).status).toBe(204)
  sandbox.control.revokeRole('Teamwork.Migrate.All')
  expect((await post('messages', message('2021-01-01T10:00:00Z'), new Client(sandbox))).status).toBe(403)
  const other = sandbox.control.registerApp({ roles: ['Teamwork.Migrate.All'] })
  const tokens = await client.postForm(`/${sandbox.tenantId}/oauth2/v2.0/token`, {
    client_id: other.clientId,
    client_secret: other.clientSecret,
    scope: 'https://graph.microsoft.com/.default',
    grant_type: 'client_credentials',
  })
  const { access_token } = (await tokens.json()) as { access_token: string }
  expect(
    (await post('messages', message('2021-01-01T10:00:00Z'), new Client(sandbox, access_token))).status,
  ).toBe(403)
})
