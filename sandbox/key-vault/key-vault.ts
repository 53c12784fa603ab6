/**
 * An Azure Key Vault with keys that wrap and unwrap, at its own name, https://contoso.vault.azure.net: reached through a proxy
 * of this machine, over TLS, with a managed identity, so that a client needs nothing but its environment.
 * Learn: "Key Vault REST API, Get Key, Wrap Key, Unwrap Key", "Authentication, requests and responses",
 * "How to use managed identities for App Service" (REST endpoint reference).
 */
import {
  constants,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  randomUUID,
} from 'node:crypto'
import { once } from 'node:events'
import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { issueFor } from '../certificates/authority.ts'

const HOST = 'contoso.vault.azure.net'
const RESOURCE = 'https://vault.azure.net'

export type KeyVault = {
  /** Of the key with that name, without a version: `https://contoso.vault.azure.net/keys/NAME`. */
  keyUrl(name: string): string
  /** The key is created with its first version. Answers the version. */
  addVersion(name: string): string
  /** Without it, whoever has the identity isn't allowed to use keys. */
  setAllowed(allowed: boolean): void
  /** Whether the vault can be reached at all. */
  setReachable(reachable: boolean): void
  /** `wrapkey`, `unwrapkey`, … in the order they were asked for. */
  readonly operations: readonly string[]
  /** What a process on a machine with that identity has in its environment. */
  readonly environment: Readonly<Record<string, string>>
  close(): Promise<void>
}

type Pair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject }
type Reply = { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> }

/** `caFile`: the authority of a sandbox, which clients trust by NODE_EXTRA_CA_CERTS. */
export async function startKeyVault(caFile: string): Promise<KeyVault> {
  const keys = new Map<string, Map<string, Pair>>()
  const tokens = new Set<string>()
  const operations: string[] = []
  const identityHeader = randomUUID()
  let isAllowed = true
  let isReachable = true

  function reply(request: IncomingMessage, body: string): Reply {
    const url = new URL(request.url ?? '/', `https://${HOST}`)
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (token === undefined || !tokens.has(token)) return unauthorized
    if (!url.searchParams.has('api-version'))
      return failure(400, 'BadParameter', 'api-version must be specified')
    const [, area, name = '', version = '', operation = ''] = url.pathname.split('/')
    const versions = area === 'keys' ? keys.get(name) : undefined
    const used = version === '' ? [...(versions?.keys() ?? [])].at(-1) : version
    const pair = versions?.get(used ?? '')
    operations.push(operation || 'get')
    if (!isAllowed)
      return failure(403, 'Forbidden', 'Caller is not authorized to perform action on resource.')
    if (pair === undefined)
      return failure(404, 'KeyNotFound', `A key with (name/id) ${name} was not found in this key vault.`)
    const kid = `https://${HOST}/keys/${name}/${used}`
    if (operation === '') return { status: 200, body: keyBundle(kid, pair) }
    return perform(operation, kid, pair, JSON.parse(body) as { alg: string; value: string })
  }

  function identity(request: IncomingMessage): Reply {
    const url = new URL(request.url ?? '/', 'http://identity')
    if (request.headers['x-identity-header'] !== identityHeader)
      return failure(401, 'Unauthorized', 'The header is missing')
    if (url.searchParams.get('resource') !== RESOURCE)
      return failure(400, 'InvalidResource', 'Another resource was expected')
    const token = randomUUID()
    tokens.add(token)
    const expires_on = String(Math.floor(Date.now() / 1000) + 3600)
    return {
      status: 200,
      body: { access_token: token, expires_on, resource: RESOURCE, token_type: 'Bearer' },
    }
  }

  const vault = createServer(await issueFor(caFile, [HOST]), answering(reply))
  const front = createPlainServer(answering(identity))
  const sockets = new Set<Socket>()
  front.on('connect', (request, socket: Socket) => {
    sockets.add(socket.on('error', () => socket.destroy()))
    socket.once('close', () => sockets.delete(socket))
    if (request.url !== `${HOST}:443` || !isReachable) return socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    vault.emit('connection', socket)
  })
  front.listen(0, '127.0.0.1')
  await once(front, 'listening')
  const address = `http://127.0.0.1:${(front.address() as AddressInfo).port}`

  return {
    keyUrl: (name) => `https://${HOST}/keys/${name}`,
    addVersion(name) {
      const version = randomUUID().replaceAll('-', '')
      const versions = keys.get(name) ?? new Map<string, Pair>()
      keys.set(name, versions.set(version, generateKeyPairSync('rsa', { modulusLength: 2048 })))
      return version
    },
    setAllowed: (allowed) => {
      isAllowed = allowed
    },
    setReachable: (reachable) => {
      isReachable = reachable
      if (!reachable) for (const socket of sockets) socket.destroy()
    },
    operations,
    environment: {
      HTTPS_PROXY: address,
      NO_PROXY: 'localhost,127.0.0.1',
      IDENTITY_ENDPOINT: `${address}/msi/token`,
      IDENTITY_HEADER: identityHeader,
      NODE_EXTRA_CA_CERTS: caFile,
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      const closed = once(front.close(), 'close')
      front.closeAllConnections()
      await closed
    },
  }
}

function answering(reply: (request: IncomingMessage, body: string) => Reply) {
  return async (request: IncomingMessage, response: ServerResponse) => {
    const { status, body, headers } = reply(request, await text(request))
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
}

function failure(status: number, code: string, message: string): Reply {
  return { status, body: { error: { code, message } } }
}

const unauthorized: Reply = {
  ...failure(401, 'Unauthorized', 'AKV10000: Request is missing a Bearer or PoP token.'),
  headers: {
    'www-authenticate': `Bearer authorization="https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47", resource="${RESOURCE}"`,
  },
}

function keyBundle(kid: string, { publicKey }: Pair) {
  const key = { kid, key_ops: ['wrapKey', 'unwrapKey'], ...publicKey.export({ format: 'jwk' }) }
  return { key, attributes: { enabled: true, exportable: false, recoveryLevel: 'Recoverable' } }
}

const OAEP = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }

function perform(
  operation: string,
  kid: string,
  pair: Pair,
  { alg, value }: { alg: string; value: string },
): Reply {
  const bytes = Buffer.from(value, 'base64url')
  if (alg !== 'RSA-OAEP-256') return failure(400, 'BadParameter', 'The algorithm isn’t supported by this key')
  try {
    const result =
      operation === 'wrapkey'
        ? publicEncrypt({ key: pair.publicKey, ...OAEP }, bytes)
        : privateDecrypt({ key: pair.privateKey, ...OAEP }, bytes)
    return { status: 200, body: { kid, value: result.toString('base64url') } }
  } catch {
    return failure(400, 'BadParameter', 'The parameter is incorrect.')
  }
}
