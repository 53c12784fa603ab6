/** The manual setup in a browser: each step, each frequent mistake, and how many actions it takes. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { GRAPH_APP_ID, GRAPH_SCOPES } from '../../sandbox/entra/graph-permissions.ts'
import { Client } from '../../sandbox/testing.ts'
import type { Connection, Setup } from '../../server/contract/index.ts'
import { actsAtMicrosoft, type WorkStep } from '../guide/steps.ts'
import { findingsInLight, findingsOf } from './accessibility.ts'
import { type Stage, setStage } from './stage.ts'
import { openVisit, signIn, type Visit } from './visit.ts'

const PATIENCE = { timeout: 30_000 }
/** Longer than any of the waits for Microsoft that a step may begin. */
const LONG = 240_000
const SETUP = '/connection/setup'
const ALL = [
  'Chat.Read.All',
  'Chat.ReadWrite.All',
  'User.Read.All',
  'GroupMember.Read.All',
  'Organization.Read.All',
]
/** What is done on Microsoft's pages; consent is asked for from the wizard, and counted there. */
const AT_MICROSOFT: readonly WorkStep[] = ['register', 'credential', 'permissions']
const USER_GUIDE = join(import.meta.dirname, '../../docs/USER-GUIDE.md')
const STEPS = ['start', 'register', 'credential', 'permissions', 'consent', 'billing', 'connect']
const SECRET_ID = '7f3c1d52-9e55-4a52-b8a1-0d4ab0c5a111'

let stage: Stage
let visit: Visit
let page: Page
/** Clicks and fields of the operator in Chatvault and on Microsoft's consent page. */
let actions: string[]

