/** The tour of first use, and what an operator finds and chooses on the Settings page. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Preferences } from '../../server/contract/index.ts'
import { findingsOf, settled } from './accessibility.ts'
import { STAGE_MS } from './host-stage.ts'
import { type Stage, setStage } from './stage.ts'
import { openVisit, signIn, type Visit } from './visit.ts'

const WIDE = { width: 1280, height: 860 }
const PHONE = { width: 360, height: 740 }
const SMALL_PHONE = { width: 360, height: 640 }

let stage: Stage
beforeAll(async () => {
  stage = await setStage({ users: 8, messages: 400, seed: 3 })
}, STAGE_MS)
afterAll(() => stage?.close())

let visit: Visit
let page: Page
beforeEach(async () => {
  visit = await openVisit(stage, { viewport: WIDE })
  page = visit.page
  page.setDefaultTimeout(15_000)
})
afterEach(async () => {
  await visit.close()
  expect(visit.problems).toEqual([])
})

const step = () => page.getByRole('dialog')
const preferences = (change: Partial<Preferences>) => stage.api.send('PUT', '/api/preferences', change)

async function connect(): Promise<void> {
  const { sandbox, api } = stage
  await api.send('PUT', '/api/connection', {
    applicationId: sandbox.app.clientId,
    clientSecret: sandbox.app.clientSecret,
    testMailbox: 'mia.berg@contoso.com',
    monthlyMessageLimit: 9000,
    costAcknowledged: true,
  })
}

describe('the tour', () => {
  beforeEach(() => preferences({ tourSeen: false }))
  afterAll(() => preferences({ tourSeen: true }))

  it('begins at the first visit, leads to the way in, is read out step by step, and does not come again', async () => {
    await signIn(visit, stage, 'Mia Berg')
    expect(await walk()).toEqual([
      'Is everything safe?',
      'Start here',
      'Read archived chats',
      'Connection and limit',
    ])
    expect(await focused()).toBe('Overview')
    await page
      .getByText('The tour has ended. You can show it again from Settings.')
      .waitFor({ state: 'attached' })
    await page.reload()
    await page.getByRole('link', { name: 'Connect your tenant' }).waitFor()
    await nothingFetched()
    expect(await step().count()).toBe(0)
  })

  it('is left with Esc at once, and counts as seen', async () => {
    await signIn(visit, stage, 'Mia Berg')
    await step().waitFor()
    await page.keyboard.press('Escape')
    await step().waitFor({ state: 'detached' })
    expect(await focused()).toBe('Overview')
    expect(await stage.api.get('/api/preferences')).toMatchObject({ tourSeen: true })
  })

  it('does not begin over a deep link or an error', async () => {
    await signIn(visit, stage, 'Mia Berg', '/runs')
    await page.getByRole('heading', { name: 'Runs' }).waitFor()
    await nothingFetched()
    expect(await step().count()).toBe(0)
    visit.expectRefusal('503 GET /api/overview')
    await page.route('**/api/overview', (route) => route.fulfill({ status: 503, body: '' }))
    await page.goto(stage.product.url)
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    expect(await step().count()).toBe(0)
  })

  it.each([
    [
      'in a wide window',
      WIDE,
      ['Is everything safe?', 'Run a backup', 'What it costs', 'Read archived chats', 'Connection and limit'],
    ],
    ['on a phone', PHONE, ['Is everything safe?', 'Run a backup', 'What it costs', 'Everything else']],
    [
      'on a small phone',
      SMALL_PHONE,
      ['Is everything safe?', 'Run a backup', 'What it costs', 'Everything else'],
    ],
  ])('comes again from Settings %s, and covers nothing it explains', async (_, size, titles) => {
    await connect()
    await preferences({ tourSeen: true })
    await page.setViewportSize(size)
    await signIn(visit, stage, 'Mia Berg', '/settings')
    await page.getByRole('button', { name: 'Show the tour again' }).click()
    expect(await walk()).toEqual(titles)
  })

  /** Goes through to the end by keyboard; answers with the titles. */
  async function walk(): Promise<string[]> {
    const titles: string[] = []
    for (let at = 0; at < 8; at++) {
      await step().waitFor()
      await settled(page)
      // The dialog itself has the focus, so that it is read out whole.
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute('role')))
        .toBe('dialog')
      titles.push((await step().getByRole('heading').textContent()) ?? '')
      expect(await overlap()).toBe(0)
      expect(await cut()).toBe(0)
      if (at === 0) expect(await findingsOf(page)).toEqual([])
      const last = (await step().getByRole('button', { name: 'Done' }).count()) > 0
      await step()
        .getByRole('button', { name: last ? 'Done' : 'Next' })
        .focus()
      await page.keyboard.press('Enter')
      if (last) break
      await expect.poll(() => step().getByRole('heading').textContent()).not.toBe(titles.at(-1))
    }
    await step().waitFor({ state: 'detached' })
    return titles
  }

  /** How much of the explanation is outside the window or has to be scrolled to, px. */
  const cut = () =>
    step().evaluate((dialog) => {
      const { top, bottom } = dialog.getBoundingClientRect()
      const scrolled = dialog.scrollHeight - dialog.clientHeight
      return Math.max(0, -top) + Math.max(0, bottom - window.innerHeight) + scrolled
    })

  /** How much of the thing explained lies beneath the explanation, px². */
  const overlap = () =>
    page.evaluate(() => {
      const target = document.querySelector('[data-tour-now]')?.getBoundingClientRect()
      const dialog = document.querySelector('[role="dialog"]')?.getBoundingClientRect()
      if (!target || !dialog) return -1
      const width = Math.min(target.right, dialog.right) - Math.max(target.left, dialog.left)
      const height = Math.min(target.bottom, dialog.bottom) - Math.max(target.top, dialog.top)
      return Math.max(0, width) * Math.max(0, height)
    })
})

