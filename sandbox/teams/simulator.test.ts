/** The simulator against the real, unmodified teams-js on a page that has nothing else. */
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type * as teamsJs from '@microsoft/teams-js'
import { type Browser, type BrowserContext, chromium, type Frame, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { startSmall } from '../testing.ts'
import { browserArguments, findBrowser, PARTITIONED_STORAGE } from './browser.ts'
import { type Front, startFront } from './front.ts'
import { type HostPageName, LOGIN_ORIGIN, TAB_ORIGIN } from './hosts.ts'

declare global {
  interface Window {
    microsoftTeams: typeof teamsJs
    heard: unknown[]
  }
}

const TEAMS_JS = createRequire(import.meta.url).resolve('@microsoft/teams-js')
const executablePath = findBrowser()

let sandbox: Sandbox
let app: Server
let front: Front
let browser: Browser
let context: BrowserContext

beforeAll(async () => {
  if (!existsSync(executablePath ?? '')) throw new Error('Chromium is missing: apt-get install chromium')
  sandbox = await startSmall({ messages: 20, redirectOrigins: [TAB_ORIGIN] })
  app = createServer(({ url }, response) => {
    const library = url === '/teams.js'
    response.setHeader('content-type', library ? 'text/javascript' : 'text/html')
    response.end(
      library ? readFileSync(TEAMS_JS) : '<!doctype html><script src="/teams.js"></script><p>tab</p>',
    )
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  front = await startFront({ sandbox, productUrl: `http://127.0.0.1:${(app.address() as AddressInfo).port}` })
  const args = [...browserArguments(front), PARTITIONED_STORAGE]
  browser = await chromium.launch({ ...(executablePath && { executablePath }), args })
})
afterAll(async () => {
  await browser?.close()
  await front?.close()
  app?.close()
  await sandbox?.close()
})
beforeEach(async () => {
  front.set({ loginOpenerPolicy: undefined })
  context = await browser.newContext()
})
afterEach(() => context.close())

async function open(host: HostPageName, query = ''): Promise<{ page: Page; tab: Frame }> {
  const page = await context.newPage()
  await page.goto(`https://${host}/${query}`)
  await page.frameLocator('#tab').getByText('tab').waitFor()
  const tab = page.frame({ name: 'tab' })
  if (!tab) throw new Error('No tab in the page')
  return { page, tab }
}

/** Opens a host page, and in its frame teams-js starts. */
async function begin(host: HostPageName, query = '') {
  const opened = await open(host, query)
  await opened.tab.evaluate(() => window.microsoftTeams.app.initialize())
  return opened
}

const contextOf = (tab: Frame) => tab.evaluate(() => window.microsoftTeams.app.getContext())

function tokenOf(tab: Frame, ask: { silent?: boolean; claims?: string[] } = {}): Promise<string> {
  return tab.evaluate(
    (given) =>
      window.microsoftTeams.authentication.getAuthToken(given).catch((error: Error) => error.message),
    ask,
  )
}

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

test('initialize and getContext tell what the knobs say', async () => {
  const { page, tab } = await begin('outlook.office.com', '?theme=dark&locale=de-de&sub=run/1&who=Jonas')
  const told = await contextOf(tab)
  expect(told).toMatchObject({
    app: { theme: 'dark', locale: 'de-de', host: { name: 'Outlook', clientType: 'web' } },
    page: { id: 'chatvault', subPageId: 'run/1', frameContext: 'content' },
    user: { loginHint: 'jonas.keller@contoso.com', tenant: { id: sandbox.tenantId } },
  })
  const [first] = await page.evaluate(() => window.sim.calls)
  expect(first).toMatchObject({ func: 'initialize', frame: 'content', origin: TAB_ORIGIN })
  expect(first?.args.slice(0, 2)).toEqual(['2.58.0', 4])
})

test('every Microsoft host is answered, by its own name', async () => {
  const names = []
  for (const host of ['teams.microsoft.com', 'teams.cloud.microsoft', 'm365.cloud.microsoft'] as const)
    names.push((await contextOf((await begin(host)).tab)).app.host.name)
  expect(names).toEqual(['Teams', 'TeamsModern', 'Office'])
})

test('a change of theme reaches the tab and the page', async () => {
  const { page, tab } = await begin('teams.microsoft.com')
  await tab.evaluate(() => {
    window.heard = []
    window.microsoftTeams.app.registerOnThemeChangeHandler((theme) => window.heard.push(theme))
  })
  await page.getByLabel('Theme').selectOption('contrast')
  await page.evaluate(() => window.sim.setTheme('glass'))
  await tab.waitForFunction(() => window.heard.length === 2)
  expect(await tab.evaluate(() => window.heard)).toEqual(['contrast', 'glass'])
  expect(await page.getAttribute('body', 'data-theme')).toBe('glass')
})

test('a token is for the tab, of this person, by this host, with the context the claims ask for', async () => {
  const { page, tab } = await begin('teams.microsoft.com', '?who=Aisha%20Rahman')
  const claims = claimsOf(await tokenOf(tab))
  expect(claims).toMatchObject({
    aud: sandbox.signIn.clientId,
    name: 'Aisha Rahman',
    azp: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
  })
  expect(claims.acrs).toBeUndefined()
  const challenge = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } })
  const stronger = tokenOf(tab, { claims: [challenge], silent: false })
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  expect(claimsOf(await stronger).acrs).toEqual(['c1'])
})

