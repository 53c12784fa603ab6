/** The stage of `stage.ts` behind the sandbox's https front: the same product in Teams, Outlook, Microsoft 365, SharePoint. */
import type { Browser, BrowserContextOptions, Frame, FrameLocator } from 'playwright-core'
import {
  browserArguments,
  FRONT_ENVIRONMENT,
  type Front,
  type HostPageName,
  PARTITIONED_STORAGE,
  type SandboxOptions,
  startFront,
  startSandbox,
  TAB_ORIGIN,
} from '../../sandbox/index.ts'
// window.sim of the host pages.
import type {} from '../../sandbox/teams/page/teams.ts'
import { createApi } from '../../server/testing/api.ts'
import { placeEmbeddedCopy } from '../../server/testing/embedded-template.ts'
import { startProduct } from '../../server/testing/product.ts'
import { createTempDir } from '../../server/testing/temp-dir.ts'
import { buildTabIfStale, launchWhole, type Stage, sparedTheTour } from './stage.ts'
import { openVisit, type Visit } from './visit.ts'

/**
 * What a frame of another site may keep: its own share of storage, as browsers do today, or nothing, as where third-party
 * storage is blocked.
 */
export type StorageRule = 'partitioned' | 'denied'

/** `product.url` is the tab's public address, `https://tab.contoso.test`, as the stage's browsers reach it. */
export type HostStage = Stage & {
  readonly front: Front
  /** The product's own address, without the front. */
  readonly localUrl: string
  browserWith(storage: StorageRule): Promise<Browser>
}

/** The tab may have to be built and three processes started, while other tests keep the machine busy. */
export const STAGE_MS = 180_000

export async function setHostStage(
  options: SandboxOptions & { env?: NodeJS.ProcessEnv } = {},
): Promise<HostStage> {
  await buildTabIfStale()
  const { env, ...sandboxOptions } = options
  const dir = await createTempDir()
  const sandbox = await startSandbox({ port: 0, redirectOrigins: [TAB_ORIGIN], ...sandboxOptions })
  await placeEmbeddedCopy(dir.path)
  const product = await startProduct(sandbox, {
    port: 0,
    dataDir: dir.path,
    quiet: true,
    env: { ...FRONT_ENVIRONMENT, ...env },
  })
  await sparedTheTour(sandbox, product.url)
  const front = await startFront({ sandbox, productUrl: product.url })
  const browser = await openBrowser(front, 'partitioned')
  let denied: Promise<Browser> | undefined
  // What Mia's token must have met where the product asks for more than a sign-in.
  const claims = env?.SIGNIN_AUTH_CONTEXT ? { acrs: [env.SIGNIN_AUTH_CONTEXT] } : {}
  return {
    sandbox,
    front,
    browser,
    product: { ...product, url: TAB_ORIGIN },
    localUrl: product.url,
    api: createApi(product.url, () => sandbox.operatorToken('Mia', { claims })),
    browserWith(storage) {
      if (storage === 'partitioned') return Promise.resolve(browser)
      denied ??= openBrowser(front, storage)
      return denied
    },
    async close() {
      await Promise.all([browser.close(), denied?.then((it) => it.close())])
      await front.close()
      await product.stop()
      await sandbox.close()
      await dir.remove()
    },
  }
}

/** Windows are blocked unless a click opens them, as in anyone's browser. */
function openBrowser(front: Front, storage: StorageRule): Promise<Browser> {
  const args = [...browserArguments(front), ...(storage === 'partitioned' ? [PARTITIONED_STORAGE] : [])]
  return launchWhole({ args, ignoreDefaultArgs: ['--disable-popup-blocking'] })
}

/** A window on a host's page; `tab` is what is inside its frame. */
export type HostVisit = Visit & {
  readonly tab: FrameLocator
  /** The same, to evaluate in. */
  frame(): Frame
  /** Addresses asked for by any window of this visit. */
  readonly requests: readonly string[]
}

export type HostVisitOptions = BrowserContextOptions & {
  host?: HostPageName
  storage?: StorageRule
  /** Of the page, `/` without it: a deep link's, for example. */
  path?: string
  /** Time that a test moves: `page.clock.fastForward`. */
  clock?: boolean
  /** Knobs of the host's page (sandbox/teams/page/knobs.ts). */
  knobs?: Record<string, string>
}

/** Opens the tab in a host. Comes back when the frame is there, not when the tab is ready. */
export async function openInTeams(stage: HostStage, options: HostVisitOptions = {}): Promise<HostVisit> {
  const {
    host = 'teams.microsoft.com',
    storage = 'partitioned',
    path = '/',
    knobs = {},
    clock = false,
    ...rest
  } = options
  const browser = await stage.browserWith(storage)
  const visit = await openVisit({ browser }, rest)
  const address = new URL(path, `https://${host}`)
  for (const [name, value] of Object.entries(knobs)) address.searchParams.set(name, value)
  const requests: string[] = []
  visit.page.context().on('request', (request) => void requests.push(request.url()))
  if (clock) await visit.page.clock.install()
  await visit.page.goto(address.href)
  return {
    ...visit,
    requests,
    tab: visit.page.frameLocator('#tab'),
    frame() {
      const frame = visit.page.frame({ name: 'tab' })
      if (!frame) throw new Error(`No tab in the page of ${host}`)
      return frame
    },
  }
}
