/** What the first screen costs and that nothing in it moves. How long it takes is `npm run bench first-screen`. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FirstScreen, firstFilesOf, firstScreenOf, watchFirstScreen } from './first-screen.ts'
import { type HostStage, STAGE_MS, setHostStage } from './host-stage.ts'
import { openVisit, signIn } from './visit.ts'

/** Kilobytes of gzip before Overview can be used, MSAL included. */
const BUDGET_KB = 330
/** A tenth of what counts as good (web.dev, CLS): nothing moves that anyone sees. */
const STILL = 0.01
const WIDE = { width: 1280, height: 860 }
const NARROW = { width: 360, height: 740 }

let stage: HostStage
beforeAll(async () => {
  stage = await setHostStage({ users: 8, messages: 400, seed: 3 })
}, STAGE_MS)
afterAll(() => stage?.close())

describe.each(['not connected', 'connected'])('the first screen of a tenant that is %s', (state) => {
  beforeAll(async () => {
    if (state === 'not connected') return
    const { sandbox, api } = stage
    await api.send('PUT', '/api/connection', {
      applicationId: sandbox.app.clientId,
      clientSecret: sandbox.app.clientSecret,
      testMailbox: 'mia.berg@contoso.com',
      monthlyMessageLimit: 9000,
      costAcknowledged: true,
    })
  })

  it.each([
    ['at once', WIDE, 0],
    ['at once, in a narrow window', NARROW, 0],
    ['late', WIDE, 700],
    ['late, in a narrow window', NARROW, 700],
  ])('stands still when its data comes %s, and keeps to its budget in Teams', async (_, size, lateMs) => {
    const screen = await inTeams(size, lateMs)
    expect(screen.shift, screen.moved.join('\n')).toBeLessThanOrEqual(STILL)
    expect((await firstFilesOf(screen)).gzipKb).toBeLessThanOrEqual(BUDGET_KB)
  })

  it('keeps to its budget in a window of its own', async () => {
    const visit = await openVisit(stage, { viewport: WIDE })
    await watchFirstScreen(visit.page)
    await signIn(visit, stage, 'Mia Berg')
    const screen = await firstScreenOf(visit.page)
    await visit.close()
    expect((await firstFilesOf(screen)).gzipKb).toBeLessThanOrEqual(BUDGET_KB)
    expect(screen.shift, screen.moved.join('\n')).toBeLessThanOrEqual(STILL)
  })
})

async function inTeams(viewport: typeof WIDE, lateMs: number): Promise<FirstScreen> {
  const visit = await openVisit(stage, { viewport })
  const { page } = visit
  await watchFirstScreen(page)
  if (lateMs > 0) await answerLate(page, lateMs)
  await page.goto('https://teams.microsoft.com/')
  const frame = page.frame({ name: 'tab' })
  if (!frame) throw new Error('No tab in the page of Teams')
  const screen = await firstScreenOf(frame)
  await visit.close()
  expect(visit.problems).toEqual([])
  return screen
}

/** As over a slow line: the skeletons are seen first, and one part after the other comes. */
async function answerLate(page: Page, ms: number): Promise<void> {
  let late = ms
  await page.route('**/api/{overview,quota,runs}*', async (route) => {
    late += 150
    await new Promise((resolve) => setTimeout(resolve, late))
    await route.continue()
  })
}
