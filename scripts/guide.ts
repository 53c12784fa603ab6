/**
 * `npm run guide`: prints the page `/guide.html` into docs/guide, once for each language, by Chromium. What is printed
 * is the built tab, from files: no server is needed, and the addresses in it are those of a Chatvault that is no one's.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Browser, Route } from 'playwright-core'
import { readCommandLine } from '../server/cli/command-line.ts'
import { TAB_DIR } from '../server/process/build-tab.ts'
import { buildTabIfStale, launch } from '../tab/e2e/stage.ts'
import {
  digestOf,
  GUIDE_FOLDER,
  GUIDE_LANGUAGES,
  type GuideLanguage,
  MADE_FROM,
  type MadeFrom,
  pdfName,
  sourceDigest,
} from './guide-source.ts'

const NOBODYS = 'https://chatvault.example.com'
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}
/** When a PDF was made would make each one different; the same texts shall make the same file. */
const DATE = /\/(CreationDate|ModDate) \(D:\d{14}[^)]*\)/g
const UNDATED = "D:20260101000000+00'00'"

const USAGE = `npm run guide      prints the tab's guide to docs/guide, once per language
  --help`

readCommandLine(USAGE, {})
await buildTabIfStale()
await mkdir(GUIDE_FOLDER, { recursive: true })
const browser = await launch()
try {
  const created: [string, MadeFrom[string]][] = []
  for (const language of GUIDE_LANGUAGES) {
    const pdf = await print(browser, language)
    await writeFile(join(GUIDE_FOLDER, pdfName(language)), pdf)
    created.push([pdfName(language), { source: await sourceDigest(language), pdf: digestOf(pdf) }])
    console.log(`docs/guide/${pdfName(language)}: ${Math.round(pdf.length / 1000)} kB`)
  }
  await writeFile(MADE_FROM, `${JSON.stringify(Object.fromEntries(created), null, 2)}\n`)
} finally {
  await browser.close()
}

async function print(browser: Browser, language: GuideLanguage): Promise<Buffer> {
  const context = await browser.newContext({ locale: language })
  await context.route('**/*', fromFiles)
  const page = await context.newPage()
  await page.goto(`${NOBODYS}/guide.html?lang=${language}`)
  await page.locator('#connect svg[role="img"]').waitFor()
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true })
  await context.close()
  return undated(pdf)
}

async function fromFiles(route: Route): Promise<void> {
  const { pathname } = new URL(route.request().url())
  const body = await readFile(join(TAB_DIR, pathname)).catch(() => undefined)
  if (body === undefined) return route.fulfill({ status: 404, body: '' })
  await route.fulfill({ body, contentType: TYPES[extname(pathname)] ?? 'text/plain' })
}

/** Replaces the dates by one of the same length: a PDF knows its parts by their offsets. */
function undated(pdf: Buffer): Buffer {
  const text = pdf.toString('latin1')
  const same = text.replace(DATE, (found, name: string) => {
    const date = `/${name} (${UNDATED})`
    if (date.length !== found.length) throw new Error(`A date of another length: ${found}`)
    return date
  })
  return Buffer.from(same, 'latin1')
}
