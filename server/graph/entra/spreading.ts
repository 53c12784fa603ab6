/**
 * Answers of Entra that a change of the last minutes may still get: it reaches their servers one after the other (facts:
 * eventual consistency of registrations, grants and secrets).
 */
const OF_THE_PROOF = ['AADSTS7000215', 'AADSTS700027', 'AADSTS50012'] as const

export const SPREADING: ReadonlySet<string> = new Set([...OF_THE_PROOF, ...['AADSTS700016', 'AADSTS7000229']])

/** How long, in our experience at most. */
const SPREADS_MS = 2 * 60_000
const FIRST_WAIT_MS = 8000

/**
 * When to ask again about a credential that worked when it was stored and is refused now: undefined when it is not for
 * want of time. As long again as has passed since, so that few attempts reach to the end.
 */
export function askAgainAfterMs(code: string, setAt: Date | undefined, now: Date): number | undefined {
  if (setAt === undefined || !OF_THE_PROOF.some((each) => each === code)) return undefined
  const passedMs = now.getTime() - setAt.getTime()
  const leftMs = SPREADS_MS - passedMs
  return leftMs > 0 ? Math.max(FIRST_WAIT_MS, Math.min(passedMs, leftMs)) : undefined
}
