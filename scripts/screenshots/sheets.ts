/** Contact sheets: pictures of one width side by side, so that hundreds can be looked at. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { ALL, NARROW, WIDE } from './camera.ts'

/** How pictures of that width are laid out; what is longer than `height` is cut off below. */
const SHEETS = [
  { of: WIDE.width, columns: 3, rows: 3, width: 600, height: 640 },
  { of: NARROW.width, columns: 7, rows: 2, width: 256, height: 900 },
]
type Layout = (typeof SHEETS)[number]

export async function makeSheets(browser: Browser): Promise<number> {
  const all = (await readdir(ALL)).toSorted()
  let sheets = 0
  for (const layout of SHEETS) {
    const names = all.filter((name) => name.endsWith(`-${layout.of}.png`))
    const onOne = layout.columns * layout.rows
    for (let from = 0; from < names.length; from += onOne) {
      sheets += 1
      await makeSheet(
        browser,
        names.slice(from, from + onOne),
        layout,
        `sheet-${layout.of}-${from / onOne + 1}`,
      )
    }
  }
  return sheets
}

async function makeSheet(browser: Browser, names: string[], layout: Layout, sheet: string): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: layout.columns * (layout.width + 12), height: 400 },
  })
  await page.setContent(await pageOf(names, layout))
  await page.screenshot({ path: join(ALL, `${sheet}.png`), fullPage: true })
  await page.close()
}

async function pageOf(names: string[], { columns, width, height }: Layout): Promise<string> {
  const cells = await Promise.all(
    names.map(async (name) => {
      const picture = (await readFile(join(ALL, name))).toString('base64')
      return `<figure><figcaption>${name}</figcaption><div><img src="data:image/png;base64,${picture}"></div></figure>`
    }),
  )
  const style = `body { margin: 6px; background: #888; font: 13px sans-serif; display: grid; gap: 12px;
    grid-template-columns: repeat(${columns}, ${width}px); grid-auto-rows: max-content; align-items: start }
    figure { margin: 0 } div { max-height: ${height}px; overflow: hidden } figcaption { background: #fff; padding: 2px 4px }
    img { width: 100%; display: block }`
  return `<style>${style}</style>${cells.join('')}`
}
