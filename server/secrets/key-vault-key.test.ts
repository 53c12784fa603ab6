import { constants, generateKeyPairSync, type KeyObject, privateDecrypt, publicEncrypt } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openKeyVaultKey } from './key-vault-key.ts'
import { envelopeSealer } from './sealer.ts'

/** Key Vault at the wire: challenge, key, wrapkey, unwrapkey (Learn: Key Vault REST API 7.x). */
const versions = new Map<string, { publicKey: KeyObject; privateKey: KeyObject }>()
let newest = ''
let allowed = true
let server: Server
let url = ''

function addVersion(version: string): void {
  versions.set(version, generateKeyPairSync('rsa', { modulusLength: 2048 }))
  newest = version
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  const body = await text(request)
  if (request.headers.authorization !== 'Bearer token-of-the-machine') {
    const challenge = 'Bearer authorization="https://login.example/tid", resource="https://vault.azure.net"'
    return void send(401, { error: { code: 'Unauthorized' } }, { 'www-authenticate': challenge })
  }
  if (!allowed) return void send(403, { error: { code: 'Forbidden', message: 'not allowed' } })
  const [, version = '', operation = ''] =
    /\/keys\/master\/?([^/?]*)\/?([a-z]*)/.exec(request.url ?? '') ?? []
  const used = version === '' ? newest : version
  const keys = versions.get(used)
  if (keys === undefined) return void send(404, { error: { code: 'KeyNotFound' } })
  const kid = `${url}/${used}`
  if (operation === '')
    return void send(200, { key: { kid, kty: 'RSA', ...keys.publicKey.export({ format: 'jwk' }) } })
  try {
    send(200, { kid, value: wrapOrUnwrap(operation, keys, JSON.parse(body).value) })
  } catch {
    send(400, { error: { code: 'BadParameter' } })
  }
}

function wrapOrUnwrap(
  operation: string,
  keys: { publicKey: KeyObject; privateKey: KeyObject },
  value: string,
): string {
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
  const bytes = Buffer.from(value, 'base64url')
  if (operation === 'wrapkey')
    return publicEncrypt({ key: keys.publicKey, ...padding }, bytes).toString('base64url')
  return privateDecrypt({ key: keys.privateKey, ...padding }, bytes).toString('base64url')
}

beforeAll(async () => {
  addVersion('0001')
  server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/keys/master`
})
afterAll(() => server.close())

function open(of = url) {
  const credential = {
    getToken: async () => ({ token: 'token-of-the-machine', expiresOnTimestamp: Date.now() + 3_600_000 }),
  }
  const client = {
    allowInsecureConnection: true,
    disableChallengeResourceVerification: true,
    retryOptions: { maxRetries: 0 },
  }
  return openKeyVaultKey({ url: of, credential, client })
}

describe('a master key in Key Vault', () => {
  it('seals and opens boxes without the key leaving the vault', async () => {
    const sealer = envelopeSealer(await open())
    const box = await sealer.seal('tenant', Buffer.from('secret'))
    expect(await sealer.open('tenant', box)).toEqual(Buffer.from('secret'))
  })

  it('still opens what an older version sealed, after the key was replaced', async () => {
    const before = await open()
    const box = await envelopeSealer(before).seal('tenant', Buffer.from('secret'))
    addVersion('0002')
    const after = await open()
    expect(after.id).toBe(before.id)
    expect(await envelopeSealer(after).open('tenant', box)).toEqual(Buffer.from('secret'))
    expect(Buffer.from(await after.wrap(Buffer.alloc(32))).toString('latin1', 1, 5)).toBe('0002')
  })

  it('tells a flipped bit from a vault that does not answer', async () => {
    const sealer = envelopeSealer(await open())
    const box = Buffer.from(await sealer.seal('tenant', Buffer.from('secret')))
    box[200] = (box[200] ?? 0) ^ 1
    await expect(sealer.open('tenant', box)).rejects.toMatchObject({ code: 'seal-broken' })
  })

  it('names the role that is missing when the vault forbids', async () => {
    allowed = false
    const opening = open()
    await expect(opening).rejects.toMatchObject({ code: 'key-vault', retry: 'later' })
    await expect(opening).rejects.toMatchObject({ hint: expect.stringContaining('Key Vault Crypto User') })
    allowed = true
  })

  it('refuses a URL that names no key', async () => {
    await expect(open('https://vault.vault.azure.net/secrets/x')).rejects.toMatchObject({ code: 'key-url' })
  })
})
