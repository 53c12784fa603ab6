/** What WCAG 2.2 AA asks of a screen, as far as a machine can tell. Each function answers with findings in words. */
import axe, { type ElementContext, type Result, type RunOptions } from 'axe-core'
import type { Frame, Page } from 'playwright-core'

/** What depends on the colours; everything else is the same in each theme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** What axe finds on the screen as it stands, however serious, in light, dark and high contrast. */
export async function findingsOf(page: Page): Promise<string[]> {
  const light = await findingsInLight(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await findings(page, 'dark', COLOUR_RULES)
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' })
  const contrast = await findings(page, 'contrast', COLOUR_RULES)
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
  await settled(page)
  return [...light, ...dark, ...contrast]
}

/** The same without the other themes, where a screen that was looked at in them only has another width. */
export async function findingsInLight(page: Page): Promise<string[]> {
  // What is half beneath the sticky bar counts as a target of half its size.
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }))
  return findings(page, 'light')
}

/** The same in the one theme it is shown in, as in the frame of a host's page: no emulated medium changes that one. */
export function findingsIn(theme: string, on: Page | Frame): Promise<string[]> {
  return findings(on, theme)
}

/**
 * A colour on its way to another has the contrast of neither, and a page is hidden behind a dialog until some time after it
 * has closed. What moves for ever does not count.
 */
export async function settled(page: Page | Frame): Promise<void> {
  await page.evaluate(async (longest) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    // One for the theme to be noticed, one for it to be drawn.
    await frame()
    await frame()
    const ending = document
      .getAnimations()
      .filter((it) => it.effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ending.map((it) => it.finished))
    const isHiddenByNothing = () =>
      document.querySelector('#root[aria-hidden="true"]') !== null &&
      document.querySelector('[aria-modal="true"]') === null
    const end = performance.now() + longest
    while (isHiddenByNothing() && performance.now() < end) await frame()
  }, LEFT_MS)
}

/** Fluent shows the page again a quarter of a second after a dialog. One that is hidden for longer is axe's to find. */
const LEFT_MS = 10_000

async function findings(on: Page | Frame, theme: string, rules?: string[]): Promise<string[]> {
  await settled(on)
  if (!(await on.evaluate(() => 'axe' in window))) await on.evaluate(axe.source)
  const violations = await on.evaluate(
    async ([context, options]) => (await window.axe.run(context, options)).violations,
    [{ exclude: OF_OPEN_MENU }, rules ? { ...ONLY_WORDS, runOnly: rules } : EVERY_RULE] satisfies Asked,
  )
  return worded(violations, theme)
}

type Asked = [ElementContext, RunOptions]

declare global {
  interface Window {
    readonly axe: typeof axe
  }
}

/** Its findings are told by their HTML: no selectors, and nothing of what is right. */
const ONLY_WORDS: RunOptions = { resultTypes: ['violations'], selectors: false }
const EVERY_RULE: RunOptions = { ...ONLY_WORDS, rules: { 'target-size': { enabled: true } } }

/**
 * An open menu needs Tabster's sentinels, its own and those of the page: they hand the focus on, and hidden from assistive
 * technology they are Fluent's. Everywhere else there may be none that is a stop.
 */
const OF_OPEN_MENU = [
  '.fui-MenuPopover [data-tabster-dummy]',
  'body:has(.fui-MenuPopover) > [data-tabster-dummy]',
]

function worded(violations: Result[], theme: string): string[] {
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes
      // A tooltip hangs at the end of the page, outside its landmarks, and belongs to what it describes.
      .filter(({ html }) => id !== 'region' || !html.startsWith('<div role="tooltip"'))
      .map(({ html }) => `${theme}: ${id} (${impact}): ${html.slice(0, 160)}`),
  )
}

/** 1280 px at 400% (SC 1.4.10), and a phone. */
const NARROWEST = { width: 320, height: 256 }
const PHONE = { width: 360, height: 740 }
const WIDE = { width: 1280, height: 860 }

