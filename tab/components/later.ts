import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

/** By then the first screen stands even on a slow machine. */
const AFTER_MS = 3000

/**
 * A part that a screen is drawn without, such as a dialog. Its code does not hold up the first screen; it is fetched when
 * that stands and the browser is idle, so that it is here when it is asked for.
 */
export function later<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  let loading: ReturnType<typeof load> | undefined
  const once = () => {
    loading ??= load()
    return loading
  }
  // Failed now, it is asked for again, and said to have failed, where it is needed.
  const ahead = () => void once().catch(() => (loading = undefined))
  // Looked up now: by then the window may be gone.
  const whenIdle = window.requestIdleCallback?.bind(window) ?? setTimeout
  setTimeout(() => whenIdle(ahead), AFTER_MS)
  return lazy(once)
}
