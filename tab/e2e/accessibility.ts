import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What depends on the colours; everything else is the same in each theme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** Serious and critical findings of axe on the screen as it stands, in light, dark and high contrast. */
export async function findingsOf(page: Page): Promise<string[]> {
  const light = await findings(page, 'light')
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await findings(page, 'dark', COLOUR_RULES)
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' })
  const contrast = await findings(page, 'contrast', COLOUR_RULES)
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
  await settled(page)
  return [...light, ...dark, ...contrast]
}

/** A colour on its way to another has the contrast of neither. What moves for ever does not count. */
async function settled(page: Page): Promise<void> {
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
  // Tabster's focus sentinels are hidden from assistive technology and focusable by design (facts/tab.md 6.5).
  const axe = new AxeBuilder({ page }).exclude('[data-tabster-dummy]').setLegacyMode()
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${theme}: ${id}: ${node.html.slice(0, 160)}`))
}
