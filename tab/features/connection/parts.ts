import type { ReactNode } from 'react'

/** What other features do for a connection. */
export interface ConnectionParts {
  /** The way to another secret by one sign-in: what leads there, and its dialog. */
  automaticReplacement: {
    lead(onOpen: () => void): ReactNode
    dialog(ways: { onClose: () => void; onManual: () => void }): ReactNode
  }
  /** Work in Microsoft 365 that continues out of sight, and permissions that are still granted there. */
  setupNotice: ReactNode
  /** The way to delete what the setup made in Microsoft 365. */
  removal: ReactNode
}
