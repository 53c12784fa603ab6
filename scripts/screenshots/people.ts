/** What others see: roles that may do less, no one at all, German readers; and the tour. */
import type { Page } from 'playwright-core'
import type { Stage } from '../../tab/e2e/stage.ts'
import { openVisit, signIn, type Visit } from '../../tab/e2e/visit.ts'
import { NARROW, screen, shoot, WIDE } from './camera.ts'

/** Everything is connected and backed up. */
export async function walkAsOthers(stage: Stage): Promise<void> {
  await as(stage, 'Jonas Keller', async (_, at) => {
    await at('/', 'operator-overview')
    await at('/archive', 'operator-archive')
    await at('/settings', 'operator-settings')
  })
  await as(stage, 'Aisha Rahman', async (_, at) => {
    await at('/', 'reviewer-overview')
    await at('/connection', 'reviewer-connection')
  })
  await as(stage, 'David Cohen', async (_, at) => at('/settings', 'auditor-settings'))
  await as(stage, 'Lea Novak', async (page) => {
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    await shoot(page, 'no-role')
  })
  await inGerman(stage)
  await tour(stage)
  await serverFails(stage)
}

type At = (path: string, name: string) => Promise<void>

async function as(stage: Stage, who: string, look: (page: Page, at: At) => Promise<void>): Promise<void> {
  const visit = await openVisit(stage, { viewport: WIDE })
  await signIn(visit, stage, who)
  await visit.page.getByRole('heading', { level: 1 }).waitFor()
  await look(visit.page, (path, name) => screen(visit.page, stage.product.url + path, name))
  await visit.close()
}

async function inGerman(stage: Stage): Promise<void> {
  const visit = await openVisit(stage, { viewport: WIDE, locale: 'de-DE' })
  await signIn(visit, stage, 'Mia Berg')
  await visit.page.getByRole('heading', { name: 'Übersicht' }).waitFor()
  for (const path of ['/', '/runs', '/people', '/connection', '/settings', '/archive'])
    await screen(visit.page, stage.product.url + path, `german-${path.slice(1) || 'overview'}`, {
      themes: ['light'],
    })
  await visit.close()
}

/** At each width from the start: what a step is next to differs. */
async function tour(stage: Stage): Promise<void> {
  for (const size of [WIDE, NARROW]) {
    const visit = await openVisit(stage, { viewport: size })
    await signIn(visit, stage, 'Mia Berg', '/settings')
    await visit.page.getByRole('button', { name: 'Show the tour again' }).click()
    await steps(visit, size)
    await visit.close()
  }
}

async function steps({ page }: Visit, size: typeof WIDE): Promise<void> {
  for (let step = 1; ; step++) {
    const dialog = page.getByRole('dialog').filter({ hasText: `Step ${step} of` })
    await dialog.waitFor()
    await shoot(page, `tour-${step}`, {
      sizes: [size],
      themes: step === 1 ? ['light', 'dark', 'contrast'] : ['light'],
    })
    if ((await dialog.getByRole('button', { name: 'Next' }).count()) === 0) return
    await dialog.getByRole('button', { name: 'Next' }).click()
  }
}

async function serverFails(stage: Stage): Promise<void> {
  const visit = await openVisit(stage, { viewport: WIDE })
  const { page } = visit
  await signIn(visit, stage, 'Mia Berg')
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  await page.route(/\/api\/(?!me)/, (route) => route.fulfill({ status: 503, body: '' }))
  for (const path of ['/', '/runs', '/people', '/connection', '/settings', '/archive']) {
    await page.goto(stage.product.url + path)
    await page.getByRole('button', { name: 'Try again' }).first().waitFor()
    await shoot(page, `failed-${path.slice(1) || 'overview'}`, { themes: ['light'] })
  }
  await visit.close()
}
