/** Signing in where no Microsoft host does it: in a SharePoint page, in a window of its own; and a rule that asks for more. */
import { setTimeout as delay } from 'node:timers/promises'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { TAB_ORIGIN } from '../../sandbox/index.ts'
import type { Run } from '../../server/contract/index.ts'
import { signInPages as germanPages } from '../i18n/de/sign-in-pages.ts'
import { signInPages as englishPages } from '../i18n/en/sign-in-pages.ts'
import { en } from '../i18n/en.ts'
import { conversationAddress } from '../links/links.ts'
import { isSound, type Locale, press, title, WORDS, wears } from './host-looks.ts'
import {
  type HostStage,
  type HostVisit,
  openInTeams,
  STAGE_MS,
  type StorageRule,
  setHostStage,
} from './host-stage.ts'
import { openVisit, type Visit } from './visit.ts'

const WHO = 'Mia Berg'
const PAGES = { 'en-us': englishPages, 'de-de': germanPages }
const BROWSERS: Record<Locale, BrowserContextOptions> = {
  'en-us': { locale: 'en-US', colorScheme: 'light' },
  'de-de': { locale: 'de-DE', colorScheme: 'dark' },
}

/** Follows the windows of a sign-in from inside a frame to Microsoft's page. */
async function toMicrosoft(
  visit: HostVisit,
  label: string,
  locale: Locale,
): Promise<[relay: Page, entra: Page]> {
  const context = visit.page.context()
  const opening = context.waitForEvent('page')
  await press(visit, label)
  const relay = await opening
  const leaving = context.waitForEvent('page')
  await relay.getByRole('button', { name: PAGES[locale].relayButton }).click()
  return [relay, await leaving]
}

async function signsIn(visit: HostVisit, label: string, locale: Locale, thinkingMs = 0): Promise<void> {
  const [relay, entra] = await toMicrosoft(visit, label, locale)
  const closed = Promise.all([relay.waitForEvent('close'), entra.waitForEvent('close')])
  await entra.getByRole('button', { name: WHO }).hover()
  await delay(thinkingMs)
  await entra.getByRole('button', { name: WHO }).click()
  await closed
}

/** MSAL looks twice a second whether its window is still there, and one that was cut off seems not to be. */
const LONGER_THAN_MSAL_LOOKS_MS = 1200

/** The tab waits for a host that may be there. Then, at once for the test, it goes on without. */
async function nobodyAnswers(visit: HostVisit): Promise<void> {
  await visit.tab.getByRole('status').waitFor()
  await visit.page.clock.fastForward(1500)
}

const msalOf = (visit: HostVisit) =>
  visit.requests.filter((address) => /\/assets\/msal[^/]*\.js$/.test(address))

