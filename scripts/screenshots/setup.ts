/** The guided setup, step by step and automatic; then the care of the connection: health, exchange, billing, removal. */
import type { Page } from 'playwright-core'
import type { Stage } from '../../tab/e2e/stage.ts'
import { openVisit, pressAndClose, signIn } from '../../tab/e2e/visit.ts'
import { NARROW, screen, shoot, WIDE } from './camera.ts'

const ALL_PERMISSIONS = [
  'Chat.Read.All',
  'Chat.ReadWrite.All',
  'User.Read.All',
  'GroupMember.Read.All',
  'Organization.Read.All',
]
const SETUP = '/connection/setup'

export async function walkSetup(stage: Stage): Promise<void> {
  const visit = await openVisit(stage, { viewport: WIDE })
  const { page } = visit
  page.setDefaultTimeout(90_000)
  await signIn(visit, stage, 'Mia Berg')
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  await manual(page, stage)
  await startAgain(stage)
  await automatic(page, stage)
  await care(page, stage)
  await billing(page, stage)
  await removal(page, stage)
  await visit.close()
  await inGerman(stage)
}

const go = (page: Page, { product }: Stage, path: string) => page.goto(product.url + path)
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })
const title = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

async function manual(page: Page, stage: Stage): Promise<void> {
  const { sandbox, product } = stage
  const at = (step: string, name: string) => screen(page, `${product.url}${SETUP}/${step}`, name)
  await at('start', 'setup-1-start')
  await button(page, 'Set up step by step').click()
  await title(page, 'Register the app')
  await shoot(page, 'setup-2-register')
  await page.getByRole('textbox', { name: 'Application (client) ID' }).fill(sandbox.tenantId)
  await shoot(page, 'setup-2-register-tenant-id')
  const app = sandbox.control.registerApp({ roles: [], listed: ALL_PERMISSIONS })
  await page.getByRole('textbox', { name: 'Application (client) ID' }).fill(app.clientId)
  await button(page, 'Save and check').click()
  await title(page, 'Give the app a secret or a certificate')
  await shoot(page, 'setup-3-credential')
  await page.getByRole('radio', { name: /^App secret/ }).check()
  await shoot(page, 'setup-3-secret')
  await page.getByLabel('Secret value').fill('7f3c1d52-9e55-4a52-b8a1-0d4ab0c5a111')
  await shoot(page, 'setup-3-secret-id')
  await page.getByLabel('Secret value').fill(`${app.clientSecret.slice(0, -3)}abc`)
  await button(page, 'Save and check').click()
  await page.getByText('AADSTS7000215').first().waitFor()
  await shoot(page, 'setup-3-secret-wrong')
  await button(page, 'Stop waiting').click()
  await page.getByRole('radio', { name: /^Certificate/ }).check()
  await button(page, 'Create a certificate').click()
  await link(page, 'Download the certificate (.cer)').waitFor()
  await shoot(page, 'setup-3-certificate')
  await page.getByRole('radio', { name: /^App secret/ }).check()
  await page.getByLabel('Secret value').fill(app.clientSecret)
  await button(page, 'Save and check').click()
  await title(page, 'Add the permissions')
  await page.getByRole('radio', { name: /Only what’s needed/ }).check()
  await shoot(page, 'setup-4-permissions-least')
  await page.getByRole('radio', { name: /All that Chatvault can use/ }).check()
  await link(page, 'Next').click()
  await title(page, 'Grant admin consent')
  await shoot(page, 'setup-5-consent')
  const [popup] = await Promise.all([page.waitForEvent('popup'), button(page, 'Grant admin consent').click()])
  await popup.getByRole('button', { name: 'Accept' }).waitFor()
  await shoot(page, 'setup-5-consent-waiting', { themes: ['light'] })
  await pressAndClose(popup, 'Accept')
  await title(page, 'See whether Microsoft charges')
  await page.getByText('Not tested yet', { exact: true }).waitFor()
  await shoot(page, 'setup-6-billing')
  await link(page, 'Next').click()
  await title(page, 'Connect and test')
  await shoot(page, 'setup-7-connect')
  await button(page, /^10,000/).click()
  await page.getByRole('checkbox', { name: /I understand both/ }).check()
  await button(page, 'Test & save connection').click()
  await page.getByRole('heading', { name: 'Connected', exact: true }).waitFor()
  await shoot(page, 'setup-8-finished')
}

