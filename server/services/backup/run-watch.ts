/**
 * One look at a run, shared by all who follow it in this process: a hundred windows cost the database what one does. The
 * look begins with the first follower and ends with the last.
 */
import type { Clock } from '../../domain/clock.ts'

export type Watching<T> = {
  look(): Promise<T>
  /** Nothing comes after it. */
  isLast(value: T): boolean
}

export type Watch<T> = {
  /** What was seen last, then what changes, until the last one, or the signal. Throws what looking throws. */
  follow(key: string, watching: Watching<T>, signal: AbortSignal): AsyncIterable<T>
}

type Seen<T> = { readonly value: T } | { readonly error: unknown }

type Entry<T> = {
  followers: number
  /** Counts what was seen; 0 before the first. */
  version: number
  seen?: Seen<T>
  isOver: boolean
  readonly ended: AbortController
  changed: PromiseWithResolvers<void>
}

export function createWatch<T>(clock: Pick<Clock, 'wait'>, everyMs: number): Watch<T> {
  const entries = new Map<string, Entry<T>>()

  function begin(key: string, watching: Watching<T>): Entry<T> {
    const entry: Entry<T> = {
      followers: 0,
      version: 0,
      isOver: false,
      ended: new AbortController(),
      changed: Promise.withResolvers<void>(),
    }
    entries.set(key, entry)
    void keepLooking(entry, watching).finally(() => leave(key, entry))
    return entry
  }

  async function keepLooking(entry: Entry<T>, { look, isLast }: Watching<T>): Promise<void> {
    const { signal } = entry.ended
    for (let shown = ''; !signal.aborted && !entry.isOver; ) {
      const seen: Seen<T> = await look().then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      )
      const text = 'value' in seen ? JSON.stringify(seen.value) : undefined
      entry.isOver = !('value' in seen) || isLast(seen.value)
      if (text !== shown) tell(entry, seen)
      shown = text ?? ''
      if (!entry.isOver) await clock.wait(everyMs, signal).catch(() => undefined)
    }
  }

  /** Whoever comes from now on begins anew. */
  function leave(key: string, entry: Entry<T>): void {
    if (entries.get(key) === entry) entries.delete(key)
  }

  return {
    async *follow(key, watching, signal) {
      const entry = entries.get(key) ?? begin(key, watching)
      entry.followers += 1
      try {
        for (let version = 0; !signal.aborted; ) {
          const { seen } = entry
          if (seen === undefined || entry.version === version) {
            if (entry.isOver) return
            await either(entry.changed.promise, signal)
            continue
          }
          version = entry.version
          if ('error' in seen) throw seen.error
          yield seen.value
        }
      } finally {
        entry.followers -= 1
        if (entry.followers === 0) {
          leave(key, entry)
          entry.ended.abort()
        }
      }
    },
  }
}

function tell<T>(entry: Entry<T>, seen: Seen<T>): void {
  entry.seen = seen
  entry.version += 1
  entry.changed.resolve()
  entry.changed = Promise.withResolvers<void>()
}

/** Leaves nothing on a signal that outlives the wait. */
async function either(change: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const end = () => resolve()
  signal.addEventListener('abort', end, { once: true })
  await Promise.race([change, promise])
  signal.removeEventListener('abort', end)
}
