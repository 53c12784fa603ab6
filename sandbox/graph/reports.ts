import { createHmac } from 'node:crypto'
import type { Call } from '../http/call.ts'
import { type Reply, redirect } from '../http/reply.ts'
import type { GraphContext } from './context.ts'
import { GraphFailure } from './errors.ts'

const DAY_MS = 86_400_000
/** The report lags behind; Microsoft says by up to 48 hours, and two days are usual. */
const LAG_DAYS = 2
/** "A few minutes". */
const GOOD_MS = 5 * 60_000
const PERIODS = new Set([7, 30, 90, 180])

const COLUMNS = [
  'Report Refresh Date',
  'Report Date',
  'Team Chat Messages',
  'Post Messages',
  'Reply Messages',
  'Private Chat Messages',
  'Calls',
  'Meetings',
  'Audio Duration',
  'Video Duration',
  'Screen Share Duration',
  'Meetings Organized',
  'Meetings Attended',
  'Report Period',
]

/** `…(period='D30')`: 302 to an address that takes no token for a few minutes (Learn: reportRoot: getTeamsUserActivityCounts). */
export function activityCounts(graph: GraphContext, call: Call): Reply {
  const period = Number(/^period=d(\d+)$/.exec(call.lower[3] ?? '')?.[1])
  if (!PERIODS.has(period)) throw new GraphFailure(400, 'BadRequest', 'Invalid period value specified.')
  const until = graph.clock() + GOOD_MS
  return redirect(`${call.base}/data/download/${period}-${until}-${markOf(graph, period, until)}`, {
    'content-type': 'text/plain',
  })
}

/** `GET /data/download/…`, on a host of its own in Microsoft 365. */
export function downloadReport(graph: GraphContext, call: Call): Reply {
  const [period, until, mark] = (call.segments[2] ?? '').split('-')
  const isGood = mark === markOf(graph, Number(period), Number(until)) && Number(until) > graph.clock()
  if (call.method !== 'GET' || !isGood) return { status: 404 }
  return {
    status: 200,
    headers: { 'content-type': 'application/octet-stream' },
    body: `\uFEFF${[COLUMNS.join(','), ...rowsOf(graph, Number(period))].join('\r\n')}\r\n`,
  }
}

function markOf(graph: GraphContext, period: number, until: number): string {
  return createHmac('sha256', graph.tenant.id).update(`${period} ${until}`).digest('hex').slice(0, 24)
}

/** What members sent in chats, newest day first; what only happens in channels is none here. */
function rowsOf(graph: GraphContext, period: number): string[] {
  const newest = Math.floor(graph.clock() / DAY_MS) - LAG_DAYS
  const sent = new Map<number, number>()
  for (const chat of graph.tenant.chats.values())
    for (const { event, sender, createdAt } of chat.messages) {
      if (event || !graph.tenant.findPerson(sender.userId ?? '')) continue
      const day = Math.floor(createdAt / DAY_MS)
      sent.set(day, (sent.get(day) ?? 0) + 1)
    }
  const dateOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10)
  return Array.from({ length: period }, (_, at) => newest - at).map((day) => {
    const counts = [0, 0, 0, sent.get(day) ?? 0, 0, 0, 'PT0S', 'PT0S', 'PT0S', 0, 0]
    return [dateOf(newest), dateOf(day), ...counts, period].join(',')
  })
}
