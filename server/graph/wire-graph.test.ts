import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openCertificates } from '../../sandbox/certificates/authority.ts'
import { json, localServices } from './testing/local-service.ts'
import { countedTokens, countingMeter, graphAt } from './testing/wiring.ts'
import { GraphError } from './wire/graph-error.ts'

const localService = await localServices(() => openCertificates(''))
const window = { from: new Date('2026-11-21T00:00:00Z'), to: new Date('2026-11-22T09:55:00Z') }
const firstPage = { userId: 'ada', window, top: 50, runId: null }
const row = {
  id: '1',
  etag: '1',
  chatId: '19:a@thread.v2',
  unknown: { kept: true },
  createdDateTime: '2026-11-21T10:00:00.1234567Z',
}
const once = { retry: { attempts: 1 } }

async function failureOf(promise: Promise<unknown>): Promise<GraphError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof GraphError) return error
  throw new Error('expected a GraphError', { cause: error })
}

async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const page of pages) all.push(page)
  return all
}

describe('an export page', () => {
  it('asks for a closed window, names the token only in the header and keeps every member of a row', async () => {
    await using service = await localService((_, response) => json(response, 200, { value: [row] }))
    const page = await graphAt(service).exportPage(firstPage)
    expect(page).toEqual({ rows: [row], top: 50, next: undefined })
    const [request] = service.requests
    expect(decodeURIComponent(request?.path ?? '')).toBe(
      '/v1.0/users/ada/chats/getAllMessages?$top=50&$filter=lastModifiedDateTime gt 2026-11-21T00:00:00.000Z and lastModifiedDateTime lt 2026-11-22T09:55:00.000Z',
    )
    expect(request?.headers).toMatchObject({
      authorization: 'Bearer token-1',
      prefer: 'include-unknown-enum-members',
      'client-request-id': 'request-1',
    })
  })

  it('names senders in the documented grammar, quotes doubled', async () => {
    await using service = await localService((_, response) => json(response, 200, { value: [] }))
    const senders = [
      { kind: 'user', id: "o'neil" },
      { kind: 'user-type', type: 'federatedUser' },
      { kind: 'system' },
    ] as const
    await graphAt(service).exportPage({ ...firstPage, senders })
    expect(decodeURIComponent(service.requests[0]?.path ?? '')).toContain(
      "$filter=(from/user/id eq 'o''neil' or from/user/userIdentityType eq 'federatedUser' or messageType eq 'systemEventMessage') and (lastModifiedDateTime gt",
    )
  })

  it('follows the link it was given verbatim, parameters in their order, whatever the case of the path', async () => {
    await using service = await localService((_, response) => json(response, 200, { value: [] }))
    const path =
      "/V1.0/Users('ada')/chats/getallMessages?$skiptoken=U2%3d%3D&x=1&$top=50&x=2&$filter=a%20eq+b"
    await graphAt(service).exportPage({ ...firstPage, cursor: `${service.url}${path}` })
    expect(service.requests.map((request) => request.path)).toEqual([path])
  })

  it.each([
    ['another host', 'https://evil.example/v1.0/users'],
    ['another port', 'https://localhost:1/v1.0/users'],
    ['plain http', 'http://localhost/v1.0/users'],
    ['a path outside the API', '/_elsewhere'],
    ['no address', 'nonsense'],
  ])('sends no token to %s', async (_, link) => {
    await using service = await localService((_request, response) => json(response, 200, { value: [] }))
    const meter = countingMeter()
    const cursor = link.startsWith('/') ? `${service.url}${link}` : link
    const error = await failureOf(graphAt(service, { meter }).exportPage({ ...firstPage, cursor }))
    expect(error).toMatchObject({ code: 'foreign-link', retry: 'never', outcome: 'refused' })
    expect(service.requests).toHaveLength(0)
    expect(meter).toMatchObject({ charged: 0, open: 0 })
  })

  it('reads a compressed answer', async () => {
    await using service = await localService((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
      response.end(gzipSync(JSON.stringify({ value: [row] })))
    })
    expect((await graphAt(service).exportPage(firstPage)).rows).toEqual([row])
  })

  it('fetches a new token once when the old one is refused', async () => {
    await using service = await localService((request, response) =>
      request.headers.authorization === 'Bearer token-1'
        ? json(response, 401, { error: { code: 'InvalidAuthenticationToken', message: 'expired' } })
        : json(response, 200, { value: [row] }),
    )
    const meter = countingMeter()
    expect((await graphAt(service, { meter }).exportPage(firstPage)).rows).toHaveLength(1)
    expect(meter).toMatchObject({ charged: 1, open: 0 })
  })

  it('asks with one new token after a permission is granted that the old one lacks, and keeps it for other refusals', async () => {
    let refusal = 'Missing role permissions on the request.'
    await using service = await localService((_, response) =>
      json(response, 403, { error: { code: 'Forbidden', message: refusal } }),
    )
    const graph = graphAt(service)
    await Promise.all([1, 2, 3].map(() => failureOf(graph.exportPage(firstPage))))
    refusal = 'The person has no mailbox here.'
    for (let asked = 0; asked < 2; asked++) await failureOf(graph.exportPage(firstPage))
    expect(service.requests.map((request) => request.headers.authorization)).toEqual([
      ...Array.from({ length: 3 }, () => 'Bearer token-1'),
      ...Array.from({ length: 2 }, () => 'Bearer token-2'),
    ])
  })

  it('gives up when the new token is refused as well', async () => {
    await using service = await localService((_, response) =>
      json(response, 401, { error: { code: 'InvalidAuthenticationToken' } }),
    )
    const error = await failureOf(graphAt(service).exportPage(firstPage))
    expect(error).toMatchObject({ code: 'InvalidAuthenticationToken', retry: 'never', httpStatus: 401 })
    expect(service.requests.map((request) => request.headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ])
  })
})

