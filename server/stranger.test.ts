/**
 * Another Microsoft 365 than the sandbox: it keeps to the documentation as well, and differs in everything that leaves
 * open. Its links carry neither size nor filter, its pages come compressed and without counts, its tokens live a minute,
 * and one request in six goes wrong in ways of its own.
 */
import { writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openCertificates } from '../sandbox/certificates/authority.ts'
import type { Conversation, LedgerEntry, MessagePage, Quota, Run, RunFault } from './contract/index.ts'
import { json, type LocalService, localServices } from './graph/testing/local-service.ts'
import { CLIENT_ID, type Issuer, startIssuer, TENANT } from './http/testing/issuer.ts'
import { type Api, createApi } from './testing/api.ts'
import { placeEmbeddedCopy } from './testing/embedded-template.ts'
import { type Product, startProduct } from './testing/product.ts'
import { createTempDir, type TempDir } from './testing/temp-dir.ts'
import { readArchive } from './testing/truth.ts'

const guid = (n: number) => `${String(n).padStart(8, '0')}-aaaa-4aaa-8aaa-aaaaaaaaaaaa`
const ANN = guid(1)
const BEN = guid(2)
const CARL = guid(3)
const GROUP = '19:group@thread.v2'
const PAIR = `19:${ANN}_${BEN}@unq.gbl.spaces`
const ODD = '19:odd@thread.tacv2'
const START = Date.UTC(2025, 0, 1)

type Row = Record<string, unknown> & { id: string; chatId: string; etag: string }

function row(chatId: string, n: number, change: object = {}): Row {
  const at = new Date(START + n * 60_000).toISOString().replace('Z', '4567Z')
  return {
    '@odata.type': '#microsoft.graph.chatMessage',
    id: `${START + n * 60_000}`,
    etag: `${START + n * 60_000}`,
    chatId,
    webUrl: null,
    createdDateTime: at,
    lastModifiedDateTime: at,
    lastEditedDateTime: null,
    deletedDateTime: null,
    from: { application: null, user: { '@odata.type': '#x', id: ANN, displayName: 'Änn 🎈' } },
    body: {
      contentType: 'html',
      content: `<p>Zeile ${n} – 行 🎈</p>`,
      newMember: { deep: [1, null, { x: '' }] },
    },
    messageType: 'message',
    somethingNew: { '@odata.etag': '"1"', value: 1.5e-7 },
    ...change,
  }
}

const image = (chatId: string, n: number, name: string) =>
  row(chatId, n, {
    body: {
      contentType: 'html',
      content: `<img src="https://elsewhere/beta/chats/${chatId}/messages/${row(chatId, n).id}/hostedContents/${name}/$value">`,
    },
  })
const group = Array.from({ length: 240 }, (_, n) => row(GROUP, n))
const pair = [
  row(PAIR, 1000, { from: null, messageType: 'systemEventMessage', eventDetail: { '@odata.type': '#new' } }),
  row(PAIR, 1001, { body: { contentType: 'text', content: null } }),
  row(PAIR, 1002, { lastModifiedDateTime: null, messageType: 'unknownFutureValue', importance: null }),
  row(PAIR, 1003, { deletedDateTime: '2025-01-02T00:00:00Z', body: { contentType: 'html', content: '' } }),
  image(PAIR, 1004, 'good'),
  image(PAIR, 1005, 'gone'),
  image(PAIR, 1006, 'refused'),
  image(PAIR, 1007, 'x'.repeat(5000)),
]
const odd = [row(ODD, 2000, { body: undefined }), row(ODD, 2001, { from: undefined })].map(
  (one): Row => JSON.parse(JSON.stringify(one)),
)
const MAILBOXES: Record<string, Row[]> = {
  [ANN]: [...group, ...pair],
  [BEN]: [...pair, ...group, ...odd],
  [CARL]: [],
}

const state = { billed: 0, tokens: 0, exports: 0, met: new Map<string, number>(), restarted: false }

function entra(response: ServerResponse): void {
  state.tokens += 1
  const claims = { roles: ['Chat.Read.All', 'Directory.Read.All'], n: state.tokens }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const access_token = `${part({ alg: 'RS256' })}.${part(claims)}.eA`
  json(response, 200, { token_type: 'Bearer', expires_in: 60, access_token })
}

