/**
 * `npm run screenshots`: walks through the product in a browser and writes a picture of every screen and of its main
 * states to docs/screenshots/all (not kept in git), in light, dark and high contrast, wide and narrow. The pictures the
 * README shows are written to docs/screenshots.
 */
import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { Run } from '../server/http/contract.ts'
import { type Stage, setStage } from '../tab/e2e/stage.ts'
import { openVisit, signIn } from '../tab/e2e/visit.ts'

const CHOSEN = resolve('docs/screenshots')
const ALL = join(CHOSEN, 'all')
const SIZES = [
  { width: 1280, height: 860 },
  { width: 360, height: 740 },
]
const THEMES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  contrast: { colorScheme: 'dark', forcedColors: 'active' },
} as const
const WIDE = SIZES[0] ?? { width: 1280, height: 860 }

await rm(ALL, { recursive: true, force: true })
await mkdir(ALL, { recursive: true })
const stage = await setStage({ users: 25, messages: 3000, seed: 1 })
try {
  await walk(stage)
} finally {
  await stage.close()
}

async function walk(stage: Stage): Promise<void> {
  const visit = await openVisit(stage, { viewport: WIDE })
  const { page } = visit
  await signIn(visit, stage, 'Mia Berg')
  await beforeConnecting(page, stage)
  await failingChecks(page, stage)
  await runToTheLimit(page, stage)
  await finished(page, stage)
  await archive(page, stage)
  await visit.close()
  await others(stage)
}

async function beforeConnecting(page: Page, stage: Stage): Promise<void> {
  for (const name of ['overview', 'archive', 'runs', 'people', 'connection', 'nowhere'])
    await screen(page, stage, name === 'overview' ? '/' : `/${name}`, `${name}-empty`)
}

async function failingChecks(page: Page, { sandbox }: Stage): Promise<void> {
  await page.goto(page.url().replace('/nowhere', '/connection'))
  await page.getByLabel('Application ID').first().fill(sandbox.app.clientId)
  await page.getByLabel('App secret (client secret)').fill('7f3c1d52-9e55-4a52-b8a1-0d4ab0c5a111')
  await page.getByRole('button', { name: 'Test & save connection' }).click()
  await shoot(page, 'connection-missing')
  await page.getByLabel('App secret (client secret)').fill('not-the-secret')
  await page.getByLabel('Max. limit of messages per month').fill('50000')
  await page.getByRole('checkbox', { name: /I understand both/ }).check()
  await page.getByLabel('Test mailbox').fill('mia.berg@contoso.com')
  await page.getByRole('button', { name: 'Test & save connection' }).click()
  await page.getByText('Nothing was saved').waitFor()
  await shoot(page, 'connection-failing')
}

async function runToTheLimit(page: Page, stage: Stage): Promise<void> {
  const { sandbox, api } = stage
  await api.send('PUT', '/api/connection', {
    applicationId: sandbox.app.clientId,
    clientSecret: sandbox.app.clientSecret,
    testMailbox: 'mia.berg@contoso.com',
    monthlyMessageLimit: 9000,
    costAcknowledged: true,
    secretExpiresAt: new Date(Date.now() + 400 * 86_400_000).toISOString(),
  })
  await screen(page, stage, '/', 'overview-never')
  await page.getByRole('button', { name: 'Run backup' }).click()
  await shoot(page, 'run-confirm')
  sandbox.control.set({ latencyMs: 700 })
  const { id } = await api.send<{ id: string }>('POST', '/api/runs', {})
  await until(stage, id, (run) => run.totals.fetched > 1500)
  await screen(page, stage, `/runs/${id}`, 'run-running', [WIDE], ['light'])
  await screen(page, stage, '/', 'overview-running', SIZES, ['light', 'dark'])
  sandbox.control.set({ latencyMs: 0 })
  await until(stage, id, (run) => run.state === 'suspended')
  await screen(page, stage, '/', 'overview-suspended')
  await screen(page, stage, '/runs', 'runs-suspended')
  await api.send('PUT', '/api/quota', { monthlyMessageLimit: 50_000 })
  await until(stage, id, (run) => run.endedAt !== null)
}

