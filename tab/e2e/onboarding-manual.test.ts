/** The manual setup in a browser: each step, each frequent mistake, and how many actions it takes. */
import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Client } from '../../sandbox/testing.ts'
import type { Connection, Onboarding } from '../../server/http/contract.ts'
import { findingsOf } from './accessibility.ts'
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
  for (const path of ['/api/connection', '/api/onboarding'])
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
const secret = () => page.getByLabel('Value of the secret')
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

async function grantConsent(): Promise<void> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), click(button('Grant admin consent'))])
  await click(popup.getByRole('button', { name: 'Accept' }))
}

/** The steps of whoever makes no mistake, up to the secret. */
async function upToSecret(app: { clientId: string; clientSecret: string }): Promise<void> {
  await fill(applicationId(), app.clientId)
  await click(button('Save and check'))
  await title('Give the app a secret or a certificate')
  await fill(secret(), ` ${app.clientSecret} `)
  await click(button('Save and check'))
  await title('Add the permissions')
}

describe('from nothing to a tested connection, by hand', () => {
  it(
    'each step is confirmed by Microsoft, and the actions are counted',
    async () => {
      const app = registered()
      await open('/connection')
      await click(link('Set it up'))
      await title('Before you begin')
      expect(await findingsOf(page)).toEqual([])
      await click(button('Set up step by step'))
      await title('Register the app')
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Register the app')
      expect(await findingsOf(page)).toEqual([])
      await upToSecret(app)
      await step('Register', 'Done')
      await step('Secret', 'Done')
      expect(await findingsOf(page)).toEqual([])
      await click(link('Next'))
      await title('Grant admin consent')
      await grantConsent()
      await title('See whether Microsoft charges')
      await step('Permissions', 'Done')
      await step('Consent', 'Done')
      await page.getByText('Nothing to do', { exact: true }).waitFor()
      expect(await findingsOf(page)).toEqual([])
      await click(link('Next'))
      await title('Connect and test')
      await click(button(/^10,000/))
      await page.getByText('= at most USD 7.50 a month').waitFor()
      await click(page.getByRole('checkbox', { name: /I understand both/ }))
      expect(await findingsOf(page)).toEqual([])
      await click(button('Test & save connection'))
      await page.getByRole('heading', { name: 'Connected', exact: true }).waitFor()
      expect(await findingsOf(page)).toEqual([])
      // biome-ignore lint/suspicious/noConsole: the number belongs in the test report
      console.info(`Operator actions, manual way: ${actions.length}`)
      expect(actions.length).toBeLessThanOrEqual(16)

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
      await page
        .getByRole('dialog', { name: 'Run a backup now?' })
        .getByText(/at most USD\s7\.50/)
        .waitFor()
      await page.keyboard.press('Escape')
      await link('See the connection').click()
      await button('Check all again').click()
      await page.getByText('Everything works').waitFor()
      await page.getByText(/days left, until/).waitFor()
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
      await page.getByText(/A secret that starts with \S+ is kept, sealed\./).waitFor()
      await page.reload()
      await title('Give the app a secret or a certificate')
      await step('Secret', 'Done')
      await page.goto(`${stage.product.url}/connection`)
      await link('Go on with the setup').click()
      await title('Add the permissions')
      await link('Do it automatically instead').click()
      await title('Set up automatically')
      await button('Do it step by step instead').click()
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
      await button('Make a certificate').click()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        link('Download the certificate (.cer)').click(),
      ])
      expect(download.suggestedFilename()).toBe('chatvault.cer')
      const file = await readFile(await download.path())
      await button('I uploaded it: check').click()
      await heard(/AADSTS700027/)
      await button('Stop waiting').click()

      await upload(app.clientId, file)
      const { certificate } = await stage.api.get<Onboarding>('/api/onboarding')
      await page
        .getByText(certificate?.sha1Thumbprint ?? 'none')
        .first()
        .waitFor()
      expect(JSON.stringify(certificate)).not.toContain('PRIVATE')
      expect(await findingsOf(page)).toEqual([])
      await button('I uploaded it: check').click()
      await title('Add the permissions')
      await step('Secret', 'Done')
    },
    LONG,
  )
})

/** As Entra's "Upload certificate" does. */
async function upload(clientId: string, file: Buffer): Promise<void> {
  const { sandbox } = stage
  const token = sandbox.delegatedToken('Mia', ['Application.ReadWrite.All'])
  const client = new Client(sandbox, token)
  const key = { type: 'AsymmetricX509Cert', usage: 'Verify', key: file.toString('base64') }
  const answer = await client.fetch(`/v1.0/applications(appId='${clientId}')`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ keyCredentials: [key] }),
  })
  await client.close()
  expect(answer.status).toBeLessThan(300)
}

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
      await heard(/Your organization does not know this application.*registered in another organization/)
      await step('Register', 'Needs attention')
      await applicationId().fill(`  ${app.clientId.toUpperCase()} `)
      await button('Save and check').click()
      await title('Give the app a secret or a certificate')

      const sent: string[] = []
      page.on('request', (request) => request.method() === 'PUT' && sent.push(request.url()))
      for (const [pasted, words] of [
        [SECRET_ID, 'This looks like the secret’s ID.'],
        ['sbx******************', 'This is the shortened value.'],
        [app.clientSecret.replace(/^(.{12})/, '$1 '), 'A secret has no spaces inside.'],
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
      await button('Enter another one').click()
      await secret().fill(app.clientSecret)
      await button('Save and check').click()
      await title('Add the permissions')
    },
    LONG,
  )

  it(
    'when nobody has consented, and when the permissions were delegated ones',
    async () => {
      const app = registered([])
      await open(`${SETUP}/register`)
      await upToSecret(app)
      await page.getByRole('radio', { name: /Only what is needed/ }).check()
      await page.getByText('Then unavailable:').waitFor()
      await link('Next').click()
      await button('Check and go on').click()
      await heard(/An? admin|permissions of an app only after an admin/)
      await button('Stop waiting').click()
      await grantConsent()
      await heard('Microsoft says yes. Checking it.')
      await button('Check and go on').click()
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
