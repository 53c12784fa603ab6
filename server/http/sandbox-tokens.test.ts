import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox, type TokenFlaw } from '../../sandbox/index.ts'
import { openDoor, type TestDoor } from './testing/door.ts'

let sandbox: Sandbox
let door: TestDoor
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, users: 5, messages: 50 })
  const { signIn, tenantId, httpUrl } = sandbox
  door = await openDoor({
    env: {
      TAB_CLIENT_ID: signIn.clientId,
      SIGNIN_ISSUER: signIn.issuer.replace(tenantId, '{tid}'),
      SIGNIN_JWKS_URL: `${httpUrl}/common/discovery/v2.0/keys`,
      ALLOWED_TENANTS: tenantId,
    },
  })
})
afterAll(async () => {
  await door?.close()
  await sandbox?.close()
})

describe('tokens as Entra makes them', () => {
  it('let each operator of the tenant in, with the roles they have', async () => {
    const rolesOf = async (who: string) => {
      const response = await door.ask('/api/me', { as: sandbox.operatorToken(who) })
      return ((await response.json()) as { roles?: string[] }).roles
    }
    expect(await rolesOf('Mia')).toContain('admin')
    expect(await rolesOf('Jonas')).toEqual(['operator'])
    expect(await rolesOf('Aisha')).toEqual(['reviewer'])
    expect(await rolesOf('David')).toEqual(['auditor'])
    expect(await rolesOf('Lea')).toBeUndefined()
  })

  const refusals: Record<TokenFlaw, number> = {
    expired: 401,
    'not-yet': 401,
    audience: 401,
    issuer: 401,
    tenant: 403,
    key: 401,
    unsigned: 401,
    scope: 403,
  }

  it.each(Object.entries(refusals))('are refused with the flaw %s by %i', async (bad, status) => {
    const token = sandbox.operatorToken('Mia', { bad: bad as TokenFlaw })
    expect((await door.ask('/api/me', { as: token })).status).toBe(status)
  })
})

it('carry the authentication context their sign-in met, which is what a strict server asks for', async () => {
  const { signIn, tenantId, httpUrl } = sandbox
  const strict = await openDoor({
    env: {
      TAB_CLIENT_ID: signIn.clientId,
      SIGNIN_ISSUER: signIn.issuer.replace(tenantId, '{tid}'),
      SIGNIN_JWKS_URL: `${httpUrl}/common/discovery/v2.0/keys`,
      SIGNIN_AUTH_CONTEXT: 'c1',
    },
  })
  try {
    const statusOf = async (claims: Record<string, unknown>) =>
      (await strict.ask('/api/me', { as: sandbox.operatorToken('Mia', { claims }) })).status
    expect([await statusOf({}), await statusOf({ acrs: ['c2'] }), await statusOf({ acrs: ['c1'] })]).toEqual([
      ...[401, 401, 200],
    ])
  } finally {
    await strict.close()
  }
})