/** Every sixth export goes wrong, each time differently. */
const TROUBLES: Record<string, (response: ServerResponse) => void> = {
  'a date to wait for': (response) =>
    json(response, 429, {}, { 'retry-after': new Date(Date.now() + 1000).toUTCString() }),
  'no word when': (response) => response.writeHead(429).end(),
  'a page of a gateway': (response) =>
    response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>'),
  'an inner error': (response) =>
    json(response, 500, {
      error: { code: 'generalException', innererror: { code: 'x', 'request-id': 'r' } },
    }),
  'a token forgotten': (response) =>
    json(response, 401, { error: { code: 'InvalidAuthenticationToken', message: 'Expired' } }),
  'a line hung up': (response) => void response.socket?.destroy(),
}

function exportPage(url: URL, response: ServerResponse): unknown {
  const user = /users(?:\/|\(')([^/']+)/i.exec(decodeURIComponent(url.pathname))?.[1] ?? ''
  state.exports += 1
  if (state.exports % 6 === 0) {
    const names = Object.keys(TROUBLES)
    const name = names[(state.exports / 6 - 1) % names.length] ?? ''
    state.met.set(name, (state.met.get(name) ?? 0) + 1)
    return TROUBLES[name]?.(response)
  }
  const place = url.searchParams.get('$skiptoken')
  const asked = place === null ? undefined : JSON.parse(Buffer.from(place, 'base64url').toString())
  if (asked?.skip === 119 && user === ANN && !state.restarted) {
    state.restarted = true
    return json(response, 410, { error: { code: 'resyncRequired', message: 'Start again' } })
  }
  const filter = url.searchParams.get('$filter') ?? ''
  const bounds = /^lastModifiedDateTime gt (\S+) and lastModifiedDateTime lt (\S+)$/.exec(filter)
  if (asked === undefined && bounds === null) return json(response, 400, { error: { code: 'BadRequest' } })
  const from = asked?.from ?? Date.parse(bounds?.[1] ?? '')
  const top = Math.min(asked?.top ?? Number(url.searchParams.get('$top')), 17)
  const skip = asked?.skip ?? 0
  const all = (MAILBOXES[user] ?? []).filter(
    (one) => Date.parse(String(one.lastModifiedDateTime ?? one.createdDateTime)) > from,
  )
  const rows = all.slice(skip, skip + top)
  const next = { from, top, skip: skip + rows.length }
  const token = Buffer.from(JSON.stringify(next)).toString('base64url')
  const link = `https://${url.host}/V1.0/Users('${user}')/Chats/GetAllMessages?%24skiptoken=${token}`
  state.billed += rows.length
  const body = { value: rows, '@odata.nextLink': next.skip < all.length ? link : null }
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
  response.end(gzipSync(JSON.stringify(body)))
}

const PEOPLE = [
  {
    id: ANN,
    displayName: 'Änn 🎈',
    userPrincipalName: 'ann@x.test',
    mail: 'ann@x.test',
    accountEnabled: true,
  },
  { id: BEN, displayName: null, userPrincipalName: 'ben@x.test', mail: 'ben@x.test', accountEnabled: null },
  {
    id: CARL,
    displayName: 'Carl',
    userPrincipalName: 'carl#ext#@x.test',
    accountEnabled: true,
    userType: null,
  },
  { id: guid(4), displayName: 'Gone', userPrincipalName: 'gone@x.test', accountEnabled: false },
]

function users(url: URL, response: ServerResponse): void {
  const second = url.searchParams.has('$skiptoken')
  const link = `https://${url.host}/v1.0/users?$skiptoken=2`
  json(response, 200, {
    value: second ? PEOPLE.slice(2) : PEOPLE.slice(0, 2),
    ...(!second && { '@odata.nextLink': link }),
  })
}

const member = (id: string | null, change: object = {}) => ({
  '@odata.type': '#y',
  id,
  userId: id,
  displayName: null,
  email: null,
  tenantId: TENANT,
  roles: [],
  ...change,
})
const CHATS = [
  { id: GROUP, topic: 'T'.repeat(3000), chatType: 'group', members: [member(ANN), member(BEN), member(BEN)] },
  {
    id: PAIR,
    topic: null,
    chatType: 'newKind',
    createdDateTime: 'never',
    members: [member(ANN), member(null), member(null), member('z', { tenantId: 'not a GUID' })],
  },
]

