import { useSyncExternalStore } from 'react'

/** Where in the conversation the reader is: the time of the first message in sight, and whether the last one is. */
export interface Sight {
  at: string
  atEnd: boolean
}

/** Told by the list at each scroll, and read by the scroll bar alone: nothing else is drawn again for it. */
export interface SightStore {
  tell(sight: Sight): void
  subscribe(listener: () => void): () => void
  now(): Sight | undefined
}

export function createSight(): SightStore {
  let sight: Sight | undefined
  const listeners = new Set<() => void>()
  return {
    tell(next) {
      if (sight?.at === next.at && sight.atEnd === next.atEnd) return
      sight = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    now: () => sight,
  }
}

export function useSight(store: SightStore): Sight | undefined {
  return useSyncExternalStore(store.subscribe, store.now)
}
