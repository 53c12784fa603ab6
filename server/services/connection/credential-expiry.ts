/** How many days before its end Chatvault warns of a credential. The last two are urgent. */
import { DAY_MS } from '../../domain/day.ts'
export const WARNING_DAYS = [60, 30, 14, 3] as const

export type Expiry = {
  /** Whole days left, negative when it is over; undefined when no one knows. */
  readonly days: number | undefined
  /** The narrowest warning that has come; undefined while there is none. */
  readonly stage: (typeof WARNING_DAYS)[number] | undefined
}

export function expiryOf(expiresAt: Date | null, now: Date): Expiry {
  if (expiresAt === null) return { days: undefined, stage: undefined }
  const days = Math.floor((expiresAt.getTime() - now.getTime()) / DAY_MS)
  return { days, stage: WARNING_DAYS.findLast((limit) => days <= limit) }
}
