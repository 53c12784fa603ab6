/** Admin consent on the Connection page, with the sandbox's consent page in a window of its own. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findingsOf } from './accessibility.ts'
import { STAGE_MS } from './host-stage.ts'
import { type Stage, setStage } from './stage.ts'
import { openVisit, signIn, type Visit } from './visit.ts'

const ADMIN = 'Mia Berg'
const PATIENCE = { timeout: 15_000 }
const MISSING = 'Chat.Read.All'
const NARROW = { viewport: { width: 360, height: 740 } }

let stage: Stage
beforeAll(async () => {
  stage = await setStage({ users: 5, messages: 60, seed: 4 })
}, STAGE_MS)
afterAll(() => stage?.close())

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const row = (page: Page, permission: string) =>
  page.getByRole('list', { name: 'App permissions' }).getByRole('listitem').filter({ hasText: permission })
const heard = (page: Page, text: string | RegExp) =>
  page.getByRole('status').filter({ hasText: text }).first().waitFor()

let visit: Visit
let page: Page
async function open(who = ADMIN, options: Parameters<typeof openVisit>[1] = {}): Promise<void> {
  visit = await openVisit(stage, options)
  // Chats can't be counted without the permission, which the page learns from that.
  visit.expectRefusal('502 POST /api/forecasts')
  page = visit.page
  page.setDefaultTimeout(PATIENCE.timeout)
  await signIn(visit, stage, who, '/connection')
  await page.getByRole('heading', { name: 'Permissions' }).waitFor()
}
afterEach(async () => {
  const problems = visit?.problems ?? []
  await visit?.close()
  expect(problems).toEqual([])
})

/** Presses the button and resolves with Microsoft's page in its window. */
async function goToMicrosoft(): Promise<Page> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), button(page, 'Grant admin consent').click()])
  await popup.getByRole('heading', { name: 'Permissions requested' }).waitFor()
  return popup
}

describe('before there is a connection', () => {
  let app: { clientId: string }
  beforeAll(() => {
    app = stage.sandbox.control.registerApp({ consented: false })
  })

  it('asks for the application first, then for consent to the one that is typed', async () => {
    await open()
    const grant = button(page, 'Grant admin consent')
    await grant.focus()
    await page.getByRole('tooltip', { name: 'Enter the application ID first' }).waitFor()
    expect(await grant.getAttribute('aria-disabled')).toBe('true')
    await page.getByLabel('Application ID').first().fill(app.clientId)
    await row(page, MISSING).filter({ hasText: 'Not confirmed yet' }).waitFor()
    expect(await findingsOf(page)).toEqual([])
  })

  it('says that consent was declined, also after the page was loaded again', async () => {
    await open()
    await page.getByLabel('Application ID').first().fill(app.clientId)
    const popup = await goToMicrosoft()
    await heard(page, 'Waiting for Microsoft…')
    await popup.getByRole('button', { name: 'Cancel' }).click()
    await popup.getByRole('heading', { name: 'Consent declined' }).waitFor()
    await heard(page, /Consent was declined.*AADSTS65004/)
    expect(await findingsOf(page)).toEqual([])
    await page.reload()
    await page.getByLabel('Application ID').first().fill(app.clientId)
    await heard(page, /Consent was declined.*requested by Mia Berg/)
  })

  it('believes an accepted page no further than it can: nothing can prove it yet', async () => {
    await open()
    await page.getByLabel('Application ID').first().fill(app.clientId)
    const popup = await goToMicrosoft()
    await popup.getByRole('button', { name: 'Accept' }).click()
    await heard(page, 'Microsoft reports that the permissions are granted.')
    await row(page, MISSING).filter({ hasText: 'Not confirmed yet' }).waitFor()
  })
})

