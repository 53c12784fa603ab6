/** What finance looks at: usage from each side, who changed the limit, the ledger; and where alerts go. */
import type { Usage } from '../../server/contract/index.ts'
import { DAY_MS } from '../../server/domain/day.ts'
import type { Stage } from '../../tab/e2e/stage.ts'
import { openVisit, signIn } from '../../tab/e2e/visit.ts'
import { screen, shoot, WIDE } from './camera.ts'

/** Everything is connected and backed up. */
export async function walkSpending(stage: Stage): Promise<void> {
  const { api, product } = stage
  await api.send('PUT', '/api/quota', { monthlyMessageLimit: 60_000, regime: 'metered' })
  await api.send('PUT', '/api/quota', { monthlyMessageLimit: null, pricePerMessage: '0.0008' })
  await api.send('PUT', '/api/quota', { monthlyMessageLimit: 50_000 })
  for (const language of ['en', 'de'] as const) {
    const visit = await openVisit(stage, { viewport: WIDE, locale: language })
    await signIn(visit, stage, 'Mia Berg')
    const { page } = visit
    await page.getByRole('heading', { level: 1 }).waitFor()
    await screen(page, `${product.url}/usage?lang=${language}`, `usage-${language}`)
    await page.route(/\/api\/usage\?by=run/, (route) => route.fulfill({ json: aWeekOfNights() }))
    await screen(page, `${product.url}/usage?lang=${language}`, `usage-pace-${language}`)
    await page.getByRole('tab').last().click()
    await page.getByRole('combobox').first().waitFor()
    await shoot(page, `usage-kinds-${language}`)
    await page.goto(`${product.url}/connection?lang=${language}`)
    await page
      .getByText(/\((\d+) (to|bis) (\d+)\)/)
      .first()
      .waitFor()
    await shoot(page, `limit-${language}`)
    await page.goto(`${product.url}/alerts?lang=${language}`)
    await page
      .getByRole('button', { name: /destination|Ziel/ })
      .first()
      .click()
    await page.getByRole('dialog').waitFor()
    await shoot(page, `alert-sender-${language}`)
    await visit.close()
  }
}

/** What only time brings: a first backup some days ago, and nights since. */
function aWeekOfNights(): Usage {
  const items = [31_000, 1400, 1650, 380].map((messages, no) => {
    const at = new Date(Date.now() - (4 - no) * DAY_MS).toISOString()
    return { key: `run-${no}`, at, messages, cost: '0.00' }
  })
  const [first] = items
  const from = first?.at ?? ''
  return { from, to: from, items, total: 0, cost: '0.00', currency: 'USD' }
}
