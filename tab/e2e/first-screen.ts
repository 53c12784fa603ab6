/**
 * Watches a page from the inside, from navigation until Overview can be used: its primary button answers, its data is
 * drawn and nothing is a skeleton any more. Times are the page's own (`performance.now`), so what the browser does before
 * the navigation does not count.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Frame, Page } from 'playwright-core'
import { TAB_DIR } from '../../server/process/build-tab.ts'

export type FirstScreen = {
  /** First contentful paint. */
  readonly paintMs: number
  readonly usableMs: number
  /** Cumulative layout shift, without what a person's own input moved. */
  readonly shift: number
  /** What moved, as it begins in HTML. */
  readonly moved: readonly string[]
  readonly longestTaskMs: number
  /** Sum of what each task over 50 ms took beyond them: how long a tap would have been left waiting. */
  readonly blockedMs: number
  /** Our own files and answers that were asked for before it could be used, in that order. */
  readonly paths: readonly string[]
}

/** TypeScript does not know the Layout Instability API yet. */
type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] }

/** As it gathers in the page. */
type Seen = {
  usableMs: number
  longestTaskMs: number
  blockedMs: number
  shifts: { at: number; value: number; moved: string[] }[]
}

/** Must be called before the page goes anywhere. */
export async function watchFirstScreen(page: Page): Promise<void> {
  await page.addInitScript(watch)
}

/** From then on the page fetches ahead what may be asked for next (components/later.ts), also where a screen is late. */
const AHEAD_MS = 3000

/** Resolves once Overview stands in `frame` and nothing is being fetched any more. */
export async function firstScreenOf(frame: Page | Frame): Promise<FirstScreen> {
  await frame.waitForFunction(() => (window as unknown as { firstScreen?: Seen }).firstScreen?.usableMs)
  await frame.waitForLoadState('networkidle')
  return frame.evaluate((aheadMs) => {
    const { shifts, ...seen } = (window as unknown as { firstScreen: Seen }).firstScreen
    const paintMs = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0
    // A frame of another process is laid out once before its styles have come. No one sees that.
    const painted = shifts.filter(({ at }) => at >= paintMs)
    const files = performance
      .getEntriesByType('resource')
      .filter(
        ({ name, startTime }) =>
          name.startsWith(location.origin) && startTime < Math.min(seen.usableMs, aheadMs),
      )
    return {
      ...seen,
      paintMs,
      shift: painted.reduce((sum, { value }) => sum + value, 0),
      moved: painted.flatMap(({ moved }) => moved),
      paths: [location.pathname, ...files.map(({ name }) => new URL(name).pathname)],
    }
  }, AHEAD_MS)
}

/** Of the build's files: how many came before the first screen, and their weight in gzip, whatever the wire carried. */
export async function firstFilesOf({ paths }: FirstScreen): Promise<{ files: number; gzipKb: number }> {
  const names = [...new Set(paths)].filter((path) => path === '/' || path.startsWith('/assets/'))
  const weights = await Promise.all(
    names.map(async (name) => {
      const plain = await readFile(join(TAB_DIR, name === '/' ? 'index.html' : name))
      return (await promisify(gzip)(plain, { level: 9 })).length
    }),
  )
  return { files: names.length, gzipKb: Math.round(weights.reduce((sum, one) => sum + one, 0) / 1000) }
}

/** Runs in the page, so it may use nothing from outside itself. */
function watch(): void {
  const seen: Seen = { usableMs: 0, longestTaskMs: 0, blockedMs: 0, shifts: [] }
  ;(window as unknown as { firstScreen: Seen }).firstScreen = seen
  new PerformanceObserver((list) => {
    for (const { startTime, value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
      const nodes = sources.map(({ node }) => (node instanceof Element ? node.outerHTML.slice(0, 120) : ''))
      if (!hadRecentInput) seen.shifts.push({ at: startTime, value, moved: nodes })
    }
  }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.longestTaskMs = Math.max(seen.longestTaskMs, duration)
      seen.blockedMs += duration - 50
    }
  }).observe({ type: 'longtask', buffered: true })

  const usable = () =>
    document.querySelector('[data-tour="run"] button:not([aria-disabled="true"]), [data-tour="connect"] a') &&
    document.querySelector('[data-tour="month"], [data-tour="connect"]') &&
    !document.querySelector('.fui-Skeleton')
  const look = () => {
    if (!usable()) return void requestAnimationFrame(look)
    // Drawn: the frame that holds it is behind us.
    requestAnimationFrame(() => setTimeout(() => (seen.usableMs = performance.now())))
  }
  requestAnimationFrame(look)
}
