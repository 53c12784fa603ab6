/** Takes pictures: a screen at rest, in each theme and at both widths, and says what does not fit its window. */
import { join, resolve } from 'node:path'
import type { FrameLocator, Page } from 'playwright-core'

/** The few the README shows. */
export const CHOSEN = resolve('docs/screenshots')
/** All of them; not kept in git. */
export const ALL = join(CHOSEN, 'all')

export const WIDE = { width: 1280, height: 860 }
export const NARROW = { width: 360, height: 740 }
const SIZES = [WIDE, NARROW]
const THEMES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  contrast: { colorScheme: 'dark', forcedColors: 'active' },
} as const

type ThemeName = keyof typeof THEMES

export interface Looks {
  sizes?: readonly (typeof WIDE)[]
  themes?: readonly ThemeName[]
}

/** Goes to an address of the product and takes it in. */
export async function screen(page: Page, address: string, name: string, looks: Looks = {}): Promise<void> {
  await page.goto(address)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await shoot(page, name, looks)
}

/** Takes what is on screen. */
export async function shoot(page: Page, name: string, looks: Looks = {}): Promise<void> {
  const { sizes = SIZES, themes = ['light', 'dark', 'contrast'] } = looks
  const before = page.viewportSize() ?? WIDE
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const theme of themes) {
      await page.emulateMedia(THEMES[theme])
      await shootOne(page, ALL, `${name}-${theme}-${size.width}`)
    }
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (wider > 0) console.log(`${name} at ${size.width} px is ${wider} px too wide`)
  }
  await page.emulateMedia(THEMES.light)
  await page.setViewportSize(before)
}

export async function shootOne(page: Page, folder: string, name: string): Promise<void> {
  const dialog = await page.getByRole('dialog').isVisible()
  if (!dialog) await page.evaluate(() => window.scrollTo({ top: 0 }))
  await calm(page)
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: !dialog })
}

/** Nothing is loading and nothing that ends is moving. */
export async function calm(page: Page): Promise<void> {
  await whole(page)
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    await frame()
    await frame()
    const ending = document
      .getAnimations()
      .filter((it) => it.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    await Promise.allSettled(ending.map((it) => it.finished))
  })
}

/** Everything that comes later has come: data, and who is signed in. */
export async function whole(where: Page | FrameLocator): Promise<void> {
  await where.locator('.fui-Skeleton').first().waitFor({ state: 'detached' })
  await where.locator('header [data-place]').waitFor({ state: 'detached' })
}
