/** What was made for us at Microsoft: undo and removal go by it. It outlives setup and connection. */
export type CreatedKind =
  | 'application'
  | 'service-principal'
  | 'secret'
  | 'certificate'
  | 'app-role'
  | 'delegated-grant'
  | 'billing-account'

/** Begins what stands for an id until Microsoft answered one: written down before the object is made. */
export const INTENDED = 'intended:'

export type CreatedRow = {
  readonly kind: CreatedKind
  /** Microsoft's. */
  readonly id: string
  readonly name: string
  /** Of which it is, or is a part; null where nobody told. Lower case. */
  readonly applicationId: string | null
  readonly at: Date
}

export type CreatedObjects = {
  /** Oldest first. */
  list(tenantId: string): Promise<CreatedRow[]>
  /**
   * Answers the entry. One that is there already keeps its name, and takes an application that was not known yet; one
   * that is intended again is as new.
   */
  add(tenantId: string, object: CreatedRow): Promise<CreatedRow>
  remove(tenantId: string, id: string): Promise<void>
}