async function finished(page: Page, stage: Stage): Promise<void> {
  await screen(page, stage, '/', 'overview')
  await shootOne(page, CHOSEN, 'overview')
  await page.getByRole('button', { name: 'How messages are counted and priced' }).click()
  await shoot(page, 'pricing')
  await screen(page, stage, '/runs', 'runs')
  await page
    .getByRole('link', { name: /ago|now/ })
    .first()
    .click()
  await page.getByRole('heading', { name: 'What it did' }).waitFor()
  await shoot(page, 'run')
  await screen(page, stage, '/people', 'people')
  await page.getByRole('radio', { name: /Only chosen people/ }).check()
  await shoot(page, 'people-chosen')
  await screen(page, stage, '/people?show=faults', 'people-faults')
  await screen(page, stage, '/connection', 'connection')
  await shootOne(page, CHOSEN, 'connection')
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await shoot(page, 'disconnect')
}

async function archive(page: Page, stage: Stage): Promise<void> {
  await screen(page, stage, '/archive', 'archive-people')
  await page.getByRole('searchbox', { name: 'Filter people' }).fill('Mia')
  await page.getByRole('link', { name: /^Mia Berg/ }).click()
  await page.getByRole('heading', { name: 'Choose a conversation' }).waitFor()
  await shoot(page, 'archive-conversations')
  await page.getByRole('searchbox').fill('jonas')
  await page.getByRole('link', { name: /^Jonas Keller/ }).click()
  await scrollTo(page, 'Did you see the numbers')
  await shoot(page, 'archive-chat')
  await page.setViewportSize(WIDE)
  await shootOne(page, CHOSEN, 'archive')
  await page.getByRole('searchbox').fill('aurora – launch')
  await page.getByRole('link', { name: /^Project Aurora – launch/ }).click()
  await scrollTo(page, 'can you confirm the room')
  await shoot(page, 'archive-group')
  await page.getByRole('button', { name: 'Export conversation' }).click()
  await page.getByRole('button', { name: 'Start export' }).click()
  await page.getByText(/^Ready: /).waitFor()
  await shoot(page, 'archive-export')
}

async function others(stage: Stage): Promise<void> {
  const reviewer = await openVisit(stage, { viewport: WIDE })
  await signIn(reviewer, stage, 'Aisha Rahman')
  await reviewer.page.getByRole('button', { name: 'Run backup' }).focus()
  await shoot(reviewer.page, 'reviewer-overview')
  await screen(reviewer.page, stage, '/connection', 'reviewer-connection')
  await reviewer.close()
  const nobody = await openVisit(stage, { viewport: WIDE })
  await signIn(nobody, stage, 'Lea Novak')
  await nobody.page.getByRole('button', { name: 'Use another account' }).waitFor()
  await shoot(nobody.page, 'no-role')
  await nobody.page.getByRole('button', { name: 'Use another account' }).click()
  await shoot(nobody.page, 'signed-out')
  await nobody.close()
}

type ThemeName = keyof typeof THEMES

async function screen(
  page: Page,
  { product }: Stage,
  path: string,
  name: string,
  sizes = SIZES,
  themes?: ThemeName[],
): Promise<void> {
  await page.goto(product.url + path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await shoot(page, name, sizes, themes)
}

async function shoot(
  page: Page,
  name: string,
  sizes = SIZES,
  themes: ThemeName[] = ['light', 'dark', 'contrast'],
): Promise<void> {
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
  await page.setViewportSize(WIDE)
}

async function shootOne(page: Page, folder: string, name: string): Promise<void> {
  await page.evaluate(() => window.scrollTo({ top: 0 }))
  await calm(page)
  const dialog = await page.getByRole('dialog').isVisible()
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: !dialog })
}

/** Nothing is loading and nothing that ends is moving. */
async function calm(page: Page): Promise<void> {
  await page.locator('.fui-Skeleton').first().waitFor({ state: 'detached' })
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

async function until({ api }: Stage, id: string, reached: (run: Run) => boolean): Promise<void> {
  while (!reached(await api.get<Run>(`/api/runs/${id}`))) await delay(100)
}

/** Scrolls the conversation towards its start until these words stand in its upper half. */
async function scrollTo(page: Page, words: string): Promise<void> {
  const thread = page.getByRole('region', { name: /^Messages of/ })
  const target = thread.getByText(words).first()
  await thread.waitFor()
  for (let tries = 0; tries < 100 && !(await target.isVisible()); tries++) {
    await thread.evaluate((it) => it.scrollBy(0, -300))
    await delay(50)
  }
  await target.evaluate((it) => it.scrollIntoView({ block: 'start' }))
  await thread.evaluate((it) => it.scrollBy(0, -60))
}
