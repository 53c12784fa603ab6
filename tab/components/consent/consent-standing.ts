import type { Consent, ConsentOutcome } from '../../../server/contract/index.ts'
import type { PopupEnd } from '../../host/host.ts'

/** A visit to Microsoft's page that began here. */
export interface Asking {
  startUrl: string
  /** Instant. */
  expiresAt: string
  /** `at` of the answer there was before: any other is the answer to this visit. */
  before: string | null
  /** What is needed was there already; the visit was for the rest. */
  hadNeeded: boolean
  /** What the window said of its end; it may say so wrongly, or never. */
  popup: PopupEnd | undefined
  /** We have waited long enough for the next thing to happen. */
  over: boolean
}

/**
 * Where admin consent stands, and what is said about it. The server's word goes before the window's.
 *
 *   none      nothing to say: all is granted, or no one ever asked
 *   waiting   → proving, granted, accepted, or one of Microsoft's refusals, as soon as the server has the answer
 *             → closed, silent when the window ended, or ten minutes did, and no answer came; one may still come
 *   blocked   no window opened; the same from a new tab
 *   proving   accepted; → granted when a token has it, → late when none has after a while
 *   accepted  no one can prove it: no credential is stored
 */
export type Standing =
  | 'none'
  | 'waiting'
  | 'proving'
  | 'granted'
  | 'late'
  | 'blocked'
  | 'closed'
  | 'silent'
  | ConsentOutcome

export function standingOf(consent: Consent, asking: Asking | undefined): Standing {
  const { state, lastAnswer } = consent
  if (state === 'granted' && !asking) return 'none'
  if (state === 'granted' && (!asking?.hadNeeded || isComplete(consent))) return 'granted'
  const answered = lastAnswer !== null && (asking === undefined || lastAnswer.at !== asking.before)
  if (!answered) return asking ? unanswered(asking) : 'none'
  if (lastAnswer.outcome !== 'accepted' || state === 'unproven') return lastAnswer.outcome
  if (state === 'granted') return 'granted'
  return asking && !asking.over ? 'proving' : 'late'
}

function unanswered({ popup, over }: Asking): Standing {
  if (popup === 'blocked') return 'blocked'
  if (!over) return 'waiting'
  return popup === 'closed' ? 'closed' : 'silent'
}

/** How soon the server is asked again, in milliseconds; false: not on its own. */
export function pollOf(standing: Standing): number | false {
  switch (standing) {
    case 'waiting':
    case 'proving':
    case 'blocked':
      return 2500
    case 'closed':
    case 'silent':
    case 'late':
      return 10_000
    default:
      return false
  }
}

/** Known to be missing, and nothing can be backed up without it. */
export const lacksNeeded = ({ state, required }: Consent): boolean =>
  state === 'missing' && required.some(({ granted, needed }) => needed && !granted)

/** Everything the app may be granted is. */
export const isComplete = ({ required }: Consent): boolean => required.every(({ granted }) => granted)
