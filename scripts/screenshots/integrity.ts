/** The state of the archive: never checked, being checked, whole, damaged. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Verification } from '../../server/contract/index.ts'
import type { Stage } from '../../tab/e2e/stage.ts'
import { openVisit, signIn } from '../../tab/e2e/visit.ts'
import { backUp } from './backed-up.ts'
import { screen, WIDE } from './camera.ts'

/** Everything is connected and backed up. */
export async function walkIntegrity(stage: Stage): Promise<void> {
  const { product } = stage
  const visit = await openVisit(stage, { viewport: WIDE })
  const { page } = visit
  await signIn(visit, stage, 'Mia Berg')
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  const at = (name: string) => screen(page, `${product.url}/integrity`, name)
  await at('integrity-unchecked')
  await backUp(stage)
  await check(stage)
  const running: Partial<Verification> = {
    state: 'running',
    endedAt: null,
    segments: 240,
    segmentsTotal: 712,
  }
  await page.route('**/api/integrity', async (route) => {
    const answer = await route.fetch()
    const { lastFull, ...rest } = await answer.json()
    await route.fulfill({ response: answer, json: { ...rest, lastFull, openId: lastFull.id } })
  })
  await page.route('**/api/verifications/*', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...(await answer.json()), ...running } })
  })
  await at('integrity-running')
  await page.unrouteAll({ behavior: 'wait' })
  await at('integrity-whole')
  await damage(join(product.dataDir, 'archive', 'tenants'))
  await check(stage)
  await at('integrity-damaged')
  await screen(page, `${product.url}/`, 'overview-damaged')
  await visit.close()
  const german = await openVisit(stage, { viewport: WIDE, locale: 'de-DE' })
  await signIn(german, stage, 'Mia Berg')
  await german.page.getByRole('heading', { name: 'Übersicht' }).waitFor()
  await screen(german.page, `${product.url}/integrity`, 'integrity-german', { themes: ['light'] })
  await german.close()
}

async function check({ api }: Stage): Promise<void> {
  const { id } = await api.send<{ id: string }>('POST', '/api/verifications', { mode: 'full' })
  while (!(await api.get<Verification>(`/api/verifications/${id}`)).endedAt) await delay(200)
}

/** One flipped bit, one medium that is gone, and one run document that is gone. */
async function damage(tenants: string): Promise<void> {
  const files = (await readdir(tenants, { recursive: true })).toSorted()
  const first = (part: RegExp) => join(tenants, files.find((name) => part.test(name)) ?? '')
  const segment = first(/\.cvs$/)
  const bytes = await readFile(segment)
  const middle = bytes.length >> 1
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  await writeFile(segment, bytes)
  await rm(first(/\.cvm$/))
  await rm(join(tenants, files.findLast((name) => /runs\/.*\.json$/.test(name)) ?? ''))
}
