import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { startSmall } from '../testing.ts'

const CHROMIUM = '/usr/bin/chromium'
const MSAL = join(
  dirname(createRequire(import.meta.url).resolve('@azure/msal-browser')),
  'msal-browser.min.js',
)
const here = existsSync(CHROMIUM) && existsSync(MSAL)

let sandbox: Sandbox
let app: Server
let browser: Browser

beforeAll(async () => {
  if (!here) return
  sandbox = await startSmall({ messages: 50 })
  app = createServer((request, response) => {
    const library = request.url === '/msal.js'
    response.setHeader('content-type', library ? 'text/javascript' : 'text/html')
    response.end(library ? readFileSync(MSAL) : page())
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
})
afterAll(async () => {
  await browser?.close()
  app?.close()
  await sandbox?.close()
})

/** MSAL insists on an https authority; its endpoints may be given beside it, and those are plain http here. */
function page(): string {
  const { clientId, issuer, authorizeUrl, tokenUrl, logoutUrl, jwksUrl, scope } = sandbox.signIn
  const authorityMetadata = JSON.stringify({
    issuer,
    authorization_endpoint: authorizeUrl,
    token_endpoint: tokenUrl,
    end_session_endpoint: logoutUrl,
    jwks_uri: jwksUrl,
  })
  const auth = {
    clientId,
    authority: `${sandbox.url}/${sandbox.tenantId}`,
    knownAuthorities: [new URL(sandbox.url).host],
    authorityMetadata,
  }
  return `<!doctype html><script src="/msal.js"></script><output></output><script>
    (async () => {
      const app = new msal.PublicClientApplication({ auth: ${JSON.stringify(auth)} })
      await app.initialize()
      const scopes = ['${scope}']
      const back = await app.handleRedirectPromise()
      if (!back) return app.loginRedirect({ scopes, redirectUri: location.origin + '/' })
      const fresh = await app.acquireTokenSilent({ scopes, account: back.account, forceRefresh: true })
      document.querySelector('output').textContent = JSON.stringify([back.account.name, fresh.fromCache])
    })().catch((error) => { document.querySelector('output').textContent = String(error) })
  </script>`
}

test.skipIf(!here)('the real msal-browser signs in over plain http and refreshes its token', async () => {
  const tab = await browser.newPage()
  await tab.goto(`http://localhost:${(app.address() as AddressInfo).port}/`)
  await tab.getByRole('button', { name: 'Mia Berg' }).click()
  await tab.waitForFunction(() => document.querySelector('output')?.textContent !== '')
  expect(await tab.textContent('output')).toBe('["Mia Berg",false]')
})
