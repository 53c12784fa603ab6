/** Contact sheets: what belongs together on one picture, so that hundreds can be looked at. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { ALL } from './camera.ts'

const ON_ONE = 12
const COLUMNS = 4
const WIDTH = 420

export async function makeSheets(browser: Browser): Promise<number> {
  const names = (await readdir(ALL)).filter((name) => name.endsWith('.png') && !name.startsWith('sheet-'))
  const page = await browser.newPage({ viewport: { width: COLUMNS * (WIDTH + 12) + 12, height: 400 } })
  const sorted = names.toSorted()
  let sheets = 0
  for (let from = 0; from < sorted.length; from += ON_ONE) {
    await page.setContent(await sheetOf(sorted.slice(from, from + ON_ONE)))
    sheets += 1
    const path = join(ALL, `sheet-${String(sheets).padStart(2, '0')}.png`)
    await page.screenshot({ path, fullPage: true })
  }
  await page.close()
  return sheets
}

async function sheetOf(names: readonly string[]): Promise<string> {
  const cells = await Promise.all(
    names.map(async (name) => {
      const picture = (await readFile(join(ALL, name))).toString('base64')
      return `<figure><figcaption>${name}</figcaption><img src="data:image/png;base64,${picture}"></figure>`
    }),
  )
  const style = `body { margin: 12px; background: #888; font: 13px sans-serif; display: grid; gap: 12px;
    grid-template-columns: repeat(${COLUMNS}, ${WIDTH}px); align-items: start }
    figure { margin: 0 } figcaption { background: #fff; padding: 2px 4px } img { width: 100%; display: block }`
  return `<style>${style}</style>${cells.join('')}`
}