describe('an answer that is not a page', () => {
  it.each([
    [400, 'BadRequest', 'never', 'refused'],
    [402, 'PaymentRequired', 'never', 'refused'],
    [403, 'Forbidden', 'never', 'refused'],
    [404, 'NotFound', 'never', 'refused'],
    [410, 'SyncStateNotFound', 'never', 'refused'],
    [412, 'PreconditionFailed', 'never', 'refused'],
    [418, 'Teapot', 'never', 'refused'],
    [429, 'TooManyRequests', 'later', 'refused'],
    [500, 'InternalServerError', 'later', 'refused'],
    [502, 'BadGateway', 'later', 'unknown'],
    [503, 'ServiceUnavailable', 'later', 'refused'],
    [504, 'GatewayTimeout', 'later', 'unknown'],
    [599, 'Odd', 'later', 'unknown'],
    [204, '', 'never', 'unknown'],
  ])('status %i is %s: try again %s, outcome %s', async (status, code, retry, outcome) => {
    await using service = await localService((_, response) => {
      if (status === 204) response.writeHead(204).end()
      else json(response, status, { error: { code, message: 'as Graph says' } }, { 'request-id': 'r-1' })
    })
    const error = await failureOf(graphAt(service, once).exportPage(firstPage))
    expect(error).toMatchObject({ code: code || 'http-204', retry, outcome, httpStatus: status })
    expect(error.hint).not.toBe('')
  })

  it.each([
    [
      'To call this API, the app must be associated with an Azure subscription',
      'requires billing',
      'billing-required',
    ],
    ['evaluation capacity for the month has exceeded', 'evaluation allowance', 'evaluation-used-up'],
    ['the user needs a valid license to access this API', 'license', 'communications-dlp-required'],
  ])(
    '402 with "%s" speaks of %s and hints at billing, as a cause of its own',
    async (message, why, cause) => {
      await using service = await localService((_, response) =>
        json(response, 402, { error: { code: 'PaymentRequired', message } }),
      )
      const error = await failureOf(graphAt(service).exportPage(firstPage))
      expect(error.why).toContain(why)
      expect(error.hint).toContain('Microsoft.GraphServices')
      expect(error).toMatchObject({
        code: 'PaymentRequired',
        notice: { code: cause, params: { quoted: message } },
      })
    },
  )

  it('a 404 speaks of a mailbox only where messages of a person were asked for', async () => {
    await using service = await localService((_, response) =>
      json(response, 404, { error: { code: 'NotFound', message: '' } }),
    )
    const graph = graphAt(service)
    expect((await failureOf(graph.exportPage(firstPage))).lacks).toBe('mailbox')
    const image = await failureOf(graph.hostedContent('19:a', '1', 'aWQ='))
    expect(image).toMatchObject({ httpStatus: 404, lacks: undefined })
    expect(image.why + image.hint).not.toContain('mailbox')
  })

  it('a 403 because of the tenant says that it belongs to another organization, and no other does', async () => {
    let message = 'AclCheckFailed-Invalid tenant'
    await using service = await localService((_, response) =>
      json(response, 403, { error: { code: 'Forbidden', message } }),
    )
    const graph = graphAt(service)
    expect(await failureOf(graph.hostedContent('19:a', '1', 'aWQ='))).toMatchObject({ foreign: true })
    message = 'Forbidden'
    expect(await failureOf(graph.hostedContent('19:a', '1', 'aWQ='))).toMatchObject({ foreign: false })
  })

  it('a 403 for a missing permission hints at consent', async () => {
    const message =
      "Missing role permissions on the request. API requires one of 'Chat.Read.All, Chat.ReadWrite.All'. Roles on the request ''."
    await using service = await localService((_, response) =>
      json(response, 403, { error: { code: 'Forbidden', message } }),
    )
    const error = await failureOf(graphAt(service).exportPage(firstPage))
    expect(error.hint).toContain('Grant admin consent')
    expect(error.why).toContain('Chat.Read.All')
  })

  it.each([
    ['7', 7000],
    ['0', 0],
    ['soon', undefined],
  ])('Retry-After "%s" is %s ms', async (header, retryAfterMs) => {
    await using service = await localService((_, response) =>
      json(response, 429, { error: { code: 'TooManyRequests' } }, { 'retry-after': header }),
    )
    const error = await failureOf(
      graphAt(service, { retry: { attempts: 1, budgetMs: 1 } }).exportPage(firstPage),
    )
    expect(error.retryAfterMs).toBe(retryAfterMs)
  })

  it('cut-off JSON is truncated, to be tried later, with unknown outcome', async () => {
    await using service = await localService((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end('{"value":[{"id":')
    })
    const meter = countingMeter()
    const error = await failureOf(graphAt(service, { ...once, meter }).exportPage(firstPage))
    expect(error).toMatchObject({ code: 'truncated', retry: 'later', outcome: 'unknown' })
    expect(meter).toMatchObject({ charged: 50, open: 0 })
  })

  it('a body shorter than announced is truncated, with unknown outcome', async () => {
    await using service = await localService((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
      response.write('{"value":[')
      setTimeout(() => response.destroy(), 20)
    })
    const error = await failureOf(graphAt(service, once).exportPage(firstPage))
    expect(error).toMatchObject({ code: 'truncated', retry: 'later', outcome: 'unknown' })
  })

  it('a row that no catalog could take is set apart as it came, and counts', async () => {
    const undated = ['yesterday', '2026-13-01T00:00:00Z'].map((createdDateTime) => ({
      ...row,
      createdDateTime,
    }))
    for (const bad of [null, {}, { ...row, etag: null }, ...undated]) {
      await using service = await localService((_, response) => json(response, 200, { value: [row, bad] }))
      const meter = countingMeter()
      const page = await graphAt(service, { meter }).exportPage(firstPage)
      expect(page).toMatchObject({ rows: [row], strange: [bad] })
      expect(meter).toMatchObject({ charged: 2, open: 0 })
      expect(service.requests).toHaveLength(1)
    }
  })

  it('an incomplete gzip stream is truncated', async () => {
    await using service = await localService((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.end(gzipSync(JSON.stringify({ value: [row] })).subarray(0, 30))
    })
    expect(await failureOf(graphAt(service, once).exportPage(firstPage))).toMatchObject({
      code: 'truncated',
      outcome: 'unknown',
    })
  })

  it('a reset connection has an unknown outcome and is paid in full', async () => {
    await using service = await localService((request) => request.socket.destroy())
    const meter = countingMeter()
    const error = await failureOf(graphAt(service, { ...once, meter }).exportPage(firstPage))
    expect(error).toMatchObject({ code: 'connection-broken', retry: 'later', outcome: 'unknown' })
    expect(meter).toMatchObject({ charged: 50, open: 0 })
  })

  it('no one listening is refused: nothing was asked, nothing is paid', async () => {
    const service = await localService(() => undefined)
    await service[Symbol.asyncDispose]()
    const meter = countingMeter()
    const error = await failureOf(graphAt(service, { ...once, meter }).exportPage(firstPage))
    expect(error).toMatchObject({ code: 'unreachable', retry: 'later', outcome: 'refused' })
    expect(meter).toMatchObject({ charged: 0, open: 0 })
  })

  it('an untrusted certificate is refused', async () => {
    await using service = await localService((_, response) => json(response, 200, { value: [] }))
    await using other = await localService(() => undefined)
    const stranger = { ...service, ca: undefined as unknown as string }
    expect(
      await failureOf(graphAt({ ...stranger, url: other.url }, once).exportPage(firstPage)),
    ).toMatchObject({
      code: 'unreachable',
      outcome: 'refused',
    })
  })

  it('silence ends at the time limit with an unknown outcome', async () => {
    await using service = await localService(() => undefined)
    const error = await failureOf(graphAt(service, { ...once, timeoutMs: 50 }).exportPage(firstPage))
    expect(error).toMatchObject({ code: 'timeout', retry: 'later', outcome: 'unknown' })
  })

  it('an aborted page that was asked for is finished, returned and booked', async () => {
    await using service = await localService(
      (_, response) => void setTimeout(() => json(response, 200, { value: [row] }), 100),
    )
    const abort = new AbortController()
    const meter = countingMeter()
    const pending = graphAt(service, { meter }).exportPage(firstPage, abort.signal)
    setTimeout(() => abort.abort(new Error('shutting down')), 30)
    expect((await pending).rows).toEqual([row])
    expect(meter).toMatchObject({ charged: 1, open: 0 })
  })

  it('any other aborted call rejects with the reason of its signal', async () => {
    await using service = await localService(() => undefined)
    const abort = new AbortController()
    const pending = graphAt(service).organization(abort.signal)
    setTimeout(() => abort.abort(new Error('shutting down')), 30)
    await expect(pending).rejects.toThrow('shutting down')
  })

  it('never repeats a token, even when the service does', async () => {
    const token = `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(40)}`
    await using service = await localService((request, response) =>
      json(response, 403, { error: { code: 'Forbidden', message: `no: ${request.headers.authorization}` } }),
    )
    const tokens = { ...countedTokens(), token: async () => token }
    const error = await failureOf(graphAt(service, { tokens }).exportPage(firstPage))
    expect(JSON.stringify(error) + error.message + error.stack).not.toContain('aaaa')
  })
})

