/** The warning about the end of a credential, more urgent the nearer it is. */

import type { ConnectionRow } from '../../books/connections.ts'
import { type Notice, notice } from '../../domain/notice.ts'
import { type Expiry, expiryOf } from './credential-expiry.ts'

export type Warning = {
  readonly code: string
  readonly notice: Notice
  readonly title: string
  readonly hint: string
  readonly severity: 'warning' | 'error'
}

type Stage = NonNullable<Expiry['stage']>

const HOW = 'Replace it on the Connection page: the old one is used until the new one works.'
const STOP = 'Backups stop when it ends.'

const STAGES: Readonly<Record<Stage, Omit<Warning, 'title' | 'notice'>>> = {
  60: { code: 'credential-expires', severity: 'warning', hint: `Plan the replacement. ${HOW}` },
  30: { code: 'credential-expires-this-month', severity: 'warning', hint: `Do it this month. ${HOW}` },
  14: { code: 'credential-expires-soon', severity: 'error', hint: `Do it this week. ${HOW} ${STOP}` },
  3: { code: 'credential-expires-now', severity: 'error', hint: `Do it today. ${HOW} ${STOP}` },
}

/** Undefined while nothing has to be said; an end that no one knows is not spoken of here. */
export function warningOf(
  { credentialExpiresAt, credentialKind }: Pick<ConnectionRow, 'credentialExpiresAt' | 'credentialKind'>,
  now: Date,
): Warning | undefined {
  const { days, stage } = expiryOf(credentialExpiresAt, now)
  if (days === undefined || stage === undefined) return undefined
  const what = credentialKind === 'secret' ? 'client secret' : 'certificate'
  if (days < 0)
    return {
      code: 'credential-expired',
      notice: notice(`${credentialKind}-expired`),
      title: `The ${what} has expired`,
      hint: `Backups have stopped. ${HOW}`,
      severity: 'error',
    }
  return {
    ...STAGES[stage],
    notice: expiryNotice(credentialKind, stage, days),
    title: `The ${what} expires ${inDays(days)}`,
  }
}

function expiryNotice(kind: 'secret' | 'certificate', stage: Stage, count: number): Notice {
  if (count === 0) return notice(`${kind}-expires-today`)
  if (count === 1) return notice(`${kind}-expires-tomorrow`)
  return notice(`${kind}-${ENDINGS[stage]}`, { count })
}

const ENDINGS = {
  60: 'expires',
  30: 'expires-this-month',
  14: 'expires-soon',
  3: 'expires-now',
} as const satisfies Record<Stage, string>

function inDays(days: number): string {
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`
}
