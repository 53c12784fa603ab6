/** From empty to a finished backup and a conversation on screen, in a browser, against the real product. */
import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Conversation, MessagePage, Quota, Run } from '../../server/contract/index.ts'
import { readZipEntry } from '../../server/testing/zip.ts'
import { findingsOf } from './accessibility.ts'
import { type Figures, figuresInHistory, figuresOfApi, figuresOn } from './figures.ts'
import { STAGE_MS } from './host-stage.ts'
import { type Stage, setStage } from './stage.ts'
import { openVisit, signIn, type Visit } from './visit.ts'

const ADMIN = 'Mia Berg'
const LIMIT = 5000
const PATIENCE = { timeout: 45_000 }

let stage: Stage
beforeAll(async () => {
  stage = await setStage({ users: 8, messages: 400, seed: 3 })
}, STAGE_MS)
afterAll(() => stage?.close())

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })
const button = (on: Page | Locator, name: string | RegExp) => on.getByRole('button', { name })
const link = (on: Page | Locator, name: string | RegExp) => on.getByRole('link', { name })

/** Screens that accessibility.test.ts walks are not looked at by axe once more. */
describe('the tenant admin', () => {
  let visit: Visit
  let page: Page
  /** Without it the backup isn't over, however long this takes to be looked at. */
  let lastPage: ReturnType<Stage['sandbox']['control']['holdNext']>
  beforeAll(async () => {
    visit = await openVisit(stage)
    page = visit.page
    page.setDefaultTimeout(PATIENCE.timeout)
  })
  afterAll(() => visit?.close())
  afterEach(() => {
    expect(visit.problems).toEqual([])
  })

  it('signs in and is told that nothing is connected', async () => {
    await signIn(visit, stage, ADMIN)
    await heading(page, 'Not connected').waitFor()
    await link(page, 'Connect your tenant').click()
    await heading(page, 'Connection').waitFor()
  })

  it('is warned of a secret’s ID and of what is missing, before anything is sent', async () => {
    await page.getByLabel('Application ID').first().fill(stage.sandbox.app.clientId)
    await page.getByLabel('App secret (client secret)').fill('7f3c1d52-9e55-4a52-b8a1-0d4ab0c5a111')
    await page.getByText('This looks like the secret’s ID').waitFor()
    await button(page, 'Test & save connection').click()
    await page.getByText('Enter a whole number of 1 or more').waitFor()
    await page.getByText('Enter one person’s email address').waitFor()
  })

  it('sees which check fails with a wrong secret, what to do, and that nothing was saved', async () => {
    visit.expectRefusal('422 PUT /api/connection')
    await page
      .getByLabel('App secret (client secret)')
      .fill(`${stage.sandbox.app.clientSecret.slice(0, -3)}abc`)
    await page.getByLabel('Monthly message limit').fill(String(LIMIT))
    await page.getByText(/Not charged today; would be at most USD\s3\.75 a month/).waitFor()
    await page.getByRole('checkbox', { name: /I understand both/ }).check()
    await page.getByLabel('Test mailbox').fill('mia.berg@contoso.com')
    await button(page, 'Test & save connection').click()
    await page.getByText('Nothing was saved').waitFor()
    const failed = page.getByRole('listitem').filter({ hasText: 'Sign-in to your tenant' })
    expect(await failed.textContent()).toMatch(/Failed.*secret.*AADSTS7000215/is)
    expect(await findingsOf(page)).toEqual([])
    expect(await stage.api.get('/api/connection')).toMatchObject({ status: 'none', applicationId: null })
  })

  it('connects: five checks pass', async () => {
    await page.getByLabel('App secret (client secret)').fill(stage.sandbox.app.clientSecret)
    await button(page, 'Test & save connection').click()
    await page.getByText('Connected. The connection was tested and saved.').waitFor()
    const checks = page.getByRole('list', { name: 'Checks' }).getByRole('listitem')
    expect(await checks.filter({ hasText: 'Passed' }).count()).toBe(5)
    expect(await page.content()).not.toContain(stage.sandbox.app.clientSecret)
    expect(await findingsOf(page)).toEqual([])
  })

  it('runs a backup, by keyboard alone, and is asked once with its cost', async () => {
    await link(page, 'Overview').click()
    await heading(page, 'Not backed up yet').waitFor()
    expect(await findingsOf(page)).toEqual([])
    await tabTo(page, 'Run backup')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Run a backup now?' })
    await dialog.waitFor()
    expect(await dialog.textContent()).toMatch(
      /up to 4,999\smessages, the rest of this month’s limit\. Not charged today; would be at most USD\s3\.75/,
    )
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => focused(page)).toBe('Run backup')
    await page.keyboard.press('Enter')
    await tabTo(page, 'Run backup')
    lastPage = stage.sandbox.control.holdNext('getAllMessages')
    await page.keyboard.press('Enter')
    await heading(page, /^(Backing up|The backup is about to start)/).waitFor()
  })

  it('sees it continue, here and on the overview, and end', { timeout: 120_000 }, async () => {
    await page.getByRole('progressbar', { name: 'Backup progress by messages' }).waitFor()
    expect(await findingsOf(page)).toEqual([])
    await link(page, 'Overview').click()
    await link(page, 'View details').click()
    await heading(page, /^Run from/).waitFor()
    await sevenPagesFollow()
    lastPage.release()
    await page.getByText('Completed', { exact: true }).first().waitFor(PATIENCE)
    expect(await page.getByText('Results').isVisible()).toBe(true)
    await page.getByText(/^would be USD\s\d+\.\d+ at the last published price$/).waitFor()
    await expectNoAmountOfNothing()
    await link(page, 'All runs').click()
    const history = page.getByRole('table', { name: 'History' })
    await history.getByText('Not charged').waitFor()
    await expectNoAmountOfNothing()
    await link(page, 'Overview').click()
    await heading(page, 'Protected').waitFor()
  })

  /** Where Microsoft charges nothing, "USD 0.00" would read as a price. */
  async function expectNoAmountOfNothing(): Promise<void> {
    expect(await page.getByRole('main').textContent()).not.toMatch(/USD\s0\.00(?!\d)/)
  }

  /** A browser opens six connections to a server: a page with one of its own each would leave none to the seventh. */
  async function sevenPagesFollow(): Promise<void> {
    const more = await Promise.all(Array.from({ length: 6 }, () => page.context().newPage()))
    const follow = async (one: Page) => {
      await one.goto(page.url())
      await one.getByRole('progressbar', { name: 'Backup progress by messages' }).waitFor(PATIENCE)
    }
    await Promise.all(more.map(follow))
    await Promise.all(more.map((one) => one.close()))
  }

  it('reads a conversation as it looked in Teams', async () => {
    await link(page, 'Archive').click()
    await page.getByRole('searchbox', { name: 'Filter people' }).fill('Mia')
    await link(page, /^Mia Berg/).click()
    await link(page, /^Jonas Keller/).click()
    const thread = page.getByRole('region', { name: 'Messages of Jonas Keller' })
    await scrollUpTo(thread, article(thread, 'I will fix the totals today').getByText('Edited'))
    await scrollUpTo(thread, article(thread, 'That is the one I meant').getByText('Reply to Mia Berg'))
    const image = article(thread, 'look at the last bar').getByRole('img', { name: 'Image in the message' })
    await scrollUpTo(thread, image)
    await expect.poll(() => image.evaluate((it: HTMLImageElement) => it.naturalWidth)).toBeGreaterThan(0)
  })

  it('hears a voice message, and goes to the first message', async () => {
    const thread = page.getByRole('region', { name: 'Messages of Jonas Keller' })
    const clip = thread.getByLabel('Recording in the message')
    await scrollUpTo(thread, clip)
    await expect.poll(() => clip.evaluate((it: HTMLAudioElement) => it.duration)).toBeGreaterThan(1)
    await button(page, 'Go to date').click()
    const popover = page.getByRole('dialog', { name: 'Go to a date in this conversation' })
    await popover.getByRole('textbox', { name: 'Date' }).fill('2001-01-01')
    await button(popover, 'Go').click()
    await popover.getByText(/^Choose a date between/).waitFor()
    expect(await findingsOf(page)).toEqual([])
    await button(popover, 'First message').click()
    await thread.getByText('Start of the archived conversation').waitFor()
  })

  it('compares the versions of a message that was edited', async () => {
    const { items } = await stage.api.get<{ items: Conversation[] }>('/api/conversations?type=oneOnOne')
    const chat = items.find(
      ({ members }) => members.map((it) => it.displayName).join() === 'Jonas Keller,Mia Berg',
    )
    const path = `/api/conversations/${encodeURIComponent(chat?.id ?? '')}/messages?limit=200`
    const sent = (await stage.api.get<MessagePage>(path)).items
    const message = sent.find(({ body }) => body?.content?.includes('I will fix the totals today'))
    // Before the ten seconds a window ends in the past.
    const at = Date.now() - 15_000
    stage.sandbox.control.editMessage(
      chat?.id ?? '',
      message?.id ?? '',
      '<p>I will fix <b>all</b> totals today</p>',
      at,
    )
    const { id } = await stage.api.send<{ id: string }>('POST', '/api/runs', {})
    await expect
      .poll(async () => (await stage.api.get<Run>(`/api/runs/${id}`)).state, PATIENCE)
      .toBe('completed')
    await page.goto(`${page.url().split('?')[0]}?message=${message?.id}`)
    const edited = page.getByRole('article').filter({ hasText: 'I will fix all totals today' })
    await button(edited, 'Edited, 2 versions').click()
    const dialog = page.getByRole('dialog', { name: 'Versions in the archive' })
    await dialog.getByText('Written by Mia Berg.').waitFor()
    const side = (name: string) => dialog.getByRole('group', { name })
    expect(await side('Version 1').locator('del').textContent()).toMatch(/^Removed: the/)
    expect(await side('Version 2').locator('ins').textContent()).toMatch(/^Added: all/)
    expect(await side('Version 2').textContent()).toMatch(/shown.*Changed.*Archived/)
    expect(await findingsOf(page)).toEqual([])
    await button(dialog, 'Close').click()
  })

  it('reads reactions and mentions in a group', async () => {
    await page.getByRole('searchbox', { name: 'Filter by name, topic or member' }).fill('aurora – launch')
    await link(page, /Project Aurora – launch/).click()
    const thread = page.getByRole('region', { name: /Messages of Project Aurora/ })
    await scrollUpTo(thread, thread.getByRole('img', { name: /^Heart: / }))
    expect(await findingsOf(page)).toEqual([])
  })

  it('exports the conversation as a zip of JSON Lines', async () => {
    await button(page, 'Export conversation').click()
    await page.getByRole('radio', { name: /^JSON Lines/ }).check()
    expect(await findingsOf(page)).toEqual([])
    await button(page, 'Start export').click()
    await page.getByText(/^Ready: /).waitFor()
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download', exact: true }).click()
    const zip = await readFile(await (await coming).path())
    const lines = (await readZipEntry(zip, 'messages.jsonl')).toString().trimEnd().split('\n')
    const topics = new Set(lines.map((line) => JSON.parse(line).message.chatId))
    expect(lines.length).toBeGreaterThan(20)
    expect(topics.size).toBe(1)
    await button(page, 'Close').click()
  })

  it('finds the export again in a list, and deletes it there after being asked', async () => {
    await button(page, 'Exports').click()
    const dialog = page.getByRole('dialog', { name: 'Exports' })
    const item = dialog.getByRole('listitem')
    expect(await item.textContent()).toMatch(
      /Project Aurora – launch.*Ready: .*Created by Mia Berg.*will be deleted on/,
    )
    await button(item, 'Download').waitFor()
    expect(await findingsOf(page)).toEqual([])
    await button(item, /^Delete: Project Aurora/).click()
    await button(page.getByRole('dialog', { name: 'Delete this export?' }), 'Delete').click()
    await dialog.getByText('No exports yet').waitFor()
    expect(await findingsOf(page)).toEqual([])
    await button(dialog, 'Close').click()
  })

  it('is told that the limit is reached, raises it, and the backup continues', async () => {
    const { used } = await stage.api.get<Quota>('/api/quota')
    await stage.api.send('PUT', '/api/quota', { monthlyMessageLimit: used + 40 })
    addMessages(60)
    await link(page, 'Runs').click()
    await button(page, 'Run backup').click()
    await button(page.getByRole('dialog'), 'Run backup').click()
    await heading(page, 'Backup is suspended').waitFor()
    await page.getByText('month-limit-reached').or(page.getByText(/limit/)).first().waitFor()
    expect(await findingsOf(page)).toEqual([])
    await link(page, 'Overview').click()
    await heading(page, 'Backup is suspended').waitFor()
    expect(await page.getByText('quota-reached').count()).toBe(0)
    expect(await button(page, 'Continue backup').getAttribute('aria-disabled')).toBe('true')
    expect(await findingsOf(page)).toEqual([])
    await link(page, 'Raise the limit').click()
    const limit = page.getByLabel('Monthly message limit')
    await expect.poll(() => limit.evaluate((it) => it === document.activeElement)).toBe(true)
    await limit.fill('20000')
    await page.getByText(/would be at most USD\s15\.00 a month/).waitFor()
    await button(page, 'Save limit').click()
    await page.getByText('Limit saved.').waitFor()
    await link(page, 'Runs').click()
    const completed = page.getByRole('row').filter({ hasText: 'Completed' })
    // The first one, the one after the edit, and this one.
    await expect.poll(() => completed.count(), PATIENCE).toBe(3)
    expect(await stage.api.get('/api/quota')).toMatchObject({ suspended: false, reserved: 0 })
  })

  it('shows each figure alike wherever it is shown, while a backup goes, waits and has ended', {
    timeout: 120_000,
  }, async () => {
    const { control } = stage.sandbox
    control.addUser({ givenName: 'Scan', surname: 'Room', mailbox: false })
    addMessages(120)
    const { used } = await stage.api.get<Quota>('/api/quota')
    await stage.api.send('PUT', '/api/quota', { monthlyMessageLimit: 20_000, regime: 'metered' })
    const mia = stage.sandbox.operators[0]?.person.id ?? ''
    const first = control.holdNext(`/users/${mia}/chats/getAllMessages`)
    const { id } = await stage.api.send<{ id: string }>('POST', '/api/runs', { strategy: 'complete' })
    const screens = { overview: '/', run: `/runs/${id}`, runs: '/runs', connection: '/connection' }
    const pages = await Promise.all(
      Object.entries(screens).map(async ([name, path]) => {
        const one = await page.context().newPage()
        await one.goto(stage.product.url + path)
        return [name, one] as const
      }),
    )
    const run = () => stage.api.get<Run>(`/api/runs/${id}`)
    const whileItGoes = { overview: [...OF_RUN, ...OF_MONTH], run: OF_RUN, runs: OF_RUN, connection: OF_BAR }

    const onlyMiaIsLeft = async () => (await run()).totals.subjectsWaiting
    await first.asked
    await expect.poll(onlyMiaIsLeft, PATIENCE).toBe(1)
    await agree(pages, id, whileItGoes)

    // No one else is left.
    const second = control.holdNext('getAllMessages')
    first.release()
    await second.asked
    await agree(pages, id, whileItGoes)

    const { used: usedNow, reserved } = await stage.api.get<Quota>('/api/quota')
    expect(usedNow).toBeGreaterThan(used)
    await stage.api.send('PUT', '/api/quota', { monthlyMessageLimit: usedNow + reserved })
    second.release()
    await expect.poll(async () => (await run()).state, PATIENCE).toBe('suspended')
    await agree(pages, id, {
      overview: ['people', 'read', 'cost', ...OF_MONTH],
      run: OF_RUN,
      runs: ['people', 'read', 'cost'],
      connection: OF_BAR,
    })

    await stage.api.send('PUT', '/api/quota', { monthlyMessageLimit: 20_000 })
    await expect.poll(async () => (await run()).endedAt, PATIENCE).not.toBeNull()
    await agree(pages, id, { overview: ['people', ...OF_MONTH], run: OF_RUN, connection: OF_BAR })
    const { runs } = Object.fromEntries(pages)
    const { used: u, left: l, monthCost: m, ...ofRun } = await figuresOfApi(stage, id)
    await expect.poll(() => runs && figuresInHistory(runs), PATIENCE).toEqual(ofRun)
    await Promise.all(pages.map(([, one]) => one.close()))
  })
})