/** What does not fit its window, with the text spacing of SC 1.4.12 as well. Leaves the window wide. */
export async function misfitsOf(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const size of [WIDE, PHONE, NARROWEST]) {
    await page.setViewportSize(size)
    await settled(page)
    found.push(...(await tooWide(page, `${size.width} px`)))
  }
  await spaced(page, true)
  found.push(...(await tooWide(page, `${NARROWEST.width} px, spaced`)))
  await spaced(page, false)
  await page.setViewportSize(WIDE)
  await settled(page)
  return found
}

/** As people space text who could not read it otherwise; a sheet made by script, which the policy allows. */
async function spaced(page: Page, on: boolean): Promise<void> {
  await page.evaluate((wanted) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
    )
    document.adoptedStyleSheets = wanted ? [sheet] : []
  }, on)
  await settled(page)
}

/** Nothing may need scrolling in two directions, no words may be cut off, and no icon may be squeezed to nothing. */
async function tooWide(page: Page, at: string): Promise<string[]> {
  const found = await page.evaluate(() => {
    const words = (element: Element) =>
      `${element.tagName.toLowerCase()} “${(element.textContent ?? '').trim().slice(0, 60)}”`
    const wide: string[] = []
    const page = document.documentElement
    if (page.scrollWidth > window.innerWidth) wide.push(`the page is ${page.scrollWidth} px wide`)
    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      const style = getComputedStyle(element)
      if (element.closest('.sr-only, [aria-hidden="true"]') || element.clientWidth <= 1) continue
      const over = element.scrollWidth - element.clientWidth
      if (over <= 1 || style.display.startsWith('inline') || !element.textContent?.trim()) continue
      // Cut on purpose: the whole of it is in its title.
      const cut = style.textOverflow === 'ellipsis'
      if (!cut && style.overflowX !== 'visible') wide.push(`${words(element)} is cut by ${over} px`)
    }
    for (const element of document.body.querySelectorAll<HTMLElement>('a, button, input, h1, h2, h3, p')) {
      if (element.closest('.sr-only, [aria-hidden="true"]')) continue
      const { left, right, width } = element.getBoundingClientRect()
      if (width > 1 && (right > window.innerWidth + 1 || left < -1)) wide.push(`${words(element)} is outside`)
    }
    for (const icon of document.body.querySelectorAll('svg')) {
      const { width, height } = icon.getBoundingClientRect()
      if (icon.checkVisibility() && Math.min(width, height) < 1)
        wide.push(`${words(icon.closest('li, tr, section, main') ?? icon)} has an icon without a size`)
    }
    return wide
  })
  return found.map((it) => `${at}: ${it}`)
}

/**
 * Goes through the whole screen by Tab. Each stop must have a name, be seen while it has the focus (SC 2.4.11) and look
 * different with it (SC 2.4.7), unless one with the same styles in the same place is among `compared`. Answers with what is wrong,
 * and with how many stops there were.
 */
export async function walkByTab(page: Page, compared: Set<string> | 'all') {
  const wrong: string[] = []
  await page.evaluate(() => {
    ;(document.activeElement as HTMLElement | null)?.blur()
    window.scrollTo({ top: 0 })
  })
  const first: string[] = []
  let stops = 0
  for (; stops < MOST_STOPS; stops++) {
    await page.keyboard.press('Tab')
    // A virtual list measures what comes into sight, and scrolls again.
    await settled(page)
    let stop = await page.evaluate(focusOf)
    if (!stop) break
    if (!stop.seen) {
      await page.waitForTimeout(SCROLLED_MS)
      stop = (await page.evaluate(focusOf)) ?? stop
    }
    if (stop.dummy) continue
    if (first[0] === stop.path && stops > 0) break
    if (stops === 0) first.push(stop.path)
    if (!stop.name) wrong.push(`${stop.html.slice(0, 100)} has no name`)
    if (!stop.seen)
      wrong.push(`${stop.name} (${stop.html.slice(0, 100)}) has the focus and is covered or out of sight`)
    if (compared === 'all' || stop.parts || compared.has(stop.looks)) continue
    compared.add(stop.looks)
    if (!(await looksFocused(page))) wrong.push(`${stop.name} does not show its focus`)
  }
  if (stops === MOST_STOPS) wrong.push('Tab does not come to an end')
  return { wrong, stops }
}

