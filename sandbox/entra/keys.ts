import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** Tenants of this process and their keys: a tenant started again keeps its key, two tenants never share one. */
const known = new Map<string, ReturnType<typeof generate>>()

/** The tenant's token signing key, and a stranger's for tokens that must be refused. */
export class SigningKeys {
  readonly #own: ReturnType<typeof generate>
  #stranger: ReturnType<typeof generate> | undefined

  constructor(tenantId: string) {
    this.#own = known.get(tenantId) ?? generate()
    known.set(tenantId, this.#own)
  }

  /** A compact RS256 JWT. With `stranger`, the header names our key but another one signed. */
  sign(payload: object, by: 'own' | 'stranger' | 'nobody' = 'own'): string {
    const header = {
      typ: 'JWT',
      alg: by === 'nobody' ? 'none' : 'RS256',
      kid: this.#own.kid,
      x5t: this.#own.kid,
    }
    const text = `${encode(header)}.${encode(payload)}`
    if (by === 'nobody') return `${text}.`
    if (by === 'stranger') this.#stranger ??= generate()
    const { key } = (by === 'stranger' ? this.#stranger : undefined) ?? this.#own
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
  }

  publicKey(): KeyObject {
    return createPublicKey(this.#own.key)
  }

  /** JSON Web Key Set as Entra publishes it (Learn: Access tokens in the Microsoft identity platform). */
  jwks(): object {
    const jwk = createPublicKey(this.#own.key).export({ format: 'jwk' })
    return { keys: [{ ...jwk, use: 'sig', alg: 'RS256', kid: this.#own.kid, x5t: this.#own.kid }] }
  }
}

function generate(): { key: KeyObject; kid: string } {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const modulus = createPublicKey(privateKey).export({ format: 'jwk' }).n ?? ''
  return {
    key: createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    kid: modulus.slice(0, 27),
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** Reads a JWT's payload without checking anything; undefined when it is no JWT. */
export function peek(token: string): Record<string, unknown> | undefined {
  try {
    const [, payload = ''] = token.split('.')
    const value: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
