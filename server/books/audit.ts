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

/** What is left out does not count. */
export type AuditFilter = {
  /** Part of a name, or a whole id; capitals do not matter. */
  readonly who?: string | undefined
  /** First words of actions: `run` of `run.start`. */
  readonly areas?: readonly string[] | undefined
  /** Inclusive. */
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  readonly outcome?: AuditRow['outcome'] | undefined
}

export type Audit = {
  /** Never fails on what it records: text is made storable and cut to 1,000 characters. */
  append(tenantId: string, row: Omit<AuditRow, 'at'>): Promise<void>
  /** Newest first. */
  list(
    tenantId: string,
    page: { limit: number; before?: number | undefined },
    filter?: AuditFilter,
  ): Promise<(AuditRow & { no: number })[]>
}
