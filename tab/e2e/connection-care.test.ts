/** The connection after its setup, in a browser: health, exchange of the secret, billing, removal. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Connection, Health, Setup } from '../../server/contract/index.ts'
import { findingsOf } from './accessibility.ts'
import { type Stage, setStage } from './stage.ts'
import { openVisit, signIn, type Visit } from './visit.ts'

const PATIENCE_MS = 60_000
const MONTH_MS = 30 * 86_400_000

let stage: Stage
let visit: Visit
let page: Page

beforeAll(begin, 240_000)
afterAll(() => stage?.close())
beforeEach(open)
afterEach(close)

async function begin(): Promise<void> {
  stage = await setStage({ users: 5, messages: 60, seed: 4 })
  await open()
  await connect()
  await close()
}

async function open(): Promise<void> {
  visit = await openVisit(stage)
  page = visit.page
  page.setDefaultTimeout(PATIENCE_MS)
}

async function close(): Promise<void> {
  const problems = visit?.problems ?? []
  await visit?.close()
  expect(problems).toEqual([])
}

const button = (name: string | RegExp, on: Pick<Page, 'getByRole'> = page) =>
  on.getByRole('button', { name, exact: true })
const link = (name: string) => page.getByRole('link', { name, exact: true })
const dialog = () => page.getByRole('dialog').last()
const connection = () => stage.api.get<Connection>('/api/connection')
const enter = (path: string) => signIn(visit, stage, 'Mia Berg', path)

/** What Entra knows of the app that is connected. */
async function registration() {
  const { applicationId } = await connection()
  return stage.sandbox.truth().applications.find(({ clientId }) => clientId === applicationId)
}

const keyIds = async () => ((await registration())?.secrets ?? []).map(({ keyId }) => keyId)

const call = (text: string | RegExp) =>
  page.getByRole('list', { name: 'Calls, in order' }).getByRole('listitem').filter({ hasText: text })

/** What the page changes anywhere from now on, in its order. */
function requests(): string[] {
  const paths: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') paths.push(new URL(request.url()).pathname)
  })
  return paths
}

async function agreeing(press: () => Promise<void>): Promise<void> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), press()])
  await popup.getByRole('button', { name: 'Accept' }).click()
}

/** What Microsoft says is next to what the list says, before anything is deleted. */
async function confirmDeletion(applicationId: string | null): Promise<void> {
  const objects = dialog().getByRole('list', { name: 'What will be deleted' }).getByRole('listitem')
  await objects
    .filter({ hasText: /^App registration/ })
    .filter({ hasText: /Chatvault’s list\s*Chatvault backup · recorded \w/ })
    .filter({ hasText: /Microsoft\s*Chatvault backup · created \w/ })
    .waitFor()
  expect(await findingsOf(page)).toEqual([])
  expect(stage.sandbox.truth().applications.map(({ clientId }) => clientId)).toContain(applicationId)
  await button('Delete', dialog()).click()
}

/** By one sign-in, so that everything that is there was made by Chatvault. */
async function connect(): Promise<void> {
  visit.expectRefusal('404 GET /applications(')
  visit.expectRefusal('404 GET /servicePrincipals(')
  await enter('/connection/setup/automatic')
  // A secret: the tests replace it manually, by one sign-in, and then by a certificate.
  await button('Secret, certificate and permissions').click()
  await page.getByRole('radio', { name: /App secret/ }).check()
  await agreeing(() => button('Sign in and set up').click())
  await link('Set the limit and connect').click()
  await page.getByRole('list', { name: 'Suggested limits' }).waitFor()
  await page.getByRole('checkbox', { name: /I understand/ }).check()
  await button('Test & save connection').click()
  await page.getByRole('heading', { name: 'Connected', exact: true }).waitFor()
}

