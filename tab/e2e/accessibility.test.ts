/** WCAG 2.2 AA on every screen, in its main states and dialogs, wide, on a phone and at 400% zoom, by keyboard alone. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Overview, Run } from '../../server/contract/index.ts'
import { findingsOf, misfitsOf, settled, walkByTab } from './accessibility.ts'
import { STAGE_MS } from './host-stage.ts'
import { type Stage, setStage } from './stage.ts'
import { openVisit, signIn, type Visit } from './visit.ts'

const WIDE = { width: 1280, height: 860 }
const ZOOMED = { width: 320, height: 256 }
/** Each stop of a walk would wait for its colours otherwise. */

let stage: Stage
beforeAll(async () => {
  stage = await setStage({ users: 8, messages: 400, seed: 3 })
}, STAGE_MS)
afterAll(() => stage?.close())

interface Screen {
  name: string
  path: string
  /** What makes it the state that is meant, from the screen as it opens. */
  act?: (page: Page) => Promise<unknown>
}

const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click()
const dialog = (page: Page): Promise<void> => page.getByRole('dialog').waitFor()
const opening = (name: string | RegExp) => async (page: Page) => {
  await press(name)(page)
  await dialog(page)
}

const EVERYWHERE: Screen[] = [
  '/',
  '/archive',
  '/runs',
  '/people',
  '/connection',
  '/settings',
  '/nowhere',
].map((path) => ({ name: path, path }))

/** Of the screens that are empty before a backup one is enough: their words are in tab/app/screens.test.tsx. */
const UNCONNECTED: Screen[] = [
  ...EVERYWHERE.filter(({ path }) => !['/runs', '/people', '/settings'].includes(path)),
  {
    name: 'a form with faults',
    path: '/connection',
    act: async (page) => {
      await press('Test & save connection')(page)
      await page.getByText('Paste the app secret.').waitFor()
    },
  },
  {
    name: 'a certificate to paste',
    path: '/connection',
    act: (page) => page.getByRole('radio', { name: 'Certificate' }).check(),
  },
]

const BACKED_UP: Screen[] = [
  // A page that is nowhere knows nothing of the tenant.
  ...EVERYWHERE.filter(({ path }) => path !== '/nowhere'),
  { name: 'the confirmation of a run', path: '/', act: opening('Run backup') },
  { name: 'how messages are priced', path: '/', act: opening('How messages are counted and priced') },
  { name: 'the days as a chart', path: '/', act: onTheSecondDay },
  {
    name: 'the days as a table',
    path: '/',
    act: async (page) => {
      await onTheSecondDay(page)
      await press('Show as table')(page)
      await page.getByRole('table', { name: 'Messages and faults by day' }).waitFor()
    },
  },
  {
    name: 'the account',
    path: '/',
    act: async (page) => {
      await press(/account of/)(page)
      await page.getByRole('menu').waitFor()
    },
  },
  { name: 'a run', path: 'RUN' },
  { name: 'people with faults', path: '/people?show=faults' },
  {
    name: 'people to choose',
    path: '/people',
    act: (page) => page.getByRole('radio', { name: /Only chosen people/ }).check(),
  },
  { name: 'the confirmation of disconnecting', path: '/connection', act: opening('Disconnect') },
  { name: 'conversations', path: '/archive', act: openPerson },
  { name: 'a conversation', path: '/archive', act: openConversation },
  {
    name: 'members of a conversation',
    path: '/archive',
    act: async (page) => {
      await openConversation(page)
      await press(/^Members/)(page)
    },
  },
  {
    name: 'an export',
    path: '/archive',
    act: async (page) => {
      await openConversation(page)
      await opening('Export conversation')(page)
      await press('Start export')(page)
      await page.getByText(/^Ready: /).waitFor()
    },
  },
]

const TENANTS: [string, Screen[], () => Promise<void>][] = [
  ['not connected', UNCONNECTED, async () => undefined],
  ['backed up', BACKED_UP, backUp],
]

describe.each(TENANTS)('of a tenant that is %s', (_, screens, prepare) => {
  let visit: Visit
  beforeAll(async () => {
    await prepare()
    visit = await openVisit(stage, { viewport: WIDE })
    visit.page.setDefaultTimeout(15_000)
    await signIn(visit, stage, 'Mia Berg')
  }, STAGE_MS)
  afterAll(() => visit?.close())
  afterEach(() => {
    expect(visit.problems).toEqual([])
  })

  /** Stops that were seen to show their focus: those of the header are on each screen. */
  const compared = new Set<string>()

  it.each(screens)(
    '$name: axe finds nothing, it fits, Tab leads everywhere, and one sees where',
    async (screen) => {
      const { page } = visit
      await show(page, screen)
      expect([...(await findingsOf(page)), ...(await misfitsOf(page))]).toEqual([])
      const wide = await walkByTab(page, compared)
      expect(wide.wrong).toEqual([])
      expect(wide.stops).toBeGreaterThan(0)
      await page.setViewportSize(ZOOMED)
      await settled(page)
      const zoomed = await walkByTab(page, 'all')
      expect(zoomed.wrong).toEqual([])
      expect(zoomed.stops).toBeGreaterThan(0)
    },
  )
})

