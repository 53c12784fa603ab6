/** The main job without a browser: connect, forecast, back up, search, verify, export; each step is said, and any fault is an exit code. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { SingleBar } from 'cli-progress'
import type { Sandbox } from '../../sandbox/index.ts'
import type { Connection, Export, Forecast, Quota, Run, SearchPage } from '../../server/contract/index.ts'
import { type Api, createApi } from '../../server/testing/api.ts'
import type { Product } from '../../server/testing/product.ts'

const LIMIT = 50_000

/** Answers whether everything went without a fault. */
export async function runOnce(sandbox: Sandbox, product: Product): Promise<boolean> {
  const api = createApi(product.url, () => sandbox.operatorToken('Mia'))
  await connect(api, sandbox)
  await forecast(api)
  const run = await backUp(api)
  const found = await search(api)
  const archive = join(product.dataDir, 'archive')
  const verified = await verify(archive, join(product.dataDir, 'master.key'))
  const exported = await exportAll(api)
  await summarize(api, run, archive, verified, exported)
  return run.state === 'completed' && found && verified && exported.state === 'completed'
}

async function connect(api: Api, sandbox: Sandbox): Promise<void> {
  const mailbox = sandbox.operators[0]?.person.userPrincipalName ?? ''
  const connection = await api.send<Connection>('PUT', '/api/connection', {
    applicationId: sandbox.app.clientId,
    clientSecret: sandbox.app.clientSecret,
    testMailbox: mailbox,
    monthlyMessageLimit: LIMIT,
    costAcknowledged: true,
    // What the setup suggests: today's fact.
    regime: 'not-metered',
  })
  for (const check of connection.checks)
    console.log(`  ${check.ok ? '✔' : '✘'} ${check.name.padEnd(13)} ${check.detail}`)
  console.log(
    `Connected to ${connection.organizationName}, at most ${LIMIT.toLocaleString('en')} messages a month.\n`,
  )
}

/** What the tab calls the strategies. */
const WAYS: Record<Forecast['strategies'][number]['strategy'], string> = {
  'pay-once': 'each message once',
  complete: 'every copy',
}

async function forecast(api: Api): Promise<void> {
  const { strategies } = await api.send<Forecast>('POST', '/api/forecasts', {})
  const quota = await api.get<Quota>('/api/quota')
  console.log('The first backup is going to read, by counting the chats, which is free:')
  for (const { strategy, messages } of strategies)
    console.log(
      `  ${WAYS[strategy].padEnd(18)} about ${n(messages.likely)} messages (${n(messages.low)} to ${n(messages.high)}), ${wouldBe(messages.likely, quota)}`,
    )
}

const WORD = 'launch'

/** Answers whether the word was found; the tenant of the demo speaks of it. */
async function search(api: Api): Promise<boolean> {
  const { items, atLeast, exact } = await api.get<SearchPage>(`/api/search?q=${WORD}&limit=1`)
  console.log(
    `\n“${WORD}” is in ${n(atLeast)}${exact ? '' : ' or more'} messages, first: ${items[0]?.snippet ?? 'none'}`,
  )
  return items.length > 0
}

async function backUp(api: Api): Promise<Run> {
  const { id } = await api.send<{ id: string }>('POST', '/api/runs', {})
  const bar = new SingleBar({
    format: 'Backing up {bar} {people} people · {messages} messages{rate} · {stage}',
    hideCursor: true,
    noTTYOutput: false,
  })
  bar.start(1, 0, { people: '0', messages: 0, rate: '', stage: 'starting' })
  for (;;) {
    const run = await api.get<Run>(`/api/runs/${id}`)
    const { done, total } = partsOf(run)
    bar.setTotal(total)
    bar.update(done, {
      people: `${run.totals.subjectsRead}/${run.totals.subjects}`,
      messages: run.totals.fetched,
      rate: run.rate === null ? '' : ` · ${run.rate}/s`,
      stage: run.stage === 'media' ? `${run.totals.media} images` : (run.stage ?? run.state),
    })
    if (run.endedAt !== null || run.state === 'suspended') {
      bar.stop()
      return run
    }
    await delay(200)
  }
}

/** What is read of what is to be read: under a limit everyone's last part comes at the end. */
function partsOf({ phases, stage }: Run): { done: number; total: number } {
  const reading = phases.find(({ name }) => name === 'messages')
  if (reading?.state === 'running') return { done: reading.done ?? 0, total: Math.max(1, reading.total ?? 0) }
  return { done: stage === 'people' || stage === null ? 0 : 1, total: 1 }
}

function verify(archive: string, keyFile: string): Promise<boolean> {
  const env = { ...process.env, MASTER_KEY_FILE: keyFile }
  const child = spawn(process.execPath, ['server/cli/archive.ts', 'verify', archive], {
    stdio: 'inherit',
    env,
  })
  return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)))
}

async function exportAll(api: Api): Promise<Export> {
  const { id } = await api.send<{ id: string }>('POST', '/api/exports', { format: 'jsonl', selection: {} })
  for (;;) {
    const one = await api.get<Export>(`/api/exports/${id}`)
    if (one.state !== 'queued' && one.state !== 'running') return one
    await delay(200)
  }
}

async function summarize(
  api: Api,
  run: Run,
  archive: string,
  verified: boolean,
  exported: Export,
): Promise<void> {
  const quota = await api.get<Quota>('/api/quota')
  const seconds =
    run.startedAt && run.endedAt ? (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000 : 0
  const { fetched, charged, added, revised, unchanged, media, faults, subjects, subjectsRead } = run.totals
  const { subjectsSkipped } = run.totals
  const lines: [string, string][] = [
    ['Run', `${run.id}, ${run.state} in ${seconds.toFixed(1)} s`],
    ['People', `${subjectsRead} of ${subjects}, ${subjectsSkipped} left out because they can’t chat`],
    ['Fetched', `${n(fetched)} rows from Microsoft 365`],
    [
      'Counted',
      `${n(charged)} messages, ${wouldBe(charged, run)}; ${n(quota.used)} of ${n(quota.limit ?? 0)} used this month`,
    ],
    [
      'Archived',
      `${n(added)} messages, ${n(revised)} more versions, ${n(unchanged)} copies already known, ${n(media)} images`,
    ],
    ['Faults', n(faults)],
    ['Verified', verified ? 'every segment, image and run document' : 'DAMAGED, see above'],
    [
      'Exported',
      `${n(exported.messages)} versions, ${n(exported.bytes ?? 0)} bytes, SHA-256 ${exported.sha256 ?? '–'}`,
    ],
    ['Archive', archive],
  ]
  console.log(`\n${lines.map(([name, value]) => `  ${name.padEnd(10)} ${value}`).join('\n')}`)
}

/** As the tab says it: the last published price, of which nothing is charged today. */
function wouldBe(
  messages: number,
  { currency, pricePerMessage }: Pick<Quota, 'currency' | 'pricePerMessage'>,
) {
  return `not charged today, would be ${currency} ${(messages * Number(pricePerMessage)).toFixed(2)}`
}

function n(value: number): string {
  return value.toLocaleString('en')
}
