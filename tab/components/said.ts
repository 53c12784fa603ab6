/** The texts of toasts. A toast waits until there's a place that can show it. */
export interface Said {
  title: string
  text?: string
}

let waiting: Said[] = []
let show: ((said: Said) => void) | undefined
const onFirst = new Set<() => void>()

export function say(said: Said): void {
  if (show) {
    show(said)
    return
  }
  waiting.push(said)
  for (const listener of onFirst) listener()
}

/** Called for everything said, what waits first. One listener: the page has one place for toasts. */
export function onSaid(listener: (said: Said) => void): () => void {
  show = listener
  for (const said of waiting) listener(said)
  waiting = []
  return () => {
    if (show === listener) show = undefined
  }
}

/** Whether there ever was something to show, for `useSyncExternalStore`. */
export const everSaid = {
  now: (): boolean => show !== undefined || waiting.length > 0,
  subscribe(listener: () => void): () => void {
    onFirst.add(listener)
    return () => onFirst.delete(listener)
  },
}
