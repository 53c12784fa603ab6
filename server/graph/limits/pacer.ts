/**
 * Spreads requests so that no window of one second holds more than `perSecond` of them.
 *
 * Two rules, the stricter one wins:
 *   window  a request starts no earlier than `WINDOW_MS` after the one `perSecond` before it. This holds the limit.
 *   pace    a bucket refilled evenly and never fuller than a twentieth of a second's worth. This keeps requests from
 *           bunching, and lets a process that was busy for some milliseconds catch up.
 *
 * First come, first served. One timer at a time however long the queue; nothing is stored per request but its turn.
 */
import type { Clock } from '../../domain/clock.ts'

/** One second, and 20 ms because requests overtake each other on their way and Graph counts arrivals. */
export const WINDOW_MS = 1020
const BURST_SECONDS = 0.05

type Turn = { readonly start: () => void; readonly fail: (reason: unknown) => void; gone: boolean }

export class Pacer {
  readonly #clock: Clock
  readonly #perMs: number
  readonly #burst: number
  /** Starts of the last `perSecond` requests, a ring; the oldest stands at `#oldest`. */
  readonly #starts: number[]
  #oldest = 0
  #tokens: number
  #filledAt: number
  #queue: Turn[] = []
  #head = 0
  #pumping = false

  /** `perSecond` is a whole number, at least 1; `Infinity` paces nothing. */
  constructor(perSecond: number, clock: Clock) {
    this.#clock = clock
    this.#perMs = perSecond / WINDOW_MS
    this.#burst = Math.max(1, Math.floor(perSecond * BURST_SECONDS))
    this.#tokens = this.#burst
    this.#filledAt = clock.now().getTime()
    const window = perSecond === Number.POSITIVE_INFINITY ? 0 : Math.max(1, Math.floor(perSecond))
    this.#starts = new Array<number>(window).fill(Number.NEGATIVE_INFINITY)
  }

  /** Nothing waits, and nothing would have to. */
  get idle(): boolean {
    return !this.#pumping && this.#waitMs(this.#clock.now().getTime()) === 0
  }

  /** Resolves when a request may start; rejects with the signal's reason. */
  async take(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    if (this.#starts.length === 0) return
    const now = this.#clock.now().getTime()
    if (!this.#pumping && this.#waitMs(now) === 0) return this.#record(now)
    await this.#queued(signal)
  }

  #queued(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn: Turn = {
        start: () => settle(resolve),
        fail: (reason) => settle(() => reject(reason)),
        gone: false,
      }
      const leave = () => turn.fail(signal?.reason)
      const settle = (act: () => void) => {
        turn.gone = true
        signal?.removeEventListener('abort', leave)
        act()
      }
      signal?.addEventListener('abort', leave, { once: true })
      this.#queue.push(turn)
      if (!this.#pumping) void this.#pump()
    })
  }

  /** Serves the queue until it is empty. A clock that fails fails every turn: no one waits for ever. */
  async #pump(): Promise<void> {
    this.#pumping = true
    try {
      for (let turn = this.#next(); turn !== undefined; turn = this.#next()) await this.#serve(turn)
    } catch (error) {
      for (let turn = this.#next(); turn !== undefined; turn = this.#next()) turn.fail(error)
    } finally {
      this.#pumping = false
    }
  }

  async #serve(turn: Turn): Promise<void> {
    for (;;) {
      if (turn.gone) return
      const now = this.#clock.now().getTime()
      const wait = this.#waitMs(now)
      if (wait === 0) {
        this.#record(now)
        return turn.start()
      }
      await this.#clock.wait(wait)
    }
  }

  #next(): Turn | undefined {
    const turn = this.#queue[this.#head]
    this.#head += 1
    if (turn === undefined || this.#head > 1024) {
      this.#queue = this.#queue.slice(this.#head)
      this.#head = 0
    }
    return turn
  }

  /** Milliseconds until the next request may start, whole because timers are. */
  #waitMs(now: number): number {
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#filledAt) * this.#perMs)
    this.#filledAt = now
    const window = (this.#starts[this.#oldest] ?? now) + WINDOW_MS - now
    const pace = (1 - this.#tokens) / this.#perMs
    // A millionth of a request is rounding, not waiting.
    return Math.max(0, Math.ceil(window), Math.ceil(pace - 1e-6))
  }

  #record(now: number): void {
    this.#tokens -= 1
    this.#starts[this.#oldest] = now
    this.#oldest = (this.#oldest + 1) % this.#starts.length
  }
}

/** A pacer per key (user, chat). Idle ones are dropped when there are many, so that a long run does not grow. */
export class KeyedPacer {
  readonly #perSecond: number
  readonly #clock: Clock
  readonly #pacers = new Map<string, Pacer>()

  constructor(perSecond: number, clock: Clock) {
    this.#perSecond = perSecond
    this.#clock = clock
  }

  take(key: string, signal?: AbortSignal): Promise<void> {
    const pacer = this.#pacers.get(key) ?? this.#add(key)
    return pacer.take(signal)
  }

  #add(key: string): Pacer {
    if (this.#pacers.size >= 1000) this.#dropIdle()
    const pacer = new Pacer(this.#perSecond, this.#clock)
    this.#pacers.set(key, pacer)
    return pacer
  }

  #dropIdle(): void {
    for (const [key, pacer] of this.#pacers) if (pacer.idle) this.#pacers.delete(key)
  }
}
