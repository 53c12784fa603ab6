/** How a run or an export can be that a walk meets by chance only: what the server says of a real one, changed on its way. */
import type { Page } from 'playwright-core'
import type { Export, Quota, Run, RunPerson } from '../../server/contract/index.ts'
import type { Stage } from '../../tab/e2e/stage.ts'
import { openVisit, signIn } from '../../tab/e2e/visit.ts'
import { shoot, WIDE } from './camera.ts'

const WAITING = { subjectsDone: 12, subjectsRead: 12, subjectsSkipped: 0, subjectsWaiting: 13, faults: 0 }

const RUNS: Record<string, (run: Run) => Partial<Run>> = {
  queued: (run) => ({
    state: 'queued',
    startedAt: null,
    endedAt: null,
    documentDigest: null,
    coverage: null,
    totals: { ...run.totals, ...NOTHING },
  }),
  suspended: (run) => ({
    state: 'suspended',
    endedAt: null,
    documentDigest: null,
    suspendedAt: run.endedAt,
    resumesAt: '2027-01-01T00:00:00.000Z',
    totals: { ...run.totals, ...WAITING },
    reason: {
      code: 'quota-reached',
      notice: { code: 'quota-reached', params: {} },
      detail: 'The limit of this month is reached.',
      hint: 'Raise it, or wait for the next month.',
    },
  }),
  failed: (run) => ({
    state: 'failed',
    totals: { ...run.totals, ...WAITING, subjectsDone: 14, subjectsFailed: 2, faults: 2 },
    reason: {
      code: 'microsoft-unavailable',
      notice: { code: 'microsoft-unavailable', params: {} },
      detail: 'Microsoft 365 does not answer.',
      hint: 'Start the backup again.',
    },
  }),
  cancelled: (run) => ({
    state: 'cancelled',
    totals: { ...run.totals, ...WAITING },
  }),
}

const NOTHING = {
  subjectsDone: 0,
  subjectsRead: 0,
  subjectsSkipped: 0,
  subjectsWaiting: 25,
  fetched: 0,
  charged: 0,
  added: 0,
  revised: 0,
  unchanged: 0,
  media: 0,
  faults: 0,
}

const CHANGES: Partial<Export>[] = [
  { state: 'queued', messages: 0, sha256: null, bytes: null, endedAt: null, expiresAt: null },
  { state: 'running', messages: 1204, sha256: null, bytes: null, endedAt: null, expiresAt: null },
  {
    state: 'failed',
    sha256: null,
    bytes: null,
    expiresAt: null,
    reason: 'The disk of the exports is nearly full.',
    notice: { code: 'export-disk-low', params: {} },
  },
  {},
  { fileMissing: true },
  { expired: true },
  { mayDelete: false, operatorName: 'Aisha Rahman' },
]

const LEFT = ['Aisha Rahman', 'Bruno Haddad', 'Chloe Okafor'].map(
  (displayName): RunPerson => ({
    subjectId: displayName,
    displayName,
    state: 'waiting',
    watermark: null,
    recentFrom: null,
    fault: null,
  }),
)

const LANGUAGES = { 'en-US': '', 'de-DE': '-german' }

/** Everything is connected and backed up. */
export async function walkStates(stage: Stage): Promise<void> {
  const [run] = (await stage.api.get<{ items: Run[] }>('/api/runs')).items
  if (!run) throw new Error('There is no run to show in other states.')
  const one = await exported(stage)
  for (const [locale, name] of Object.entries(LANGUAGES)) {
    const visit = await openVisit(stage, { viewport: WIDE, locale })
    await signIn(visit, stage, 'Mia Berg')
    await visit.page.getByRole('heading', { level: 1 }).waitFor()
    for (const [state, change] of Object.entries(RUNS))
      await showRun(visit.page, stage, { ...run, ...change(run) }, `state-run-${state}${name}`)
    await showExports(visit.page, stage, [], `state-exports-none${name}`)
    const exports = CHANGES.map((change, at) => ({ ...one, id: `export-${at}`, ...change }))
    await showExports(visit.page, stage, exports, `state-exports${name}`)
    await visit.close()
  }
}

async function exported({ api }: Stage): Promise<Export> {
  const { id } = await api.send<{ id: string }>('POST', '/api/exports', { format: 'jsonl', selection: {} })
  for (;;) {
    const it = await api.get<Export>(`/api/exports/${id}`)
    if (it.endedAt) return it
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function showRun(page: Page, { product, api }: Stage, run: Run, name: string): Promise<void> {
  const path = `/api/runs/${run.id}`
  const quota = await api.get<Quota>('/api/quota')
  const spent = run.state === 'suspended' && { used: quota.limit ?? 0, left: 0, suspended: true }
  await page.route(`${product.url}/api/quota`, (route) => route.fulfill({ json: { ...quota, ...spent } }))
  await page.route(`${product.url}/api/runs?**`, (route) =>
    route.fulfill({ json: { items: [run], next: null } }),
  )
  await page.route(`${product.url}${path}`, (route) => route.fulfill({ json: run }))
  await page.route(`${product.url}${path}/people?**`, (route) =>
    route.fulfill({ json: { items: run.state === 'queued' ? [] : LEFT, next: null } }),
  )
  await page.route(`${product.url}${path}/events`, (route) =>
    route.fulfill({ contentType: 'text/event-stream', body: `event: run\ndata: ${JSON.stringify(run)}\n\n` }),
  )
  await page.goto(`${product.url}/runs/${run.id}`)
  await page.getByRole('heading', { level: 2 }).first().waitFor()
  await shoot(page, name)
  await page.unrouteAll()
}

async function showExports(
  page: Page,
  { product }: Stage,
  items: readonly Export[],
  name: string,
): Promise<void> {
  await page.route(`${product.url}/api/exports?**`, (route) => route.fulfill({ json: { items, next: null } }))
  await page.goto(`${product.url}/archive`)
  await page.getByRole('button', { name: /^Exporte?s?$/ }).click()
  await page.getByRole('dialog').waitFor()
  await shoot(page, name)
  await page.unrouteAll()
}
