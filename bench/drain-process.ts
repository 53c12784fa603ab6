/**
 * The floor: the same pages with fetch, discarded. `--peer`: what a user would write instead, the Graph SDK's PageIterator,
 * one person after another, each message into a JSON file per person. Prints `{ rows, seconds }`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Client, PageIterator } from '@microsoft/microsoft-graph-client'

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: '' },
    token: { type: 'string', default: '' },
    lanes: { type: 'string', default: '40' },
    seconds: { type: 'string', default: '0' },
    peer: { type: 'boolean', default: false },
  },
})

type Page = { value: unknown[]; '@odata.nextLink'?: string }
const deadline =
  Number(values.seconds) > 0 ? Date.now() + Number(values.seconds) * 1000 : Number.POSITIVE_INFINITY

async function get(url: string): Promise<Page> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${values.token}` } })
  if (!answer.ok) return { value: [] }
  return (await answer.json()) as Page
}

async function people(): Promise<string[]> {
  const ids: string[] = []
  let next: string | undefined =
    `${values.url}/v1.0/users?$select=id,accountEnabled,userType&$top=999&$filter=accountEnabled eq true`
  while (next !== undefined) {
    const page: Page = await get(next)
    ids.push(...page.value.map((user) => (user as { id: string }).id))
    next = page['@odata.nextLink']
  }
  return ids
}

async function drain(ids: string[]): Promise<number> {
  let rows = 0
  const lane = async () => {
    for (let id = ids.shift(); id !== undefined && Date.now() < deadline; id = ids.shift()) {
      let next: string | undefined = `${values.url}/v1.0/users/${id}/chats/getAllMessages?$top=50`
      while (next !== undefined && Date.now() < deadline) {
        const page: Page = await get(next)
        rows += page.value.length
        next = page['@odata.nextLink']
      }
    }
  }
  await Promise.all(Array.from({ length: Number(values.lanes) }, lane))
  return rows
}

async function iterate(ids: string[]): Promise<number> {
  const client = Client.init({
    baseUrl: values.url,
    customHosts: new Set([new URL(values.url).hostname]),
    authProvider: (done) => done(null, values.token),
  })
  const folder = mkdtempSync(join(tmpdir(), 'chatvault-peer-'))
  let rows = 0
  for (const id of ids) {
    if (Date.now() >= deadline) break
    const messages: unknown[] = []
    const first = await client
      .api(`/users/${id}/chats/getAllMessages?$top=50`)
      .get()
      .catch(() => undefined)
    if (first === undefined) continue
    const iterator = new PageIterator(client, first, (message) => {
      messages.push(message)
      return Date.now() < deadline
    })
    await iterator.iterate()
    writeFileSync(join(folder, `${id}.json`), JSON.stringify(messages))
    rows += messages.length
  }
  rmSync(folder, { recursive: true, force: true })
  return rows
}

const ids = await people()
const begun = Date.now()
const rows = await (values.peer ? iterate(ids) : drain(ids))
process.stdout.write(`${JSON.stringify({ rows, seconds: (Date.now() - begun) / 1000 })}\n`)