describe('a connection that was set up by one sign-in', { timeout: 240_000 }, () => {
  it('says what is wrong when a permission was taken back, on Overview too, and when it is well again', async () => {
    // Chats can't be counted meanwhile.
    visit.expectRefusal('502 POST /api/forecasts')
    await enter('/connection')
    const { applicationId } = await connection()
    stage.sandbox.control.revokeRole('Chat.Read.All', applicationId ?? '')
    await button('Test again').click()
    const health = page.getByRole('list', { name: 'Health' })
    await health
      .getByRole('listitem')
      .filter({ hasText: /Required permissions\s*· Not working/ })
      .waitFor()
    await page.getByText('Something isn’t working', { exact: true }).waitFor()
    expect(await findingsOf(page)).toEqual([])
    await page.goto(stage.product.url)
    await page
      .getByText(/Chat\.Read\.All/)
      .first()
      .waitFor()
    expect(await findingsOf(page)).toEqual([])

    stage.sandbox.control.grantRole('Chat.Read.All', applicationId ?? '')
    await page.goto(`${stage.product.url}/connection`)
    await button('Test again').click()
    await page.getByText('Everything works', { exact: true }).waitFor()
    expect(await stage.api.get<Health>('/api/connection/health')).toMatchObject({ overall: 'green' })
  })

  it('keeps its secret when the new one is refused, and takes one that works', async () => {
    visit.expectRefusal('422 POST /api/connection/credential')
    await enter('/connection')
    const before = await connection()
    await button('Replace').click()
    const value = dialog().getByLabel('Secret value')
    await value.fill('7f3c1d52-9e55-4a52-b8a1-0d4ab0c5a111')
    await page.getByText('This looks like the secret’s ID.').waitFor()
    expect(await findingsOf(page)).toEqual([])
    await value.fill('nobodyEverMadeThisSecretAtMicrosoft12345')
    await button('Test and replace').click()
    await dialog().getByText('AADSTS7000215').first().waitFor()
    expect(await findingsOf(page)).toEqual([])
    await button('Stop trying').click()
    await page.getByText('Microsoft doesn’t accept the new one.').waitFor()
    expect(await connection()).toMatchObject({ status: 'active', credential: before.credential })

    const secret = stage.sandbox.control.addSecret(undefined, before.applicationId ?? '')
    await value.fill(secret)
    await button('Test and replace').click()
    await page.getByText('The new one is in use.').waitFor()
    await page.getByText(`Its value starts with`, { exact: false }).first().waitFor()
    expect(await findingsOf(page)).toEqual([])
    const after = await connection()
    expect(after.credential?.hint).toBe(secret.slice(0, 3))
    expect(await page.content()).not.toContain(secret)
  })

  it('exchanges its secret by one sign-in, and only then removes the old one at Microsoft', async () => {
    await enter('/connection')
    await button('Replace').click()
    await button('Replace automatically').click()
    await call('Remove the old secret or certificate').filter({ hasText: 'to do' }).waitFor()
    const before = await keyIds()
    const asked = requests()
    await agreeing(() => button('Sign in and replace').click())
    await dialog().getByText('The new secret or certificate is in use.').waitFor()
    expect(await findingsOf(page)).toEqual([])
    const { credential } = await connection()
    expect(await keyIds()).toEqual([credential?.keyId])
    expect(before).not.toContain(credential?.keyId)
    const at = (part: string) => asked.findLastIndex((path) => path.includes(part))
    const order = [at('addPassword'), at('/api/connection/credential'), at('removePassword')]
    expect(order).toEqual(order.toSorted((one, other) => one - other))
    expect(order).not.toContain(-1)
    expect(Date.parse(credential?.expiresAt ?? '')).toBeGreaterThan(Date.now() + 22 * MONTH_MS)
    expect(stage.sandbox.truth().grants.flatMap(({ scopes }) => scopes)).not.toContain(
      'Application.ReadWrite.All',
    )
  })

  it('exchanges it for a certificate whose key remains on the server', async () => {
    await enter('/connection#replace')
    await button('Replace automatically').click()
    await page.getByRole('radio', { name: /its private key is created on your server/ }).check()
    await agreeing(() => button('Sign in and replace').click())
    await dialog().getByText('The new secret or certificate is in use.').waitFor()
    const { credential } = await connection()
    expect(credential).toMatchObject({ kind: 'certificate' })
    expect(await registration()).toMatchObject({ secrets: [], certificates: [{}] })
  })

  it('continues with an exchange out of sight, and says so on the page', async () => {
    visit.expectRefusal('504 POST /addPassword')
    await enter('/connection#replace')
    await button('Replace automatically').click()
    await page.getByRole('radio', { name: 'App secret (client secret)' }).last().check()
    stage.sandbox.control.slowNext({ path: 'applications(', ms: 1500 })
    stage.sandbox.control.failNext({ kind: '504', path: 'addpassword' })
    await agreeing(() => button('Sign in and replace').click())
    await call('Look for an existing app registration').filter({ hasText: 'in progress' }).waitFor()
    await button('Close', dialog()).click()
    await page.getByText('Secret or certificate replacement stopped.').waitFor()
    expect(await findingsOf(page)).toEqual([])
    await link('View').click()
    await dialog().getByText('Couldn’t reach Microsoft.').waitFor()
    await button('Try again').click()
    await dialog().getByText('The new secret or certificate is in use.').waitFor()
    expect(await registration()).toMatchObject({ secrets: [{}], certificates: [] })
  })

  it('is led to billing when Microsoft asks for it, and is linked to a subscription by one sign-in', async () => {
    visit.expectRefusal('404 GET /accounts/chatvault')
    stage.sandbox.control.set({ metering: 'legacy' })
    await enter('/connection')
    await button('Test again').click()
    await page.getByText('Something isn’t working', { exact: true }).waitFor()
    await link('Set up billing').click()
    await page.getByText('Microsoft requires a subscription', { exact: true }).waitFor()
    expect(await findingsOf(page)).toEqual([])
    await agreeing(() => button('Sign in and choose').click())
    await button('Link it').waitFor()
    expect(await findingsOf(page)).toEqual([])
    await button('Link it').click()
    await page.getByText('The app is linked.').waitFor()
    await button('Check again').click()
    await page.getByText('Nothing to do', { exact: true }).waitFor()
    await page.goto(`${stage.product.url}/connection`)
    await button('Test again').click()
    await page.getByText('Everything works', { exact: true }).waitFor()
  })
})

