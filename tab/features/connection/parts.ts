import type { ReactNode } from 'react'

/** What other features do for a connection. */
export interface ConnectionParts {
  /** The way to another secret by one sign-in: what leads there, and its dialog. */
  automaticReplacement: {
    lead(onOpen: () => void): ReactNode
    dialog(ways: { onClose: () => void; onByHand: () => void }): ReactNode
  }
  /** Work at Microsoft that goes on out of sight, and rights that are still lent there. */
  lent: ReactNode
  /** The way to delete what the setup made at Microsoft. */
  removal: ReactNode
}
