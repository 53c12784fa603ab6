/** A sign-in service on this machine: a key set by HTTP, and tokens as Entra makes them, bent on request. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

export const TENANT = '11111111-2222-4333-8444-555555555555'
export const OTHER_TENANT = '99999999-2222-4333-8444-555555555555'
export const CLIENT_ID = '0f3e1c52-5b1d-4a7e-9a55-3f2d1c0b9a88'
export const OPERATOR_ID = 'aaaaaaaa-2222-4333-8444-555555555555'

export type Bend = {
  readonly kid?: string
  /** Signed by a key that is not in the set. */
  readonly otherKey?: boolean
}

export type Issuer = {
  /** With the `{tid}` hole. */
  readonly template: string
  readonly jwksUrl: string
  /** A valid token of a Vault.Admin, with claims replaced; undefined removes one. */
  token(claims?: Record<string, unknown>, bend?: Bend): Promise<string>
  close(): Promise<void>
}

export async function startIssuer(): Promise<Issuer> {
  const [own, other] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
  const keys = [{ ...(await exportJWK(own.publicKey)), kid: 'key-1', use: 'sig', alg: 'RS256' }]
  const server = createServer((_request, response) => response.end(JSON.stringify({ keys })))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    template: `${root}/{tid}/v2.0`,
    jwksUrl: `${root}/keys`,
    token: (claims = {}, { kid = 'key-1', otherKey = false } = {}) =>
      new SignJWT(claimsOf(root, claims))
        .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
        .sign(otherKey ? other.privateKey : own.privateKey),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Shape of a v2 access token (facts/graph.md section 8). */
function claimsOf(root: string, claims: Record<string, unknown>): JWTPayload {
  const now = Math.floor(Date.now() / 1000)
  const tid = claims.tid ?? TENANT
  const all = {
    aud: CLIENT_ID,
    iss: `${root}/${tid}/v2.0`,
    iat: now,
    nbf: now,
    exp: now + 3600,
    ver: '2.0',
    tid: TENANT,
    oid: OPERATOR_ID,
    name: 'Mia Berg',
    scp: 'access_as_user',
    roles: ['Vault.Admin'],
    ...claims,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}