describe('with a connection whose permission was taken away', () => {
  beforeAll(async () => {
    const { app } = stage.sandbox
    await stage.api.send('PUT', '/api/connection', {
      applicationId: app.clientId,
      clientSecret: app.clientSecret,
      testMailbox: 'mia.berg@contoso.com',
      monthlyMessageLimit: 5000,
      costAcknowledged: true,
    })
  })
  beforeEach(() => stage.sandbox.control.revokeRole(MISSING))

  it('grants it: Microsoft’s window closes, a token proves it, the connection is tested', async () => {
    await open()
    await row(page, MISSING).filter({ hasText: 'Missing' }).waitFor()
    expect(await findingsOf(page)).toEqual([])
    const popup = await goToMicrosoft()
    const closed = popup.waitForEvent('close')
    await popup.getByRole('button', { name: 'Accept' }).click()
    await closed
    await heard(page, 'Permissions granted.')
    await row(page, MISSING).filter({ hasText: 'Granted' }).waitFor()
    expect(await findingsOf(page)).toEqual([])
    await button(page, 'Test the connection').click()
    await page.getByText(/^(Everything works|Working, but)/).waitFor()
  })

  it('says that the window was closed, and still hears an answer that comes later', async () => {
    await open(ADMIN)
    await page.clock.install()
    const popup = await goToMicrosoft()
    const address = popup.url()
    await popup.close()
    await heard(page, 'Waiting for Microsoft…')
    await expect
      .poll(async () => {
        await page.clock.fastForward(10_000)
        return page.getByText('The window was closed before Microsoft answered.').isVisible()
      }, PATIENCE)
      .toBe(true)
    expect(await button(page, 'Grant admin consent').getAttribute('aria-disabled')).not.toBe('true')
    const later = await page.context().newPage()
    await later.goto(address)
    await later.getByRole('button', { name: 'Accept' }).click()
    await later.getByText('You can close this window and go back to Chatvault.').waitFor()
    await page.clock.fastForward(11_000)
    await heard(page, 'Permissions granted.')
  })

  it('offers a new tab when the browser blocks the window', async () => {
    await open()
    await row(page, MISSING).waitFor()
    await page.evaluate(() => {
      window.open = () => null
    })
    await button(page, 'Grant admin consent').click()
    await heard(page, 'Your browser blocked the window.')
    expect(await findingsOf(page)).toEqual([])
    const [other] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'Open the Microsoft page in a new tab' }).click(),
    ])
    await other.getByRole('button', { name: 'Accept' }).click()
    await other.getByRole('heading', { name: 'Consent granted' }).waitFor()
    await other.getByText('You can close this window and go back to Chatvault.').waitFor()
    await heard(page, 'Permissions granted.')
  })

  it('loses nothing when Microsoft’s page cuts the window off from the tab', async () => {
    await open()
    await page.context().route(/adminconsent/, async (route) => {
      const response = await route.fetch({ maxRedirects: 0 })
      await route.fulfill({
        response,
        headers: { ...response.headers(), 'cross-origin-opener-policy': 'same-origin' },
      })
    })
    await row(page, MISSING).waitFor()
    const [popup] = await Promise.all([
      page.context().waitForEvent('page'),
      button(page, 'Grant admin consent').click(),
    ])
    await popup.getByRole('button', { name: 'Accept' }).click()
    await popup.getByText('You can close this window and go back to Chatvault.').waitFor()
    await heard(page, 'Permissions granted.')
  })

  it('says when an address of the page was used before', async () => {
    await open()
    const popup = await goToMicrosoft()
    const address = popup.url()
    await popup.getByRole('button', { name: 'Cancel' }).click()
    await heard(page, 'Consent was declined.')
    const again = await page.context().newPage()
    await again.goto(address)
    await again.getByRole('button', { name: 'Accept' }).click()
    await again.getByRole('heading', { name: 'This answer was already used' }).waitFor()
  })

  it('explains to those who may not ask who may, and shows them what is granted', async () => {
    await open('Aisha Rahman', NARROW)
    await row(page, MISSING).filter({ hasText: 'Missing' }).waitFor()
    await page.getByText(/can’t request admin consent/).waitFor()
    expect(await button(page, 'Grant admin consent').count()).toBe(0)
    expect(await findingsOf(page)).toEqual([])
  })
})

describe('the page Microsoft’s page comes back to', () => {
  const OUTCOMES = {
    accepted: 'Consent granted',
    portal: 'Consent granted in the portal',
    declined: 'Consent declined',
    'not-enough-rights': 'This account can’t grant consent',
    'wrong-tenant': 'This account belongs to another organization',
    expired: 'The request timed out',
    replayed: 'This answer was already used',
    forged: 'Unexpected response from Microsoft',
    error: 'Microsoft’s page reported an error',
    '<img src=x>': 'Consent granted in the portal',
  }

  it('says every outcome in words, narrow and in every theme', async () => {
    visit = await openVisit(stage, NARROW)
    for (const [outcome, words] of Object.entries(OUTCOMES)) {
      await visit.page.goto('about:blank')
      await visit.page.goto(
        `${stage.product.url}/auth/consent-end.html#outcome=${encodeURIComponent(outcome)}`,
      )
      await visit.page.getByRole('heading', { name: words }).waitFor()
      await visit.page.getByText('You can close this window and go back to Chatvault.').waitFor()
      expect(await findingsOf(visit.page)).toEqual([])
      const wide = await visit.page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide).toBeLessThanOrEqual(360)
    }
  })

  it('speaks German to those who do', async () => {
    visit = await openVisit(stage, { locale: 'de-AT' })
    await visit.page.goto(`${stage.product.url}/auth/consent-end.html#outcome=declined`)
    await visit.page.getByRole('heading', { name: 'Die Einwilligung wurde abgelehnt' }).waitFor()
    expect(await visit.page.evaluate(() => document.documentElement.lang)).toBe('de')
  })
})
