/** Downloads without a token. Who finds this table can fetch nothing with it: it has hashes only. */
export type TicketRow = {
  readonly tenantId: string
  readonly exportId: string
  readonly operatorId: string
  readonly operatorName: string
}

export type Tickets = {
  keep(hash: Uint8Array, row: TicketRow, times: { at: Date; expiresAt: Date }): Promise<void>
  /** Uses a ticket up: of callers at the same moment, in any process, one gets the row. */
  use(hash: Uint8Array, at: Date): Promise<TicketRow | 'unknown' | 'used' | 'expired'>
}
