/** Searching the archive: the box, results, a message among them, filters, help, and what is said when nothing is found. */
import type { Page } from 'playwright-core'
import type { Stage } from '../../tab/e2e/stage.ts'
import { openVisit, signIn } from '../../tab/e2e/visit.ts'
import { screen, shoot, WIDE } from './camera.ts'

/** Everything is connected and backed up. */
export async function walkSearch(stage: Stage): Promise<void> {
  const visit = await openVisit(stage, { viewport: WIDE })
  const { page } = visit
  await signIn(visit, stage, 'Mia Berg')
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  const at = (path: string, name: string) => screen(page, stage.product.url + path, name)
  await at('/archive', 'search-box')
  await at('/archive?q=the+plan', 'search-results')
  await at('/archive?q=the&has=file&deleted=none&from=2025-01-01', 'search-filtered')
  await page.goto(`${stage.product.url}/archive?q=the+OR+"next week" -draft`)
  await page.getByRole('button', { name: 'Filters' }).click()
  await shoot(page, 'search-filters')
  await page.getByRole('button', { name: 'How to search' }).click()
  await page
    .getByRole('dialog')
    .or(page.getByRole('group', { name: 'How to search' }))
    .first()
    .waitFor()
  await shoot(page, 'search-help', { themes: ['light'] })
  await openFirst(page, stage)
  await shoot(page, 'search-open')
  await page.getByRole('button', { name: 'Go to date' }).click()
  await page.getByLabel('Go to a date in this conversation').waitFor()
  await shoot(page, 'search-months')
  await walkSaved(page, stage)
  await at('/archive?q=xyzzyqq', 'search-none')
  await at('/archive?q=%3A-)', 'search-nothing')
  await visit.close()
  const german = await openVisit(stage, { viewport: WIDE, locale: 'de-DE' })
  await signIn(german, stage, 'Mia Berg')
  await german.page.getByRole('heading', { name: 'Übersicht' }).waitFor()
  await screen(
    german.page,
    `${stage.product.url}/archive?q=the -draft&deleted=none&has=link`,
    'search-german',
    {
      themes: ['light'],
    },
  )
  await german.close()
}

async function openFirst(page: Page, stage: Stage): Promise<void> {
  await page.goto(`${stage.product.url}/archive?q=the`)
  await page
    .getByRole('list', { name: /^Messages found/ })
    .getByRole('link')
    .first()
    .click()
  await page.getByRole('heading', { level: 2 }).nth(1).waitFor()
}

/** Saved searches: none yet, one to be saved, some. */
async function walkSaved(page: Page, { api, product, sandbox }: Stage): Promise<void> {
  const ben = sandbox.operators[1]?.person.id ?? ''
  const saved = [
    { name: 'Plans with files', asked: { q: 'the plan', has: 'file', deleted: 'none', from: '2025-01-01' } },
    { name: 'What was deleted', asked: { deleted: 'only', senderId: ben } },
  ]
  await page.goto(`${product.url}/archive?q="next week"`)
  await page.getByRole('button', { name: 'Saved' }).click()
  await page.getByRole('dialog').getByRole('textbox').waitFor()
  await shoot(page, 'search-saved-none', { themes: ['light'] })
  for (const one of saved) await api.send('POST', '/api/searches', one)
  await page.goto(`${product.url}/archive?q=the plan&has=file&deleted=none&from=2025-01-01`)
  await page.getByRole('button', { name: 'Saved' }).click()
  await page.getByRole('dialog').getByRole('list').waitFor()
  await shoot(page, 'search-saved')
}