describe('people who are not in a Microsoft host', () => {
  let stage: HostStage
  beforeAll(async () => {
    stage = await setHostStage({ users: 6, messages: 100 })
    await stage.api.send('PUT', '/api/preferences', { tourSeen: true })
  }, STAGE_MS)
  afterAll(() => stage?.close())
  beforeEach(() => stage.front.set({ loginOpenerPolicy: undefined }))

  async function inSharePoint(locale: Locale, storage: StorageRule): Promise<HostVisit> {
    const host = 'contoso.sharepoint.com'
    const visit = await openInTeams(stage, { host, storage, clock: true, ...BROWSERS[locale] })
    await nobodyAnswers(visit)
    return visit
  }

  it.each([
    ['partitioned', undefined, 'en-us'],
    ['partitioned', 'same-origin', 'de-de'],
    ['denied', 'same-origin', 'en-us'],
    ['denied', undefined, 'de-de'],
  ] as const)(
    'sign in inside SharePoint, storage %s, opener policy %s, %s',
    async (storage, policy, locale) => {
      stage.front.set({ loginOpenerPolicy: policy })
      const words = WORDS[locale]
      const visit = await inSharePoint(locale, storage)
      await title(visit, words.session.welcomeTitle)
      await visit.tab.getByText(words.session.welcomeFrame.replace('{{place}}', 'SharePoint')).waitFor()
      await wears(visit, locale === 'de-de' ? 'dark' : 'default')
      await signsIn(visit, words.session.signIn, locale, LONGER_THAN_MSAL_LOOKS_MS)
      await title(visit, words.nav.overview)
      expect(msalOf(visit)).not.toEqual([])
      // What may be kept is kept in the frame's own share of storage, until the window closes.
      await visit.page.reload()
      await nobodyAnswers(visit)
      await title(visit, storage === 'partitioned' ? words.nav.overview : words.session.welcomeTitle)
      expect(visit.problems).toEqual([])
      await visit.close()
    },
  )

  it.each([undefined, 'same-origin'] as const)(
    'who declines on Microsoft’s page can go on, opener policy %s',
    async (policy) => {
      stage.front.set({ loginOpenerPolicy: policy })
      const visit = await inSharePoint('en-us', 'partitioned')
      const [, entra] = await toMicrosoft(visit, en.session.signIn, 'en-us')
      await entra.getByRole('button', { name: 'Cancel' }).click()
      await title(visit, en.session.closedTitle)
      await signsIn(visit, en.session.continue, 'en-us')
      await title(visit, en.nav.overview)
      expect(visit.problems).toEqual([])
      await visit.close()
    },
  )

  it('who closes the small window can go on', async () => {
    const visit = await inSharePoint('en-us', 'denied')
    const opening = visit.page.context().waitForEvent('page')
    await press(visit, en.session.signIn)
    await (await opening).close()
    await title(visit, en.session.closedTitle)
    await signsIn(visit, en.session.continue, 'en-us')
    await title(visit, en.nav.overview)
    expect(visit.problems).toEqual([])
    await visit.close()
  })

  it.each([undefined, 'same-origin'] as const)(
    'who closes Microsoft’s window says so and can go on, opener policy %s',
    async (policy) => {
      stage.front.set({ loginOpenerPolicy: policy })
      const visit = await inSharePoint('en-us', 'partitioned')
      const [relay, entra] = await toMicrosoft(visit, en.session.signIn, 'en-us')
      await entra.close()
      const cancel = relay.getByRole('button', { name: englishPages.relayCancel })
      await cancel.waitFor()
      // The button closes the window it stands in, now and then before Playwright hears that it was pressed.
      await Promise.all([relay.waitForEvent('close'), cancel.click().catch(() => undefined)])
      await title(visit, en.session.closedTitle)
      await signsIn(visit, en.session.continue, 'en-us')
      await title(visit, en.nav.overview)
      expect(visit.problems).toEqual([])
      await visit.close()
    },
  )

  it.each(['partitioned', 'denied'] as const)(
    'who lost the window begins again, and the lost one changes nothing, storage %s',
    async (storage) => {
      // Cut off, so that the next sign-in cannot use the same window.
      stage.front.set({ loginOpenerPolicy: 'same-origin' })
      const visit = await inSharePoint('en-us', storage)
      const [relay, entra] = await toMicrosoft(visit, en.session.signIn, 'en-us')
      await visit.page.clock.fastForward(10_000)
      await visit.tab.getByRole('status').getByText(en.session.stuck).waitFor()
      await press(visit, en.session.startAgain)
      await title(visit, en.session.welcomeTitle)
      await signsIn(visit, en.session.signIn, 'en-us')
      await title(visit, en.nav.overview)
      await entra.getByRole('button', { name: 'David Cohen' }).click()
      await relay.close()
      await visit.tab.getByRole('link', { name: en.nav.runs, exact: true }).click()
      await title(visit, en.runs.title)
      await visit.tab.getByRole('button', { name: /account of Mia Berg/ }).waitFor()
      expect(visit.problems).toEqual([])
      await visit.close()
    },
  )

  it.each([
    ['partitioned', undefined, 'en-us'],
    ['denied', 'same-origin', 'de-de'],
  ] as const)(
    'sign in in a window of their own, %s, opener policy %s, %s',
    async (storage, policy, locale) => {
      stage.front.set({ loginOpenerPolicy: policy })
      const words = WORDS[locale]
      const visit = await openVisit({ browser: await stage.browserWith(storage) }, BROWSERS[locale])
      await signInAlone(visit, `${TAB_ORIGIN}/connection`)
      await visit.page.getByRole('heading', { level: 1, name: words.connection.title }).waitFor()
      expect(await visit.page.getAttribute('html', 'lang')).toBe(locale.slice(0, 2))
      expect(visit.problems).toEqual([])
      await visit.close()
    },
  )

  describe('another person, in a page that is not loaded again', () => {
    const OTHER = 'David Cohen'
    const SECRET = 'Between the two of us'
    let thread: string
    beforeAll(async () => {
      const { api, sandbox } = stage
      const chatId = sandbox.control.addChat({ members: ['Mia Berg', 'Jonas Keller'] })
      sandbox.control.addMessage({ chatId, from: 'Jonas', content: SECRET, at: Date.now() - 60_000 })
      await api.send('PUT', '/api/connection', {
        applicationId: sandbox.app.clientId,
        clientSecret: sandbox.app.clientSecret,
        testMailbox: 'mia.berg@contoso.com',
        monthlyMessageLimit: 5000,
        costAcknowledged: true,
      })
      const { id } = await api.send<{ id: string }>('POST', '/api/runs', {})
      while ((await api.get<Run>(`/api/runs/${id}`)).endedAt === null) await delay(250)
      const { items } = await api.get<{ items: { id: string; displayName: string }[] }>('/api/subjects?q=Mia')
      const mia = items.find(({ displayName }) => displayName === WHO)?.id ?? ''
      thread = conversationAddress(mia, chatId)
    }, STAGE_MS)

    /** Mia reads a conversation; `end` ends her sign-in, and `renew` answers "Sign in" as the other one. */
    async function seesTheirOwn(
      visit: HostVisit,
      end: () => Promise<void>,
      renew: () => Promise<void>,
    ): Promise<void> {
      await visit.tab.getByText(SECRET).waitFor()
      await end()
      await visit.tab.getByRole('link', { name: en.nav.runs, exact: true }).click()
      await title(visit, en.session.endedTitle)
      const asked = visit.requests.filter(isMe).length
      await renew()
      await title(visit, en.runs.title)
      await visit.tab.getByRole('button', { name: /account of David Cohen/ }).waitFor()
      expect(visit.requests.filter(isMe).length).toBeGreaterThan(asked)
      await visit.tab.getByText(/can’t start a backup/).waitFor()
      expect(await visit.tab.getByRole('button', { name: en.runs.start.button }).count()).toBe(0)
      visit.expectRefusal('403 GET /api/')
      await visit.frame().evaluate(() => window.history.back())
      await visit.tab.getByText(en.archive.forbiddenHint).first().waitFor()
      expect(await visit.tab.getByText(SECRET).count()).toBe(0)
      expect(visit.problems).toEqual([])
      await visit.close()
    }

    const isMe = (address: string) => new URL(address).pathname === '/api/me'

    it('SharePoint: who signs in sees their own, whoever was there before', async () => {
      const host = 'contoso.sharepoint.com'
      const knobs = { path: thread }
      const visit = await openInTeams(stage, { host, clock: true, knobs, ...BROWSERS['en-us'] })
      await nobodyAnswers(visit)
      await title(visit, en.session.welcomeTitle)
      await signsIn(visit, en.session.signIn, 'en-us')
      const context = visit.page.context()
      const isApi = (url: URL) => url.origin === TAB_ORIGIN && url.pathname.startsWith('/api/')
      const end = async () => {
        visit.expectRefusal('401 GET /api/')
        await context.route(isApi, (route) => route.fulfill({ status: 401, json: { code: 'bad-token' } }))
      }
      const renew = async () => {
        await context.unroute(isApi)
        // Microsoft asks who it is, as it does where the one who was there is not signed in any more.
        await context.route(/\/authorize\?/, (route) => {
          const url = new URL(route.request().url())
          for (const hint of ['login_hint', 'sid']) url.searchParams.delete(hint)
          url.searchParams.set('prompt', 'select_account')
          return route.continue({ url: url.href })
        })
        const [relay, entra] = await toMicrosoft(visit, en.session.signIn, 'en-us')
        const closed = relay.waitForEvent('close')
        await entra.getByRole('button', { name: OTHER }).click()
        await closed
      }
      await seesTheirOwn(visit, end, renew)
    })

    it('Teams: a token of somebody else ends the sign-in of who was there', async () => {
      const visit = await openInTeams(stage, { knobs: { path: thread } })
      const end = () =>
        visit.page.evaluate((who) => {
          window.sim.knobs.who = who
        }, OTHER)
      await seesTheirOwn(visit, end, () => press(visit, en.session.signIn))
    })
  })
})