describe('settings', () => {
  it.each([
    ['Mia Berg', 'Admin', 'Change the connection', ['Yes', 'No', 'No', 'No']],
    ['Aisha Rahman', 'Reviewer', 'Read archived chats', ['Yes', 'No', 'Yes', 'No']],
  ])('tell %s what the role %s may do', async (who, role, action, answers) => {
    await signIn(visit, stage, who, '/settings')
    await page.getByText(`Your role is ${role}.`).waitFor()
    const table = page.getByRole('table', { name: 'What each role can do' })
    const row = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: action }) })
    expect(await row.getByRole('cell').locator('.sr-only').allTextContents()).toEqual(answers)
    expect(await table.getByRole('columnheader', { name: /^You/ }).allTextContents()).toEqual([`You${role}`])
  })

  it('say how a role is given, with the names to look for', async () => {
    await signIn(visit, stage, 'Mia Berg', '/settings')
    await page.getByText(stage.sandbox.signIn.clientId).waitFor()
    const link = page.getByRole('link', { name: /Microsoft Entra admin center/ })
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/entra\.microsoft\.com\//)
    await page.context().grantPermissions(['clipboard-write'])
    await page.getByRole('button', { name: 'Copy Vault.Reviewer' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
  })

  it('lead to the licences of others, as text that anyone can read', async () => {
    await signIn(visit, stage, 'Mia Berg', '/settings')
    const href = await page.getByRole('link', { name: 'Third-party notices' }).getAttribute('href')
    const answer = await fetch(stage.product.url + href)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8'])
    const notices = await answer.text()
    for (const name of ['react-dom', '@fluentui/react-button', '@azure/msal-browser', 'dompurify'])
      expect(notices).toMatch(new RegExp(`^## ${name} - [\\s\\S]*?Copyright`, 'm'))
  })

  it('change the language at once, keep it on the server, and speak it from the first word on', async () => {
    await signIn(visit, stage, 'Mia Berg', '/settings')
    await page.getByRole('radio', { name: 'Deutsch' }).click()
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de')
    await page.getByText('Die Sprache ist gespeichert.').waitFor()
    const elsewhere = await openVisit(stage, { viewport: WIDE })
    await signIn(elsewhere, stage, 'Mia Berg')
    await elsewhere.page.getByRole('heading', { name: 'Übersicht' }).waitFor()
    await elsewhere.close()
    await page.getByRole('radio', { name: /^Automatisch/ }).click()
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    await page.getByText('Language saved.').waitFor()
  })

  it('take back a language the server refuses, and say so', async () => {
    visit.expectRefusal('503 PUT /api/preferences')
    await signIn(visit, stage, 'Mia Berg', '/settings')
    await page.route('**/api/preferences', (route) => route.fulfill({ status: 503, body: '' }))
    await page.getByRole('radio', { name: 'Deutsch' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    expect(await page.getByRole('radio', { name: /^Automatic/ }).isChecked()).toBe(true)
  })
})

/** Whatever was to come has come. */
const nothingFetched = () => page.waitForLoadState('networkidle')

function focused(): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
}

describe('the audit log', () => {
  beforeEach(() => preferences({ tourSeen: true }))

  it('shows who did what, filtered, and gives the same as a file', async () => {
    await connect()
    await signIn(visit, stage, 'Mia Berg')
    await page.getByRole('link', { name: 'Audit log' }).click()
    await page.getByRole('heading', { name: 'Audit log' }).waitFor()
    const row = page.getByRole('row').filter({ hasText: 'Saved the connection' })
    await row.first().waitFor()
    expect(await row.first().textContent()).toContain('Mia Berg')
    expect(await row.first().textContent()).toContain('Succeeded')
    await settled(page)
    expect(await findingsOf(page)).toEqual([])
    const file = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download CSV' }).click()
    expect((await file).suggestedFilename()).toBe('chatvault-audit.csv')
    await page.getByLabel('Outcome').selectOption('Failed')
    await page.getByText('No matching entries').waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await row.first().waitFor()
  })

  it('is for no one whose role does not read it, also by its address', async () => {
    await signIn(visit, stage, 'Jonas', '/audit')
    await page
      .getByText(/doesn’t include/)
      .first()
      .waitFor()
    expect(await page.getByRole('link', { name: 'Audit log' }).count()).toBe(0)
    // The refusal is what this is about.
    expect(visit.problems.splice(0)).toEqual([expect.stringContaining('403 GET')])
  })
})
