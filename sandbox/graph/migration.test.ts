import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { Client, type MessageRow, type Page, startSmall } from '../testing.ts'
import type { RestoredTruth } from '../truth.ts'

let sandbox: Sandbox
let client: Client
let chat: string
const clients: Client[] = []

beforeAll(async () => {
  sandbox = await startSmall({ messages: 60 })
  sandbox.control.grantRole('Teamwork.Migrate.All')
  sandbox.control.grantRole('Chat.Create')
  client = new Client(sandbox)
  clients.push(client)
})
afterAll(async () => {
  await Promise.all(clients.map((one) => one.close()))
  await sandbox.close()
})
beforeEach(async () => {
  chat = String((await create()).body?.id)
})

const people = () => sandbox.operators.slice(0, 3).map(({ person }) => person)
const member = (id: string, more = {}) => ({
  '@odata.type': '#microsoft.graph.aadUserConversationMember',
  roles: ['owner'],
  'user@odata.bind': `${sandbox.url}/v1.0/users('${id}')`,
  ...more,
})

function create(body = {}, caller = client) {
  const members = people().map(({ id }) => member(id))
  return send('/chats', { chatType: 'group', topic: 'Restored', members, ...body }, caller)
}

const post = (path: string, body?: object, caller = client) =>
  send(`/chats/${encodeURIComponent(chat)}/${path}`, body, caller)

async function send(path: string, body?: object, caller = client) {
  const response = await caller.fetch(`/v1.0${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${caller.token}` },
    body: body === undefined ? null : JSON.stringify(body),
  })
  return {
    status: response.status,
    body: response.status === 204 ? undefined : ((await response.json()) as Partial<MessageRow> & Refusal),
  }
}

interface Refusal {
  error?: { code: string; message: string }
}

const message = (createdDateTime: string, more = {}) => ({
  createdDateTime,
  from: { user: { id: people()[0]?.id, displayName: 'Mia Berg', userIdentityType: 'aadUser' } },
  body: { contentType: 'html', content: '<p>from the archive</p>' },
  ...more,
})

const start = () => post('startMigration', { conversationCreationDateTime: '2019-01-01T00:00:00Z' })
const thread = async () =>
  (await client.get<Page<MessageRow>>(`/chats/${encodeURIComponent(chat)}/messages`)).value

test('messages of the past stand in the thread at once, and in mailboxes when the migration ends', async () => {
  expect((await post('messages', message('2020-01-01T10:00:00Z'))).status).toBe(403)
  expect((await start()).status).toBe(204)
  expect((await start()).status).toBe(400)
  const path = `/chats/${encodeURIComponent(chat)}`
  expect(await client.get(path)).toMatchObject({
    migrationMode: 'inProgress',
    createdDateTime: '2019-01-01T00:00:00Z',
  })
  const sent = await post('messages', message('2020-01-01T10:00:00.1239Z'))
  expect(sent).toMatchObject({ status: 201, body: { createdDateTime: '2020-01-01T10:00:00.123Z' } })
  expect(await thread()).toHaveLength(1)
  const exported = async () => {
    const url = `/users/${people()[2]?.userPrincipalName}/chats/getAllMessages?$top=250`
    return (await client.drain<MessageRow>(url)).rows.filter(({ chatId }) => chatId === chat)
  }
  expect(await exported()).toHaveLength(0)
  expect((await post('completeMigration')).status).toBe(204)
  expect(await client.get(path)).toMatchObject({ migrationMode: 'completed' })
  expect(await exported()).toHaveLength(1)
  expect((await post('completeMigration')).status).toBe(400)
})

test('times are later than the chat, not in the future, and taken once', async () => {
  await start()
  const status = async (at: string) => (await post('messages', message(at))).status
  expect(await status('2020-01-01T10:00:00.123Z')).toBe(201)
  expect(await status('2020-01-01T10:00:00.123Z')).toBe(409)
  expect(await status('2018-01-01T10:00:00Z')).toBe(400)
  expect(await status('2999-01-01T10:00:00Z')).toBe(400)
  const again = await post('startMigration', { conversationCreationDateTime: '2019-01-01T00:00:00Z' })
  expect(again.status).toBe(400)
})

test('a chat only becomes older, and a meeting never is imported into', async () => {
  const newer = { conversationCreationDateTime: new Date().toISOString() }
  await start()
  await post('completeMigration')
  expect((await post('startMigration', newer)).body?.error?.message).toContain('must be older')
  const meeting = [...sandbox.tenant.chats.values()].find(({ type }) => type === 'meeting')
  expect((await send(`/chats/${encodeURIComponent(meeting?.id ?? '')}/startMigration`)).status).toBe(400)
})

test('authors are people of the tenant; bodies have a text, mentions their tags, files their names', async () => {
  await start()
  let second = 0
  const status = async (more: object) =>
    (await post('messages', message(`2020-01-01T10:00:${String(second++).padStart(2, '0')}Z`, more))).status
  const guest = sandbox.tenant.people.guests[0]?.id
  const html = (content: string) => ({ body: { contentType: 'html', content } })
  const file = { id: crypto.randomUUID(), contentType: 'reference' }
  const attached = html(`<attachment id="${file.id}"></attachment>`)
  const url = 'https://contoso-my.sharepoint.com/personal/mia/Documents/Plan'
  expect(await status({ from: { user: { id: crypto.randomUUID() } } })).toBe(400)
  expect(await status({ from: { user: { id: guest } } })).toBe(400)
  expect(await status(html(''))).toBe(400)
  expect(await status(html('x'.repeat(30_000)))).toBe(413)
  expect(await status({ ...html('Mia'), mentions: [{ id: 0, mentionText: 'Mia' }] })).toBe(400)
  expect(await status({ ...attached, attachments: [{ ...file, contentUrl: `${url}.xlsx` }] })).toBe(201)
  expect(await status({ ...attached, attachments: [{ ...file, contentUrl: url }] })).toBe(403)
  expect(await status({ ...attached, attachments: [{ ...file, contentType: 'adaptive' }] })).toBe(400)
})

