/** Tokens as they were given, in memory only, until shortly before they end. */
import type { TokenFor } from './scopes.ts'

/** A token is renewed when it is good for less than this. */
const MARGIN_MS = 60_000

interface Held {
  token: string
  expiresAt: number
}

export class TokenCache {
  readonly #now: () => number
  readonly #held = new Map<TokenFor, Held>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** `expiresOn` null: of no one knows how long, so for no later call. */
  keep(what: TokenFor, { accessToken, expiresOn }: { accessToken: string; expiresOn: Date | null }): void {
    this.#held.set(what, { token: accessToken, expiresAt: expiresOn?.getTime() ?? this.#now() })
  }

  /** Undefined where none is held that is good for a while yet. */
  find(what: TokenFor): string | undefined {
    const held = this.#held.get(what)
    return held && held.expiresAt - MARGIN_MS > this.#now() ? held.token : undefined
  }

  clear(): void {
    this.#held.clear()
  }
}
