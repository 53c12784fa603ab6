/** Who may read: the policy, a conversation that takes a request, and the request on its way. */
import type { Stage } from '../../tab/e2e/stage.ts'
import { openVisit, signIn } from '../../tab/e2e/visit.ts'
import { screen, shoot, WIDE } from './camera.ts'

/** Everything is connected and backed up. */
export async function walkReading(stage: Stage): Promise<void> {
  const { url } = stage.product
  const admin = await openVisit(stage, { viewport: WIDE })
  await signIn(admin, stage, 'Mia Berg')
  await admin.page.getByRole('heading', { name: 'Overview' }).waitFor()
  await screen(admin.page, `${url}/reading`, 'reading-open')
  await admin.page.getByRole('radio', { name: /^With approval/ }).click()
  await admin.page.getByRole('button', { name: 'Change' }).click()
  await admin.page.getByRole('dialog').waitFor()
  await shoot(admin.page, 'reading-confirm')
  await admin.page.getByRole('dialog').getByRole('button', { name: 'Change' }).click()
  await admin.page.getByRole('dialog').waitFor({ state: 'detached' })
  await stage.api.send('PUT', '/api/reading-policy', { mode: 'reason' })

  const reviewer = await openVisit(stage, { viewport: WIDE })
  await signIn(reviewer, stage, 'Aisha Rahman')
  await reviewer.page.getByRole('heading', { level: 1 }).waitFor()
  await screen(reviewer.page, `${url}/archive?q=the`, 'reading-search')
  await reviewer.page.goto(`${url}/archive`)
  await reviewer.page.getByRole('list').getByRole('link').first().click()
  await reviewer.page
    .getByRole('list', { name: /onversations/ })
    .getByRole('link')
    .first()
    .click()
  await reviewer.page.getByRole('textbox', { name: 'Reason' }).waitFor()
  await shoot(reviewer.page, 'reading-ask')
  await reviewer.page.getByRole('textbox', { name: 'Reason' }).fill('Complaint of October 12, case 4711')
  await reviewer.page.getByRole('button', { name: 'Ask to read' }).click()
  await reviewer.page.getByText('Waiting for another person to approve').waitFor()
  await shoot(reviewer.page, 'reading-waiting')

  await screen(admin.page, `${url}/reading`, 'reading-requests')
  await admin.page.getByRole('button', { name: /^Approve the request/ }).click()
  await admin.page.getByText('Approved', { exact: true }).waitFor()
  await reviewer.page.getByText('Waiting for another person to approve').waitFor({ state: 'detached' })
  await shoot(reviewer.page, 'reading-granted', { themes: ['light'] })
  await reviewer.page.getByRole('button', { name: 'Export conversation' }).click()
  await reviewer.page.getByRole('dialog').waitFor()
  await reviewer.page.getByRole('button', { name: 'Close' }).click()
  await screen(admin.page, `${url}/audit`, 'reading-audit')
  await screen(admin.page, `${url}/settings`, 'reading-settings', { themes: ['light'] })
  await reviewer.close()
  await admin.close()
  const german = await openVisit(stage, { viewport: WIDE, locale: 'de-DE' })
  await signIn(german, stage, 'Mia Berg')
  await german.page.getByRole('heading', { name: 'Übersicht' }).waitFor()
  await screen(german.page, `${url}/reading`, 'reading-german', { themes: ['light'] })
  await german.close()
}