test('tokens fail in the host’s words, one answer a call, and consent remains needed until it is given', async () => {
  const { page, tab } = await begin('teams.microsoft.com', '?tokens=resourceDisabled,renewalTimeout,consent')
  expect(await tokenOf(tab)).toBe('resourceDisabled')
  expect(await tokenOf(tab)).toBe('renewalTimeout')
  expect(await tokenOf(tab, { silent: true })).toBe('resourceRequiresConsent')
  const refused = tokenOf(tab, { silent: false })
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  expect(await refused).toBe('CancelledByUser')
  const given = tokenOf(tab, { silent: false })
  await page.getByRole('dialog').getByRole('button', { name: 'Accept' }).click()
  expect(claimsOf(await given).name).toBe('Mia Berg')
  expect(claimsOf(await tokenOf(tab, { silent: true })).name).toBe('Mia Berg')
})

test('a host that never answers is waited for in vain', async () => {
  const { page, tab } = await open('teams.microsoft.com', '?answers=no')
  void tab.evaluate(() => window.microsoftTeams.app.initialize()).catch(() => undefined)
  await page.waitForFunction(() => window.sim.calls.length === 1)
  await tab.evaluate(() => {
    Object.assign(window, {
      last: new Promise((resolve) => addEventListener('message', resolve, { once: true })),
    })
  })
  await page.evaluate(() => document.querySelector('iframe')?.contentWindow?.postMessage('last', '*'))
  expect(
    await tab.evaluate(async () => (await (window as unknown as { last: Promise<MessageEvent> }).last).data),
  ).toBe('last')
  expect(await tab.evaluate(() => window.microsoftTeams.app.isInitialized())).toBe(false)
})

test('a stranger answers like a host and is not listened to; SharePoint says nothing', async () => {
  const { page, tab } = await open('evil.example')
  void tab.evaluate(() => window.microsoftTeams.app.initialize()).catch(() => undefined)
  await page.waitForFunction(() => window.sim.calls.some(({ func }) => func === 'initialize'))
  // An answer to a later question says that the one before has been given.
  await tab.evaluate(
    () =>
      new Promise<void>((resolve) => {
        addEventListener('message', ({ data }) => data?.id === 4711 && resolve())
        window.parent.postMessage({ id: 4711, func: 'getContext', args: [] }, '*')
      }),
  )
  expect(await tab.evaluate(() => window.microsoftTeams.app.isInitialized())).toBe(false)
  const embedded = await open('contoso.sharepoint.com')
  expect(await embedded.page.evaluate(() => 'sim' in window)).toBe(false)
})

test('an old host has no runtime: no nested app authentication, no answer to success', async () => {
  const { page, tab } = await begin('teams.microsoft.com', '?runtime=legacy')
  const seen = await tab.evaluate(async () => ({
    bridge: 'nestedAppAuthBridge' in window,
    currentApp: window.microsoftTeams.pages.currentApp.isSupported(),
    success: await window.microsoftTeams.app.notifySuccess(),
  }))
  expect(seen).toEqual({
    bridge: false,
    currentApp: false,
    success: { hasFinishedSuccessfully: 'unknown' },
  })
  await page.getByRole('status').getByText('Ready').waitFor()
})

