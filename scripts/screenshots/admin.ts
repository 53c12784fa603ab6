/** The tenant admin from the first visit on: nothing connected, a failing test, a backup that meets its limit, an archive. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { Run } from '../../server/contract/index.ts'
import type { Stage } from '../../tab/e2e/stage.ts'
import { openVisit, signIn } from '../../tab/e2e/visit.ts'
import { type Looks, screen, shoot, WIDE } from './camera.ts'

export async function walkAsAdmin(stage: Stage): Promise<void> {
  const visit = await openVisit(stage, { viewport: WIDE })
  const { page } = visit
  await signIn(visit, stage, 'Mia Berg')
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  await beforeConnecting(page, stage)
  await failingChecks(page, stage)
  await runToTheLimit(page, stage)
  await finished(page, stage)
  await archive(page, stage)
  await visit.close()
}

const at = (page: Page, { product }: Stage, path: string, name: string, looks: Looks = {}) =>
  screen(page, product.url + path, name, looks)

async function beforeConnecting(page: Page, stage: Stage): Promise<void> {
  for (const name of ['overview', 'archive', 'runs', 'usage', 'people', 'connection', 'settings', 'nowhere'])
    await at(page, stage, name === 'overview' ? '/' : `/${name}`, `${name}-empty`)
}

async function failingChecks(page: Page, { sandbox }: Stage): Promise<void> {
  await page.goto(page.url().replace('/nowhere', '/connection'))
  await page.getByLabel('Application ID').first().fill(sandbox.app.clientId)
  await page.getByLabel('App secret (client secret)').fill('7f3c1d52-9e55-4a52-b8a1-0d4ab0c5a111')
  await page.getByRole('button', { name: 'Test & save connection' }).click()
  await shoot(page, 'connection-missing')
  await page.getByLabel('App secret (client secret)').fill('not-the-secret')
  await page.getByLabel('Monthly message limit').fill('50000')
  await page.getByRole('checkbox', { name: /I understand both/ }).check()
  await page.getByLabel('Test mailbox').fill('mia.berg@contoso.com')
  await page.getByRole('button', { name: 'Test & save connection' }).click()
  await page.getByText('Nothing was saved').waitFor()
  await shoot(page, 'connection-failing')
  // Asked only where a month without a limit could cost anything.
  await page.getByRole('radio', { name: /^Yes, USD/ }).check()
  await page.getByRole('checkbox', { name: 'Unlimited' }).check()
  await page.getByRole('button', { name: 'Test & save connection' }).click()
  await page.getByRole('dialog').waitFor()
  await shoot(page, 'connection-unlimited')
  await page.getByRole('button', { name: 'Keep the limit' }).click()
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
  await at(page, stage, '/', 'overview-never')
  await page.getByRole('button', { name: 'Run backup' }).click()
  await page.getByRole('dialog').waitFor()
  await shoot(page, 'run-confirm')
  sandbox.control.set({ latencyMs: 700 })
  const { id } = await api.send<{ id: string }>('POST', '/api/runs', {})
  await until(stage, id, (run) => run.totals.fetched > 1500)
  await at(page, stage, `/runs/${id}`, 'run-running', { sizes: [WIDE], themes: ['light'] })
  await at(page, stage, '/', 'overview-running', { themes: ['light', 'dark'] })
  sandbox.control.set({ latencyMs: 0 })
  await until(stage, id, (run) => run.state === 'suspended')
  await at(page, stage, '/', 'overview-suspended')
  await at(page, stage, '/runs', 'runs-suspended')
  await api.send('PUT', '/api/quota', { monthlyMessageLimit: 50_000 })
  await until(stage, id, (run) => run.endedAt !== null)
}

async function finished(page: Page, stage: Stage): Promise<void> {
  await at(page, stage, '/', 'overview')
  await page.getByRole('button', { name: 'How messages are counted and priced' }).click()
  await page.getByRole('dialog').waitFor()
  await shoot(page, 'pricing')
  await at(page, stage, '/usage', 'usage')
  await at(page, stage, '/retention', 'retention')
  await at(page, stage, '/runs', 'runs')
  await page
    .getByRole('link', { name: /Run from/ })
    .first()
    .click()
  await page.getByRole('heading', { name: 'Results' }).waitFor()
  await shoot(page, 'run')
  await at(page, stage, '/people', 'people')
  await page.getByRole('radio', { name: /Only chosen people/ }).check()
  await shoot(page, 'people-chosen')
  await at(page, stage, '/people?show=faults', 'people-faults')
  await at(page, stage, '/connection', 'connection')
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await page.getByRole('dialog').waitFor()
  await shoot(page, 'disconnect')
  await at(page, stage, '/settings', 'settings')
}

async function archive(page: Page, stage: Stage): Promise<void> {
  await at(page, stage, '/archive', 'archive-people')
  await openPerson(page)
  await shoot(page, 'archive-conversations')
  await openChat(page)
  await shoot(page, 'archive-chat')
  await page.getByRole('searchbox', { name: /^Filter/ }).fill('aurora – launch')
  await page.getByRole('link', { name: /^Project Aurora – launch/ }).click()
  await scrollTo(page, 'can you confirm the room')
  await shoot(page, 'archive-group')
  await page.getByRole('button', { name: 'Export conversation' }).click()
  await page.getByRole('button', { name: 'Start export' }).click()
  await page.getByText(/^Ready: /).waitFor()
  await shoot(page, 'archive-export')
}

/** From the archive's first page. */
export async function openPerson(page: Page): Promise<void> {
  await page.getByRole('searchbox', { name: 'Filter people' }).fill('Mia')
  await page.getByRole('link', { name: /^Mia Berg/ }).click()
  await page.getByRole('heading', { name: 'Choose a conversation' }).waitFor()
}

export async function openChat(page: Page): Promise<void> {
  await page.getByRole('searchbox', { name: /^Filter/ }).fill('jonas')
  await page.getByRole('link', { name: /^Jonas Keller/ }).click()
  await scrollTo(page, 'Did you see the numbers')
}

/** With what the page itself asks, far from the 300 requests that an operator has a minute. */
const LOOK_EVERY_MS = 500

async function until({ api }: Stage, id: string, reached: (run: Run) => boolean): Promise<void> {
  while (!reached(await api.get<Run>(`/api/runs/${id}`))) await delay(LOOK_EVERY_MS)
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
