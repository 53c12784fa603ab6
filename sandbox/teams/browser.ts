/** How a browser is told to find the front: names by rules of its own, the certificate by its key's hash. */
import { existsSync } from 'node:fs'
import { FRONT_NAMES } from './hosts.ts'

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/usr/bin/microsoft-edge-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]

export function findBrowser(): string | undefined {
  return BROWSERS.find(existsSync)
}

/** Debian's package of the same Chromium without its windows: half of the work for each page, and for each picture of one. */
const HEADLESS_SHELL = '/usr/lib/chromium/chromium-headless-shell'

/** For what is inside a page. It blocks no windows, and denies no storage. */
export function findHeadlessBrowser(): string | undefined {
  return existsSync(HEADLESS_SHELL) ? HEADLESS_SHELL : findBrowser()
}

/** Works in Chromium, Chrome and Edge. Only this certificate is believed, and only with a profile of its own. */
export function browserArguments({ port, publicKeyHash }: { port: number; publicKeyHash: string }): string[] {
  const rules = FRONT_NAMES.map((name) => `MAP ${name} 127.0.0.1:${port}`)
  return [
    `--host-resolver-rules=${rules.join(',')}`,
    `--ignore-certificate-errors-spki-list=${publicKeyHash}`,
  ]
}

/**
 * Playwright switches partitioned third-party storage off, and then a cross-site frame has none at all. A later list takes
 * the place of Playwright's, so that the tab has what it has in real browsers.
 */
export const PARTITIONED_STORAGE = '--disable-features=Translate'
