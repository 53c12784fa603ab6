/**
 * MSAL's relay takes Microsoft's window for closed as soon as it cannot see it any more, and gives up within half a
 * second. A sign-in page that cuts itself off from who opened it (Cross-Origin-Opener-Policy) is never seen: its answer
 * comes anyway, by a channel. So the window MSAL holds never looks closed, and the person says when it is.
 */
export function withLastingWindow(run: () => void): { readonly unseen: () => boolean } {
  const { open } = window
  let opened: Window | null = null
  window.open = (...address) => {
    opened = open.apply(window, address)
    return opened && lasting(opened)
  }
  try {
    run()
  } finally {
    window.open = open
  }
  return { unseen: () => opened?.closed ?? false }
}

/** What MSAL reads of the window, and not more. */
function lasting(opened: Window): Window {
  const held: Pick<Window, 'closed' | 'close' | 'document'> = {
    closed: false,
    close: () => opened.close(),
    get document() {
      return opened.document
    },
  }
  return held as Window
}
