/** The automatic setup inside Teams: by the host's own question where it asks one, by a window out of its frame elsewhere. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TAB_ORIGIN } from '../../sandbox/index.ts'
import { automatic as WORDS } from '../i18n/en/automatic.ts'
import { signInPages } from '../i18n/en/sign-in-pages.ts'
import { press } from './host-looks.ts'
import {
  type HostStage,
  type HostVisit,
  openInTeams,
  STAGE_MS,
  type StorageRule,
  setHostStage,
} from './host-stage.ts'

let stage: HostStage
beforeAll(async () => {
  stage = await setHostStage({ users: 5, messages: 60, seed: 4 })
}, STAGE_MS)
afterAll(() => stage?.close())

async function open(naa: 'ok' | 'off', storage: StorageRule = 'partitioned'): Promise<HostVisit> {
  const knobs = { who: 'Mia', naa, path: '/connection/setup/automatic' }
  const visit = await openInTeams(stage, { knobs, storage })
  visit.page.setDefaultTimeout(60_000)
  // Looking for what is not there is answered by 404.
  visit.expectRefusal('404 GET /applications(')
  visit.expectRefusal('404 GET /servicePrincipals(')
  await visit.tab.getByRole('button', { name: WORDS.setup.start }).waitFor()
  return visit
}

/** It works, nothing is lent any more, and nothing forbidden happened on the way. */
async function isSetUp(visit: HostVisit): Promise<void> {
  await visit.tab.getByRole('heading', { name: WORDS.setup.doneTitle }).waitFor()
  const granted = stage.sandbox.truth().grants.flatMap(({ scopes }) => scopes)
  expect(granted).not.toContain('Application.ReadWrite.All')
  expect(visit.problems).toEqual([])
}

describe('the automatic setup in Teams', { timeout: 120_000 }, () => {
  it.each(['partitioned', 'denied'] as const)(
    'asks for the rights through the host, which opens no window, storage %s',
    async (storage) => {
      const visit = await open('ok', storage)
      const locks = visit.frame().evaluate(() =>
        navigator.locks.query().then(
          () => true,
          () => false,
        ),
      )
      expect(await locks).toBe(storage === 'partitioned')
      await press(visit, WORDS.setup.start)
      await visit.page.getByRole('button', { name: 'Accept', exact: true }).click()
      await isSetUp(visit)
      expect(visit.page.context().pages()).toHaveLength(1)
      await visit.close()
    },
  )

  it('asks for them in a window of its own where the host cannot', async () => {
    const visit = await open('off')
    const context = visit.page.context()
    const opening = context.waitForEvent('page')
    await press(visit, WORDS.setup.start)
    const relay = await opening
    await relay.waitForURL((url) => url.origin === TAB_ORIGIN)
    const leaving = context.waitForEvent('page')
    await relay.getByRole('button', { name: signInPages.relayButton }).click()
    const microsoft = await leaving
    await microsoft.getByRole('button', { name: 'Accept' }).click()
    await isSetUp(visit)
    await visit.close()
  })
})
