import { type Notice, notice } from '../../domain/notice.ts'

/** What to say about a clock of ours that is not Microsoft's. */

/** Time servers keep a machine within a fraction of a second; Microsoft's answers tell whole seconds. */
const TOLERATED_MS = 5000

/** How far the clock of a server of ours is ahead of Microsoft's, in milliseconds; undefined while no one knows. */
export type ClockLead = () => Promise<number | undefined>

/** Of this process and of the others that share the database, the one that is furthest from Microsoft's. */
export function worstLeadOf(own: () => number | undefined, others: ClockLead): ClockLead {
  return async () => {
    const known = [own(), await others()].filter((lead) => lead !== undefined)
    return known.toSorted((a, b) => Math.abs(b) - Math.abs(a))[0]
  }
}

export type ClockWarning = { readonly notice: Notice; readonly title: string; readonly hint: string }

/** `leadMs`: how far ours is ahead, negative when it is behind; undefined when no one knows. */
export function clockWarningOf(leadMs: number | undefined): ClockWarning | undefined {
  if (leadMs === undefined || Math.abs(leadMs) <= TOLERATED_MS) return undefined
  const by = { seconds: Math.round(Math.abs(leadMs) / 1000) }
  return {
    notice: notice(leadMs > 0 ? 'clock-ahead' : 'clock-behind', { by }),
    title: `The clock of this server is ${lengthOf(Math.abs(leadMs))} ${leadMs > 0 ? 'ahead of' : 'behind'} Microsoft’s`,
    hint: 'Let a time server set it (NTP: systemd-timesyncd or chrony on Linux). Until then, backups and the month of the limit follow Microsoft’s time.',
  }
}

function lengthOf(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 120) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
}