async function signInAlone({ page }: Visit, address: string): Promise<void> {
  await page.goto(address)
  await page.getByRole('button', { name: WHO }).click()
}

describe('a rule that asks for more than a sign-in', () => {
  let stage: HostStage
  beforeAll(async () => {
    stage = await setHostStage({ users: 6, messages: 100, env: { SIGNIN_AUTH_CONTEXT: 'c1' } })
    await stage.api.send('PUT', '/api/preferences', { tourSeen: true })
  }, STAGE_MS)
  afterAll(() => stage?.close())

  it.each([
    ['teams.microsoft.com', 'partitioned', 'en-us', 'dark'],
    ['outlook.office.com', 'denied', 'de-de', 'contrast'],
  ] as const)(
    '%s, storage %s, %s: the host asks, and the tab goes on',
    async (host, storage, locale, theme) => {
      const { session, nav } = WORDS[locale]
      const visit = await openInTeams(stage, { host, storage, knobs: { locale, theme } })
      visit.expectRefusal('401 GET /api/me')
      await title(visit, session.claimsTitle)
      await wears(visit, theme)
      await press(visit, session.claimsButton)
      await visit.page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
      await title(visit, session.closedTitle)
      await visit.tab.getByRole('button', { name: session.continue }).click()
      await visit.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
      await title(visit, nav.overview)
      await isSound(visit)
      await visit.close()
    },
  )

  it('SharePoint: Microsoft’s window asks, and the tab goes on', async () => {
    const host = 'contoso.sharepoint.com'
    const visit = await openInTeams(stage, { host, storage: 'denied', clock: true, ...BROWSERS['en-us'] })
    await nobodyAnswers(visit)
    visit.expectRefusal('401 GET /api/me')
    visit.expectRefusal('400 POST /oauth2/v2.0/token')
    await title(visit, en.session.welcomeTitle)
    await signsIn(visit, en.session.signIn, 'en-us')
    await title(visit, en.session.claimsTitle)
    const [relay] = await toMicrosoft(visit, en.session.claimsButton, 'en-us')
    if (!relay.isClosed()) await relay.waitForEvent('close')
    await title(visit, en.nav.overview)
    expect(visit.problems).toEqual([])
    await visit.close()
  })

  it('a window of its own: Microsoft’s page asks, and the tab goes on', async () => {
    const visit = await openVisit(stage)
    visit.expectRefusal('401 GET /api/me')
    visit.expectRefusal('400 POST /oauth2/v2.0/token')
    await signInAlone(visit, TAB_ORIGIN)
    await visit.page.getByRole('button', { name: en.session.claimsButton }).click()
    await visit.page.getByRole('heading', { level: 1, name: en.nav.overview }).waitFor()
    expect(visit.problems).toEqual([])
    await visit.close()
  })
})