const MOST_STOPS = 80
/** What is out of sight for longer than this is not on its way there. */
const SCROLLED_MS = 500

interface Stop {
  /** One of Tabster's, which hands the focus on. */
  dummy: boolean
  /** With stops of its own inside, which are forgotten when the focus goes. */
  parts: boolean
  path: string
  name: string
  /** The whole of it. */
  html: string
  /** What its look follows from: its styles, and those of what it is in. */
  looks: string
  seen: boolean
}

/** Runs in the page. */
function focusOf(): Stop | undefined {
  const element = document.activeElement
  if (!element || element === document.body) return undefined
  const path: number[] = []
  for (let at: Element | null = element; at?.parentElement; at = at.parentElement)
    path.push([...at.parentElement.children].indexOf(at))
  const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])] : []
  const name = [
    element.getAttribute('aria-label'),
    ...(element.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent),
    ...labels.map((it) => it.textContent),
    element.textContent,
  ].find((it) => it?.trim())
  const { x, y, width, height } = element.getBoundingClientRect()
  const points = [0.5, 0.1, 0.9].flatMap((part) =>
    [0.5, 0.1, 0.9].map((other) => [x + width * part, y + height * other]),
  )
  const seen = points.some(([left = 0, top = 0]) => {
    const hit = document.elementFromPoint(left, top)
    return (
      hit !== null &&
      (element.contains(hit) || hit.contains(element) || labels.some((it) => it.contains(hit)))
    )
  })
  return {
    dummy: element.hasAttribute('data-tabster-dummy'),
    parts: element.matches('[type="date"], audio, video'),
    path: path.join('.'),
    name: name?.trim().slice(0, 60) ?? '',
    html: element.outerHTML,
    looks: [element, element.parentElement, element.parentElement?.parentElement]
      .map((it) => `${it?.tagName}.${it?.getAttribute('class')}`)
      .join(' in '),
    seen,
  }
}

/** Where the focus is once nothing moves: a virtual list that measures what came into sight scrolls it a frame later. */
async function restingPlace(page: Page): Promise<Rect> {
  const look = async () => {
    await settled(page)
    return page.evaluate(() => {
      const { x, y, width, height } = (document.activeElement ?? document.body).getBoundingClientRect()
      return { x, y, width, height }
    })
  }
  let before = await look()
  for (;;) {
    const now = await look()
    if (now.x === before.x && now.y === before.y) return now
    before = now
  }
}

type Rect = { x: number; y: number; width: number; height: number }

/** Whether what is drawn there changes when the focus goes. */
async function looksFocused(page: Page): Promise<boolean> {
  const rect = await restingPlace(page)
  const { width, height } = page.viewportSize() ?? WIDE
  const x = Math.max(0, rect.x - 6)
  const y = Math.max(0, rect.y - 6)
  const clip = {
    x,
    y,
    width: Math.max(1, Math.min(width - x, rect.width + 12)),
    height: Math.max(1, Math.min(height - y, rect.height + 12)),
  }
  const look = async () => {
    await settled(page)
    return page.screenshot({ clip, animations: 'disabled' })
  }
  const focused = await look()
  await page.evaluate(() => {
    const element = document.activeElement as HTMLElement
    Object.assign(window, { lastFocused: element })
    element.blur()
  })
  const blurred = await look()
  // By keyboard it was reached, by keyboard it is left: the browser shows the ring again.
  await page.evaluate(() => {
    ;(window as unknown as { lastFocused: HTMLElement }).lastFocused.focus({ preventScroll: true })
  })
  return !focused.equals(blurred)
}
