import type { Notice } from './notice.ts'
import { VaultError, type VaultErrorDetails } from './vault-error.ts'

/**
 * Why a run waits although nothing is wrong with it, and when it continues on its own: the limit of the month, a long stop
 * sign of Microsoft's, no room on the disk, a database that lacks something. Every position is kept; continuing earlier is
 * allowed and finds the same again.
 */
export type Suspension = {
  readonly code: string
  readonly notice: Notice | null
  /** Whole sentences for the operator. */
  readonly detail: string
  readonly hint: string
  /** The cause is looked at again then. */
  readonly wakeAt: Date
  /** What could be read may not be written down. */
  readonly isShortage?: true
}

/**
 * Thrown when nothing can be requested now, but can be at `wakeAt`. Where a run is at work it is suspended until then;
 * no one tries again before. Carried to the door it is an answer like any other `VaultError`.
 */
export class MustWait extends VaultError {
  readonly wakeAt: Date

  constructor({ wakeAt, ...details }: VaultErrorDetails & { readonly wakeAt: Date }) {
    super({ retry: 'later', ...details })
    this.name = 'MustWait'
    this.wakeAt = wakeAt
  }
}
