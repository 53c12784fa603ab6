/** The main job without a browser: connect, back up, verify, export; each step is said, and any fault is an exit code. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { SingleBar } from 'cli-progress'
import type { Sandbox } from '../../sandbox/index.ts'
import type { Connection, Export, Quota, Run } from '../../server/contract/index.ts'
import { type Api, createApi } from '../../server/testing/api.ts'
import type { Product } from '../../server/testing/product.ts'

const LIMIT = 50_000

/** Answers whether everything went without a fault. */
export async function runOnce(sandbox: Sandbox, product: Product): Promise<boolean> {
  const api = createApi(product.url, () => sandbox.operatorToken('Mia'))
  await connect(api, sandbox)
  const run = await backUp(api)
  const archive = join(product.dataDir, 'archive')
  const verified = await verify(archive, join(product.dataDir, 'master.key'))
  const exported = await exportAll(api)
  await summarize(api, run, archive, verified, exported)
  return run.state === 'completed' && verified && exported.state === 'completed'
}

async function connect(api: Api, sandbox: Sandbox): Promise<void> {
  const mailbox = sandbox.operators[0]?.person.userPrincipalName ?? ''
  const connection = await api.send<Connection>('PUT', '/api/connection', {
    applicationId: sandbox.app.clientId,
    clientSecret: sandbox.app.clientSecret,
    testMailbox: mailbox,
    monthlyMessageLimit: LIMIT,
    costAcknowledged: true,
  })
  for (const check of connection.checks)
    console.log(`  ${check.ok ? '✔' : '✘'} ${check.name.padEnd(13)} ${check.detail}`)
  console.log(
    `Connected to ${connection.organizationName}, at most ${LIMIT.toLocaleString('en')} messages a month.\n`,
  )
}

async function backUp(api: Api): Promise<Run> {
  const { id } = await api.send<{ id: string }>('POST', '/api/runs', {})
  const bar = new SingleBar({
    format: 'Backing up {bar} {value}/{total} people · {messages} messages{rate} · {stage}',
    hideCursor: true,
    noTTYOutput: false,
  })
  bar.start(1, 0, { messages: 0, rate: '', stage: 'starting' })
  for (;;) {
    const run = await api.get<Run>(`/api/runs/${id}`)
    bar.setTotal(Math.max(1, run.totals.subjects))
    bar.update(run.totals.subjectsDone, {
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
  const { fetched, charged, added, revised, unchanged, media, faults, subjects, subjectsDone } = run.totals
  const lines: [string, string][] = [
    ['Run', `${run.id}, ${run.state} in ${seconds.toFixed(1)} s`],
    ['People', `${subjectsDone} of ${subjects}`],
    ['Fetched', `${n(fetched)} rows from Microsoft 365`],
    [
      'Charged',
      `${n(charged)} messages, ${run.currency} ${run.cost}; ${n(quota.used)} of ${n(quota.limit ?? 0)} used this month`,
    ],
    [
      'Archived',
      `${n(added)} messages, ${n(revised)} more versions, ${n(unchanged)} copies known already, ${n(media)} images`,
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

function n(value: number): string {
  return value.toLocaleString('en')
}
