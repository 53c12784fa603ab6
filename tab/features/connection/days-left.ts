import type { Tone } from '../../components/StatusMark.tsx'

const DAY_MS = 86_400_000

/** Whole days until then; 0 on the last one, negative after. */
export function daysLeft(expiresAt: string, now: number): number {
  return Math.floor((Date.parse(expiresAt) - now) / DAY_MS)
}

/** When warnings begin, and when it presses: two of the four occasions Overview warns at (60, 30, 14, 3). */
export function toneOf(days: number): Tone {
  if (days <= 14) return 'bad'
  return days <= 60 ? 'warning' : 'good'
}