test('a modern host has both, and shows its own error page when the tab reports a failure', async () => {
  const { page, tab } = await begin('teams.microsoft.com')
  const success = await tab.evaluate(() => window.microsoftTeams.app.notifySuccess())
  expect(success).toEqual({ hasFinishedSuccessfully: true })
  expect(await tab.evaluate(() => 'nestedAppAuthBridge' in window)).toBe(true)
  await tab.evaluate(() =>
    window.microsoftTeams.app.notifyFailure({
      reason: window.microsoftTeams.app.FailedReason.AuthFailed,
      message: 'no token',
    }),
  )
  await page.getByText('There was a problem reaching this app').waitFor()
  await page.getByText('AuthFailed: no token').waitFor()
})

test.each([
  ['ok', '"account":'],
  ['USER_INTERACTION_REQUIRED', '"status":"USER_INTERACTION_REQUIRED"'],
])('nested app authentication answers %s', async (naa, part) => {
  const { tab } = await begin('teams.microsoft.com', `?naa=${naa}`)
  const answer = await tab.evaluate(
    () =>
      new Promise<string>((resolve) => {
        type Bridge = {
          addEventListener(type: string, heard: (text: string) => void): void
          postMessage(text: string): void
        }
        // teams-js puts it there and has no type for it.
        const bridge = (window as unknown as { nestedAppAuthBridge: Bridge }).nestedAppAuthBridge
        bridge.addEventListener('message', resolve)
        const request = { messageType: 'NestedAppAuthRequest', method: 'GetToken', requestId: 'r1' }
        bridge.postMessage(JSON.stringify(request))
      }),
  )
  expect(JSON.parse(answer)).toMatchObject({ messageType: 'NestedAppAuthResponse', requestId: 'r1' })
  expect(answer).toContain(part)
})

test('nested app authentication asks for what Graph needs, in the host’s own dialog', async () => {
  sandbox.control.expireConsent()
  const { page, tab } = await begin('teams.microsoft.com', '?who=Mia%20Berg')
  const send = (method: string) =>
    tab.evaluate(
      ([name, clientId]) =>
        new Promise<string>((resolve) => {
          type Bridge = {
            addEventListener(type: string, heard: (text: string) => void): void
            postMessage(text: string): void
          }
          const bridge = (window as unknown as { nestedAppAuthBridge: Bridge }).nestedAppAuthBridge
          bridge.addEventListener('message', resolve)
          const tokenParams = { clientId, scope: 'https://graph.microsoft.com/Application.ReadWrite.All' }
          const head = { messageType: 'NestedAppAuthRequest', requestId: `${name}${Math.random()}` }
          bridge.postMessage(JSON.stringify({ ...head, method: name, tokenParams }))
        }),
      [method, sandbox.signIn.clientId] as const,
    )
  expect(await send('GetToken')).toContain('USER_INTERACTION_REQUIRED')
  const answer = send('GetTokenPopup')
  await page.getByRole('dialog').getByText('Application.ReadWrite.All').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Accept' }).click()
  const { success, token } = JSON.parse(await answer) as { success: boolean; token: { access_token: string } }
  expect(success).toBe(true)
  const [, payload = ''] = token.access_token.split('.')
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
    aud: 'https://graph.microsoft.com',
    scp: 'Application.ReadWrite.All',
  })
  const seen = await tab.evaluate(async (bearer) => {
    const headers = { authorization: `Bearer ${bearer}` }
    return (await fetch('https://graph.microsoft.com/v1.0/applications?$top=1', { headers })).status
  }, token.access_token)
  expect(seen).toBe(200)
})

test('back, links and sharing go through the host', async () => {
  const { page, tab } = await begin('teams.microsoft.com')
  await tab.evaluate(() => {
    window.heard = []
    const { app, pages } = window.microsoftTeams
    app.registerOnContextChangeHandler(({ page }) => window.heard.push(page.subPageId))
    pages.backStack.registerBackButtonHandler(() => window.heard.push('back') > 0)
    void pages.shareDeepLink({ subPageId: 'run/7', subPageLabel: 'Run 7', subPageWebUrl: 'https://x.test/' })
  })
  const link = await page.getByRole('dialog').getByLabel('Link').inputValue()
  expect(link).toMatch(/^https:\/\/teams\.microsoft\.com\/l\/entity\/[0-9a-f-]+\/chatvault\?webUrl=/)
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Back in the host' }).click()
  await page.getByLabel('Deep link').fill(link)
  await page.getByRole('button', { name: 'Open link' }).click()
  await tab.evaluate(() =>
    window.microsoftTeams.pages.currentApp.navigateTo({ pageId: 'chatvault', subPageId: 'runs' }),
  )
  await tab.waitForFunction(() => window.heard.length === 3)
  expect(await tab.evaluate(() => window.heard)).toEqual(['back', 'run/7', 'runs'])
  await page.goto(link)
  await page.frameLocator('#tab').getByText('tab').waitFor()
  expect(await page.evaluate(() => window.sim.knobs.subEntityId)).toBe('run/7')
})