/** Nothing is connected, and no app was ever created for it. */
async function startAgain({ product, sandbox }: Stage): Promise<void> {
  const { control, app, signIn: tab } = sandbox
  for (const { clientId } of sandbox.truth().applications)
    if (clientId !== app.clientId && clientId !== tab.clientId) control.deleteApp(clientId)
  for (const path of ['/api/connection', '/api/setup'])
    await fetch(product.url + path, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${sandbox.operatorToken('Mia')}` },
    })
}

/** Microsoft asks only for rights that it was not asked for before. */
async function accept(page: Page, press: () => Promise<void>): Promise<void> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), press()])
  await Promise.any([pressAndClose(popup, 'Accept'), popup.waitForEvent('close')])
}

async function automatic(page: Page, stage: Stage): Promise<void> {
  const { control } = stage.sandbox
  await go(page, stage, `${SETUP}/automatic`)
  await button(page, 'Sign in and set up').waitFor()
  await shoot(page, 'automatic-1-before')
  await button(page, 'Secret, certificate and permissions').click()
  await shoot(page, 'automatic-1-options', { themes: ['light'] })
  await page.getByRole('radio', { name: /App secret/ }).check()
  const [popup] = await Promise.all([page.waitForEvent('popup'), button(page, 'Sign in and set up').click()])
  await popup.getByRole('heading', { name: 'Permissions requested' }).waitFor()
  await shoot(page, 'automatic-2-signing-in', { themes: ['light'] })
  control.failNext({ kind: '504', path: 'addpassword' })
  await pressAndClose(popup, 'Accept')
  await page.getByRole('heading', { name: 'Setup stopped at this step' }).waitFor()
  await shoot(page, 'automatic-3-stopped')
  await button(page, 'Undo').click()
  await page.getByRole('dialog').waitFor()
  await shoot(page, 'automatic-3-undo', { themes: ['light'] })
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.reload()
  await page.getByText('An earlier setup wasn’t cleaned up').waitFor()
  await shoot(page, 'automatic-4-left-over')
  control.set({ replicationMs: 12_000 })
  await accept(page, () => button(page, 'Sign in and set up').click())
  await page.getByRole('progressbar', { name: 'Waiting for Microsoft' }).waitFor()
  await shoot(page, 'automatic-5-waiting')
  await page.getByText('The app is set up and working.').waitFor()
  control.set({ replicationMs: 0 })
  await shoot(page, 'automatic-6-done')
  await link(page, 'Set the limit and connect').click()
  await page.getByRole('checkbox', { name: /I understand/ }).check()
  await button(page, 'Test & save connection').click()
  await page.getByRole('heading', { name: 'Connected', exact: true }).waitFor()
}

async function care(page: Page, stage: Stage): Promise<void> {
  const { control } = stage.sandbox
  const applicationId = (await stage.api.get<{ applicationId: string }>('/api/connection')).applicationId
  await go(page, stage, '/connection')
  await button(page, 'Test again').click()
  await page.getByText('Everything works').waitFor()
  await shoot(page, 'care-healthy')
  control.revokeRole('Chat.Read.All', applicationId)
  await button(page, 'Test again').click()
  await page.getByText('Something isn’t working').waitFor()
  await shoot(page, 'care-revoked')
  await go(page, stage, '/')
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  await shoot(page, 'care-overview-alert')
  control.grantRole('Chat.Read.All', applicationId)
  await go(page, stage, '/connection')
  await button(page, 'Test again').click()
  await page.getByText('Everything works').waitFor()
  await button(page, 'Replace').click()
  await page.getByRole('dialog').waitFor()
  await shoot(page, 'care-replace')
  await button(page, 'Replace automatically').click()
  await button(page, 'Sign in and replace').waitFor()
  await shoot(page, 'care-replace-automatic')
  await accept(page, () => button(page, 'Sign in and replace').click())
  await page.getByText('The new secret or certificate is in use.').waitFor()
  await shoot(page, 'care-replaced')
  await page.getByRole('button', { name: 'Close' }).last().click()
}

async function billing(page: Page, stage: Stage): Promise<void> {
  stage.sandbox.control.set({ metering: 'legacy' })
  await go(page, stage, '/connection')
  await button(page, 'Test again').click()
  await page.getByText('Something isn’t working').waitFor()
  await shoot(page, 'billing-asked-for')
  await link(page, 'Set up billing').click()
  await title(page, 'See whether Microsoft charges')
  await shoot(page, 'billing-step')
  await accept(page, () => button(page, 'Sign in and choose').click())
  await button(page, 'Link it').waitFor()
  await shoot(page, 'billing-choose')
  await button(page, 'Link it').click()
  await page.getByText('The app is linked.').waitFor()
  await shoot(page, 'billing-linked')
}

async function removal(page: Page, stage: Stage): Promise<void> {
  await go(page, stage, '/connection')
  await button(page, 'Disconnect').click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Disconnect/ })
    .click()
  await button(page, 'Delete from Microsoft 365').waitFor()
  await shoot(page, 'removal-what-stays')
  await button(page, 'Delete from Microsoft 365').click()
  await page.getByRole('dialog').waitFor()
  await shoot(page, 'removal-ask')
  await accept(page, () => button(page, 'Sign in and compare').click())
  await button(page, 'Delete').waitFor()
  await shoot(page, 'removal-compared')
  await button(page, 'Delete').click()
  await page.getByText('Everything was deleted.').waitFor()
  await shoot(page, 'removal-done')
}

async function inGerman(stage: Stage): Promise<void> {
  await startAgain(stage)
  const visit = await openVisit(stage, { viewport: WIDE, locale: 'de-DE' })
  await signIn(visit, stage, 'Mia Berg')
  await visit.page.getByRole('heading', { name: 'Übersicht' }).waitFor()
  for (const step of ['start', 'register', 'automatic', 'billing'])
    await screen(visit.page, `${stage.product.url}${SETUP}/${step}`, `german-setup-${step}`, {
      themes: ['light'],
      sizes: step === 'register' ? [WIDE, NARROW] : [WIDE],
    })
  await screen(visit.page, `${stage.product.url}/guide`, 'german-guide', { themes: ['light'] })
  await visit.close()
}
