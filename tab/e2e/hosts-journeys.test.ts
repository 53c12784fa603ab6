/** What goes through the host: admin consent in its window, links in and out, its back button. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { HostPageName } from '../../sandbox/index.ts'
import type { Run } from '../../server/contract/index.ts'
import { consentEnd } from '../i18n/en/consent-end.ts'
import { en } from '../i18n/en.ts'
import { isSound, type Locale, press, title, WORDS } from './host-looks.ts'
import {
  type HostStage,
  type HostVisit,
  openInTeams,
  STAGE_MS,
  type StorageRule,
  setHostStage,
} from './host-stage.ts'

const PERMISSION = 'Chat.Read.All'
const ADMIN = 'Mia Berg'

let stage: HostStage
let run: Run
beforeAll(async () => {
  stage = await setHostStage({ users: 6, messages: 120 })
  const { api, sandbox } = stage
  await api.send('PUT', '/api/preferences', { tourSeen: true })
  await api.send('PUT', '/api/connection', {
    applicationId: sandbox.app.clientId,
    clientSecret: sandbox.app.clientSecret,
    testMailbox: 'mia.berg@contoso.com',
    monthlyMessageLimit: 5000,
    costAcknowledged: true,
  })
  const { id } = await api.send<{ id: string }>('POST', '/api/runs', {})
  run = await ended(id)
}, STAGE_MS)
afterAll(() => stage?.close())
beforeEach(() => stage.front.set({ loginOpenerPolicy: undefined }))

async function ended(id: string): Promise<Run> {
  for (;;) {
    const now = await stage.api.get<Run>(`/api/runs/${id}`)
    if (now.endedAt !== null) return now
    await delay(250)
  }
}

const linkTo = (subEntityId: string) =>
  `/l/entity/4c0a1f6e-2f53-4f0b-9a53-6a8c1d0b7e11/chatvault?context=${encodeURIComponent(JSON.stringify({ subEntityId }))}`

describe('admin consent from inside a host', () => {
  beforeEach(() => {
    stage.sandbox.control.revokeRole(PERMISSION)
  })

  /** The Connection page, with the button and the window that it opened. */
  async function ask(host: HostPageName, storage: StorageRule, locale: Locale) {
    const knobs = { locale }
    const visit = await openInTeams(stage, { host, storage, path: linkTo('connection'), clock: true, knobs })
    await visit.tab.getByRole('listitem').filter({ hasText: PERMISSION }).getByText(missing(locale)).waitFor()
    const coming = visit.page.context().waitForEvent('page')
    await press(visit, WORDS[locale].consent.grant)
    const popup = await coming
    await popup.getByRole('button', { name: ADMIN }).click()
    await popup.getByRole('button', { name: 'Accept' }).waitFor()
    return { visit, popup }
  }

  const missing = (locale: Locale) => WORDS[locale].consent.row.missing

  const stands = (visit: HostVisit, words: string) => visit.tab.getByRole('status').getByText(words).waitFor()

  it.each([
    ['teams.microsoft.com', 'partitioned', 'en-us'],
    ['m365.cloud.microsoft', 'denied', 'de-de'],
  ] as const)('%s, storage %s, %s: given, and the window goes away', async (host, storage, locale) => {
    const { visit, popup } = await ask(host, storage, locale)
    const closed = popup.waitForEvent('close')
    await popup.getByRole('button', { name: 'Accept' }).click()
    await closed
    await stands(visit, WORDS[locale].consent.state.granted.title)
    await isSound(visit)
    await visit.close()
  })

  it.each([
    ['outlook.office.com', 'partitioned', 'de-de'],
    ['teams.cloud.microsoft', 'denied', 'en-us'],
  ] as const)('%s, storage %s, %s: given in a window that was cut off', async (host, storage, locale) => {
    stage.front.set({ loginOpenerPolicy: 'same-origin' })
    const { visit, popup } = await ask(host, storage, locale)
    await popup.getByRole('button', { name: 'Accept' }).click()
    await popup.getByRole('heading', { name: consentEnd.accepted.title }).waitFor()
    await popup.getByText(consentEnd.close).waitFor()
    await stands(visit, WORDS[locale].consent.state.granted.title)
    await isSound(visit)
    await visit.close()
  })

  it.each([
    ['teams.cloud.microsoft', 'partitioned', 'de-de', undefined],
    ['m365.cloud.microsoft', 'partitioned', 'en-us', 'same-origin'],
  ] as const)('%s, storage %s, %s: declined', async (host, storage, locale, loginOpenerPolicy) => {
    stage.front.set({ loginOpenerPolicy })
    const { visit, popup } = await ask(host, storage, locale)
    await popup.getByRole('button', { name: 'Cancel' }).click()
    await stands(visit, WORDS[locale].consent.state.declined.title)
    await visit.tab.getByRole('button', { name: WORDS[locale].consent.grant }).waitFor()
    await isSound(visit)
    await visit.close()
  })

  it('Outlook, storage denied: a window that was closed is waited for, then given up', async () => {
    const { visit, popup } = await ask('outlook.office.com', 'denied', 'en-us')
    await popup.close()
    await stands(visit, en.consent.state.waiting.title)
    await visit.page.waitForFunction(() => window.sim.calls.at(-1)?.func !== 'initialize')
    await expect
      .poll(async () => {
        await visit.page.clock.fastForward(31_000)
        return visit.tab.getByText(en.consent.state.closed.title).isVisible()
      })
      .toBe(true)
    await isSound(visit)
    await visit.close()
  })

  it('Teams: an answer that is not ours changes nothing and says so', async () => {
    const { visit, popup } = await ask('teams.microsoft.com', 'denied', 'en-us')
    await popup.evaluate((origin) => {
      window.location.assign(`${origin}/consent/callback?admin_consent=True&state=made-up`)
    }, stage.product.url)
    await popup.getByRole('heading', { name: consentEnd.forged.title }).waitFor()
    await visit.tab.getByText(missing('en-us')).first().waitFor()
    await isSound(visit)
    await visit.close()
  })

  it('Teams: a window that may not open is offered as a link', async () => {
    const visit = await openInTeams(stage, { path: linkTo('connection'), knobs: { popups: 'no' } })
    await press(visit, en.consent.grant)
    await stands(visit, en.consent.state.blocked.title)
    const coming = visit.page.context().waitForEvent('page')
    await visit.tab.getByRole('link', { name: en.consent.newTab }).click()
    const page = await coming
    await page.getByRole('button', { name: ADMIN }).click()
    await page.getByRole('button', { name: 'Accept' }).click()
    await stands(visit, en.consent.state.granted.title)
    await isSound(visit)
    await visit.close()
  })
})

