import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Agent, fetch as fetchOver } from 'undici'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../sandbox/index.ts'
import { readConfig } from '../../server/config.ts'
import { createSignIn } from '../../server/http/authenticate.ts'
import { signInConfigOf } from '../../server/http/sign-in-config.ts'
import { readRegistrationSettings } from '../settings.ts'
import { openDirectory } from './directory.ts'
import { registerSignInApp } from './register-app.ts'

const PUBLIC_URL = 'https://chatvault.contoso.com'
const SCOPES = ['Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All', 'User.Read']

let sandbox: Sandbox
let agent: Agent
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, users: 5, messages: 0 })
  agent = new Agent({ connect: { ca: await readFile(sandbox.caFile, 'utf8') } })
})
afterAll(async () => {
  await agent.close()
  await sandbox.close()
})

function over(url: string, init: object = {}) {
  return fetchOver(url, { redirect: 'manual', ...init, dispatcher: agent })
}

async function registered(): Promise<{ clientId: string; tenantId: string }> {
  const directory = openDirectory({
    graphUrl: sandbox.url,
    token: sandbox.delegatedToken('Mia', SCOPES),
    fetch: over as unknown as typeof fetch, // undici's own types of the same shape
    sleep: async () => undefined,
  })
  const options = { assignAdmin: false, multiTenant: false, localhostPort: undefined }
  const talk = { say: () => undefined, agree: async () => true }
  const app = await registerSignInApp(readRegistrationSettings({ PUBLIC_URL }), options, directory, talk)
  if (!app?.tenantId) throw new Error('not registered')
  return { clientId: app.clientId, tenantId: app.tenantId }
}

/** What the tab does in a plain browser with `/config.json`: authorization code with PKCE. */
async function tokenOf(who: string, config: ReturnType<typeof signInConfigOf>): Promise<string> {
  const root = `${sandbox.url}${new URL(config.authority).pathname}/oauth2/v2.0`
  const verifier = randomBytes(32).toString('base64url')
  const redirect_uri = PUBLIC_URL + config.redirectPath
  const common = { client_id: config.clientId, redirect_uri, scope: `openid ${config.scopes[0]}` }
  const query = new URLSearchParams({
    ...common,
    response_type: 'code',
    login_hint: who,
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  })
  const page = await over(`${root}/authorize?${query}`)
  const answer = new URLSearchParams(new URL(page.headers.get('location') ?? '').hash.slice(1))
  const form = {
    ...common,
    grant_type: 'authorization_code',
    code: answer.get('code') ?? '',
    code_verifier: verifier,
  }
  const token = await over(`${root}/token`, { method: 'POST', body: new URLSearchParams(form) })
  return ((await token.json()) as { access_token: string }).access_token
}

it('the server lets people in by the app that was registered, with what it printed as the only settings', async () => {
  const { clientId, tenantId } = await registered()
  const config = readConfig({
    PUBLIC_URL,
    TAB_CLIENT_ID: clientId,
    ALLOWED_TENANTS: tenantId,
    LOGIN_URL: sandbox.url,
    SIGNIN_JWKS_URL: sandbox.signIn.jwksUrl,
  })
  const signIn = createSignIn({
    settings: config.signIn,
    knownTenant: async () => true,
    admitTenant: async () => undefined,
    clock: { now: () => new Date() },
  } as unknown as Parameters<typeof createSignIn>[0]) // a clock has more; only `now` is asked here
  const enter = async (who: string) =>
    signIn.authenticate(`Bearer ${await tokenOf(who, signInConfigOf(config))}`)

  // Mia is a Global Administrator: `wids` are in the token because the registration asks for them.
  expect(await enter('Mia')).toMatchObject({ name: 'Mia Berg', tenantId, roles: ['admin'] })
  expect(await enter('Lea')).toMatchObject({ name: 'Lea Novak', roles: [] })
})
