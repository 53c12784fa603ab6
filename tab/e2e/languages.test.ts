/** Every screen in German, in a longer English and in an English that runs from right to left, as it is shipped. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Run } from '../../server/contract/index.ts'
import { texts as de } from '../i18n/de/index.ts'
import { problems } from '../i18n/de/problems.ts'
import { en } from '../i18n/en.ts'
import { STAGE_MS } from './host-stage.ts'
import { type Stage, setStage } from './stage.ts'
import { outsideBrackets, overflowsOn, type Shown, textsOn } from './texts-on-screen.ts'
import { openVisit, signIn, type Visit } from './visit.ts'

const PATIENCE = { timeout: 15_000 }
const WIDE = { width: 1280, height: 860 }
const NARROW = { width: 360, height: 740 }

type Texts = { readonly [key: string]: string | Texts }

/** What is wrong with the screen in this language; empty when nothing is. */
type Judge = (page: Page) => Promise<string[]>

interface Way {
  lang: string
  judge: Judge
}

const bare = (text: string) => text.replace(/\{\{\w+\}\}/g, '')
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const GERMAN = new Map(entries(de))

/** Texts of two words and more that are different in German, their slots open. */
const ENGLISH = entries(en)
  .filter(([key, text]) => /\p{L}+ \p{L}+/u.test(bare(text)) && GERMAN.get(key) !== text)
  .map(
    ([, text]) =>
      new RegExp(
        `^${text
          .split(/\{\{\w+\}\}/)
          .map(escaped)
          .join('.+')}$`,
      ),
  )

let stage: Stage
beforeAll(async () => {
  stage = await setStage({ users: 8, messages: 400, seed: 3 })
  await stage.api.send('PUT', '/api/preferences', { tourSeen: true })
}, STAGE_MS)
afterAll(() => stage?.close())

const WAYS: Way[] = [
  { lang: 'de', judge: german },
  { lang: 'en-XA', judge: outsideBrackets },
  { lang: 'ar-XB', judge: mirrored },
]

describe.each(WAYS)('before anything is connected, in $lang', ({ lang, judge }) => {
  let visit: Visit
  beforeAll(async () => {
    visit = await open(lang)
    await signIn(visit, stage, 'Mia Berg', `/?lang=${lang}`)
    // Until the overview is there the sign-in may still lead back to it.
    await visit.page.locator('main h1').waitFor()
    await settled(visit.page)
  })
  afterAll(() => visit?.close())

  // Where there is nothing, the longest texts show what doesn't fit: the others meet these layouts when they are full.
  const empty = lang === 'en-XA' ? ['/', '/archive', '/runs', '/people', '/nowhere'] : []
  it.each(empty)('%s', async (path) => {
    await goTo(visit.page, path)
    expect(await findings(visit.page, judge)).toEqual([])
  })

  it('/connection, and its form with mistakes', async () => {
    const { page } = visit
    await goTo(page, '/connection')
    expect(await findings(page, judge)).toEqual([])
    await page.locator('input').first().fill('no id')
    await page.locator('input[type="password"]').fill('7f3c1d52-9e55-4a52-b8a1-0d4ab0c5a111')
    await page.locator('button[type="submit"]').click()
    await page.locator('[aria-invalid="true"]').first().waitFor()
    expect(await findings(page, judge)).toEqual([])
  })
})