describe('a connection that is let go', { timeout: 240_000 }, () => {
  // Another tenant: no one sets up, exchanges and removes this often in a minute, and the server lets no one ask so often.
  beforeAll(async () => {
    await stage.close()
    await begin()
  }, 240_000)

  it('lists what remains after a disconnect, and deletes what the setup made when it is asked to', async () => {
    visit.expectRefusal('404 GET /applications(')
    visit.expectRefusal('404 GET /servicePrincipals(')
    await enter('/connection')
    const { applicationId } = await connection()
    await button('Disconnect').click()
    await button(/^Disconnect .+/, dialog()).click()
    await page.getByText('Delete from Microsoft 365').waitFor()
    expect(await findingsOf(page)).toEqual([])
    await page.reload()
    await button('Delete from Microsoft 365').click()
    await call('Delete the app registration').filter({ hasText: 'to do' }).waitFor()
    await agreeing(() => button('Sign in and compare', dialog()).click())
    await confirmDeletion(applicationId)
    await page.getByText('Everything was deleted.').waitFor()
    expect(stage.sandbox.truth().applications.map(({ clientId }) => clientId)).not.toContain(applicationId)
    expect(stage.sandbox.truth().associations).toEqual([])
    expect(await findingsOf(page)).toEqual([])

    // Once more in the same visit: what was done then is not taken for done now.
    await link('Start setup').click()
    await button('Set up automatically').click()
    await agreeing(() => button('Sign in and set up').click())
    await page.getByRole('heading', { name: 'The app is set up and working.' }).waitFor()
    await page.getByRole('link', { name: 'Connection' }).first().click()
    await button('Delete from Microsoft 365').waitFor()
    expect(await page.getByText('Everything was deleted.').count()).toBe(0)
  })

  it('undoes a setup with the billing account that was linked meanwhile', async () => {
    visit.expectRefusal('404 GET /accounts/chatvault')
    await enter('/connection/setup/billing')
    const anyway = button('Link a subscription anyway')
    await anyway.or(button('Sign in and choose')).first().waitFor()
    if (await anyway.isVisible()) await anyway.click()
    await agreeing(() => button('Sign in and choose').click())
    await button('Link it').click()
    await page.getByText('The app is linked.').waitFor()
    expect(stage.sandbox.truth().associations).toHaveLength(1)
    const { applicationId } = await stage.api.get<Setup>('/api/setup')
    await page.goto(`${stage.product.url}/connection/setup/automatic`)
    await button('Sign in and undo').click()
    await call('Remove the billing account').first().waitFor()
    await agreeing(() => button('Sign in and compare', dialog()).click())
    await confirmDeletion(applicationId)
    await page.getByRole('heading', { name: 'All changes were undone.' }).waitFor()
    expect(stage.sandbox.truth().associations).toEqual([])
    expect(stage.sandbox.truth().applications.map(({ clientId }) => clientId)).not.toContain(applicationId)
  })
})
