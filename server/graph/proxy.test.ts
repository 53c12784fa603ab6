/** The way out through a proxy: a real one on this machine that counts what it is asked for. */
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, request as forward } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../sandbox/index.ts'
import { openAzureObjectStore } from '../archive/azure-object-store.ts'
import { startAzurite } from '../testing/azurite.ts'
import { placeEmbeddedCopy } from '../testing/embedded-template.ts'
import { startProduct } from '../testing/product.ts'
import { createTempDir } from '../testing/temp-dir.ts'
import { connections, exchangeOver, type WayOut } from './wire/exchange.ts'

const PASSWORD = 'Hunter2-proxy'
const ALLOWED = `Basic ${Buffer.from(`mia:${PASSWORD}`).toString('base64')}`

/** `tunnels`: hosts of CONNECT; `forwarded`: plain addresses. Refuses with 407 who has no password. */
async function startProxy() {
  const tunnels: string[] = []
  const forwarded: string[] = []
  const open = new Set<Socket>()
  let most = 0
  const server = createServer((request, response) => {
    forwarded.push(request.url ?? '')
    const { 'proxy-authorization': _, ...headers } = request.headers
    const ask = forward(request.url ?? '', { method: request.method ?? 'GET', headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    request.pipe(ask)
  })
  server.on('connect', (request, client: Socket) => {
    if (request.headers['proxy-authorization'] !== ALLOWED)
      return client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    tunnels.push(request.url ?? '')
    const [host = '', port] = (request.url ?? '').split(':')
    const target = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      target.pipe(client).pipe(target)
    })
    open.add(client)
    most = Math.max(most, open.size)
    client.on('close', () => open.delete(client)).on('error', () => target.destroy())
    target.on('error', () => client.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    tunnels,
    forwarded,
    mostAtOnce: () => most,
    url: `http://mia:${PASSWORD}@127.0.0.1:${port}`,
    barred: `http://127.0.0.1:${port}`,
    async close() {
      server.close()
      server.closeAllConnections()
      for (const socket of open) socket.destroy()
    },
  }
}

let sandbox: Sandbox
let proxy: Awaited<ReturnType<typeof startProxy>>
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, users: 2, messages: 10 })
  proxy = await startProxy()
})
afterAll(() => Promise.all([sandbox.close(), proxy.close()]))
beforeEach(() => {
  proxy.tunnels.length = 0
  proxy.forwarded.length = 0
})

async function ask(way: WayOut | undefined, times = 1): Promise<number[]> {
  const pool = connections({ ca: await readFile(sandbox.caFile, 'utf8'), proxy: way })
  const exchange = exchangeOver(pool)
  const url = `${sandbox.url}/common/discovery/v2.0/keys`
  const limits = { timeoutMs: 10_000, maxBytes: 1024 * 1024 }
  try {
    const answers = Array.from({ length: times }, () => exchange({ url, headers: {}, ...limits }))
    return (await Promise.all(answers)).map(({ status }) => status)
  } finally {
    await pool.destroy()
  }
}

describe('requests to Microsoft 365', () => {
  it('go through the proxy, on no more connections than without one', async () => {
    expect(new Set(await ask({ https: proxy.url, noProxy: '' }, 200))).toEqual(new Set([200]))
    expect(new Set(proxy.tunnels)).toEqual(new Set([new URL(sandbox.url).host]))
    expect(proxy.tunnels.length).toBeLessThanOrEqual(64)
    expect(proxy.mostAtOnce()).toBeLessThanOrEqual(64)
  })

  it('go through the proxy for http addresses where no other is named', async () => {
    expect(await ask({ http: proxy.url, noProxy: '' })).toEqual([200])
    expect(proxy.tunnels).toHaveLength(1)
  })

  it.each(['localhost', '.localhost', 'a.test,localhost'])(
    'go straight where NO_PROXY is %s',
    async (noProxy) => {
      expect(await ask({ https: proxy.url, noProxy })).toEqual([200])
      expect(proxy.tunnels).toEqual([])
    },
  )

  it('go straight where no proxy is set', async () => {
    expect(await ask(undefined)).toEqual([200])
    expect(proxy.tunnels).toEqual([])
  })

  it('were never sent when the proxy refuses, which is told without its password', async () => {
    const refused = ask({ https: proxy.barred, noProxy: '' })
    await expect(refused).rejects.toMatchObject({ fault: 'unreachable', outcome: 'refused' })
    await expect(refused).rejects.toThrow('the proxy answered 407')
    const gone = ask({ https: `http://mia:${PASSWORD}@127.0.0.1:9`, noProxy: '' })
    await expect(gone).rejects.toMatchObject({ fault: 'unreachable', outcome: 'refused' })
    await expect(gone).rejects.not.toThrow(PASSWORD)
  })
})

it('the whole product goes through the proxy: sign-in keys, Entra and Graph', async () => {
  const dir = await createTempDir()
  await placeEmbeddedCopy(dir.path)
  const log: string[] = []
  const product = await startProduct(sandbox, {
    port: 0,
    dataDir: dir.path,
    quiet: true,
    env: {
      https_proxy: proxy.url,
      NO_PROXY: '',
      no_proxy: '',
      SIGNIN_JWKS_URL: sandbox.signIn.jwksUrl.replace(sandbox.httpUrl, sandbox.url),
    },
  })
  try {
    const call = async (method: string, path: string, body?: unknown) => {
      const response = await fetch(product.url + path, {
        method,
        headers: {
          authorization: `Bearer ${sandbox.operatorToken('Mia')}`,
          'content-type': 'application/json',
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      log.push(await response.text())
      return response.status
    }
    expect(await call('GET', '/api/me')).toBe(200)
    expect(proxy.tunnels).toHaveLength(1)
    const credential = {
      applicationId: sandbox.app.clientId,
      clientSecret: sandbox.app.clientSecret,
      testMailbox: sandbox.operators[0]?.person.userPrincipalName,
    }
    expect(await call('POST', '/api/connection/test', credential)).toBe(200)
    expect(JSON.parse(log.at(-1) ?? '')).toMatchObject({ ok: true })
    expect(proxy.tunnels.length).toBeGreaterThan(1)
    expect(log.join()).not.toContain(PASSWORD)
  } finally {
    await product.stop()
    await dir.remove()
  }
})

it('Azure’s SDK finds the same proxy in the environment', async () => {
  const azurite = await startAzurite()
  try {
    process.env.HTTP_PROXY = proxy.url
    const store = await openAzureObjectStore('vault-proxied', { connectionString: azurite.connectionString })
    await store.put('a/b', Buffer.from('bytes'))
    expect(proxy.forwarded.length).toBeGreaterThan(0)
  } finally {
    delete process.env.HTTP_PROXY
    await azurite.stop()
  }
})