describe('a tenant that is connected and backed up', () => {
  let runId: string
  beforeAll(async () => {
    const { sandbox, api } = stage
    await api.send('PUT', '/api/connection', {
      applicationId: sandbox.app.clientId,
      clientSecret: sandbox.app.clientSecret,
      testMailbox: 'mia.berg@contoso.com',
      monthlyMessageLimit: 5000,
      costAcknowledged: true,
      secretExpiresAt: new Date(Date.now() + 13.5 * 86_400_000).toISOString(),
    })
    runId = (await api.send<{ id: string }>('POST', '/api/runs', {})).id
    await until(async () => (await api.get<Run>(`/api/runs/${runId}`)).endedAt !== null)
  })

  describe.each(WAYS)('in $lang', ({ lang, judge }) => {
    let visit: Visit
    let page: Page
    beforeAll(async () => {
      visit = await open(lang)
      page = visit.page
      await signIn(visit, stage, 'Mia Berg', `/?lang=${lang}`)
      await page.getByRole('main').waitFor()
    })
    afterAll(async () => {
      await visit?.close()
      expect(visit?.problems).toEqual([])
    })

    it.each(['/archive', '/runs', '/people', '/settings'])('%s', async (path) => {
      await goTo(page, path)
      expect(await findings(page, judge)).toEqual([])
    })

    it('/, the question before a backup, and the account menu', async () => {
      await goTo(page, '/')
      expect(await findings(page, judge)).toEqual([])
      await page.locator('[data-tour="run"] button').first().click()
      await dialog(page)
      expect(await findings(page, judge)).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.getByRole('banner').locator('button[aria-haspopup="menu"]').last().click()
      await page.getByRole('menu').waitFor()
      expect(await findings(page, judge)).toEqual([])
    })

    it('/connection, read back without a fault in any digits, and the question before a disconnection', async () => {
      await goTo(page, '/connection')
      await page.locator('#limit').waitFor()
      expect(await page.locator('[aria-invalid="true"]').count()).toBe(0)
      expect(await findings(page, judge)).toEqual([])
      await page.locator('header ~ main button:not([aria-haspopup])').nth(1).click()
      await dialog(page)
      expect(await findings(page, judge)).toEqual([])
    })

    it('one run', async () => {
      await goTo(page, `/runs/${runId}`)
      expect(await findings(page, judge)).toEqual([])
    })

    it('a person’s conversations, a conversation and its members', async () => {
      await goTo(page, '/archive')
      await page.getByRole('searchbox').last().fill('Mia')
      await page.getByRole('link', { name: /Mia Berg/ }).click()
      await page
        .getByRole('link', { name: /Jonas Keller/ })
        .first()
        .waitFor()
      expect(await findings(page, judge)).toEqual([])
      await page.getByRole('searchbox').last().fill('aurora – launch')
      await page.getByRole('link', { name: /Project Aurora – launch/ }).click()
      await page.getByRole('article').first().waitFor()
      expect(await findings(page, judge)).toEqual([])
      await page.locator('button[aria-haspopup], button[aria-expanded]').last().click()
      expect(await findings(page, judge)).toEqual([])
    })

    it('a signed-out page', async () => {
      await goTo(page, '/nowhere')
      await page.getByRole('banner').locator('button[aria-haspopup="menu"]').last().click()
      await page.getByRole('menuitem').last().click()
      await page.locator('h1').waitFor()
      expect(await findings(page, judge)).toEqual([])
    })
  })

  it('dates, numbers and money are written the German way in German', async () => {
    const visit = await openVisit(stage, { locale: 'de-DE', viewport: WIDE })
    await signIn(visit, stage, 'Mia Berg')
    const main = visit.page.getByRole('main')
    await main.getByText(/Der geheime Clientschlüssel läuft in 13 Tagen ab/).waitFor(PATIENCE)
    const text = (await main.textContent()) ?? ''
    expect(text).toMatch(/\d Nachrichten × 0,00075\sUSD = \d,\d\d\sUSD/)
    expect(text).toMatch(/Beginnt am 1\. \p{L}+\.? \d{4} wieder bei 0/u)
    expect(text).toMatch(/Limit 5\.000/)
    expect(text).toMatch(/gerade eben|jetzt|vor \d+ (Minute|Sekunde)/)
    await visit.close()
  })

  it.each(WAYS)('someone without a role, in $lang', async ({ lang, judge }) => {
    const visit = await open(lang)
    visit.expectRefusal('403 GET /api/me')
    await signIn(visit, stage, 'Lea Novak', `/?lang=${lang}`)
    await visit.page.locator('h1').waitFor()
    expect(await findings(visit.page, judge)).toEqual([])
    await visit.close()
  })
})

describe('an operator', () => {
  it('chooses a language, which holds at once and on the next visit', async () => {
    const visit = await openVisit(stage, { viewport: WIDE })
    const { page } = visit
    await signIn(visit, stage, 'Mia Berg', '/settings')
    await page.getByRole('radio', { name: 'Deutsch' }).check()
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor(PATIENCE)
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de')
    await visit.close()
    const again = await openVisit(stage)
    await signIn(again, stage, 'Mia Berg')
    await again.page.getByRole('heading', { name: 'Übersicht' }).waitFor(PATIENCE)
    await stage.api.send('PUT', '/api/preferences', { language: null })
    await again.close()
    expect([...visit.problems, ...again.problems]).toEqual([])
  })
})