describe('links', () => {
  const runTitle = /^Run from /

  it.each([
    ['connection', en.connection.title],
    ['people', en.people.title],
    ['archive', en.archive.title],
    ['//evil.example/', en.nav.overview],
    ['https://evil.example/', en.nav.overview],
    ['javascript:alert(1)', en.nav.overview],
    ['../consent/start', en.nav.overview],
  ])('a deep link to %s leads to %s', async (subEntityId, heading) => {
    const visit = await openInTeams(stage, { path: linkTo(subEntityId) })
    await title(visit, heading)
    expect(new URL(visit.frame().url()).origin).toBe(stage.product.url)
    await isSound(visit)
    await visit.close()
  })

  it('a link that is followed while the tab is open leads there, back leads home, and then out', async () => {
    const visit = await openInTeams(stage, { host: 'outlook.office.com' })
    await title(visit, en.nav.overview)
    await visit.page.getByLabel('Deep link').fill(`https://teams.microsoft.com${linkTo(`run/${run.id}`)}`)
    await visit.page.getByRole('button', { name: 'Open link' }).click()
    await title(visit, runTitle)
    const back = visit.page.getByRole('button', { name: 'Back in the host' })
    await back.click()
    await title(visit, en.nav.overview)
    await back.click()
    await visit.page.getByText('Outlook leaves the app.').waitFor()
    await isSound(visit)
    await visit.close()
  })

  it('the same link leads there again, after the person went elsewhere; nothing else of the host’s takes them back', async () => {
    const visit = await openInTeams(stage)
    await title(visit, en.nav.overview)
    const link = `https://teams.microsoft.com${linkTo(`run/${run.id}`)}`
    const follow = () => visit.page.getByRole('button', { name: 'Open link' }).click()
    const leave = () => visit.tab.getByRole('link', { name: en.nav.runs, exact: true }).click()
    await visit.page.getByLabel('Deep link').fill(link)
    await follow()
    await title(visit, runTitle)
    await leave()
    await title(visit, en.runs.title)
    await follow()
    await title(visit, runTitle)
    await leave()
    await title(visit, en.runs.title)
    // The host tells of another change, and still names the link that was followed last.
    const heard = await visit.page.evaluate(() => {
      window.sim.knobs.theme = 'dark'
      window.sim.goTo(window.sim.knobs.subEntityId)
      return window.sim.calls.length
    })
    await visit.page.waitForFunction((before) => window.sim.calls.length > before, heard)
    await delay(300)
    await title(visit, en.runs.title)
    await isSound(visit)
    await visit.close()
  })

  it('a page that is shared opens from its link, in another host too', async () => {
    const visit = await openInTeams(stage, { path: linkTo(`run/${run.id}`), storage: 'denied' })
    await title(visit, runTitle)
    const link = await shared(visit)
    expect(new URL(link).searchParams.get('webUrl')).toBe(`${stage.product.url}/runs/${run.id}`)
    await isSound(visit)
    await visit.close()
    const { pathname, search } = new URL(link)
    const again = await openInTeams(stage, { host: 'm365.cloud.microsoft', path: pathname + search })
    await title(again, runTitle)
    await isSound(again)
    await again.close()
  })

  it('a link can be copied, although frames of hosts are not given the clipboard', async () => {
    const visit = await openInTeams(stage, {
      path: linkTo(`run/${run.id}`),
      viewport: { width: 1280, height: 900 },
    })
    await press(visit, en.share.share)
    await visit.tab.getByRole('menuitem', { name: en.share.copy }).click()
    await visit.tab.getByText(en.share.copied, { exact: true }).waitFor()
    const field = visit.page.getByLabel('Deep link')
    await field.press('Control+V')
    expect(await field.inputValue()).toMatch(/^https:\/\/teams\.microsoft\.com\/l\/entity\/.*run%2F/)
    await isSound(visit)
    await visit.close()
  })

  /** Presses Share, and reads what the host offers to copy. */
  async function shared(visit: HostVisit): Promise<string> {
    await press(visit, en.share.share)
    await visit.tab.getByRole('menuitem', { name: en.share.shareIn.replace('{{host}}', 'Teams') }).click()
    return linkIn(visit.page)
  }

  const linkIn = (page: Page) => page.getByRole('dialog').getByLabel('Link').inputValue()
})
