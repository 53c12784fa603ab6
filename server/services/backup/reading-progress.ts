/**
 * How far the reading of messages is. Under a limit everybody's last part comes at the end of the run, so it is counted in
 * parts (windows of time), of which each person has some, and not in people.
 */
import type { SourceState } from '../../books/runs.ts'
import { type Coverage, partsLeft } from '../../domain/newest-first.ts'
import type { Window } from '../../domain/window.ts'
import { newSince, PROGRESS_EVERY_MS, type RunWork } from './run-work.ts'

export type ReadingProgress = {
  /** Who had something before them when it began. */
  readonly people: number
  /** A person's turn has ended so; `read`: what is read of them. */
  turnEnded(subjectId: string, to: 'done' | 'later' | 'skipped' | 'faulted', read: Coverage): Promise<void>
  /** Writes it down now. */
  say(): Promise<void>
}

/** What a person has before them. */
type Left = { readonly parts: number; readonly work: number }

const NOTHING: Left = { parts: 0, work: 0 }
const DAY_MS = 24 * 60 * 60_000
/** Nothing in Teams is older (Microsoft's announcement of its general availability). */
const TEAMS_BEGAN = Date.parse('2017-03-14T00:00:00Z')

export async function followReading(
  work: Pick<RunWork, 'run' | 'runs' | 'clock' | 'newestFirst' | 'microsoftNow' | 'upTo'>,
): Promise<ReadingProgress> {
  const { run, runs, clock, newestFirst } = work
  const reading = { now: await work.microsoftNow(), newestFirst, newSince: await newSince(work) }
  const { turnsDone, sources } = await runs.listUnread(run)
  const leftOf = (coverage: Coverage, begun?: Window): Left => {
    const parts = partsLeft(coverage, reading, begun)
    return { parts: parts.length, work: parts.reduce((sum, part) => sum + workOf(part), 0) }
  }
  const left = new Map(sources.map((one) => [one.subjectId, leftOf(coverageOf(one), begunBy(one))]))
  let partsDone = turnsDone
  let partsToDo = sumOf(left, 'parts')
  let workDone = 0
  let workInAll = sumOf(left, 'work')
  let saidAt = 0

  const say = () => {
    saidAt = clock.now().getTime()
    const share = partsToDo > 0 ? Math.min(1, workDone / workInAll) : 1
    return runs.setProgress(run.id, { done: partsDone, total: partsDone + partsToDo, share })
  }
  await say()

  return {
    people: sources.length,
    async turnEnded(subjectId, to, read) {
      const before = left.get(subjectId) ?? NOTHING
      const after = to === 'later' ? leftOf(read) : NOTHING
      left.set(subjectId, after)
      partsDone += 1
      partsToDo += after.parts - before.parts
      const work = before.work - after.work
      // What is not read takes no time, and would make the rest look short.
      if (to === 'skipped' || to === 'faulted') workInAll -= work
      else workDone += Math.max(0, work)
      if (clock.now().getTime() - saidAt >= PROGRESS_EVERY_MS) await say()
    },
    say,
  }
}

export function coverageOf({ watermark, recentFrom: from, recentTo: to }: SourceState): Coverage {
  return { watermark: watermark ?? undefined, recent: from && to ? { from, to } : undefined }
}

function begunBy({ windowFrom: from, windowTo: to }: SourceState): Window | undefined {
  return from && to ? { from, to } : undefined
}

function sumOf(left: ReadonlyMap<string, Left>, what: keyof Left): number {
  return [...left.values()].reduce((sum, one) => sum + one[what], 0)
}

/**
 * A request, and the square root of the days: nobody knows how far back a mailbox goes. Old ones hold as much in each year,
 * young ones nothing in most, and this lies between the two.
 */
function workOf({ from, to }: Window): number {
  const days = (to.getTime() - Math.max(from.getTime(), TEAMS_BEGAN)) / DAY_MS
  return 1 + Math.sqrt(Math.max(0, days))
}