test('pictures travel with their message', async () => {
  await start()
  const hosted = {
    '@microsoft.graph.temporaryId': '1',
    contentBytes: 'iVBORw0KGgo=',
    contentType: 'image/png',
  }
  const content = '<img src="../hostedContents/1/$value">'
  const body = { body: { contentType: 'html', content }, hostedContents: [hosted] }
  expect((await post('messages', message('2020-01-01T10:00:00Z', body))).status).toBe(201)
  const address = /src="([^"]+)"/.exec((await thread())[0]?.body.content ?? '')?.[1] ?? ''
  const picture = await client.graph(address)
  expect(picture.headers.get('content-type')).toBe('image/png')
  expect(Buffer.from(await picture.arrayBuffer()).toString('base64')).toBe('iVBORw0KGgo=')
})

test('a group is always new, a pair has one chat, and members are bound as the documentation says', async () => {
  const [mia, jonas] = people()
  const ids = [mia?.id ?? '', jonas?.id ?? '']
  expect((await create()).body?.id).not.toBe(chat)
  const pair = { chatType: 'oneOnOne', members: ids.map((id) => member(id)) }
  expect((await create(pair)).body?.id).toBe((await create(pair)).body?.id)
  expect((await create({ topic: 'x'.repeat(251) })).status).toBe(400)
  expect((await create({ members: [member(crypto.randomUUID())] })).status).toBe(400)
  expect((await create({ members: [member(ids[0] ?? '', { roles: [] })] })).status).toBe(400)
  const early = member(ids[0] ?? '', { visibleHistoryStartDateTime: '0001-01-01T00:00:00Z' })
  expect((await create({ members: [early] })).status).toBe(400)
})

test('what has been seen to go wrong can be ordered', async () => {
  sandbox.control.oddNext('version-mismatch')
  expect((await start()).status).toBe(412)
  await start()
  sandbox.control.oddNext('bad-gateway')
  expect((await post('messages', message('2020-01-01T10:00:00Z'))).status).toBe(502)
  sandbox.control.oddNext('swallowed')
  expect((await post('messages', message('2020-01-01T10:00:01Z'))).status).toBe(201)
  expect(await thread()).toHaveLength(0)
  sandbox.control.oddNext('doubled')
  await post('messages', message('2020-01-01T10:00:02Z'))
  expect(await thread()).toHaveLength(2)
  sandbox.control.oddNext('arrives-deleted')
  await post('messages', message('2020-01-01T10:00:03Z'))
  expect((await thread()).filter(({ deletedDateTime }) => deletedDateTime !== null)).toHaveLength(1)
  sandbox.control.oddNext('endless')
  expect((await post('completeMigration')).status).toBe(204)
  expect((await post('completeMigration')).status).toBe(204)
  sandbox.control.oddNext('wedged')
  expect((await start()).body?.error?.message).toContain('ImportState: Importing')
  expect((await start()).status).toBe(400)
})

test('the truth tells what stands in restored chats', async () => {
  await start()
  await post('messages', message('2020-01-01T10:00:00Z'))
  sandbox.control.addMessage({ chatId: chat, from: 'Mia', content: 'by hand' })
  const truth = (await (await client.fetch('/_sandbox/truth/restored')).json()) as RestoredTruth[]
  const restored = truth.find(({ id }) => id === chat)
  expect(restored).toMatchObject({ topic: 'Restored', migrationMode: 'inProgress' })
  expect(restored?.members).toHaveLength(3)
  expect(restored?.messages.map(({ imported }) => imported)).toEqual([true, false])
})

test('a chat takes five imported messages a second', async () => {
  await start()
  sandbox.control.set({ throttleRps: 200 })
  const begunAt = performance.now()
  const times = Array.from({ length: 40 }, (_, i) => message(new Date(1.6e12 + i).toISOString()))
  const statuses = (await Promise.all(times.map((one) => post('messages', one)))).map(({ status }) => status)
  sandbox.control.set({ throttleRps: 0 })
  const seconds = (performance.now() - begunAt) / 1000
  const taken = statuses.filter((status) => status === 201).length
  expect(taken).toBeGreaterThanOrEqual(5)
  expect(taken).toBeLessThanOrEqual(6 + 5 * seconds)
  expect(statuses.filter((status) => status === 429)).toHaveLength(40 - taken)
})

test('only the app that started may import, and only with the permission', async () => {
  await start()
  const other = sandbox.control.registerApp({ roles: ['Teamwork.Migrate.All'] })
  const tokens = await client.postForm(`/${sandbox.tenantId}/oauth2/v2.0/token`, {
    client_id: other.clientId,
    client_secret: other.clientSecret,
    scope: 'https://graph.microsoft.com/.default',
    grant_type: 'client_credentials',
  })
  const { access_token } = (await tokens.json()) as { access_token: string }
  const stranger = new Client(sandbox, access_token)
  clients.push(stranger)
  expect((await post('messages', message('2021-01-01T10:00:00Z'), stranger)).status).toBe(403)
  expect((await create({}, stranger)).status).toBe(403)
  sandbox.control.revokeRole('Teamwork.Migrate.All')
  const without = new Client(sandbox)
  clients.push(without)
  expect((await post('messages', message('2021-01-01T10:00:00Z'), without)).status).toBe(403)
})