/** Leaves for the consent page of a new application, which comes back to the tab's origin. */
function consentAddress(): string {
  const { clientId } = sandbox.control.registerApp({ consented: false })
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: `${TAB_ORIGIN}/end`,
    scope: 'https://graph.microsoft.com/.default',
    state: 's1',
  })
  return `${LOGIN_ORIGIN}/organizations/v2.0/adminconsent?${query}`
}

/** As a page leaves on its own: an address typed by a person would part the window from its opener. */
async function leaveFor(popup: Page, address: string): Promise<void> {
  await popup.evaluate((url) => window.location.assign(url), address)
  await popup.getByRole('button', { name: /Mia Berg/ }).click()
  await popup.getByRole('button', { name: 'Accept' }).waitFor()
}

async function authenticate(tab: Frame): Promise<{ popup: Page; answer: Promise<string> }> {
  const coming = context.waitForEvent('page')
  const answer = tab.evaluate(() =>
    window.microsoftTeams.authentication
      .authenticate({ url: `${window.location.origin}/start`, width: 500, height: 500 })
      .catch((error: Error) => `failed: ${error.message}`),
  )
  const popup = await coming
  await popup.getByText('tab').waitFor()
  return { popup, answer }
}

test('a popup that goes to Microsoft and back reports to the tab', async () => {
  const { page, tab } = await begin('teams.microsoft.com')
  const { popup, answer } = await authenticate(tab)
  await leaveFor(popup, consentAddress())
  await popup.getByRole('button', { name: 'Accept' }).click()
  await popup.waitForURL(`${TAB_ORIGIN}/end**`)
  const frameContext = await popup.evaluate(async () => {
    await window.microsoftTeams.app.initialize()
    const told = await window.microsoftTeams.app.getContext()
    window.microsoftTeams.authentication.notifySuccess('accepted')
    return told.page.frameContext
  })
  expect(frameContext).toBe('authentication')
  expect(await answer).toBe('accepted')
  const frames = await page.evaluate(() => window.sim.calls.map(({ func, frame }) => `${frame} ${func}`))
  expect(frames).toContain('authentication authentication.authenticate.success')
})

test('a popup that is closed, fails or is blocked says so', async () => {
  const { page, tab } = await begin('teams.microsoft.com')
  const closed = await authenticate(tab)
  await closed.popup.close()
  expect(await closed.answer).toBe('failed: CancelledByUser')
  const failing = await authenticate(tab)
  await failing.popup.evaluate(async () => {
    await window.microsoftTeams.app.initialize()
    window.microsoftTeams.authentication.notifyFailure('declined')
  })
  expect(await failing.answer).toBe('failed: declined')
  await page.evaluate(() => {
    window.sim.knobs.popups = false
  })
  const blocked = await tab.evaluate(() =>
    window.microsoftTeams.authentication
      .authenticate({ url: `${window.location.origin}/start` })
      .catch((error: Error) => error.message),
  )
  expect(blocked).toBe('FailedToOpenWindow')
})

test('a login page with an opener policy cuts the popup off: cancelled here, alone there', async () => {
  front.set({ loginOpenerPolicy: 'same-origin' })
  const { tab } = await begin('teams.microsoft.com')
  const { popup, answer } = await authenticate(tab)
  await leaveFor(popup, consentAddress())
  expect(await answer).toBe('failed: CancelledByUser')
  await popup.getByRole('button', { name: 'Accept' }).click()
  await popup.waitForURL(`${TAB_ORIGIN}/end**`)
  const alone = await popup.evaluate(() =>
    window.microsoftTeams.app.initialize().catch((error: Error) => error.message),
  )
  expect(alone).toContain('No Parent window found')
})
