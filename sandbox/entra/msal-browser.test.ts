import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { findHeadlessBrowser } from '../teams/browser.ts'
import { startSmall } from '../testing.ts'

const executablePath = findHeadlessBrowser()
const MSAL = join(
  dirname(createRequire(import.meta.url).resolve('@azure/msal-browser')),
  'msal-browser.min.js',
)
const BRIDGE = join(dirname(MSAL), 'redirect-bridge', 'msal-redirect-bridge.min.js')
const GRAPH_CLIENT = join(
  dirname(createRequire(import.meta.url).resolve('@microsoft/microsoft-graph-client')),
  '..',
  'graph-js-sdk.js',
)
const here = executablePath !== undefined && existsSync(MSAL)

let sandbox: Sandbox
let app: Server
let browser: Browser

beforeAll(async () => {
  if (!here) return
  sandbox = await startSmall({ messages: 50 })
  app = createServer((request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?')
    const library = LIBRARIES[path]
    response.setHeader('content-type', library ? 'text/javascript' : 'text/html')
    response.end(library ? readFileSync(library) : (PAGES[path] ?? page)())
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] })
})
afterAll(async () => {
  await browser?.close()
  app?.close()
  await sandbox?.close()
})

const LIBRARIES: Readonly<Record<string, string>> = {
  '/msal.js': MSAL,
  '/bridge.js': BRIDGE,
  '/graph.js': GRAPH_CLIENT,
}
const PAGES: Readonly<Record<string, () => string>> = { '/bridge': bridgePage, '/setup': setupPage }

/** MSAL insists on an https authority; its endpoints may be given beside it, and those are plain http here. */
function authSettings(): object {
  const { clientId, issuer, authorizeUrl, tokenUrl, logoutUrl, jwksUrl } = sandbox.signIn
  const authorityMetadata = JSON.stringify({
    issuer,
    authorization_endpoint: authorizeUrl,
    token_endpoint: tokenUrl,
    end_session_endpoint: logoutUrl,
    jwks_uri: jwksUrl,
  })
  return {
    clientId,
    authority: `${sandbox.url}/${sandbox.tenantId}`,
    knownAuthorities: [new URL(sandbox.url).host],
    authorityMetadata,
  }
}

function page(): string {
  const { scope } = sandbox.signIn
  return `<!doctype html><script src="/msal.js"></script><output></output><script>
    (async () => {
      const app = new msal.PublicClientApplication({ auth: ${JSON.stringify(authSettings())} })
      await app.initialize()
      const scopes = ['${scope}']
      const back = await app.handleRedirectPromise()
      if (!back) return app.loginRedirect({ scopes, redirectUri: location.origin + '/' })
      const fresh = await app.acquireTokenSilent({ scopes, account: back.account, forceRefresh: true })
      document.querySelector('output').textContent = JSON.stringify([back.account.name, fresh.fromCache])
    })().catch((error) => { document.querySelector('output').textContent = String(error) })
  </script>`
}

function bridgePage(): string {
  return `<!doctype html><script src="/bridge.js"></script><script>
    msalRedirectBridge.broadcastResponseToMainFrame()
  </script>`
}

/** What a tab does that sets an app up: a token by a window, Graph by its client, Azure by fetch. */
function setupPage(): string {
  return `<!doctype html><script src="/msal.js"></script><script src="/graph.js"></script><script>
    const app = new msal.PublicClientApplication({
      auth: { ...${JSON.stringify(authSettings())}, redirectUri: location.origin + '/bridge' },
      cache: { cacheLocation: 'memoryStorage' },
    })
    const ready = app.initialize()
    let account
    window.ask = async (scopes, loginHint) => {
      await ready
      const answer = await app.acquireTokenPopup({ scopes, loginHint }).catch((error) => error)
      account = answer.account ?? account
      return answer.accessToken ? 'token' : answer.errorCode + ' ' + answer.errorMessage
    }
    window.silently = async (scopes) => {
      const answer = await app.acquireTokenSilent({ scopes, account, forceRefresh: true }).catch((error) => error)
      return answer.accessToken ? 'token' : answer.name
    }
    window.graph = async (scopes) => {
      const { accessToken } = await app.acquireTokenSilent({ scopes, account })
      // The client's own authentication sends tokens to https addresses only.
      return MicrosoftGraph.Client.initWithMiddleware({
        baseUrl: '${sandbox.httpUrl}/',
        authProvider: { getAccessToken: async () => accessToken },
        fetchOptions: { headers: { authorization: 'Bearer ' + accessToken } },
      })
    }
    window.azure = async (path) => {
      const scopes = ['https://management.azure.com/user_impersonation']
      const { accessToken } = await app.acquireTokenSilent({ scopes, account })
      const headers = { authorization: 'Bearer ' + accessToken, 'content-type': 'application/json' }
      const answer = await fetch('${sandbox.httpUrl}' + path, { headers })
      return answer.json()
    }
  </script>`
}

