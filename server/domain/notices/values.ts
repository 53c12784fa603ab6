/** What a sentence may need beside its own words. A reader's language writes each in its own way. */

/** The sentence needs nothing. */
export type None = Record<never, never>

/** Picks the plural form; the sentence shows it as a number. */
export type Count = { readonly count: number }

/** Microsoft's or the system's own words, in English; empty where they add nothing. Shown apart, never in a sentence. */
export type Quoted = { readonly quoted: string }

/** RFC 3339 in UTC. */
export type Moment = { readonly instant: string }

export type Seconds = { readonly seconds: number }
export type Bytes = { readonly bytes: number }
export type Names = { readonly names: readonly string[] }
export type Name = { readonly name: string }

/**
 * Another notice that this one rests on. The type is this wide because the union of all notices is built from these
 * files.
 */
export type Nested = { readonly because: { readonly code: string; readonly params: object } }
