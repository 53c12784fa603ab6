/**
 * The strategy `pay-once` as stages of a run: chats are listed, a plan is made of whose messages each mailbox is asked for,
 * mailboxes are read, the archive is compared with the chats. What was learned on the way may change the plan: then the
 * mailboxes concerned are read once more, for their gaps alone.
 *
 * A run for some people only reads their mailboxes in full: the plan of all others stays as it is. A run of the strategy
 * `complete` that follows one of `pay-once` carries out what is left of the plan and reads everything from there on.
 */
import type { RunRow } from '../../../books/runs.ts'
import { askAlso, hasAskedForSenders, listReach } from '../../../books/sources.ts'
import { listRosters, type Roster } from '../../../catalog/rosters.ts'
import type { Database } from '../../../database/database.ts'
import type { RunCoverage } from '../../../domain/coverage.ts'
import type { RunWork } from '../run-work.ts'
import { type Checked, checkCoverage } from './check-coverage.ts'
import { listChats, type Previews } from './list-chats.ts'
import { type Plan, planPayOnce, type SourcePlan } from './plan.ts'

/**
 * A plan changes while more becomes known: whose mailbox began later than the chat, who wrote in it and left. Nearly always the
 * third one holds. Chats that the last one would still ask a mailbox for are compared as they are.
 */
const MOST_ROUNDS = 8

/** What cannot be listed is known after the first, and what a mailbox gives of it after the second. */
const MOST_COMPARISONS = 3

export type PayOnce = {
  /** What a mailbox is asked for; undefined: everything. */
  of(subjectId: string): SourcePlan | undefined
  listChats(): Promise<void>
  /** Reads all mailboxes by `read`, and once more those whose part of the plan has grown. */
  readMessages(read: () => Promise<void>): Promise<void>
  compareChats(read: () => Promise<void>): Promise<void>
}

export function createPayOnce(work: () => RunWork): PayOnce {
  let plan: Plan | undefined
  let previews: Previews = new Map()

  async function makePlan(): Promise<Plan> {
    const { database, run } = work()
    const rosters: Roster[] = []
    for await (const some of listRosters(database.kysely, run.tenantId)) rosters.push(...some)
    plan = planPayOnce(rosters, await listReach(database.kysely, run))
    return plan
  }

  /** Answers whether any mailbox has a gap to read; where there cannot be anything in it, it is booked as read. */
  async function openGaps({ sources }: Plan): Promise<boolean> {
    const { database, run, runs } = work()
    const again: string[] = []
    for (const [subjectId, { gap }] of sources) {
      if (gap === undefined) continue
      if (gap.from < gap.to) again.push(subjectId)
      else await askAlso(database.kysely, run.tenantId, subjectId, gap.senders)
    }
    await runs.readAgain(run, again)
    return again.length > 0
  }

  async function readGaps(read: () => Promise<void>): Promise<void> {
    for (let round = 1; round < MOST_ROUNDS && work().stopped() === undefined; round++) {
      if (!(await openGaps(await makePlan()))) return
      await read()
    }
  }

  return {
    of(subjectId) {
      const own = plan?.sources.get(subjectId)
      return own && work().run.strategy === 'complete' ? { ...own, senders: null } : own
    },
    async listChats() {
      previews = await listChats(work())
    },
    async readMessages(read) {
      await openGaps(await makePlan())
      await read()
      await readGaps(read)
    },
    async compareChats(read) {
      let fromChats = 0
      let events = 0
      for (let round = 1; round <= MOST_COMPARISONS; round++) {
        const checked = await checkCoverage(work(), withOpenGaps(await makePlan()), previews)
        if (work().stopped() !== undefined) return
        fromChats += checked.fromChats
        events += checked.events
        await work().runs.setCoverage(work().run.id, coverageOf({ ...checked, fromChats, events }))
        if (checked.unlistable === 0) return
        await readGaps(read)
      }
    },
  }
}

/** Chats of mailboxes that were not read as planned are compared as well. */
function withOpenGaps(plan: Plan): Plan {
  const open = [...plan.sources].flatMap(([id, { gap }]) => (gap && gap.from < gap.to ? [id] : []))
  if (open.length === 0) return plan
  const behind = new Set(open)
  const isLeft = new Set(plan.left)
  const left = plan.chats.filter(
    (chat) => isLeft.has(chat) || chat.readers.some(({ subjectId }) => behind.has(subjectId)),
  )
  return { ...plan, left }
}

/** Whether a run goes by a plan: one for everybody, of this strategy or after one of it. */
export async function needsPlan(database: Pick<Database, 'kysely'>, run: RunRow): Promise<boolean> {
  if (run.subjectIds !== null) return false
  return run.strategy === 'pay-once' || hasAskedForSenders(database.kysely, run.tenantId)
}

function coverageOf({ checked, failed, refused, missing, fromChats, events }: Checked): RunCoverage {
  const found = [
    {
      what: 'messages-of-no-mailbox',
      count: fromChats,
      why: 'messages that no mailbox of the people in scope has: archived as the chat shows them',
    },
    { what: 'events', count: events, why: 'events of chats that Microsoft doesn’t export' },
    { what: 'chats-refused', count: refused, why: 'chats whose messages Microsoft doesn’t list for apps' },
    {
      what: 'chats-failed',
      count: failed,
      why: 'chats that couldn’t be compared: the next backup tries again',
    },
  ]
  const seen = found
    .filter(({ count }) => count > 0)
    .map(({ what, count, why }) => ({ what, count, why: `${count} ${why}` }))
  return {
    complete: missing === 0 && failed === 0,
    checked,
    missing,
    notCovered: [...seen, ...NOT_ASKED_FOR],
  }
}

const NOT_ASKED_FOR = [
  { what: 'targeted-messages', why: 'Messages that an app shows to one person aren’t part of the export.' },
  { what: 'meeting-questions', why: 'Questions and answers of meetings aren’t part of the export.' },
  { what: 'files', why: 'Files are in OneDrive and SharePoint; the archive has the links to them.' },
]
