/**
 * Microsoft's own count of sent messages: one report, a number for each day and no names. Free, and no part of a backup: it
 * is asked for once, without retry, by the code that suggests a limit and has published averages when it does not come.
 *
 * The call answers 302 with a download address that is good for minutes and takes no token (Learn: reportRoot:
 * getTeamsUserActivityCounts, read 2026-11-28). The report lags by one to three days and needs Reports.Read.All.
 */
import { csvFields } from '../domain/csv.ts'
import type { TokenSource } from './entra/tokens.ts'
import { type Answer, type Exchange, ExchangeError } from './wire/exchange.ts'
import { GraphError } from './wire/graph-error.ts'

export type ChatActivity = {
  /** Messages sent in private chats, on the days below. */
  readonly sent: number
  readonly days: number
  /** Until which day it counts, `2026-11-26`; null for a report without any day. */
  readonly until: string | null
}

export const REPORT_PERMISSION = 'Reports.Read.All'

const ATTEMPTED = 'read the usage report'
const TIMEOUT_MS = 8000
const MAX_BYTES = 1_000_000

type Asking = {
  readonly graphUrl: string
  readonly tokens: Pick<TokenSource, 'token'>
  readonly exchange: Exchange
}

/** The last 30 days. Rejects with a `GraphError`. */
export async function readChatActivity({ graphUrl, tokens, exchange }: Asking): Promise<ChatActivity> {
  const authorization = `Bearer ${await tokens.token()}`
  const url = `${graphUrl}/v1.0/reports/getTeamsUserActivityCounts(period='D30')`
  const found = await send(exchange, url, { authorization })
  if (found.status !== 302) throw unreadable(`Microsoft 365 answered ${found.status}`)
  const file = await send(exchange, downloadAddress(found), {})
  if (file.status !== 200) throw unreadable(`the download answered ${file.status}`)
  return activityIn(file.body.toString('utf8'))
}

async function send(exchange: Exchange, url: string, headers: Record<string, string>): Promise<Answer> {
  try {
    return await exchange({ url, headers, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES })
  } catch (thrown) {
    throw thrown instanceof ExchangeError ? unreadable(thrown.message) : thrown
  }
}

/** Wherever Microsoft keeps its reports: no token goes there. */
function downloadAddress({ headers }: Answer): string {
  const url = URL.parse(String(headers.location ?? ''))
  if (url?.protocol !== 'https:' || url.username !== '')
    throw unreadable('the answer names no address for the report')
  return url.href
}

/** Columns by their names, in any order, in quotes or not; a number may be written `1,204`. */
export function activityIn(csv: string): ChatActivity {
  const [head = '', ...lines] = csv
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
  const names = csvFields(head)
  const [day, sent] = ['Report Date', 'Private Chat Messages'].map((name) => names.indexOf(name))
  if (day === undefined || sent === undefined || day < 0 || sent < 0)
    throw unreadable('the report has no column for private chat messages')
  const rows = lines.map(csvFields)
  const counts = rows
    .map((row) => Number.parseInt((row[sent] ?? '').replaceAll(',', ''), 10))
    .filter((count) => count >= 0)
  const days = rows.map((row) => row[day] ?? '').filter((text) => /^\d{4}-\d{2}-\d{2}$/.test(text))
  return {
    sent: counts.reduce((sum, count) => sum + count, 0),
    days: days.length,
    until: days.toSorted().at(-1) ?? null,
  }
}

function unreadable(why: string): GraphError {
  return new GraphError({
    code: 'usage-report-unreadable',
    attempted: ATTEMPTED,
    why,
    hint: 'You don’t need to do anything. Until then, limits are suggested from published averages.',
    retry: 'later',
    outcome: 'refused',
  })
}
