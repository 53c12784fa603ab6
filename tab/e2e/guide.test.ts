/** The guide for anyone who registers the app: without sign-in, in the tab, and on paper. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guide as german } from '../i18n/de/guide.ts'
import { guide as english } from '../i18n/en/guide.ts'
import type { Texts } from '../i18n/pseudo.ts'
import { findingsOf } from './accessibility.ts'
import { STAGE_MS } from './host-stage.ts'
import { type Stage, setStage } from './stage.ts'
import { outsideBrackets, overflowsOn, textsOn } from './texts-on-screen.ts'
import { openVisit, signIn, type Visit } from './visit.ts'

const WIDE = { width: 1280, height: 860 }
const NARROW = { width: 320, height: 700 }
/** 180 mm of an A4 sheet, between its margins. */
const SHEET = { width: 680, height: 998 }

let stage: Stage
beforeAll(async () => {
  stage = await setStage({ users: 4, messages: 40, seed: 3 })
}, STAGE_MS)
afterAll(() => stage?.close())

describe('without sign-in', () => {
  let visit: Visit
  let page: Page
  beforeAll(async () => {
    visit = await openVisit(stage, { viewport: WIDE, locale: 'de-AT' })
    page = visit.page
  })
  afterAll(async () => {
    expect(visit.problems).toEqual([])
    await visit.close()
  })

  it('speaks the browser’s language, and the one asked for', async () => {
    await open(page)
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de')
    expect(await page.locator('h1').textContent()).toBe(german.page.title)
    await page.getByRole('link', { name: english.page.english, exact: true }).click()
    await page.getByRole('heading', { name: english.page.title }).waitFor()
  })

  it('fills in this Chatvault’s own address', async () => {
    await open(page, 'en')
    await page.locator('#register').getByText(`${stage.product.url}/consent/callback`).waitFor()
  })

  it('leads into the portal of the cloud people sign in to', async () => {
    await page.route('**/config.json', async (route) => {
      const config = (await (await route.fetch()).json()) as object
      await route.fulfill({
        json: { ...config, authority: 'https://login.microsoftonline.us/organizations' },
      })
    })
    await open(page, 'en')
    const link = page
      .locator('#register')
      .getByRole('link', { name: new RegExp(english.label.open) })
      .first()
    await expect.poll(() => link.getAttribute('href')).toMatch(/^https:\/\/entra\.microsoft\.us\/#view\//)
    await page.unroute('**/config.json')
  })

  it.each([
    ['wide', WIDE],
    ['narrow', NARROW],
  ])('has nothing that keeps anybody out, in three themes, %s', async (_, size) => {
    await page.setViewportSize(size)
    await open(page, 'en')
    expect(await findingsOf(page)).toEqual([])
  })

  it.each(['en', 'de', 'en-XA', 'ar-XB'])(
    'fits into 320 px and keeps the words of its pictures, in %s',
    async (lang) => {
      await page.setViewportSize(NARROW)
      await open(page, lang)
      expect(await overflowsOn(page)).toEqual([])
      expect(await wordsOutsideOf(page)).toEqual([])
    },
  )

  it('is German throughout in German', async () => {
    await open(page, 'de')
    const inGerman = new Map(entries(german))
    const left = entries(english)
      .filter(([key, text]) => /\p{L} \p{L}/u.test(text) && inGerman.get(key) !== text)
      .map(([, text]) => text)
    const texts = await textsOn(page)
    expect(texts.length).toBeGreaterThan(150)
    expect(texts.filter(({ text }) => left.includes(text))).toEqual([])
  })

  it('has no text but from the catalogue', async () => {
    await open(page, 'en-XA')
    expect(await outsideBrackets(page)).toEqual([])
  })

  it('gives away each PDF', async () => {
    await open(page, 'en')
    for (const name of [english.page.downloadEnglish, english.page.downloadGerman]) {
      const href = await page.getByRole('link', { name }).getAttribute('href')
      const response = await fetch(stage.product.url + href)
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf'])
      expect((await response.text()).startsWith('%PDF-')).toBe(true)
    }
  })
})

describe('on paper', () => {
  it.each(['en', 'de'])(
    'is the guide and nothing else, dark on white, its links written out, in %s',
    async (lang) => {
      const visit = await openVisit(stage, { viewport: SHEET, colorScheme: 'dark' })
      const { page } = visit
      await open(page, lang)
      await page.emulateMedia({ media: 'print' })
      expect(await overflowsOn(page)).toEqual([])
      expect(await page.locator('header, button').filter({ visible: true }).count()).toBe(0)
      const looks = await page.evaluate(() => {
        const colour = (element: Element | null) => element && getComputedStyle(element).color
        const apart = [...document.querySelectorAll('h2, h3')].filter(
          (it) => getComputedStyle(it).breakAfter !== 'avoid',
        )
        return {
          words: colour(document.querySelector('[data-guide] li')),
          ground: getComputedStyle(document.documentElement).backgroundColor,
          apart: apart.map((it) => it.textContent),
        }
      })
      expect(looks).toEqual({ words: 'rgb(36, 36, 36)', ground: 'rgba(0, 0, 0, 0)', apart: [] })
      await page.locator('#register').getByText('https://entra.microsoft.com/#view/').first().waitFor()
      await visit.close()
    },
  )
})

describe('in the tab', () => {
  it('is at /guide for anyone signed in, and prints without the tab around it', async () => {
    const visit = await openVisit(stage, { viewport: WIDE })
    const { page } = visit
    await signIn(visit, stage, 'Mia Berg', '/guide')
    await page.getByRole('heading', { level: 1, name: english.page.title }).waitFor()
    await page.locator('#connect svg[role="img"]').waitFor()
    expect(await page.getByRole('banner').isVisible()).toBe(true)
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('banner').isVisible()).toBe(false)
    expect(visit.problems).toEqual([])
    await visit.close()
  })
})

async function open(page: Page, lang?: string): Promise<void> {
  await page.goto(`${stage.product.url}/guide.html${lang ? `?lang=${lang}` : ''}`)
  await page.locator('#connect svg[role="img"]').waitFor()
  await page.waitForLoadState('networkidle')
}

/** Words of pictures that need more room than was reckoned for them. */
function wordsOutsideOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('svg[role="img"] foreignObject')].flatMap((frame) => {
      const [width, height] = [frame.getAttribute('width'), frame.getAttribute('height')].map(Number)
      const words = frame.firstElementChild?.firstElementChild as HTMLElement | undefined
      if (!words || width === undefined || height === undefined) return ['an empty frame']
      const fits = words.offsetWidth <= width + 0.5 && words.offsetHeight <= height + 1.5
      return fits
        ? []
        : [`“${words.textContent}”: ${words.offsetWidth} × ${words.offsetHeight} in ${width} × ${height}`]
    }),
  )
}

function entries(texts: Texts, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : entries(value, `${path}${key}.`),
  )
}