function graph(request: IncomingMessage, response: ServerResponse): unknown {
  const url = new URL(request.url ?? '', `https://${request.headers.host}`)
  const path = decodeURIComponent(url.pathname).toLowerCase()
  if (path.endsWith('/oauth2/v2.0/token')) return entra(response)
  if (path.endsWith('/chats/getallmessages')) return exportPage(url, response)
  if (path === '/v1.0/organization') return json(response, 200, { value: [{ id: TENANT, displayName: 'X' }] })
  if (path === '/v1.0/users') return users(url, response)
  if (path.endsWith('/chats')) return json(response, 200, { value: CHATS })
  if (path.endsWith('/hostedcontents/good/$value')) {
    response.writeHead(200, { 'content-type': 'image/gif' }).end(Buffer.from('GIF89a'))
    return
  }
  if (path.endsWith('/hostedcontents/refused/$value'))
    return json(response, 403, { error: { code: 'Forbidden', message: 'AclCheckFailed-Invalid tenant' } })
  const person = PEOPLE.find(
    ({ id, userPrincipalName }) => path.endsWith(`/${id}`) || path.endsWith(userPrincipalName),
  )
  if (person !== undefined) return json(response, 200, person)
  return json(response, 404, { error: { code: 'NotFound', message: 'Nothing here' } })
}

let dir: TempDir
let issuer: Issuer
let service: LocalService
let product: Product
let api: Api

beforeAll(async () => {
  dir = await createTempDir()
  issuer = await startIssuer()
  service = await (await localServices(() => openCertificates('')))(graph)
  const caFile = join(dir.path, 'ca.pem')
  await writeFile(caFile, service.ca)
  const signIn = { clientId: CLIENT_ID, issuer: issuer.template, jwksUrl: issuer.jwksUrl }
  const reachable = { url: service.url, httpUrl: 'http://localhost:1', caFile, tenantId: TENANT, signIn }
  const dataDir = join(dir.path, 'data')
  await placeEmbeddedCopy(dataDir)
  product = await startProduct(reachable as never, {
    port: 0,
    dataDir,
    quiet: true,
    env: { BACKUP_LANES: '3' },
  })
  const token = await issuer.token()
  api = createApi(product.url, () => token)
})
afterAll(async () => {
  await product?.stop()
  await service?.[Symbol.asyncDispose]()
  await issuer?.close()
  await dir?.remove()
})

async function run(): Promise<Run> {
  const { id } = await api.send<{ id: string }>('POST', '/api/runs', { strategy: 'complete' })
  for (;;) {
    const one = await api.get<Run>(`/api/runs/${id}`)
    if (one.state !== 'queued' && one.state !== 'running') return one
    await delay(250)
  }
}

it('backs up another Microsoft 365, whatever it does differently', async () => {
  await api.send('PUT', '/api/connection', {
    applicationId: CLIENT_ID,
    clientSecret: 'secret',
    testMailbox: 'ann@x.test',
    monthlyMessageLimit: 5000,
    costAcknowledged: true,
  })
  const first = await run()
  const { items: faults } = await api.get<{ items: RunFault[] }>(`/api/runs/${first.id}/faults?limit=500`)
  expect(first.state, JSON.stringify(faults)).toBe('completed')
  expect([...state.met.keys()].length).toBeGreaterThan(3)
  expect(faults.map(({ code }) => code).sort()).toEqual([
    'media-foreign-tenant',
    'media-gone',
    'window-restarted',
  ])
  expect(first.totals).toMatchObject({ subjects: 3, subjectsDone: 3, added: 250, media: 1 })

  const { versions, seenBy, damaged } = await readArchive(product.dataDir, TENANT)
  expect(damaged).toEqual([])
  const byId = new Map(versions.map(({ message }) => [message.id, message]))
  expect(versions.length).toBe(byId.size)
  for (const one of [...group, ...pair, ...odd]) expect(byId.get(one.id)).toEqual(one)
  expect(seenBy.get(`${GROUP} ${group[0]?.id}`)).toEqual(new Set([ANN, BEN]))

  const quota = await api.get<Quota>('/api/quota')
  const { items } = await api.get<{ items: LedgerEntry[] }>('/api/quota/ledger?limit=500')
  const charged = items
    .filter(({ kind }) => kind === 'charge')
    .reduce((sum, { messages }) => sum + messages, 0)
  expect(quota).toMatchObject({ used: charged, reserved: 0 })
  expect(state.billed).toBeLessThanOrEqual(quota.used)

  const { items: conversations } = await api.get<{ items: Conversation[] }>('/api/conversations')
  expect(new Set(conversations.map(({ id }) => id))).toEqual(new Set([GROUP, PAIR, ODD]))
  for (const { id, messageCount } of conversations) {
    const page = await api.get<MessagePage>(`/api/conversations/${encodeURIComponent(id)}/messages?limit=200`)
    expect(page.items.length).toBe(Math.min(200, messageCount))
  }
  expect(await run()).toMatchObject({ state: 'completed', totals: { added: 0, revised: 0 } })
})
