/** What PostgreSQL said last before it gave up. PGlite itself only knows `Aborted()`. */
export type LastWords = {
  /** For PGlite's `onStderr`; false: nothing is to be printed. */
  readonly hear: (text: string) => boolean
  /** The reason in PostgreSQL's words, else what was thrown. */
  reasonOf(thrown: unknown): string
}

/** `2026-11-28 19:24:53.482 UTC [42] PANIC:  could not open file …` */
const FATAL = /\b(?:PANIC|FATAL): {2}(.+)$/s
const DETAIL = /\bDETAIL: {2}(.+)$/s

export function listenForLastWords(): LastWords {
  let last: string | undefined
  return {
    hear(text) {
      const [fatal, detail] = [FATAL.exec(text)?.[1], DETAIL.exec(text)?.[1]]
      if (fatal !== undefined) last = fatal.trim()
      else if (detail !== undefined && last !== undefined) last = `${last}: ${detail.trim()}`
      return false
    },
    reasonOf: (thrown) => last ?? (thrown instanceof Error ? thrown.message : String(thrown)),
  }
}