describe('the tab in a German browser', () => {
  it('is English meanwhile when the German texts are long in coming, and German once they are there', async () => {
    const visit = await openVisit(stage, { locale: 'de-DE' })
    const { page } = visit
    await signIn(visit, stage, 'Mia Berg')
    let arrive = () => {}
    const coming = new Promise<void>((resolve) => {
      arrive = resolve
    })
    await page.route(/\/de-[\w-]+\.js$/, (route) => coming.then(() => route.continue()))
    await page.reload()
    await page.getByRole('heading', { name: 'Overview' }).waitFor(PATIENCE)
    arrive()
    await page.getByRole('heading', { name: 'Übersicht' }).waitFor(PATIENCE)
    expect(visit.problems).toEqual([])
    await visit.close()
  })

  it('is English, with a line on the console, when the German texts cannot be fetched', async () => {
    const visit = await openVisit(stage, { locale: 'de-DE' })
    const warnings: string[] = []
    visit.page.on('console', (message) => {
      if (message.type() === 'warning') warnings.push(message.text())
    })
    await visit.page.route(/\/de-[\w-]+\.js$/, (route) =>
      route.fulfill({ status: 200, body: 'throw new Error()' }),
    )
    await signIn(visit, stage, 'Mia Berg')
    await visit.page.getByRole('link', { name: 'Overview' }).waitFor(PATIENCE)
    expect(await visit.page.evaluate(() => document.documentElement.lang)).toBe('en')
    // Once before Microsoft's sign-in and once after it: two pages.
    expect(warnings.filter((it) => it.includes('texts in de')).length).toBe(2)
    await visit.close()
  })
})

async function open(lang: string): Promise<Visit> {
  const locale = lang === 'de' ? 'de-DE' : 'en-US'
  const visit = await openVisit(stage, { viewport: WIDE, locale })
  visit.page.setDefaultTimeout(PATIENCE.timeout)
  return visit
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(stage.product.url + path)
  await page.locator('main h1').waitFor()
  await settled(page)
}

/** Until nothing is loading any more; a backup's progress does not count. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.locator('.fui-Skeleton').first().waitFor({ state: 'detached' })
}

/** A new width is noticed in one frame and drawn in the next. */
function drawn(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
      }),
  )
}

async function until(done: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 45_000
  while (!(await done())) {
    if (Date.now() > end) throw new Error('It did not end')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function dialog(page: Page) {
  return page.getByRole('dialog').or(page.getByRole('alertdialog')).first().waitFor()
}

/** The screen as it stands, wide and narrow. */
async function findings(page: Page, judge: Judge): Promise<string[]> {
  await settled(page)
  const wide = [...(await judge(page)), ...(await overflowsOn(page))]
  await page.setViewportSize(NARROW)
  await drawn(page)
  const narrow = [...(await judge(page)), ...(await overflowsOn(page))]
  await page.setViewportSize(WIDE)
  return [...wide.map((it) => `wide: ${it}`), ...narrow.map((it) => `narrow: ${it}`)]
}

const line = ({ text, where }: Shown) => `${text} (${where})`

async function german(page: Page): Promise<string[]> {
  const lang = await page.evaluate(() => document.documentElement.lang)
  const texts = await textsOn(page)
  const english = texts.filter(
    ({ text }) => ENGLISH.some((it) => it.test(text)) || text.includes(problems.unknown),
  )
  return [...(lang === 'de' ? [] : [`lang=${lang}`]), ...english.map(line)]
}

function entries(texts: Texts, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : entries(value, `${path}${key}.`),
  )
}

async function mirrored(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wrong: string[] = []
    if (document.documentElement.dir !== 'rtl') wrong.push(`dir=${document.documentElement.dir}`)
    const middle = window.innerWidth / 2
    const brand = document.querySelector('header img')?.getBoundingClientRect()
    if (brand && brand.left < middle) wrong.push('the name of the product is not on the right')
    const account = [...document.querySelectorAll('header button')].at(-1)?.getBoundingClientRect()
    if (account && account.right > middle) wrong.push('the account is not on the left')
    for (const heading of document.querySelectorAll('main h1, main h2')) {
      if (getComputedStyle(heading).direction !== 'rtl') wrong.push(`heading ${heading.textContent}`)
    }
    return wrong
  })
}
