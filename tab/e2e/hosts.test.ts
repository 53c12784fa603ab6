/**
 * The tab in Microsoft's hosts, in a stranger's page and in the browsers people have: each host, theme, storage rule,
 * language and answer of the host meets the others in at least one row. Hosts are simulated, teams-js is the real one.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HostPageName } from '../../sandbox/index.ts'
import { en } from '../i18n/en.ts'
import { findingsIn } from './accessibility.ts'
import { isSound, type Locale, press, title, WORDS, type Words, wears } from './host-looks.ts'
import {
  type HostStage,
  type HostVisit,
  type HostVisitOptions,
  openInTeams,
  STAGE_MS,
  type StorageRule,
  setHostStage,
} from './host-stage.ts'

const TENANT = '11111111-2222-4333-8444-555555555555'

let stage: HostStage
beforeAll(async () => {
  stage = await setHostStage({ users: 8, messages: 200, tenantId: TENANT, env: { ALLOWED_TENANTS: TENANT } })
  await stage.api.send('PUT', '/api/preferences', { tourSeen: true })
}, STAGE_MS)
afterAll(() => stage?.close())

/** Nothing stands between the person and the tab, whatever stood there before. */
async function isIn(visit: HostVisit, words: Words): Promise<void> {
  await title(visit, words.nav.overview)
  await visit.tab.getByRole('heading', { name: words.overview.status['not-connected'] }).waitFor()
}

/** A screen between opening the tab and being in it, and how the person gets on from there. */
type State = {
  readonly knobs: Record<string, string>
  title(words: Words, place: string): string
  /** Part of a refusal of the server's that belongs to it. */
  readonly refusal?: string
  onward?(visit: HostVisit, words: Words): Promise<void>
}

const fixed = async (visit: HostVisit, label: string) => {
  await visit.page.evaluate(() => {
    window.sim.knobs.tokens = []
  })
  await press(visit, label)
}

const agree = (visit: HostVisit, label: string) =>
  visit.page.getByRole('dialog').getByRole('button', { name: label }).click()

const STATES = {
  in: { knobs: {}, title: (words) => words.nav.overview },
  'a hiccup': { knobs: { tokens: 'renewalTimeout' }, title: (words) => words.nav.overview },
  'an old host': { knobs: { runtime: 'legacy' }, title: (words) => words.nav.overview },
  'no nested sign-in': { knobs: { naa: 'off' }, title: (words) => words.nav.overview },
  consent: {
    knobs: { tokens: 'consent' },
    title: (words) => words.session.consentTitle,
    async onward(visit, words) {
      await press(visit, words.session.continue)
      await agree(visit, 'Cancel')
      await title(visit, words.session.closedTitle)
      await press(visit, words.session.continue)
      await agree(visit, 'Accept')
    },
  },
  disabled: {
    knobs: { tokens: 'resourceDisabled!' },
    title: (words) => words.session.setupTitle,
    onward: (visit, words) => fixed(visit, words.action.retry),
  },
  'host failed': {
    knobs: { tokens: 'renewalTimeout!' },
    title: (words, place) => words.session.hostTitle.replace('{{place}}', place),
    onward: (visit, words) => fixed(visit, words.action.retry),
  },
  cancelled: {
    knobs: { tokens: 'CancelledByUser!' },
    title: (words) => words.session.closedTitle,
    onward: (visit, words) => fixed(visit, words.session.continue),
  },
  blocked: {
    knobs: { tokens: 'FailedToOpenWindow!' },
    title: (words) => words.session.blockedTitle,
    onward: (visit, words) => fixed(visit, words.action.retry),
  },
  'unknown words': {
    knobs: { tokens: 'Something new in the host!' },
    title: (words) => words.session.signInTitle,
    onward: (visit, words) => fixed(visit, words.action.retry),
  },
  'no role': {
    knobs: { who: 'Lea Novak' },
    refusal: '403 GET /api/me',
    title: (words) => words.session.notOperatorTitle,
    async onward(visit, words) {
      await visit.page.evaluate(() => {
        window.sim.knobs.who = 'Mia Berg'
      })
      await press(visit, words.action.retry)
    },
  },
  'other tenant': {
    knobs: { flaw: 'tenant' },
    refusal: '403 GET /api/me',
    title: (words) => words.session.wrongTenantTitle,
    async onward(visit, words) {
      await visit.page.evaluate(() => {
        window.sim.knobs.flaw = undefined
      })
      await press(visit, words.action.retry)
    },
  },
} satisfies Record<string, State>

