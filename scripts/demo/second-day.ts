/**
 * What happens after the first backup: people write more, the night's backup starts on its schedule, the month passes four fifths
 * of its limit, and an alert says so. A day takes a minute, because the schedule names the next one: the product knows of nothing.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Sandbox } from '../../sandbox/index.ts'
import type { Quota, Run, Schedule } from '../../server/contract/index.ts'
import { type Api, createApi } from '../../server/testing/api.ts'
import type { Product } from '../../server/testing/product.ts'
import type { Inbox } from './inbox.ts'

const LOOK_MS = 1000
/** A scheduled start needs a minute at most, the alert a moment after the run; then something is wrong. */
const PATIENCE_MS = 180_000
const MINUTE_MS = 60_000
/** A backup leaves messages of the last ten seconds to the next one. */
const SETTLED_MS = 15_000

/** Of the limit: where an alert is raised. */
const MARK = 0.8

/** Where people write, and what. */
const CHATS = 6
const LINES = [
  'Good morning! Did the backup run last night?',
  'It did, I looked at Overview.',
  'The customer has moved the launch to Thursday.',
  'Then we have a day more for the tests.',
  'I’ll bring the numbers to the meeting.',
  'Thanks, see you there.',
]

/** Resolves once a backup has been completed, with or without faults; undefined when `signal` is aborted before. */
export async function firstBackup(api: Api, signal: AbortSignal): Promise<Run | undefined> {
  while (!signal.aborted) {
    const { items } = await api.get<{ items: Run[] }>('/api/runs?limit=20').catch(() => ({ items: [] }))
    const good = items.find(isGood)
    if (good !== undefined) return good
    await delay(2 * LOOK_MS, undefined, { signal }).catch(() => undefined)
  }
  return undefined
}

function isGood({ state }: Run): boolean {
  return state === 'completed' || state === 'completed-with-faults'
}

/** Answers whether the backup started on schedule and the alert arrived. Schedule and limit are afterwards what they were. */
export async function playSecondDay(sandbox: Sandbox, product: Product, inbox: Inbox): Promise<boolean> {
  const api = createApi(product.url, () => sandbox.operatorToken('Mia'))
  console.log('\nThe second day')
  const events = ['run-faults', 'run-failed', 'limit-80', 'limit-reached']
  await api.send('POST', '/api/alerts/channels', { kind: 'webhook', target: inbox.url, events })
  console.log(`  Alerts go to ${inbox.url}, a web server of this demo.`)
  const { chats, messages } = write(sandbox)
  console.log(`  People have written ${messages} messages in ${chats} chats.`)

  const { cron, enabled, timeZone, strategy } = await api.get<Schedule>('/api/schedule')
  const { limit, used } = await api.get<Quota>('/api/quota')
  try {
    const close = Math.ceil((used + 1) / MARK)
    await api.send('PUT', '/api/quota', { monthlyMessageLimit: close })
    console.log(`  The limit is ${n(close)} messages a month for now; ${n(used)} are used.`)
    const run = await night(api)
    if (run === undefined) return missing('No backup started on schedule.')
    say(run)
    if (!(await arrived(inbox, (severity) => severity !== 'resolved'))) return missing('No alert arrived.')
  } finally {
    await api.send('PUT', '/api/schedule', { enabled, cron, timeZone, strategy: strategy ?? undefined })
    await api.send('PUT', '/api/quota', { monthlyMessageLimit: limit })
  }
  const back = limit === null ? 'There’s no limit' : `The limit is ${n(limit)}`
  console.log(`  ${back} again, and backups start as you set them.`)
  return (
    (await arrived(inbox, (severity) => severity === 'resolved')) || missing('Nothing said that it’s over.')
  )
}

/** Says the alert once it is there. */
async function arrived(inbox: Inbox, isIt: (severity: string) => boolean): Promise<boolean> {
  const alert = await until(() =>
    inbox.received.find(({ event, severity }) => event.startsWith('limit-') && isIt(severity)),
  )
  if (alert === undefined) return false
  console.log(`  An alert arrived: ${alert.title}`)
  for (const line of alert.text.split('\n')) console.log(`    ${line}`)
  return true
}

/** New messages, as people would write them: by turns, in chats that are alive. */
function write({ tenant, control }: Sandbox): { chats: number; messages: number } {
  const alive = [...tenant.chats.values()]
    .filter(({ notesToSelf }) => !notesToSelf)
    .map(({ id, participants }) => ({
      id,
      people: participants.flatMap(({ person }) => (person?.mailbox ? [person.id] : [])),
    }))
    .filter(({ people }) => people.length > 1)
    .slice(0, CHATS)
  const drafts = alive.flatMap(({ id, people }, at) =>
    LINES.slice(0, at + 1).map((content, no) => ({
      chatId: id,
      from: people[no % people.length] ?? '',
      content,
    })),
  )
  for (const draft of drafts) control.addMessage(draft)
  return { chats: alive.length, messages: drafts.length }
}

/** The schedule's next minute is the night; answers its run when that is over, or at the limit in a tiny tenant. */
async function night(api: Api): Promise<Run | undefined> {
  const at = new Date(Date.now() + SETTLED_MS + MINUTE_MS)
  const cron = `${at.getUTCMinutes()} ${at.getUTCHours()} * * *`
  const { nextAt } = await api.send<Schedule>('PUT', '/api/schedule', {
    enabled: true,
    cron,
    timeZone: 'UTC',
  })
  console.log(
    `  Backups start every day at ${nextAt?.slice(11, 16)} UTC, which is now ${secondsTo(nextAt)} s away …`,
  )
  return until(async () => {
    const { items } = await api.get<{ items: Run[] }>('/api/runs?limit=5')
    return items.find(
      ({ trigger, createdAt, endedAt, state }) =>
        trigger === 'schedule' && createdAt >= (nextAt ?? '') && (endedAt !== null || state === 'suspended'),
    )
  })
}

function secondsTo(instant: string | null): number {
  return Math.max(0, Math.round((Date.parse(instant ?? '') - Date.now()) / 1000))
}

async function until<T>(look: () => T | Promise<T | undefined> | undefined): Promise<T | undefined> {
  for (const from = Date.now(); Date.now() - from < PATIENCE_MS; await delay(LOOK_MS)) {
    const found = await look()
    if (found !== undefined) return found
  }
  return undefined
}

function say({ id, state, forecast, totals }: Run): void {
  console.log(`  The backup started on schedule: ${id}, ${state}.`)
  const expected =
    forecast === null
      ? 'No forecast.'
      : `Expected about ${forecast.likely} messages (${forecast.low} to ${forecast.high})`
  console.log(`  ${expected}; it read ${n(totals.fetched)}, ${n(totals.added)} of them new.`)
}

function missing(what: string): false {
  console.error(`  ${what} See Runs and Alerts in the tab, or start the demo with LOG_LEVEL=info.`)
  return false
}

function n(value: number): string {
  return value.toLocaleString('en')
}
