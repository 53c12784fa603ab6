/** Links into the tab: copied, shared, opened; against the real product in a browser of its own. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Run } from '../../server/contract/index.ts'
import { conversationAddress, messageAddress } from '../links/links.ts'
import { findingsOf } from './accessibility.ts'
import { STAGE_MS } from './host-stage.ts'
import { type Stage, setStage } from './stage.ts'
import { openVisit, signIn, type Visit } from './visit.ts'

const ADMIN = 'Mia Berg'
const PATIENCE = { timeout: 15_000 }
const CLIPBOARD = ['clipboard-write']
/** More than three pages of messages: the first ones are not there until they are asked for. */
const COUNT = 170

let stage: Stage
let run: Run
let chat: { subjectId: string; id: string; messages: string[] }

beforeAll(async () => {
  stage = await setStage({ users: 6, messages: 200, seed: 5 })
  const chatId = stage.sandbox.control.addChat({ members: ['Mia Berg', 'Jonas Keller'] })
  const messages = Array.from({ length: COUNT }, (_, i) => addMessage(chatId, i))
  run = await backUp(stage)
  const subjectId = await idOf('Mia Berg')
  chat = { subjectId, id: chatId, messages }
}, STAGE_MS)
afterAll(() => stage?.close())

/** Of different heights, so that a place in the list cannot be guessed. */
function addMessage(chatId: string, i: number): string {
  const { id } = stage.sandbox.control.addMessage({
    chatId,
    from: i % 3 ? 'Jonas' : 'Mia',
    content: `Number ${i}${'. And a few words more'.repeat((i * 7) % 23)}`,
    at: Date.now() - 3_600_000 + i * 1000,
  })
  return id
}

async function backUp({ sandbox, api }: Stage): Promise<Run> {
  await api.send('PUT', '/api/connection', {
    applicationId: sandbox.app.clientId,
    clientSecret: sandbox.app.clientSecret,
    testMailbox: 'mia.berg@contoso.com',
    monthlyMessageLimit: 5000,
    costAcknowledged: true,
  })
  const { id } = await api.send<{ id: string }>('POST', '/api/runs', {})
  for (;;) {
    const now = await api.get<Run>(`/api/runs/${id}`)
    if (now.state === 'completed') return now
    if (now.endedAt) throw new Error(`The backup ended as ${now.state}`)
    await delay(100)
  }
}

async function idOf(name: string): Promise<string> {
  const { items } = await stage.api.get<{ items: { id: string; displayName: string }[] }>(
    `/api/subjects?q=${encodeURIComponent(name)}`,
  )
  const found = items.find(({ displayName }) => displayName === name)
  if (!found) throw new Error(`${name} is not in the tenant`)
  return found.id
}

const button = (on: Page | Locator, name: string | RegExp) => on.getByRole('button', { name })
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

let visit: Visit
let page: Page
async function open(path: string, options: Parameters<typeof openVisit>[1] = {}): Promise<void> {
  visit = await openVisit(stage, { permissions: CLIPBOARD, ...options })
  page = visit.page
  page.setDefaultTimeout(PATIENCE.timeout)
  await signIn(visit, stage, ADMIN, path)
}
afterEach(async () => {
  const problems = visit?.problems ?? []
  await visit?.close()
  expect(problems).toEqual([])
})

describe('a link to a run', () => {
  it('is copied, announced, and opens that run after signing in', async () => {
    await open('/runs')
    await page.getByRole('table', { name: 'History' }).getByRole('link').first().click()
    await heading(page, /^Run from/).waitFor()
    expect(await findingsOf(page)).toEqual([])
    await button(page, 'Copy link').click()
    await page.getByText('Link copied', { exact: true }).waitFor()
    const link = await copied(page)
    expect(link).toBe(`${stage.product.url}/runs/${run.id}`)

    await visit.close()
    await open(new URL(link).pathname)
    await heading(page, /^Run from/).waitFor()
    expect(new URL(page.url()).pathname).toBe(`/runs/${run.id}`)
  })

  it('that is not there is said, with a way on', async () => {
    visit = await openVisit(stage)
    visit.expectRefusal('404 GET /api/runs/')
    page = visit.page
    page.setDefaultTimeout(PATIENCE.timeout)
    await signIn(visit, stage, ADMIN, '/runs/no-such-run')
    await heading(page, 'This run doesn’t exist').waitFor()
    expect(await findingsOf(page)).toEqual([])
    await page.getByRole('alert').getByRole('link', { name: 'All runs' }).click()
    await page.getByRole('table', { name: 'History' }).waitFor()
  })
})

describe('where the clipboard is denied', () => {
  it('shows the link, selected, to copy manually', async () => {
    await open(`/runs/${run.id}`, { permissions: [] })
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException('denied', 'NotAllowedError'))
      document.execCommand = () => false
    })
    await button(page, 'Copy link').click()
    const dialog = page.getByRole('dialog', { name: 'Copy this link' })
    const field = dialog.getByLabel('Link')
    await expect.poll(() => field.evaluate((it) => it === document.activeElement), PATIENCE).toBe(true)
    const selected = await field.evaluate((it: HTMLInputElement) =>
      it.value.slice(it.selectionStart ?? 0, it.selectionEnd ?? 0),
    )
    expect(selected).toBe(`${stage.product.url}/runs/${run.id}`)
    expect(await findingsOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent?.trim()))
      .toBe('Copy link')
  })
})

