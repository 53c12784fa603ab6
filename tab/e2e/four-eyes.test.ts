/** Four eyes: two admins at two browsers. What one asks for, the other decides, and no one decides alone. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ReadingPolicy, Run } from '../../server/contract/index.ts'
import type { Api } from '../../server/testing/api.ts'
import { STAGE_MS } from './host-stage.ts'
import { type Stage, setStage } from './stage.ts'
import { openVisit, signIn, type Visit } from './visit.ts'

const WORD = 'xylophone'
const SENTENCE = `The ${WORD} is in tune again`

let stage: Stage
let mia: Visit
let jonas: Visit
beforeAll(async () => {
  stage = await setStage({ users: 8, messages: 200, seed: 3 })
  const { control, tenant } = stage.sandbox
  control.setDirectoryRoles('Jonas Keller', ['globalAdministrator'])
  await backUpWith(stage.api, async () => {
    const chat = [...tenant.chats.values()].find(({ participants }) => participants.some(isMia))
    const at = Date.now() - 60_000
    control.addMessage({ chatId: chat?.id ?? '', from: 'Mia', content: SENTENCE, at })
  })
  const visits = await Promise.all(
    ['Mia Berg', 'Jonas Keller'].map(async (who) => {
      const visit = await openVisit(stage)
      visit.page.setDefaultTimeout(20_000)
      await signIn(visit, stage, who)
      await visit.page.getByRole('heading', { level: 1 }).waitFor()
      return visit
    }),
  )
  ;[mia, jonas] = visits as [Visit, Visit]
}, STAGE_MS)
afterAll(async () => {
  await mia?.close()
  await jonas?.close()
  await stage?.close()
})
afterEach(() => {
  expect([...mia.problems, ...jonas.problems]).toEqual([])
})

const isMia = ({ person }: { person?: { givenName: string } | undefined }) => person?.givenName === 'Mia'

async function backUpWith(api: Api, write: () => Promise<void>): Promise<void> {
  const { app } = stage.sandbox
  await api.send('PUT', '/api/connection', {
    applicationId: app.clientId,
    clientSecret: app.clientSecret,
    testMailbox: 'mia.berg@contoso.com',
    monthlyMessageLimit: 9000,
    costAcknowledged: true,
  })
  await write()
  const { id } = await api.send<{ id: string }>('POST', '/api/runs', {})
  await vi.waitFor(async () => expect((await api.get<Run>(`/api/runs/${id}`)).state).toBe('completed'), {
    timeout: 60_000,
    interval: 500,
  })
}

const open = ({ page }: Visit, path: string) => page.goto(stage.product.url + path)
const button = ({ page }: Visit, name: string | RegExp) => page.getByRole('button', { name })
/** Mia's own attempt, past what her screen offers. */
async function attempt(method: string, path: string, body?: unknown): Promise<[number, string]> {
  const answer = await fetch(stage.product.url + path, {
    method,
    headers: {
      authorization: `Bearer ${stage.sandbox.operatorToken('Mia')}`,
      'content-type': 'application/json',
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const { code } = (await answer.json()) as { code: string }
  return [answer.status, code]
}
const newest = async <T extends { id: string }>(path: string): Promise<T> => {
  const [first] = (await stage.api.get<{ items: T[] }>(path)).items
  if (first === undefined) throw new Error(`${path} lists nothing`)
  return first
}
const policy = async () => (await stage.api.get<ReadingPolicy>('/api/reading-policy')).mode

describe('with four eyes', () => {
  it('one asks to read, sees nothing and can’t approve it; the other approves, and the first reads', async () => {
    await open(mia, '/reading')
    await mia.page.getByRole('radio', { name: /^With approval/ }).click()
    await button(mia, 'Change').click()
    await mia.page.getByRole('dialog').getByRole('button', { name: 'Change' }).click()
    await mia.page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(policy).toBe('four-eyes')

    mia.expectRefusal('403 GET /api/search')
    await open(mia, `/archive?q=${WORD}`)
    await mia.page.getByRole('textbox', { name: 'Reason' }).fill('Complaint of October 12')
    expect(await mia.page.getByText(SENTENCE).count()).toBe(0)
    await button(mia, 'Ask to read').click()
    await mia.page.getByText('Waiting for another person to approve').waitFor()

    await open(mia, '/reading')
    await mia.page.getByText('Complaint of October 12').waitFor()
    expect(await button(mia, /^Approve the request/).count()).toBe(0)
    const { id } = await newest('/api/reading-requests')
    expect(await attempt('POST', `/api/reading-requests/${id}/approve`)).toEqual([
      403,
      'second-person-required',
    ])

    await open(jonas, '/reading')
    await jonas.page.getByText('Complaint of October 12').waitFor()
    await button(jonas, /^Approve the request/).click()
    await jonas.page.getByText('Approved', { exact: true }).waitFor()

    await open(mia, `/archive?q=${WORD}`)
    await mia.page.getByText(SENTENCE).first().waitFor()
    // What was granted is Mia's, not that of the person who approved it.
    jonas.expectRefusal('403 GET /api/search')
    await open(jonas, `/archive?q=${WORD}`)
    await jonas.page.getByRole('textbox', { name: 'Reason' }).waitFor()
    expect(await jonas.page.getByText(SENTENCE).count()).toBe(0)
  })

  it('an erasure that one asks for is carried out once the other approves it', async () => {
    await open(mia, '/retention')
    await button(mia, 'Request an erasure').click()
    const dialog = mia.page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: /^Words/ }).fill(WORD)
    await dialog.getByRole('textbox', { name: /^Reason/ }).fill('Sent by mistake')
    await dialog.getByRole('button', { name: 'Request erasure' }).click()
    await dialog.waitFor({ state: 'detached' })
    await mia.page.getByText('You requested this, so another admin has to approve it.').waitFor()
    expect(await button(mia, /^Approve erasure/).count()).toBe(0)
    const { id } = await newest('/api/erasures')
    expect(await attempt('POST', `/api/erasures/${id}/approve`)).toEqual([403, 'second-person-required'])

    await open(jonas, '/retention')
    await button(jonas, /^Approve erasure/).click()
    await jonas.page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click()
    await jonas.page.getByText('Erased', { exact: true }).waitFor({ timeout: 45_000 })

    // Mia's request to read still holds; what it was about is gone.
    await open(mia, `/archive?q=${WORD}`)
    await mia.page.getByText('No message matches').first().waitFor()
    expect(await mia.page.getByText(SENTENCE).count()).toBe(0)
  })

  it('a looser policy waits for the other admin, and the one who asked can’t approve it', async () => {
    await open(mia, '/reading')
    await mia.page.getByRole('radio', { name: /^Open/ }).click()
    await button(mia, 'Change').click()
    await mia.page
      .getByRole('dialog')
      .getByRole('button')
      .filter({ hasText: /^(Change|Ask)/ })
      .click()
    await mia.page.getByText('Another admin has to approve it.').waitFor()
    expect(await mia.page.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0)
    expect(await attempt('PUT', '/api/reading-policy', { mode: 'open' })).toEqual([
      403,
      'second-person-required',
    ])
    expect(await policy()).toBe('four-eyes')

    await open(jonas, '/reading')
    await jonas.page.getByRole('button', { name: 'Approve', exact: true }).click()
    await expect.poll(policy).toBe('open')
    await open(jonas, `/archive?q=${WORD}`)
    await jonas.page.getByRole('heading', { level: 1 }).waitFor()
    expect(await jonas.page.getByRole('textbox', { name: 'Reason' }).count()).toBe(0)
  })
})
