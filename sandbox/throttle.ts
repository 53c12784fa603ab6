/**
 * Published limits (Learn: Microsoft Graph service-specific throttling limits, Microsoft Teams), requests per second.
 * The export's own limit is the switch `throttleRps` (published: 200 per app and tenant).
 */
export const LIMITS = {
  chatMessages: 20,
  perChat: 1,
  /** Messages a second that a migration may send into a chat. */
  importPerChat: 5,
  chatsPerUser: 5,
  otherTeams: 30,
} as const

interface Bucket {
  tokens: number
  at: number
}

/** Token buckets of one second; refused requests count as well, as the service says. */
export class Throttle {
  readonly #buckets = new Map<string, Bucket>()

  /** Seconds to wait, or undefined when the request may continue. */
  refuse(key: string, perSecond: number): number | undefined {
    const now = performance.now()
    const bucket = this.#buckets.get(key) ?? { tokens: perSecond, at: now }
    this.#buckets.set(key, bucket)
    bucket.tokens = Math.min(perSecond, bucket.tokens + ((now - bucket.at) / 1000) * perSecond)
    bucket.at = now
    if (bucket.tokens >= 1) {
      bucket.tokens--
      return undefined
    }
    bucket.tokens = Math.max(-perSecond, bucket.tokens - 1)
    return Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond))
  }
}
