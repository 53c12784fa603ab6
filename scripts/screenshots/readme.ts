/** The pictures of the README and the user guide: one way through, from the automatic setup to a chat in the archive. */
import type { Page } from 'playwright-core'
import type { Stage } from '../../tab/e2e/stage.ts'
import { openVisit, pressAndClose, signIn } from '../../tab/e2e/visit.ts'
import { openChat, openPerson } from './admin.ts'
import { backUp } from './backed-up.ts'
import { CHOSEN, shootOne, WIDE } from './camera.ts'

export async function walkForReadme(stage: Stage): Promise<void> {
  const visit = await openVisit(stage, { viewport: WIDE })
  const { page } = visit
  page.setDefaultTimeout(90_000)
  await signIn(visit, stage, 'Mia Berg', '/connection/setup/automatic')
  await setUp(page)
  await shootOne(page, CHOSEN, 'setup')
  await connect(page)
  await backUp(stage)
  for (const [path, name] of [
    ['/', 'overview'],
    ['/connection', 'connection'],
  ] as const) {
    await page.goto(stage.product.url + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await shootOne(page, CHOSEN, name)
  }
  await page.goto(`${stage.product.url}/archive`)
  await openPerson(page)
  await openChat(page)
  await shootOne(page, CHOSEN, 'archive')
  await visit.close()
}

async function setUp(page: Page): Promise<void> {
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Sign in and set up' }).click(),
  ])
  await pressAndClose(popup, 'Accept')
  await page.getByText('The app is set up and working.').waitFor()
}

async function connect(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Set the limit and connect' }).click()
  await page.getByLabel('Monthly message limit').fill('50000')
  await page.getByRole('checkbox', { name: /I understand/ }).check()
  await page.getByRole('button', { name: 'Test & save connection' }).click()
  await page.getByRole('heading', { name: 'Connected', exact: true }).waitFor()
}
