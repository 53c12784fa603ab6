/** How a connection was when it was last looked at. */
export type HealthRow = {
  readonly name: string
  readonly state: 'green' | 'amber' | 'red'
  readonly code: string
  readonly detail: string
  readonly hint: string
  readonly checkedAt: Date
}

export type HealthItems = {
  list(tenantId: string): Promise<HealthRow[]>
  /** All of them, in the place of those before. */
  replace(tenantId: string, items: readonly HealthRow[]): Promise<void>
  /** Whether the message of this planned look has not been read yet. Answers yes once, to whoever asks first. */
  claimRead(tenantId: string, plannedFor: Date): Promise<boolean>
}