const PLACES: Partial<Record<HostPageName, string>> = {
  'teams.microsoft.com': 'Teams',
  'teams.cloud.microsoft': 'Teams',
  'outlook.office.com': 'Outlook',
  'm365.cloud.microsoft': 'Microsoft 365',
}

const ROWS: readonly (readonly [HostPageName, string, StorageRule, Locale, keyof typeof STATES])[] = [
  ['teams.microsoft.com', 'default', 'partitioned', 'en-us', 'in'],
  ['teams.cloud.microsoft', 'dark', 'denied', 'de-de', 'in'],
  ['outlook.office.com', 'contrast', 'partitioned', 'de-de', 'in'],
  ['m365.cloud.microsoft', 'glass', 'denied', 'en-us', 'in'],
  ['teams.microsoft.com', 'contrast', 'denied', 'de-de', 'an old host'],
  ['teams.cloud.microsoft', 'glass', 'partitioned', 'en-us', 'no nested sign-in'],
  ['outlook.office.com', 'default', 'denied', 'en-us', 'a hiccup'],
  ['m365.cloud.microsoft', 'dark', 'partitioned', 'de-de', 'consent'],
  ['teams.microsoft.com', 'glass', 'denied', 'en-us', 'consent'],
  ['teams.cloud.microsoft', 'contrast', 'partitioned', 'en-us', 'disabled'],
  ['outlook.office.com', 'dark', 'denied', 'de-de', 'disabled'],
  ['teams.microsoft.com', 'dark', 'partitioned', 'de-de', 'host failed'],
  ['m365.cloud.microsoft', 'contrast', 'denied', 'en-us', 'host failed'],
  ['teams.cloud.microsoft', 'default', 'denied', 'de-de', 'cancelled'],
  ['outlook.office.com', 'glass', 'partitioned', 'de-de', 'blocked'],
  ['m365.cloud.microsoft', 'default', 'partitioned', 'de-de', 'unknown words'],
  ['teams.microsoft.com', 'contrast', 'partitioned', 'en-us', 'no role'],
  ['outlook.office.com', 'dark', 'partitioned', 'en-us', 'other tenant'],
]

const inHost = (row: HostVisitOptions) => openInTeams(stage, row)

