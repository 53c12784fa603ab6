import type { Host, PopupEnd } from './host.ts'

/** A window of its own, or someone's frame: no one to ask, so the browser answers. */
export function browserHost(kind: 'frame' | 'page', name?: string): Host {
  return {
    kind,
    name,
    locale: undefined,
    theme: () => undefined,
    onTheme: () => nothing,
    subPageId: undefined,
    onSubPage: () => nothing,
    onBack: () => nothing,
    shareLink: undefined,
    openPopup: openWindow,
    ready: nothing,
  }
}

const nothing = () => undefined

const SIZE = { width: 600, height: 720 }
/** A window of another site tells nothing but whether it is still there. */
const CLOSED_POLL_MS = 400

/**
 * Resolves when the window is gone. A window that severs its opener (COOP) looks closed at once, which is why its end
 * is a hint and the server is asked.
 */
export function openWindow(address: string): Promise<PopupEnd> {
  const { width, height } = SIZE
  const left = Math.max(0, window.screenX + (window.outerWidth - width) / 2)
  const top = Math.max(0, window.screenY + (window.outerHeight - height) / 2)
  const popup = window.open(
    address,
    'chatvault-popup',
    `popup,width=${width},height=${height},left=${left},top=${top}`,
  )
  if (!popup) return Promise.resolve('blocked')
  return new Promise((resolve) => {
    const poll = window.setInterval(() => {
      if (!popup.closed) return
      window.clearInterval(poll)
      resolve('closed')
    }, CLOSED_POLL_MS)
  })
}