describe('a link to a conversation', () => {
  it('is copied from its head and opens it', async () => {
    await open(conversationAddress(chat.subjectId, chat.id))
    await page.getByText(`Number ${COUNT - 1}`).waitFor()
    await button(page, 'Copy link').first().click()
    await page.getByText('Link copied', { exact: true }).waitFor()
    expect(await copied(page)).toBe(stage.product.url + conversationAddress(chat.subjectId, chat.id))
  })

  it('that is not archived is said, with a way on', async () => {
    visit = await openVisit(stage)
    visit.expectRefusal('404 GET /api/conversations/')
    page = visit.page
    page.setDefaultTimeout(PATIENCE.timeout)
    await signIn(visit, stage, ADMIN, conversationAddress(chat.subjectId, '19:nowhere@thread.v2'))
    await heading(page, 'This conversation isn’t in the archive').waitFor()
    expect(await findingsOf(page)).toEqual([])
    await page.getByRole('alert').getByRole('link', { name: 'All people' }).click()
    await heading(page, 'Choose a person').waitFor()
  })
})

describe('a link to a message', () => {
  it('is copied by keyboard alone: tab to the messages, arrows between them, tab to the button', async () => {
    await open(conversationAddress(chat.subjectId, chat.id))
    await page.getByText(`Number ${COUNT - 1}`).waitFor()
    await page.getByRole('region', { name: /^Messages of/ }).focus()
    await page.keyboard.press('Tab')
    expect(await focusedText(page)).toContain(`Number ${COUNT - 1}`)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    expect(await focusedText(page)).toContain(`Number ${COUNT - 3}`)
    await page.keyboard.press('Tab')
    await button(page, /^Copy a link to the message from/)
      .and(page.locator(':focus'))
      .waitFor()
    expect(await findingsOf(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByText('Link copied', { exact: true }).waitFor()
    const messageId = chat.messages[COUNT - 3] ?? ''
    expect(await copied(page)).toBe(stage.product.url + messageAddress(chat.subjectId, chat.id, messageId))
  })

  it.each([
    ['the first of all', 0],
    ['one in the middle', 80],
    ['the newest', COUNT - 1],
  ])('opens the conversation at %s, marked and with the focus', async (_name, index) => {
    await open(messageAddress(chat.subjectId, chat.id, chat.messages[index] ?? ''))
    const article = page
      .getByRole('article')
      .filter({ hasText: `Number ${index}` })
      .first()
    await expect.poll(() => focusedText(page), PATIENCE).toMatch(new RegExp(`Number ${index}\\b`))
    expect(await article.getAttribute('aria-current')).toBe('true')
    await expect.poll(() => isInSight(page), PATIENCE).toBe(true)
    expect(await findingsOf(page)).toEqual([])
    await button(page, 'Go to newest').click()
    await page.getByText(`Number ${COUNT - 1}`).waitFor()
  })

  it('lets the reader scroll away without being pulled back', async () => {
    await open(messageAddress(chat.subjectId, chat.id, chat.messages[80] ?? ''))
    await expect.poll(() => focusedText(page), PATIENCE).toMatch(/Number 80\b/)
    const thread = page.getByRole('region', { name: /^Messages of/ })
    await thread.hover()
    await expect
      .poll(async () => {
        await page.mouse.wheel(0, -600)
        return page
          .getByRole('article')
          .filter({ hasText: /Number 20\b/ })
          .first()
          .isVisible()
      }, PATIENCE)
      .toBe(true)
    expect(await isInSight(page)).toBe(false)
  })

  it('that is not archived is said, with a way into the conversation', async () => {
    visit = await openVisit(stage)
    visit.expectRefusal('404 GET /api/conversations/')
    page = visit.page
    page.setDefaultTimeout(PATIENCE.timeout)
    await signIn(visit, stage, ADMIN, messageAddress(chat.subjectId, chat.id, '1'))
    await heading(page, 'This message isn’t in the archive').waitFor()
    expect(await findingsOf(page)).toEqual([])
    await page.getByRole('link', { name: 'Read the conversation' }).click()
    await page.getByText(`Number ${COUNT - 1}`).waitFor()
  })
})

/** What the clipboard holds, as anyone finds out: the tab itself may not read it. */
async function copied(page: Page): Promise<string> {
  const paper = await page.context().newPage()
  await paper.setContent('<textarea></textarea>')
  const field = paper.locator('textarea')
  await field.focus()
  await paper.keyboard.press('Control+V')
  const text = await field.inputValue()
  await paper.close()
  return text
}

function focusedText(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '')
}

/** Whether the middle of what has the focus is inside the list it is in. */
function isInSight(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const list = document.querySelector('section[aria-label^="Messages of"]')?.getBoundingClientRect()
    const own = document.activeElement?.getBoundingClientRect()
    if (!list || !own) return false
    const middle = (own.top + own.bottom) / 2
    return middle > list.top && middle < list.bottom
  })
}