describe('moving about', () => {
  let visit: Visit
  beforeAll(async () => {
    visit = await openVisit(stage, { viewport: WIDE })
    visit.page.setDefaultTimeout(15_000)
    await signIn(visit, stage, 'Mia Berg')
    await visit.page.getByRole('heading', { name: 'Overview' }).waitFor()
  })
  afterAll(() => visit?.close())

  it.each(['Archive', 'Runs', 'Connection', 'Settings', 'Overview'])(
    'to %s puts the focus on its heading and its name in the title',
    async (name) => {
      const { page } = visit
      await page.getByRole('link', { name, exact: true }).click()
      await expect.poll(() => focused(page), { timeout: 15_000 }).toBe(`H1 ${name}`)
      expect(await page.title()).toBe(`${name} · Chatvault`)
      expect(await page.getByRole('link', { name, exact: true }).getAttribute('aria-current')).toBe('page')
    },
  )

  it('can skip what is the same on every page', async () => {
    const { page } = visit
    await page.reload()
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('A Skip to main content')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
  })

  it.each([
    ['/', 'Run backup'],
    ['/', 'How messages are counted and priced'],
    ['/connection', 'Disconnect'],
  ])('on %s Esc closes “%s” and gives the focus back', async (path, name) => {
    const { page } = visit
    await page.goto(stage.product.url + path)
    const opener = page.getByRole('button', { name })
    await opener.focus()
    await page.keyboard.press('Enter')
    await dialog(page)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => opener.evaluate((it) => it === document.activeElement)).toBe(true)
    // What keeps the focus in a dialog is no stop of Tab afterwards.
    const stops = page.locator('body > [data-tabster-dummy]:not([tabindex="-1"])')
    await expect.poll(() => stops.count()).toBe(0)
  })

  it('asks nobody to watch things move who would rather not', async () => {
    const calm = await openVisit(stage, { viewport: WIDE, reducedMotion: 'reduce' })
    await signIn(calm, stage, 'Mia Berg')
    await calm.page.getByRole('button', { name: 'Run backup' }).click()
    await dialog(calm.page)
    const moving = await calm.page.evaluate(() =>
      document
        .getAnimations()
        .filter((it) => it.playState === 'running')
        .filter((it) => Number(it.effect?.getComputedTiming().duration) > 50)
        .map((it) => ((it.effect as KeyframeEffect).target as Element).className),
    )
    await calm.close()
    expect(moving).toEqual([])
  })
})

describe('when the server fails', () => {
  let visit: Visit
  beforeAll(async () => {
    visit = await openVisit(stage, { viewport: WIDE })
    visit.page.setDefaultTimeout(20_000)
    await signIn(visit, stage, 'Mia Berg')
    await visit.page.getByRole('heading', { name: 'Overview' }).waitFor()
    const problem = { type: 'about:blank', title: 'Chatvault is busy', status: 503, code: 'busy' }
    const words = { detail: 'The database did not answer.', hint: 'Try again in a minute.' }
    await visit.page.route(/\/api\/(?!me)/, (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', json: { ...problem, ...words } }),
    )
  })
  afterAll(() => visit?.close())

  // A page of panels and one of panes; what each screen says is in tab/app/screens.test.tsx.
  it.each(['/', '/archive'])('%s says so, offers another try, and can be used by anybody', async (path) => {
    const { page } = visit
    await page.goto(stage.product.url + path)
    await page.getByRole('button', { name: 'Try again' }).first().waitFor()
    expect([...(await findingsOf(page)), ...(await misfitsOf(page))]).toEqual([])
  })
})

async function show(page: Page, { path, act }: Screen): Promise<void> {
  await page.setViewportSize(WIDE)
  await page.unrouteAll()
  await page.goto(stage.product.url + (path === 'RUN' ? await runPath() : path))
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.locator('.fui-Skeleton').first().waitFor({ state: 'detached' })
  await act?.(page)
  await settled(page)
}

/** What was backed up today was backed up yesterday too, with a fault: one day is told in words. */
async function onTheSecondDay(page: Page): Promise<void> {
  await page.route('**/api/overview', async (route) => {
    const response = await route.fetch()
    const { days, ...overview } = (await response.json()) as Overview
    const [yesterday, today] = days.slice(-2)
    if (!yesterday || !today) throw new Error('There are thirty days.')
    const twice = [...days.slice(0, -2), { ...today, date: yesterday.date, faults: 1 }, today]
    await route.fulfill({ response, json: { ...overview, days: twice } })
  })
  await page.reload()
  await page.getByRole('img', { name: /^New messages archived per day/ }).waitFor()
}

async function openPerson(page: Page): Promise<void> {
  await page.getByRole('searchbox', { name: 'Filter people' }).fill('Mia')
  await page.getByRole('link', { name: /^Mia Berg/ }).click()
  await page.getByRole('heading', { name: 'Choose a conversation' }).waitFor()
}

async function openConversation(page: Page): Promise<void> {
  await openPerson(page)
  await page.getByRole('searchbox', { name: /^Filter/ }).fill('jonas')
  await page.getByRole('link', { name: /^Jonas Keller/ }).click()
  await page.getByRole('region', { name: 'Messages of Jonas Keller' }).getByRole('article').first().waitFor()
}

let run: string | undefined

const runPath = async () => `/runs/${run}`

async function backUp(): Promise<void> {
  const { sandbox, api } = stage
  await api.send('PUT', '/api/connection', {
    applicationId: sandbox.app.clientId,
    clientSecret: sandbox.app.clientSecret,
    testMailbox: 'mia.berg@contoso.com',
    monthlyMessageLimit: 20_000,
    costAcknowledged: true,
  })
  const { id } = await api.send<{ id: string }>('POST', '/api/runs', {})
  run = id
  while (!(await api.get<Run>(`/api/runs/${id}`)).endedAt) await delay(100)
}

function focused(page: Page): Promise<string> {
  return page.evaluate(
    () => `${document.activeElement?.tagName} ${document.activeElement?.textContent?.trim()}`,
  )
}
