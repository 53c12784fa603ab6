/** Who did what, when, with which outcome. Append-only. */
export type AuditRow = {
  readonly at: Date
  readonly operatorId: string
  readonly operatorName: string
  readonly action: string
  readonly target: string | null
  readonly outcome: 'succeeded' | 'refused' | 'failed'
  readonly detail: string | null
}

export type Audit = {
  /** Never fails on what it records: text is made storable and cut to 1,000 characters. */
  append(tenantId: string, row: Omit<AuditRow, 'at'>): Promise<void>
  list(tenantId: string, page: { limit: number; before?: number }): Promise<(AuditRow & { no: number })[]>
}
