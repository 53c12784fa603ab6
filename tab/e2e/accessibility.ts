/** What WCAG 2.2 AA asks of a screen, as far as a machine can tell. Each function answers with findings in words. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Frame, Page } from 'playwright-core'

/** What depends on the colours; everything else is the same in each theme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** What axe finds on the screen as it stands, however serious, in light, dark and high contrast. */
export async function findingsOf(page: Page): Promise<string[]> {
  // What is half beneath the sticky bar counts as a target of half its size.
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }))
  const light = await findings(page, 'light')
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await findings(page, 'dark', COLOUR_RULES)
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' })
  const contrast = await findings(page, 'contrast', COLOUR_RULES)
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
  await settled(page)
  return [...light, ...dark, ...contrast]
}

/** What axe finds in the frame of a host's page, in the theme the host has given it: no emulated medium changes that one. */
export async function findingsInFrame(page: Page, frame: Frame, theme: string): Promise<string[]> {
  await settled(frame)
  // Legacy mode passes over frames of another origin without a word but this one.
  const axe = axeOn(page).setLegacyMode(false).include('#tab').options(EVERY_RULE)
  const { violations, incomplete } = await axe.analyze()
  return worded([...violations, ...incomplete.filter(({ id }) => id === 'frame-tested')], theme)
}

/** A colour on its way to another has the contrast of neither. What moves for ever does not count. */
export async function settled(page: Page | Frame): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    // One for the theme to be noticed, one for it to be drawn.
    await frame()
    await frame()
    const ending = document
      .getAnimations()
      .filter((it) => it.effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ending.map((it) => it.finished))
  })
}

async function findings(page: Page, theme: string, rules?: string[]): Promise<string[]> {
  await settled(page)
  const axe = axeOn(page)
  const { violations } = await (rules ? axe.withRules(rules) : axe.options(EVERY_RULE)).analyze()
  return worded(violations, theme)
}

const EVERY_RULE = { rules: { 'target-size': { enabled: true } } }

/**
 * An open menu needs Tabster's sentinels, its own and those of the page: they hand the focus on, and hidden from assistive
 * technology they are Fluent's. Everywhere else there may be none that is a stop.
 */
const OF_OPEN_MENU = [
  '.fui-MenuPopover [data-tabster-dummy]',
  'body:has(.fui-MenuPopover) > [data-tabster-dummy]',
]

function axeOn(page: Page): AxeBuilder {
  return OF_OPEN_MENU.reduce((axe, it) => axe.exclude(it), new AxeBuilder({ page }).setLegacyMode())
}

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations']

function worded(violations: Violations, theme: string): string[] {
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

/** Nothing may need scrolling in two directions, and no words may be cut off. */
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
    return wide
  })
  return found.map((it) => `${at}: ${it}`)
}

/**
 * Goes through the whole screen by Tab. Each stop must have a name, be seen while it has the focus (SC 2.4.11) and look
 * different with it (SC 2.4.7). Answers with what is wrong, and with how many stops there were.
 */
export async function walkByTab(page: Page, mark: 'compared' | 'not-compared') {
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
    if (!stop.name) wrong.push(`${stop.html} has no name`)
    if (!stop.seen) wrong.push(`${stop.name} (${stop.html}) has the focus and is covered or out of sight`)
    if (mark === 'compared' && !stop.parts && !(await looksFocused(page, stop.rect)))
      wrong.push(`${stop.name} does not show its focus`)
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
  html: string
  seen: boolean
  rect: { x: number; y: number; width: number; height: number }
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
    html: element.outerHTML.slice(0, 100),
    seen,
    rect: { x, y, width, height },
  }
}

/** Whether what is drawn there changes when the focus goes. */
async function looksFocused(page: Page, rect: Stop['rect']): Promise<boolean> {
  const { width, height } = page.viewportSize() ?? WIDE
  const x = Math.max(0, rect.x - 6)
  const y = Math.max(0, rect.y - 6)
  const clip = {
    ...{ x, y },
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
