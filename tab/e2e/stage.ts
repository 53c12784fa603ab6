/** What an end-to-end test plays on: a tenant, the product as a child process, and one browser. */
import { readdir, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'
import {
  findBrowser,
  findHeadlessBrowser,
  type Sandbox,
  type SandboxOptions,
  startSandbox,
} from '../../sandbox/index.ts'
import { buildTabIfMissing, TAB_DIR } from '../../server/process/build-tab.ts'
import { type Api, createApi } from '../../server/testing/api.ts'
import { placeEmbeddedCopy } from '../../server/testing/embedded-template.ts'
import { type Product, startProduct } from '../../server/testing/product.ts'
import { createTempDir } from '../../server/testing/temp-dir.ts'

export type Stage = {
  readonly sandbox: Sandbox
  readonly product: Product
  readonly browser: Browser
  /** The product's API as the tenant admin. */
  readonly api: Api
  close(): Promise<void>
}

/** One whose product can be had anew: it knows nothing and has another address. */
export type RenewableStage = Stage & { renew(): Promise<void> }

export async function setStage(options: SandboxOptions = {}): Promise<RenewableStage> {
  await buildTabIfStale()
  const [sandbox, browser] = await Promise.all([startSandbox({ port: 0, ...options }), launch()])
  let begun = await begin(sandbox)
  return {
    sandbox,
    browser,
    get product() {
      return begun.product
    },
    get api() {
      return createApi(begun.product.url, () => sandbox.operatorToken('Mia'))
    },
    async renew() {
      await begun.end()
      begun = await begin(sandbox)
    },
    async close() {
      await browser.close()
      await begun.end()
      await sandbox.close()
    },
  }
}

async function begin(sandbox: Sandbox): Promise<{ product: Product; end(): Promise<void> }> {
  const dir = await createTempDir()
  await placeEmbeddedCopy(dir.path)
  const product = await startProduct(sandbox, { port: 0, dataDir: dir.path, quiet: true })
  await sparedTheTour(sandbox, product.url)
  return {
    product,
    async end() {
      await product.stop()
      await dir.remove()
    },
  }
}

/** No one is shown around who is about to do something else. */
export async function sparedTheTour({ operators, operatorToken }: Sandbox, url: string): Promise<void> {
  for (const { person } of operators) {
    const api = createApi(url, () => operatorToken(person.id))
    // Who has no role is not let in, and is shown nothing.
    await api.send('PUT', '/api/preferences', { tourSeen: true }).catch(() => undefined)
  }
}

/** A browser that draws no windows, where there is one: quicker, and the same for everything inside a page. */
export function launch(options: LaunchOptions = {}): Promise<Browser> {
  return launchOne(findHeadlessBrowser(), options)
}

/** One with everything around a page as well: windows that are blocked, storage that is denied to other sites. */
export function launchWhole(options: LaunchOptions = {}): Promise<Browser> {
  return launchOne(findBrowser(), options)
}

/** A page of a test lives for seconds: a fifth of its processor time went into optimizing its code. */
const QUICK = '--js-flags=--no-turbofan'

function launchOne(executablePath: string | undefined, options: LaunchOptions): Promise<Browser> {
  if (!executablePath) throw new Error('Chromium is missing: apt-get install chromium')
  return chromium.launch({ executablePath, ...options, args: [QUICK, ...(options.args ?? [])] })
}

/** What is tested is what is written, not what was built some time ago. */
export async function buildTabIfStale(): Promise<void> {
  const built = await stat(join(TAB_DIR, 'index.html')).catch(() => undefined)
  if (built && built.mtimeMs < (await newestSource())) await rm(TAB_DIR, { recursive: true, force: true })
  await buildTabIfMissing()
}

async function newestSource(): Promise<number> {
  const tab = resolve(import.meta.dirname, '..')
  const files = await readdir(tab, { recursive: true, withFileTypes: true })
  const sources = files.filter(
    (file) =>
      file.isFile() &&
      !file.parentPath.startsWith(TAB_DIR) &&
      !file.parentPath.startsWith(import.meta.dirname),
  )
  const times = await Promise.all(sources.map((file) => stat(join(file.parentPath, file.name))))
  return Math.max(...times.map((file) => file.mtimeMs))
}