describe('others', () => {
  let visit: Visit
  beforeEach(async () => {
    visit = await openVisit(stage)
    visit.page.setDefaultTimeout(PATIENCE.timeout)
  })
  afterEach(async () => {
    await visit.close()
    expect(visit.problems).toEqual([])
  })

  it('a reviewer reads the archive and is told what only others can do', async () => {
    const { page } = visit
    await signIn(visit, stage, 'Aisha Rahman')
    // What may not be changed is told, and is no dead button or field.
    for (const [path, told] of [
      ['/', /Your role \(Reviewer\) can’t start a backup/],
      ['/runs', /Your role \(Reviewer\) can’t start a backup/],
      ['/people', /Your role \(Reviewer\) can’t change who is backed up/],
      ['/connection', /Your role \(Reviewer\) can’t change the connection/],
    ] as const) {
      await page.goto(stage.product.url + path)
      await page.getByText(told).waitFor()
      const dead = page.locator('#content').locator(':disabled, [aria-disabled="true"]')
      expect(await dead.count()).toBe(0)
      expect(await findingsOf(page)).toEqual([])
    }
    await link(page, 'Connection').click()
    await page.getByText(/Your role \(Reviewer\) can’t change the connection/).waitFor()
    await page.getByText('mia.berg@contoso.com').waitFor()
    // What may not be changed is no form.
    expect(await page.locator('#content').getByRole('textbox').count()).toBe(0)
    expect(await button(page, 'Disconnect').count()).toBe(0)
    expect(await findingsOf(page)).toEqual([])
    await link(page, 'Archive').click()
    await page.getByRole('searchbox', { name: 'Filter people' }).fill('Mia')
    await link(page, /^Mia Berg/).click()
    await link(page, /^Jonas Keller/).click()
    await page
      .getByText(/^Number \d+$/)
      .first()
      .waitFor()
  })

  it('someone without a role is told so, and what to ask for', async () => {
    const { page } = visit
    visit.expectRefusal('403 GET /api/me')
    await signIn(visit, stage, 'Lea Novak')
    await heading(page, 'You don’t have access to Chatvault').waitFor()
    await page.getByText(/lea\.novak@contoso\.com is signed in but doesn’t have a role/).waitFor()
    expect(await findingsOf(page)).toEqual([])
    await button(page, 'Use another account').click()
    await heading(page, 'Pick an account').waitFor()
    await button(page, ADMIN).click()
    await heading(page, 'Overview').waitFor()
    await button(page, /account of Mia Berg/).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await heading(page, 'You’re signed out').waitFor()
    expect(await findingsOf(page)).toEqual([])
  })
})