beforeAll(async () => {
  stage = await setStage({ users: 5, messages: 60, seed: 4 })
}, 240_000)
afterAll(() => stage?.close())
afterEach(async () => {
  const problems = visit?.problems ?? []
  await visit?.close()
  // The next one begins with nothing.
  for (const path of ['/api/connection', '/api/setup'])
    await fetch(stage.product.url + path, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${stage.sandbox.operatorToken('Mia')}` },
    })
  expect(problems).toEqual([])
})

async function open(path: string, options: Parameters<typeof openVisit>[1] = {}): Promise<void> {
  visit = await openVisit(stage, options)
  page = visit.page
  page.setDefaultTimeout(PATIENCE.timeout)
  actions = []
  await signIn(visit, stage, 'Mia Berg', path)
}

const button = (name: string | RegExp, on = page) => on.getByRole('button', { name, exact: true })
const link = (name: string | RegExp) => page.getByRole('link', { name, exact: true })
const title = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
const applicationId = () => page.getByRole('textbox', { name: 'Application (client) ID' })
const secret = () => page.getByLabel('Secret value')
/** A step in the list of steps, with its state. */
const step = (name: string, state: string) =>
  page
    .getByRole('navigation', { name: 'Steps of the setup' })
    .getByRole('listitem')
    .filter({ hasText: new RegExp(`${name}.*${state}`) })
    .waitFor()
const heard = (text: string | RegExp) => page.getByRole('status').filter({ hasText: text }).first().waitFor()

async function click(what: Locator): Promise<void> {
  actions.push(`click ${String(what)}`)
  await what.click()
}

async function fill(what: Locator, text: string): Promise<void> {
  actions.push(`fill ${String(what)}`)
  await what.fill(text)
}

/** What an administrator made in Entra: registered, with a secret, permissions listed, not consented to. */
const registered = (listed = ALL) => stage.sandbox.control.registerApp({ roles: [], listed })

async function goToMicrosoft(): Promise<Page> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), click(button('Grant admin consent'))])
  return popup
}

async function grantConsent(): Promise<void> {
  const popup = await goToMicrosoft()
  await click(popup.getByRole('button', { name: 'Accept' }))
}

/** An app with its secret kept, as the steps before would leave it. */
async function setUp(listed = ALL): Promise<{ clientId: string }> {
  const { clientId, clientSecret } = registered(listed)
  await stage.api.send('PUT', '/api/setup', { way: 'manual', applicationId: clientId })
  await stage.api.send('PUT', '/api/setup/credential', { clientSecret })
  return { clientId }
}

const focused = () => page.evaluate(() => document.activeElement?.textContent)

/** The steps of whoever makes no mistake, up to the secret. */
async function upToSecret(app: { clientId: string; clientSecret: string }): Promise<void> {
  await fill(applicationId(), app.clientId)
  await click(button('Save and check'))
  await title('Give the app a secret or a certificate')
  await chooseSecret()
  await fill(secret(), ` ${app.clientSecret} `)
  await click(button('Save and check'))
  await title('Add the permissions')
}

/** The certificate is what is chosen to begin with. */
async function chooseSecret(): Promise<void> {
  await click(page.getByRole('radio', { name: /App secret/ }))
}

describe('from nothing to a tested connection, by hand', () => {
  it(
    'each step is confirmed by Microsoft, and the actions are counted',
    async () => {
      const app = registered()
      await open('/connection')
      await click(link('Start setup'))
      await title('Before you begin')
      await page
        .getByText(/1,000 messages\. Not charged today; would be USD\s0\.75 at the last published price/)
        .waitFor()
      await click(button('Set up step by step'))
      await title('Register the app')
      expect(await focused()).toBe('Register the app')
      await upToSecret(app)
      await step('Register', 'Done')
      await step('Secret', 'Done')
      await click(link('Next'))
      await title('Grant admin consent')
      await grantConsent()
      await title('See whether Microsoft charges')
      await step('Permissions', 'Done')
      await step('Consent', 'Done')
      await page.getByText('Not tested yet', { exact: true }).waitFor()
      await click(link('Next'))
      await title('Connect and test')
      const suggested = page.getByRole('list', { name: 'Suggested limits' }).getByRole('button')
      await click(suggested.first())
      const atMost = await page.getByText(/would be at most USD\s[\d.,]+ a month/).textContent()
      const bound = atMost?.match(/at most USD\s[\d.,]*\d/)?.[0] ?? 'no bound'
      await click(page.getByRole('checkbox', { name: /I understand both/ }))
      expect(await findingsOf(page)).toEqual([])
      await click(button('Test & save connection'))
      await page.getByRole('heading', { name: 'Connected', exact: true }).waitFor()
      expect(await focused()).toBe('Connected')
      expect(await findingsOf(page)).toEqual([])
      const there = AT_MICROSOFT.reduce((sum, name) => sum + actsAtMicrosoft(name, 'secret'), 0)
      process.stdout.write(
        `operator actions, manual way: ${actions.length} in Chatvault + ${there} in Entra\n`,
      )
      expect(actions.length).toBeLessThanOrEqual(16)
      expect(await readFile(USER_GUIDE, 'utf8')).toContain(
        `${actions.length} in Chatvault and ${there} in Microsoft Entra`,
      )

      const saved = await stage.api.get<Connection>('/api/connection')
      expect(saved).toMatchObject({
        status: 'active',
        applicationId: app.clientId,
        testMailbox: 'mia.berg@contoso.com',
      })
      expect(await page.content()).not.toContain(app.clientSecret)
      expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
        app.clientSecret,
      )
      await button('Run backup').click()
      await page.getByRole('dialog', { name: 'Run a backup now?' }).getByText(bound).waitFor()
      await page.keyboard.press('Escape')
      await link('View the connection').click()
      await button('Test again').click()
      await page.getByText('Everything works').waitFor()
      await page.getByText(/days left, expires/).waitFor()
      expect(await findingsOf(page)).toEqual([])
    },
    LONG,
  )

  it(
    'goes on where it was left: back, a link to a step, a reload, another day',
    async () => {
      const app = registered()
      await open(`${SETUP}/consent`)
      await page.getByText('Enter the application ID first.').waitFor()
      await page.goto(stage.product.url + SETUP)
      await title('Before you begin')
      await button('Set up step by step').click()
      await title('Register the app')
      await upToSecret(app)
      await page.goBack()
      await title('Give the app a secret or a certificate')
      await page.getByText(/A secret that starts with \S+ is stored, encrypted\./).waitFor()
      await page.reload()
      await title('Give the app a secret or a certificate')
      await step('Secret', 'Done')
      await page.goto(`${stage.product.url}/connection`)
      await link('Continue setup').click()
      await title('Add the permissions')
      await link('Set up automatically instead').click()
      await title('Set up automatically')
      await button('Set up step by step instead').click()
      await title('Register the app')
      expect(await applicationId().inputValue()).toBe(app.clientId)
    },
    LONG,
  )

  it(
    'with a certificate whose private key never leaves the server',
    async () => {
      const app = registered()
      await open(`${SETUP}/register`)
      await applicationId().fill(app.clientId)
      await button('Save and check').click()
      await title('Give the app a secret or a certificate')
      await page.getByRole('radio', { name: /^Certificate/ }).check()
      await button('Create a certificate').click()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        link('Download the certificate (.cer)').click(),
      ])
      expect(download.suggestedFilename()).toBe('chatvault.cer')
      const file = await readFile(await download.path())
      await button('I uploaded it. Check now').click()
      await heard(/AADSTS700027/)
      await button('Stop waiting').click()

      await upload(app.clientId, file)
      const { certificate } = await stage.api.get<Setup>('/api/setup')
      await page
        .getByText(certificate?.sha1Thumbprint ?? 'none')
        .first()
        .waitFor()
      expect(JSON.stringify(certificate)).not.toContain('PRIVATE')
      expect(await findingsOf(page)).toEqual([])
      await button('I uploaded it. Check now').click()
      await title('Add the permissions')
      await step('Secret', 'Done')
    },
    LONG,
  )
})

/** As Entra's "Upload certificate" does. */
async function upload(clientId: string, file: Buffer): Promise<void> {
  const key = { type: 'AsymmetricX509Cert', usage: 'Verify', key: file.toString('base64') }
  await change(clientId, { keyCredentials: [key] })
}

/** What an administrator changes of the registration in Entra. */
async function change(clientId: string, what: object): Promise<void> {
  const { sandbox } = stage
  const token = sandbox.delegatedToken('Mia', ['Application.ReadWrite.All'])
  const client = new Client(sandbox, token)
  const answer = await client.fetch(`/v1.0/applications(appId='${clientId}')`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(what),
  })
  await client.close()
  expect(answer.status).toBeLessThan(300)
}

describe('the consent step believes nothing but a token', () => {
  const back = (answer: Record<string, string>) =>
    `${stage.product.url}/consent/callback?${new URLSearchParams({ admin_consent: 'True', tenant: stage.sandbox.tenantId, ...answer })}`
  const here = () => title('Grant admin consent')

  it(
    'not a page that was declined, an answer used twice or never asked for, a closed window; and an answer lost is found',
    async () => {
      await setUp()
      await open(`${SETUP}/consent`)
      visit.expectRefusal('400 GET /consent/callback')
      const declined = await goToMicrosoft()
      const state = new URL(declined.url()).searchParams.get('state') ?? ''
      await declined.getByRole('button', { name: 'Cancel' }).click()
      await heard('Consent was declined.')
      await declined.close()
      await here()

      const other = await page.context().newPage()
      await other.goto(back({ state }))
      await other.getByRole('heading', { name: 'This answer was already used' }).waitFor()
      await other.goto(back({ state: 'forged' }))
      await other.getByRole('heading', { name: 'Unexpected response from Microsoft' }).waitFor()
      await other.close()
      await button('Check again').first().click()
      await here()
      expect(await consentState()).not.toBe('done')

      await page.clock.install()
      await (await goToMicrosoft()).close()
      await expect
        .poll(async () => {
          await page.clock.fastForward(10_000)
          return page.getByText('The window was closed before Microsoft answered.').isVisible()
        }, PATIENCE)
        .toBe(true)
      await here()

      // Microsoft's page cuts the window off from the tab: nothing but the server can tell.
      await page.context().route(/adminconsent/, async (route) => {
        const response = await route.fetch({ maxRedirects: 0 })
        const headers = { ...response.headers(), 'cross-origin-opener-policy': 'same-origin' }
        await route.fulfill({ response, headers })
      })
      const [lost] = await Promise.all([
        page.context().waitForEvent('page'),
        button('Grant admin consent').click(),
      ])
      await lost.getByRole('button', { name: 'Accept' }).click()
      await lost.getByText('You can close this window and go back to Chatvault.').waitFor()
      await title('See whether Microsoft charges')
      expect(await consentState()).toBe('done')
    },
    LONG,
  )

  it(
    'waits until Microsoft has spread it, and leaves alone whoever does something else meanwhile',
    async () => {
      await setUp()
      stage.sandbox.control.set({ replicationMs: 600_000 })
      try {
        await open(`${SETUP}/consent`)
        await grantConsent()
        await heard('Microsoft granted the permissions. Checking…')
        await button('Check and continue').click()
        await heard(/Microsoft hasn’t applied the change yet/)
        await link('Back').click()
        await title('Add the permissions')
        await page.getByRole('radio', { name: /Only what’s needed/ }).focus()
        expect(await consentState()).not.toBe('done')
        stage.sandbox.control.set({ replicationMs: 0 })
        await step('Consent', 'Done')
        await page.getByText('Confirmed by Microsoft.').waitFor()
        await title('Add the permissions')
        expect(page.url()).toContain(`${SETUP}/permissions`)
      } finally {
        stage.sandbox.control.set({ replicationMs: 0 })
      }
    },
    LONG,
  )

  async function consentState() {
    const { steps } = await stage.api.get<Setup>('/api/setup')
    return steps.find(({ name }) => name === 'consent')?.state
  }
})

describe('every step', () => {
  it(
    'has nothing that keeps anybody out, in three themes and 320 px wide',
    async () => {
      await setUp()
      await open(`${SETUP}/start`, { viewport: WIDE })
      const steps = page.getByRole('navigation', { name: 'Steps of the setup' }).getByRole('link')
      for (const [index, name] of STEPS.entries()) {
        await steps.nth(index).click()
        await page.waitForURL(`**${SETUP}/${name}`)
        await page.getByRole('progressbar').waitFor({ state: 'detached' })
        expect(await findingsOf(page), name).toEqual([])
        expect(await widthOf(page), name).toBeLessThanOrEqual(WIDE.width)
        await page.setViewportSize(NARROW)
        expect(await findingsInLight(page), name).toEqual([])
        expect(await widthOf(page), name).toBeLessThanOrEqual(NARROW.width)
        await page.setViewportSize(WIDE)
      }
    },
    LONG,
  )
})

const WIDE = { width: 1280, height: 800 }
const NARROW = { width: 320, height: 800 }
const widthOf = (one: Page) => one.evaluate(() => document.documentElement.scrollWidth)

describe('billing is told as Microsoft answered', () => {
  it(
    'not known, then nothing to do; typed values are noted and link nothing',
    async () => {
      const { clientId } = await setUp(['Chat.Read.All', 'Chat.ReadWrite.All', 'User.Read.All'])
      for (const role of ['Chat.Read.All', 'Chat.ReadWrite.All', 'User.Read.All'])
        stage.sandbox.control.grantRole(role, clientId)
      await open(`${SETUP}/billing`)
      await page.getByText('Not tested yet', { exact: true }).waitFor()
      await step('Billing', 'Not started')
      await button('Check now').click()
      await page.getByText('Nothing to do', { exact: true }).waitFor()
      await step('Billing', 'Done')

      const { control } = stage.sandbox
      control.set({ metering: 'legacy' })
      control.linkBilling(false, clientId)
      try {
        await stage.api.send('POST', '/api/setup/checks', { upTo: 'billing' })
        await page.reload()
        await page.getByText('Microsoft requires a subscription', { exact: true }).waitFor()
        await step('Billing', 'Needs attention')
        await page
          .getByRole('textbox', { name: 'Subscription ID' })
          .fill('7f3c1d52-9e55-4a52-b8a1-0d4ab0c5a111')
        await page.getByRole('textbox', { name: 'Resource group' }).fill('rg-backup')
        await button('I ran the commands. Save and check').click()
        await page.getByText('Saved: chatvault in the resource group rg-backup.').waitFor()
        await page.getByText('Microsoft still requires a subscription', { exact: true }).waitFor()
        expect(await page.getByText(/^Linked as/).count()).toBe(0)
        await button('Check again').waitFor()
        control.linkBilling(true, clientId)
        await button('Check again').click()
        await page.getByText('Linked as chatvault in the resource group rg-backup.').waitFor()
      } finally {
        control.set({ metering: 'off' })
      }
    },
    LONG,
  )
})

describe('a mistake is told where it is made', () => {
  it(
    'in the IDs and the secret: at once, and nothing is sent',
    async () => {
      const app = registered()
      await open(`${SETUP}/register`)
      await applicationId().fill('1f6b7c1e-2d3a')
      await page.getByText('An application ID looks like').waitFor()
      await applicationId().fill(stage.sandbox.tenantId)
      await page.getByText('This is your directory (tenant) ID.').waitFor()
      expect(await findingsOf(page)).toEqual([])

      await applicationId().fill('0f3e1c52-9e55-4a52-b8a1-0d4ab0c5a1d2')
      await button('Save and check').click()
      await heard(/Your organization doesn’t know this application.*registered in another organization/)
      await step('Register', 'Needs attention')
      await applicationId().fill(`  ${app.clientId.toUpperCase()} `)
      await button('Save and check').click()
      await title('Give the app a secret or a certificate')

      await chooseSecret()
      const sent: string[] = []
      page.on('request', (request) => request.method() === 'PUT' && sent.push(request.url()))
      for (const [pasted, words] of [
        [SECRET_ID, 'This looks like the secret’s ID.'],
        ['sbx******************', 'This is the shortened value.'],
        [app.clientSecret.replace(/^(.{12})/, '$1 '), 'A secret can’t contain spaces.'],
      ] as const) {
        await secret().fill(pasted)
        await page.getByText(words).waitFor()
        await button('Save and check').click()
      }
      expect(sent).toEqual([])
      expect(await findingsOf(page)).toEqual([])
      await secret().fill(`${app.clientSecret.slice(0, -3)}abc`)
      await button('Save and check').click()
      await heard(/AADSTS7000215/)
      await button('Stop waiting').click()
      await button('Enter another secret').click()
      await secret().fill(app.clientSecret)
      await button('Save and check').click()
      await title('Add the permissions')
    },
    LONG,
  )

  it(
    'not of a secret that Microsoft looks at only after consent: it is kept, and told later',
    async () => {
      const app = stage.sandbox.control.registerApp({ consented: false, listed: ALL })
      await open(`${SETUP}/register`)
      await applicationId().fill(app.clientId)
      await button('Save and check').click()
      await title('Give the app a secret or a certificate')
      await chooseSecret()
      await secret().fill(app.clientSecret)
      await button('Save and check').click()
      await heard(
        /Microsoft hasn’t applied the change yet|Not confirmed yet\..*only after an admin has consented/,
      )
      const stop = button('Stop waiting')
      if (await stop.isVisible()) await stop.click()
      await link('Continue anyway').click()
      await title('Add the permissions')
      await link('Next').click()
      await grantConsent()
      await title('See whether Microsoft charges')
      await step('Secret', 'Done')
    },
    LONG,
  )

  it(
    'when nobody has consented, and when the permissions were delegated ones',
    async () => {
      const { clientId } = await setUp([])
      const delegated = { id: GRAPH_SCOPES['Chat.Read'], type: 'Scope' }
      await change(clientId, {
        requiredResourceAccess: [{ resourceAppId: GRAPH_APP_ID, resourceAccess: [delegated] }],
      })
      await open(`${SETUP}/permissions`)
      await page.getByRole('radio', { name: /Only what’s needed/ }).check()
      const unavailable = page.getByText('Not available without them:').locator('..')
      await unavailable.getByText('Chat.ReadWrite.All').waitFor()
      expect(await unavailable.getByText('Organization.Read.All').count()).toBe(0)
      await link('Next').click()
      await button('Check and continue').click()
      await heard(/An? admin|permissions of an app only after an admin/)
      await button('Stop waiting').click()
      const popup = await goToMicrosoft()
      await popup.getByText('(Chat.Read)').waitFor()
      await popup.getByRole('button', { name: 'Accept' }).click()
      await heard('Microsoft granted the permissions. Checking…')
      await button('Check and continue').click()
      await heard(/the app has no application permission/)
      expect(await findingsOf(page)).toEqual([])
      await button('Stop waiting').click()
    },
    LONG,
  )

  it(
    'in narrow windows and in German as well, by keyboard alone',
    async () => {
      await open(`${SETUP}/register`, { locale: 'de-AT', viewport: { width: 320, height: 600 } })
      await title('Die App registrieren')
      await page.getByRole('textbox', { name: 'Anwendungs-ID (Client)' }).focus()
      await page.keyboard.type('7f3c')
      await page.keyboard.press('Enter')
      await page.getByText('Eine Anwendungs-ID sieht so aus').waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
      expect(await findingsOf(page)).toEqual([])
    },
    LONG,
  )
})
