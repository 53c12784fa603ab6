/** What was made for us at Microsoft: undo and removal go by it. It outlives setup and connection. */
export type CreatedKind =
  | 'application'
  | 'service-principal'
  | 'secret'
  | 'certificate'
  | 'app-role'
  | 'delegated-grant'
  | 'billing-account'

export type CreatedRow = {
  readonly kind: CreatedKind
  /** Microsoft's. */
  readonly id: string
  readonly name: string
  readonly at: Date
}

export type CreatedObjects = {
  /** Oldest first. */
  list(tenantId: string): Promise<CreatedRow[]>
  /** Answers the entry; one that is there already stays as it is. */
  add(tenantId: string, object: CreatedRow): Promise<CreatedRow>
  remove(tenantId: string, id: string): Promise<void>
}
