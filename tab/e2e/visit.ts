/** One person's browser window, and everything in it that must not happen. */
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Stage } from './stage.ts'

export type Visit = {
  readonly page: Page
  /** Console errors, failed requests and breaches of the content security policy, but for those that were expected. */
  readonly problems: string[]
  /** A refusal the journey provokes: part of its line, as in `422 PUT /api/connection`. */
  expectRefusal(line: string): void
  close(): Promise<void>
}

export async function openVisit(
  stage: Pick<Stage, 'browser'>,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await stage.browser.newContext({
    locale: 'en-US',
    timezoneId: 'UTC',
    // A button between two colours has the contrast of neither.
    reducedMotion: 'reduce',
    ...options,
  })
  const problems: string[] = []
  const expected: string[] = []
  await context.exposeFunction('cspBreach', (what: string) => problems.push(`CSP: ${what}`))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      ;(window as unknown as { cspBreach(what: string): void }).cspBreach(
        `${effectiveDirective} ${blockedURI}`,
      )
    })
  })
  // Windows that the page opens are the same person's.
  context.on('page', (page) => watch(page, problems, expected))
  const page = await context.newPage()
  return {
    page,
    problems,
    expectRefusal: (line) => void expected.push(line),
    close: () => context.close(),
  }
}

function watch(page: Page, problems: string[], expected: readonly string[]): void {
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`))
  page.on('console', (message) => {
    // Chromium prints each refusal as an error too; those are judged by their response.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      problems.push(`console: ${message.text()}`)
  })
  page.on('response', (response) => {
    if (response.status() < 400) return
    const line = `${response.status()} ${response.request().method()} ${response.url()}`
    if (!expected.some((part) => matches(line, part))) problems.push(line)
  })
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? ''
    // Leaving a page ends its event stream and what it was still asking.
    if (why !== 'net::ERR_ABORTED') problems.push(`${why} ${request.method()} ${request.url()}`)
  })
}

function matches(line: string, part: string): boolean {
  const [status = '', method = '', path = ''] = part.split(' ')
  return line.startsWith(`${status} ${method} `) && line.includes(path)
}

/** Opens the product and signs in at the account picker, as anyone would. */
export async function signIn({ page }: Visit, stage: Stage, who: string, path = '/'): Promise<void> {
  await page.goto(stage.product.url + path)
  await page.getByRole('heading', { name: 'Pick an account' }).waitFor()
  await page.getByRole('button', { name: who }).click()
  await page.waitForURL((url) => url.href.startsWith(stage.product.url) && !url.hash.includes('code='))
}

/** Presses a button that closes the window it stands in, now and then before Playwright hears that it was pressed. */
export async function pressAndClose(window: Page, name: string): Promise<void> {
  const button = window.getByRole('button', { name, exact: true })
  await button.waitFor()
  await Promise.all([window.waitForEvent('close'), button.click().catch(() => undefined)])
}
