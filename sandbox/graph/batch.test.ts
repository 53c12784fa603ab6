import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { Client, startSmall } from '../testing.ts'

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

interface Answer {
  id: string
  status: number
  headers: Record<string, string>
  body: { error?: { code: string }; value?: unknown[] }
}

async function batch(requests: object[]): Promise<{ status: number; answers: Map<string, Answer> }> {
  const response = await client.fetch('/v1.0/$batch', {
    method: 'POST',
    headers: { authorization: `Bearer ${client.token}` },
    body: JSON.stringify({ requests }),
  })
  const { responses = [] } = (await response.json()) as { responses?: Answer[] }
  return { status: response.status, answers: new Map(responses.map((answer) => [answer.id, answer])) }
}

test('each request of a batch is answered, throttled and billed on its own', async () => {
  sandbox.control.failNext({ kind: '429', path: '/organization', retryAfterSeconds: 3 })
  const { status, answers } = await batch([
    { id: '1', method: 'GET', url: '/users/mia.berg@contoso.com/chats/getAllMessages?$top=7' },
    { id: '2', method: 'GET', url: '/organization' },
    { id: '3', method: 'GET', url: '/users/nobody', dependsOn: ['1'] },
    { id: '4', method: 'GET', url: '/users', dependsOn: ['3'] },
  ])
  expect(status).toBe(200)
  expect(answers.get('1')?.body.value).toHaveLength(7)
  expect(answers.get('2')).toMatchObject({ status: 429, headers: { 'retry-after': '3' } })
  expect(answers.get('3')?.body.error?.code).toBe('Request_ResourceNotFound')
  expect(answers.get('4')?.status).toBe(424)
  expect(Object.values(sandbox.truth().billed[sandbox.app.clientId] ?? {})).toEqual([7])
})

test('more than twenty requests or doubled ids are refused', async () => {
  const item = (id: number) => ({ id: String(id), method: 'GET', url: '/organization' })
  expect((await batch(Array.from({ length: 21 }, (_, i) => item(i)))).status).toBe(400)
  expect((await batch([item(1), item(1)])).status).toBe(400)
})