/** The functions of the page above. */
declare global {
  interface Window {
    ask(scopes: string[], loginHint?: string): Promise<string>
    silently(scopes: string[]): Promise<string>
    graph(scopes: string[]): Promise<{ api(path: string): GraphRequest }>
    azure(path: string): Promise<{ value: { displayName: string }[] }>
  }
}
interface GraphRequest {
  get(): Promise<Record<string, unknown>>
  post(body: object): Promise<Record<string, unknown>>
  delete(): Promise<unknown>
}

async function openSetup(): Promise<Page> {
  sandbox.control.expireConsent()
  const context = await browser.newContext()
  const tab = await context.newPage()
  await tab.goto(`http://localhost:${(app.address() as AddressInfo).port}/setup`)
  return tab
}

/** Asks by a window, and presses there. */
async function askFor(tab: Page, scopes: string[], button: string, hint = 'mia.berg@contoso.com') {
  const popup = tab.waitForEvent('popup')
  const answer = tab.evaluate(([asked, who]) => window.ask(asked, who), [scopes, hint] as const)
  await (await popup).getByRole('button', { name: button }).click()
  return answer
}

const SETUP = ['Application.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All', 'User.Read'].map(
  (name) => `https://graph.microsoft.com/${name}`,
)
const AZURE = ['https://management.azure.com/user_impersonation']

test.skipIf(!here)('a window asks for more rights, and Graph and Azure answer the page', async () => {
  const tab = await openSetup()
  expect(await askFor(tab, SETUP, 'Accept')).toBe('token')
  const made = await tab.evaluate(async (scopes) => {
    const graph = await window.graph(scopes)
    return [
      (await graph.api('/me').get()).displayName,
      (await graph.api('/applications').post({ displayName: 'Made by a page' })).displayName,
    ]
  }, SETUP)
  expect(made).toEqual(['Mia Berg', 'Made by a page'])
  expect(await tab.evaluate((scopes) => window.silently(scopes), AZURE)).toBe('InteractionRequiredAuthError')
  expect(await askFor(tab, AZURE, 'Accept')).toBe('token')
  const { value } = await tab.evaluate(() => window.azure('/subscriptions?api-version=2022-12-01'))
  expect(value.map(({ displayName }) => displayName)).toEqual(['Contoso Production', 'Contoso Research'])
  await tab.context().close()
})

test.skipIf(!here)('a grant that was deleted is asked for again', async () => {
  const tab = await openSetup()
  await askFor(tab, SETUP, 'Accept')
  await tab.evaluate(async (scopes) => {
    const graph = await window.graph(scopes)
    const { value } = await graph.api('/me/oauth2PermissionGrants').get()
    for (const { id } of value as { id: string }[]) await graph.api(`/oauth2PermissionGrants/${id}`).delete()
  }, SETUP)
  expect(sandbox.truth().grants).toEqual([])
  expect(await tab.evaluate((scopes) => window.silently(scopes), SETUP)).toBe('InteractionRequiredAuthError')
  await tab.context().close()
})

test.skipIf(!here)('a window in which consent is refused, or cannot be given, says so', async () => {
  const tab = await openSetup()
  expect(await askFor(tab, SETUP, 'Cancel')).toMatch(/access_denied.*AADSTS65004/s)
  const hint = 'lea.novak@contoso.com'
  expect(await askFor(tab, SETUP, 'Return to the application without granting consent', hint)).toMatch(
    /access_denied.*AADSTS90094/s,
  )
  await tab.context().close()
})

test.skipIf(!here)('the real msal-browser signs in over plain http and refreshes its token', async () => {
  const tab = await browser.newPage()
  await tab.goto(`http://localhost:${(app.address() as AddressInfo).port}/`)
  await tab.getByRole('button', { name: 'Mia Berg' }).click()
  await tab.waitForFunction(() => document.querySelector('output')?.textContent !== '')
  expect(await tab.textContent('output')).toBe('["Mia Berg",false]')
})
