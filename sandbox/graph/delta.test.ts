import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { Client, type MessageRow, type Page, startSmall } from '../testing.ts'

let sandbox: Sandbox
let client: Client
const path = '/users/mia.berg@contoso.com/chats/getAllMessages/delta'

beforeAll(async () => {
  sandbox = await startSmall()
  client = new Client(sandbox)
})
afterAll(async () => {
  await client.close()
  await sandbox.close()
})

async function round(start: string): Promise<{ rows: MessageRow[]; deltaLink: string }> {
  const rows: MessageRow[] = []
  for (let link = start; ; ) {
    const page = await client.get<Page<MessageRow> & { '@odata.deltaLink'?: string }>(link)
    rows.push(...page.value)
    if (page['@odata.deltaLink']) return { rows, deltaLink: page['@odata.deltaLink'] }
    link = page['@odata.nextLink'] ?? ''
  }
}

test('a round tells everything once, the next one only what changed since', async () => {
  const first = await round(`${path}?$top=20`)
  const { rows } = await client.drain<MessageRow>('/users/mia.berg@contoso.com/chats/getAllMessages?$top=250')
  expect(first.rows.map(({ chatId, id }) => chatId + id).sort()).toEqual(
    rows.map(({ chatId, id }) => chatId + id).sort(),
  )
  const [one] = first.rows
  await new Promise((resolve) => setTimeout(resolve, 5))
  sandbox.control.editMessage(one?.chatId ?? '', one?.id ?? '', '<p>new words</p>')
  await new Promise((resolve) => setTimeout(resolve, 5))
  const second = await round(first.deltaLink)
  expect(second.rows.map(({ id }) => id)).toEqual([one?.id])
  expect((await round(second.deltaLink)).rows).toEqual([])
})

test('sender filters, upper bounds and large pages are refused', async () => {
  for (const query of ["$filter=from/user/id eq 'x'", '$top=51', '$skiptoken=zzz'])
    expect((await client.graph(`${path}?${query}`)).status).toBe(400)
})
