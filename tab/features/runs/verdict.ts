import type { Run } from '../../../server/contract/index.ts'

/** What may be said of a run as a whole; each is a sentence in `runs.verdict`, `count` where it counts people. */
export type Verdict =
  | { says: 'all' | 'allMessages' | 'nobody' | 'somethingFailed' | 'notFinished' }
  | { says: 'allButLeftOut' | 'someFailed' | 'notReached'; count: number }

type Told = { state: Run['state']; totals: Run['totals'] }

/**
 * Only of a run that has ended: one that continues, or waits, is not judged. `notes`: whether something inside of messages
 * is not to be had (images Microsoft refuses). That everything is archived is said only where it is so.
 */
export function verdictOf({ state, totals }: Told, notes: boolean): Verdict | undefined {
  const { subjects, subjectsWaiting, subjectsFailed, subjectsSkipped, faults } = totals
  switch (state) {
    case 'queued':
    case 'running':
    case 'suspended':
      return undefined
    case 'failed':
    case 'cancelled':
      return subjectsWaiting > 0 ? { says: 'notReached', count: subjectsWaiting } : { says: 'notFinished' }
    case 'completed':
    case 'completed-with-faults':
      if (subjectsWaiting > 0) return { says: 'notReached', count: subjectsWaiting }
      if (subjectsFailed > 0) return { says: 'someFailed', count: subjectsFailed }
      if (faults > 0 || state === 'completed-with-faults') return { says: 'somethingFailed' }
      if (subjects === 0) return { says: 'nobody' }
      if (notes) return { says: 'allMessages' }
      return subjectsSkipped > 0 ? { says: 'allButLeftOut', count: subjectsSkipped } : { says: 'all' }
  }
}
