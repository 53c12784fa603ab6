/** Downloads without a token. Who finds this table can fetch nothing with it: it has hashes only. */
export type TicketRow = {
  readonly tenantId: string
  readonly exportId: string
  readonly operatorId: string
  readonly operatorName: string
}

/** Bytes `from` up to, not including, `to` of a file of `bytes`. */
export type Stretch = { readonly from: number; readonly to: number; readonly bytes: number }

export type Tickets = {
  keep(hash: Uint8Array, row: TicketRow, times: { at: Date; expiresAt: Date }): Promise<void>
  /**
   * What the ticket opens, as often as it is asked for, by any process, until one whole file was sent. Whoever begins
   * in time may go on until `goesOnUntil`. `isFirst`: nobody had asked before.
   */
  open(
    hash: Uint8Array,
    times: { at: Date; goesOnUntil: Date },
  ): Promise<(TicketRow & { readonly isFirst: boolean }) | 'unknown' | 'used' | 'expired'>
  /** Stretches that follow each other add up; the ticket is used up when they reach the end of the file. */
  noteSent(hash: Uint8Array, stretch: Stretch, times: { at: Date; goesOnUntil: Date }): Promise<void>
  /** What was handed out last did not arrive: the ticket is as good as before. */
  takeBack(hash: Uint8Array, stretch: Stretch): Promise<void>
}
