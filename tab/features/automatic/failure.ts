/** Which words a failure has. */
import { SignInFailed, SignInNeeded } from '../../auth/token-source.ts'
import type { automatic } from '../../i18n/en/automatic.ts'
import { AtWorkElsewhere } from '../../microsoft/automatic.ts'
import { MicrosoftRefusal } from '../../microsoft/refusal.ts'
import { NotThere } from '../../microsoft/setup/finish.ts'
import { Obstacle } from '../../microsoft/setup/obstacle.ts'

export type FailureName = keyof typeof automatic.failed

export interface ShownFailure {
  name: FailureName
  /** Microsoft's own words, in English. */
  said: string
  /** To copy. */
  code: string
  /** Someone else may be needed. */
  needsColleague: boolean
  azure: boolean
  /** The name of what stands in the way. */
  what: string
  /** When Microsoft made that, as an ISO instant; empty where no one says. */
  when: string
}

/** Undefined: nothing of Microsoft's; the server's problem is shown as everywhere. */
export function shownFailure(failure: unknown): ShownFailure | undefined {
  if (failure instanceof SignInFailed) return shown(signInName(failure), { code: failure.detail })
  if (failure instanceof SignInNeeded) return shown('ended', { code: failure.need })
  if (failure instanceof NotThere) return shown('notThere', { code: failure.step.code })
  if (failure instanceof AtWorkElsewhere) return shown('elsewhere', {})
  if (failure instanceof Obstacle)
    return shown(failure.why, { what: failure.what, when: failure.madeAt ?? '' })
  if (!(failure instanceof MicrosoftRefusal)) return undefined
  const { kind, said, technical, service } = failure
  const given = { code: technical, said, azure: service === 'azure' }
  return shown(kind === 'sign-in' ? 'ended' : kind, given)
}

function signInName({ reason, detail }: SignInFailed): FailureName {
  switch (reason) {
    case 'closed':
      // Entra's number for "declined", and what MSAL calls it.
      return /AADSTS65004|access_denied/.test(detail) ? 'declined' : 'closed'
    case 'blocked':
    case 'approval':
    case 'rule':
    case 'tenant':
    case 'network':
      return reason
    default:
      return 'signIn'
  }
}

function shown(name: FailureName, more: Partial<ShownFailure>): ShownFailure {
  const needsColleague = name === 'rights' || name === 'approval'
  return { name, said: '', code: '', needsColleague, azure: false, what: '', when: '', ...more }
}
