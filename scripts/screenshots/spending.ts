/** What finance looks at: usage from each side, who changed the limit, the ledger; and where alerts go. */
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
