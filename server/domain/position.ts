/**
 * Where a source (one person's messages) is being read: inside a window, or at the end of one, when its watermark is `to`.
 * Frames of the archive and rows of the books keep these members.
 */
export type Position = {
  /** Instants, RFC 3339 UTC. */
  readonly from: string
  readonly to: string
  /** Graph's link to the next page; null when the window was read to its end. */
  readonly cursor: string | null
  /** `$top` the cursor was made with. */
  readonly top: number
  /** Whose messages the window holds (`Senders`); absent: everybody's. */
  readonly senders?: readonly string[]
  /** The window reads further back for senders who were not asked for before: the watermark stays where it is. */
  readonly gap?: true
}