/** What people wrote since the last backup. */
function addMessages(count: number): void {
  const chatId = stage.sandbox.control.addChat({ members: ['Mia Berg', 'Jonas Keller'] })
  for (let i = 0; i < count; i++)
    stage.sandbox.control.addMessage({
      chatId,
      from: i % 2 ? 'Jonas' : 'Mia',
      content: `Number ${i}`,
      at: Date.now() - 20_000 + i,
    })
}

type Names = readonly (keyof Figures)[]
const OF_RUN: Names = ['people', 'rest', 'read', 'cost']
const OF_MONTH: Names = ['used', 'left', 'monthCost']
/** Connection has the limit in a field, and leaves it to its reader to take away what is used. */
const OF_BAR: Names = ['used', 'monthCost']

/** Every screen shows what is listed for it, each as the API tells it at this moment. */
async function agree(
  pages: readonly (readonly [string, Page])[],
  runId: string,
  shown: Readonly<Record<string, Names>>,
): Promise<void> {
  const told = await figuresOfApi(stage, runId)
  const pick = (names: Names) => Object.fromEntries(names.map((name) => [name, told[name]]))
  for (const [name, page] of pages) {
    const names = shown[name]
    if (names === undefined) continue
    const read = () => figuresOn(page).catch((error: Error) => error.message)
    await expect.poll(read, { ...PATIENCE, message: name }).toEqual(pick(names))
  }
  expect(await figuresOfApi(stage, runId)).toEqual(told)
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press('Tab')
    if ((await focused(page)) === name) return
  }
  throw new Error(`The tab key does not lead to ${name}`)
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
}

const article = (thread: Locator, text: string) =>
  thread.getByRole('article').filter({ hasText: text }).first()

/** Scrolls towards the start until it is in the page: only messages in sight are. */
async function scrollUpTo(thread: Locator, target: Locator): Promise<void> {
  await expect
    .poll(async () => {
      // Rows are drawn after the frame that shows their place: whoever scrolls on at once passes them unseen.
      await thread.evaluate(async (it) => {
        it.scrollBy(0, -400)
        for (let frames = 0; frames < 3; frames++) await new Promise((drawn) => requestAnimationFrame(drawn))
      })
      return target.first().isVisible()
    }, PATIENCE)
    .toBe(true)
}
