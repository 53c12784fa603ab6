import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { Client, type MessageRow, startSmall } from '../testing.ts'

let sandbox: Sandbox
let client: Client

beforeAll(async () => {
  sandbox = await startSmall({ users: 40, messages: 1500 })
  client = new Client(sandbox)
})
afterAll(async () => {
  await client.close()
  await sandbox.close()
})

interface ChatRow {
  id: string
  chatType: string
  members: { displayName: string; '@odata.type': string }[]
}

const chatNamed = (topic: string) => [...sandbox.tenant.chats.values()].find((chat) => chat.topic === topic)
const encoded = (id: string | undefined) => encodeURIComponent(id ?? '')

describe('chats of a person', () => {
  test('come in pages, each chat once, with at most 25 members', async () => {
    const { rows } = await client.drain<ChatRow>('/users/mia.berg@contoso.com/chats?$expand=members&$top=3')
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    expect(new Set(rows.map(({ chatType }) => chatType))).toEqual(new Set(['oneOnOne', 'group', 'meeting']))
    expect(Math.max(...rows.map(({ members }) => members.length))).toBe(25)
  })

  test('the member list itself is complete', async () => {
    const everyone = chatNamed('Contoso – all hands 📣')
    const members = await client.get<{ value: unknown[] }>(`/chats/${encoded(everyone?.id)}/members`)
    expect(members.value).toHaveLength(40)
  })

  test('$top over 50 and unknown expansions are refused', async () => {
    expect((await client.graph('/users/mia.berg@contoso.com/chats?$top=51')).status).toBe(400)
    expect((await client.graph('/users/mia.berg@contoso.com/chats?$expand=messages')).status).toBe(400)
    expect((await client.graph('/chats/19:none@thread.v2')).status).toBe(404)
  })

  test('the newest message is shown on request', async () => {
    const { rows } = await client.drain<{ lastMessagePreview: { id: string } }>(
      '/users/mia.berg@contoso.com/chats?$expand=lastMessagePreview&$orderby=lastMessagePreview/createdDateTime desc',
    )
    const ids = rows.map(({ lastMessagePreview }) => Number(lastMessagePreview?.id))
    expect(ids).toEqual([...ids].sort((a, b) => b - a))
  })
})

describe('messages of a thread', () => {
  const launch = () => `/chats/${encoded(chatNamed('Project Aurora – launch')?.id)}`

  test('are complete and newest change first', async () => {
    const { rows } = await client.drain<MessageRow>(`${launch()}/messages?$top=50`)
    expect(rows).toHaveLength(chatNamed('Project Aurora – launch')?.messages.length ?? -1)
    const times = rows.map((row) => Date.parse(row.lastModifiedDateTime))
    expect(times).toEqual([...times].sort((a, b) => b - a))
  })

  test('a filter counts only beside the same order', async () => {
    const filter = '$filter=lastModifiedDateTime gt 2099-01-01T00:00:00Z'
    const ignored = await client.drain(`${launch()}/messages?$top=50&${filter}`)
    const honoured = await client.drain(
      `${launch()}/messages?$top=50&${filter}&$orderby=lastModifiedDateTime desc`,
    )
    expect(ignored.rows.length).toBeGreaterThan(0)
    expect(honoured.rows).toHaveLength(0)
    expect((await client.graph(`${launch()}/messages?$orderby=createdDateTime asc`)).status).toBe(400)
  })

  test('events are named only for those who ask for unknown enum members', async () => {
    const plain = await client.drain<MessageRow>(`${launch()}/messages?$top=50`)
    expect(plain.rows.map((row) => row.messageType)).toContain('unknownFutureValue')
    const prefer = { prefer: 'include-unknown-enum-members' }
    const { value } = await client.get<{ value: MessageRow[] }>(`${launch()}/messages?$top=50`, prefer)
    expect(value.map((row) => row.messageType)).not.toContain('unknownFutureValue')
  })

  test('a deleted message is empty here and whole in the export', async () => {
    const [chat] = [...sandbox.tenant.chats.values()]
    const deleted = chat?.messages.find(({ deletedAt }) => deletedAt !== 0)
    const row = await client.get<MessageRow>(`/chats/${encoded(chat?.id)}/messages/${deleted?.id}`)
    expect(row.body.content).toBe('')
    expect(row.deletedDateTime).not.toBeNull()
    expect(JSON.parse(deleted?.row.toString() ?? '').body.content).not.toBe('')
  })
})

describe('hosted contents', () => {
  test('are listed without bytes and served as PNG', async () => {
    const [chat] = [...sandbox.tenant.chats.values()]
    const message = chat?.messages.find(({ hosted }) => hosted.length > 0)
    const base = `/chats/${encoded(chat?.id)}/messages/${message?.id}/hostedContents`
    const list = await client.get<{ value: { id: string; contentBytes: null }[] }>(base)
    expect(list.value).toEqual([{ id: message?.hosted[0]?.id, contentBytes: null, contentType: null }])
    expect(JSON.parse(message?.row.toString() ?? '').body.content).toContain(
      `/hostedContents/${list.value[0]?.id}/$value`,
    )
    const image = await client.graph(`${base}/${list.value[0]?.id}/$value`)
    expect(image.headers.get('content-type')).toBe('image/png')
    const bytes = Buffer.from(await image.arrayBuffer())
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(bytes.readUInt32BE(16)).toBeGreaterThan(100)
  })

  test('in notes to oneself the bytes are refused', async () => {
    const notes = [...sandbox.tenant.chats.values()].find(
      (chat) => chat.notesToSelf && chat.messages.some((m) => m.hosted.length),
    )
    const message = notes?.messages.find(({ hosted }) => hosted.length > 0)
    const base = `/chats/${encoded(notes?.id)}/messages/${message?.id}/hostedContents/${message?.hosted[0]?.id}`
    expect((await client.graph(base)).status).toBe(200)
    expect((await client.graph(`${base}/$value`)).status).toBe(403)
  })
})