describe('in Microsoft’s hosts', () => {
  it.each(ROWS)('%s, %s, storage %s, %s: %s', async (host, theme, storage, locale, name) => {
    const words = WORDS[locale]
    const state: State = STATES[name]
    const visit = await inHost({ host, storage, knobs: { theme, locale, ...state.knobs } })
    if (state.refusal) visit.expectRefusal(state.refusal)
    await title(visit, state.title(words, PLACES[host] ?? ''))
    await wears(visit, theme)
    expect(await visit.frame().getAttribute('html', 'lang')).toBe(locale.slice(0, 2))
    await state.onward?.(visit, words)
    await isIn(visit, words)
    await isSound(visit)
    await visit.close()
  })

  it('the theme is followed while the tab is open', async () => {
    const visit = await inHost({ host: 'teams.microsoft.com' })
    await isIn(visit, en)
    for (const theme of ['dark', 'contrast', 'glass', 'dark', 'something new', 'default']) {
      await visit.page.evaluate((name) => window.sim.setTheme(name), theme)
      await wears(visit, theme)
    }
    await isSound(visit)
    await visit.close()
  })

  it.each(['partitioned', 'denied'] as const)(
    'a host that stays silent is named, storage %s',
    async (storage) => {
      const visit = await inHost({
        host: 'outlook.office.com',
        storage,
        clock: true,
        knobs: { answers: 'no' },
      })
      await visit.tab.getByText(en.session.starting).waitFor()
      await visit.page.clock.fastForward(20_000)
      await title(visit, en.session.silentTitle.replace('{{place}}', 'Outlook'))
      const inWindow = visit.tab.getByRole('link', { name: en.session.openWindow })
      expect(await inWindow.getAttribute('href')).toBe(`${stage.product.url}/`)
      await visit.page.evaluate(() => {
        window.sim.knobs.answers = true
      })
      await press(visit, en.action.retry)
      await isIn(visit, en)
      await isSound(visit)
      await visit.close()
    },
  )

  it('a host that never comes back with a token is given up', async () => {
    const visit = await inHost({ host: 'teams.microsoft.com', clock: true, knobs: { tokens: 'never!' } })
    await visit.page.waitForFunction(() => window.sim.calls.at(-1)?.func === 'authentication.getAuthToken')
    await visit.page.clock.fastForward(20_000)
    await title(visit, en.session.hostTitle.replace('{{place}}', 'Teams'))
    await fixed(visit, en.action.retry)
    await isIn(visit, en)
    await isSound(visit)
    await visit.close()
  })

  it('a question the host never comes back from can be begun again, and a late answer changes nothing', async () => {
    const tokens = 'resourceRequiresConsent,never'
    const visit = await inHost({ host: 'teams.microsoft.com', clock: true, knobs: { tokens } })
    await title(visit, en.session.consentTitle)
    await press(visit, en.session.continue)
    const words = visit.tab.getByText(en.session.signingInWindow)
    const before = await words.boundingBox()
    const again = visit.tab.getByRole('button', { name: en.session.startAgain })
    expect(await again.count()).toBe(0)
    await visit.page.clock.fastForward(10_000)
    await visit.tab.getByRole('status').getByText(en.session.stuck).waitFor()
    await again.waitFor()
    expect(await words.boundingBox()).toEqual(before)
    // Now it answers, but only after the next question was answered.
    await visit.page.evaluate(() => {
      Object.assign(window.sim.knobs, { tokens: ['resourceRequiresConsent', 'CancelledByUser'] })
    })
    await again.click()
    await title(visit, en.session.consentTitle)
    await visit.page.evaluate(() => {
      window.sim.knobs.tokenDelayMs = 30_000
    })
    await press(visit, en.session.continue)
    await visit.page.clock.fastForward(10_000)
    await visit.page.evaluate(() => {
      window.sim.knobs.tokenDelayMs = 0
    })
    await again.click()
    await isIn(visit, en)
    await visit.page.clock.fastForward(30_000)
    await visit.page.waitForFunction(() => window.sim.calls.length > 0)
    await isIn(visit, en)
    await isSound(visit)
    await visit.close()
  })

  it.each([
    ['teams.microsoft.com', 'android', 'default', 'en-us'],
    ['outlook.office.com', 'ios', 'dark', 'de-de'],
  ] as const)('%s on a phone (%s) needs no sideways scrolling', async (host, clientType, theme, locale) => {
    const viewport = { width: 390, height: 780 }
    const visit = await inHost({ host, viewport, knobs: { clientType, theme, locale } })
    await isIn(visit, WORDS[locale])
    await wears(visit, theme)
    const wider = await visit
      .frame()
      .evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wider).toBe(0)
    await isSound(visit)
    await visit.close()
  })
})

describe('elsewhere', () => {
  it('a stranger’s page shows nothing of the tab', async () => {
    const visit = await inHost({ host: 'evil.example' })
    await expect.poll(() => visit.problems.length).toBe(2)
    expect(visit.problems[0]).toBe(`net::ERR_BLOCKED_BY_RESPONSE GET ${stage.product.url}/`)
    expect(visit.problems[1]).toContain('frame-ancestors')
    expect(await visit.page.evaluate(() => window.sim.calls)).toEqual([])
    await visit.close()
  })

  it('accessible in the frame of a host, in each of its themes', async () => {
    const visit = await inHost({ host: 'teams.microsoft.com' })
    await isIn(visit, en)
    for (const theme of ['default', 'dark', 'contrast']) {
      await visit.page.evaluate((name) => window.sim.setTheme(name), theme)
      await wears(visit, theme)
      expect(await findingsIn(theme, visit.frame())).toEqual([])
    }
    await visit.close()
  })
})