describe('the directory', () => {
  it('lists people page by page', async () => {
    await using service = await localService((request, response) => {
      const next = `https://${request.headers.host}/v1.0/users?$skiptoken=2`
      const person = {
        id: request.url?.includes('skiptoken') ? 'bo' : 'ada',
        displayName: null,
        userPrincipalName: 'x@contoso.com',
      }
      json(response, 200, {
        value: [person],
        ...(request.url?.includes('skiptoken') ? {} : { '@odata.nextLink': next }),
      })
    })
    const pages = await collect(graphAt(service).users())
    expect(pages.flat().map((user) => user.id)).toEqual(['ada', 'bo'])
    expect(pages[0]?.[0]).toEqual({
      id: 'ada',
      displayName: 'x@contoso.com',
      userPrincipalName: 'x@contoso.com',
      mail: null,
      enabled: true,
      userType: 'Member',
    })
    expect(service.requests[0]?.path).toBe(
      '/v1.0/users?$select=id,displayName,userPrincipalName,mail,accountEnabled,userType&$top=999',
    )
  })

  it('finds a person by mail when the address is not a principal name', async () => {
    await using service = await localService((request, response) =>
      request.url?.startsWith('/v1.0/users?')
        ? json(response, 200, {
            value: [{ id: 'ada', mail: 'ada@contoso.com', accountEnabled: false, userType: 'Guest' }],
          })
        : json(response, 404, { error: { code: 'Request_ResourceNotFound' } }),
    )
    expect(await graphAt(service).findUser('ada#x@contoso.com')).toMatchObject({
      id: 'ada',
      enabled: false,
      userType: 'Guest',
    })
    expect(service.requests[0]?.path).toContain('/users/ada%23x%40contoso.com?')
    expect(decodeURIComponent(service.requests[1]?.path ?? '')).toContain(
      "$filter=mail eq 'ada#x@contoso.com'",
    )
  })

  it('knows no one by an id that does not exist', async () => {
    await using service = await localService((_, response) =>
      json(response, 404, { error: { code: 'Request_ResourceNotFound' } }),
    )
    expect(await graphAt(service).findUser('11111111-1111-1111-1111-111111111111')).toBeUndefined()
    expect(service.requests).toHaveLength(1)
  })

  it('reads all members of a chat where 25 came, and says why when it may not', async () => {
    const members = Array.from({ length: 25 }, (_, index) => ({
      id: `m${index}`,
      userId: `u${index}`,
      displayName: 'x',
    }))
    const chats = ['19:big@thread.v2', '19:foreign@thread.v2', '19:small@thread.v2'].map((id) => ({
      id,
      chatType: 'group',
      topic: null,
      createdDateTime: '2026-01-03T19:41:07.054Z',
      members: id.includes('small') ? members.slice(0, 2) : members,
    }))
    await using service = await localService((request, response) => {
      if (request.url?.includes('big'))
        return json(response, 200, { value: [...members, { id: 'm25', displayName: null }] })
      if (request.url?.includes('foreign')) return json(response, 403, { error: { code: 'Forbidden' } })
      return json(response, 200, { value: chats })
    })
    const [page = []] = await collect(graphAt(service).chatsOf('ada'))
    expect(page.map((chat) => [chat.members.length, chat.membersUnread?.code])).toEqual([
      [26, undefined],
      [25, 'Forbidden'],
      [2, undefined],
    ])
    expect(service.requests.map((request) => request.path)).toContain(
      '/v1.0/chats/19%3Abig%40thread.v2/members',
    )
  })

  it('stops when a list gives the same link twice', async () => {
    await using service = await localService((request, response) =>
      json(response, 200, {
        value: [{ id: 'a' }],
        '@odata.nextLink': `https://${request.headers.host}/v1.0/groups/g?$skiptoken=1`,
      }),
    )
    expect(await failureOf(graphAt(service).groupMemberIds('g'))).toMatchObject({ code: 'list-loop' })
  })
})

it('hosted content comes as bytes with its kind', async () => {
  await using service = await localService((_, response) => {
    response.writeHead(200, { 'content-type': 'image/png' })
    response.end(Buffer.from([1, 2, 3]))
  })
  const content = await graphAt(service).hostedContent('19:a@thread.v2', '17', 'aWQ9')
  expect(content.contentType).toBe('image/png')
  expect([...content.bytes]).toEqual([1, 2, 3])
  expect(service.requests[0]?.path).toBe(
    '/v1.0/chats/19%3Aa%40thread.v2/messages/17/hostedContents/aWQ9/$value',
  )
})
