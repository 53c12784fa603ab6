import type { QuotaChange } from './ledger.ts'

/** Our standing link to a tenant: one per tenant. The credential is a sealed box; only the connect service opens it. */
export type CheckRow = {
  readonly name: 'token' | 'permissions' | 'organization' | 'mailbox' | 'export'
  readonly ok: boolean
  readonly code: string
  readonly detail: string
  readonly hint: string
  /** Microsoft answered 402. */
  readonly asksForBilling?: true
  /** Microsoft was away or asked to wait: it says nothing about the connection. */
  readonly passing?: true
}

export type ConnectionRow = {
  readonly tenantId: string
  readonly applicationId: string
  readonly credentialKind: 'secret' | 'certificate'
  readonly credentialBox: Uint8Array
  readonly credentialHint: string
  readonly credentialSetAt: Date
  readonly credentialExpiresAt: Date | null
  /** By which the app's registration lists it; null where nobody told. */
  readonly credentialKeyId: string | null
  readonly testMailbox: string
  readonly organizationName: string | null
  readonly costAcknowledgedAt: Date
  readonly costAcknowledgedBy: string
  readonly status: 'active' | 'failing'
  readonly checks: readonly CheckRow[]
  readonly testedAt: Date
  readonly testedBy: string
}

/** What is stored of a credential: sealed, and what may be shown of it. */
export type CredentialColumns = Pick<
  ConnectionRow,
  | 'credentialKind'
  | 'credentialBox'
  | 'credentialHint'
  | 'credentialSetAt'
  | 'credentialExpiresAt'
  | 'credentialKeyId'
>

export type Connections = {
  find(tenantId: string): Promise<ConnectionRow | undefined>
  /**
   * With the quota that was agreed to in the same breath: both are saved, or neither. A setup of the same application is
   * over with it, and its draft destroyed; what was known of the health of the connection before is forgotten.
   */
  save(row: ConnectionRow, quota?: QuotaChange): Promise<void>
  /** The same for a row that was found and keeps its credential; false, and nothing saved, when it has another one by now. */
  update(row: ConnectionRow, quota?: QuotaChange): Promise<boolean>
  /** After a later test or a run that was refused. */
  setStatus(
    tenantId: string,
    status: 'active' | 'failing',
    test?: { checks: readonly CheckRow[]; at: Date; by: string },
  ): Promise<void>
  /**
   * Another credential for the same application, in the place of `before`, together with the drafts that were made for
   * it; false, and nothing replaced, when the connection has another one by now.
   */
  replaceCredential(
    before: Pick<ConnectionRow, 'tenantId' | 'applicationId' | 'credentialBox'>,
    credential: CredentialColumns,
  ): Promise<boolean>
  /** Removes the row with its sealed credential, a draft, and what was known of its health; the rest stays. */
  forget(tenantId: string): Promise<boolean>
}

export type ScopeRow = {
  readonly mode: 'all' | 'selected'
  readonly subjectIds: readonly string[]
  readonly groupIds: readonly string[]
  readonly excludeSubjectIds: readonly string[]
  /** Read before everyone else, if they are in scope. */
  readonly firstSubjectIds: readonly string[]
}

export type Tenants = {
  /** Makes the tenant's row when there is none. */
  ensure(tenantId: string): Promise<void>
  list(): Promise<string[]>
  /** Whether there is such a row. */
  has(tenantId: string): Promise<boolean>
  /** Everyone, unless it was set. */
  scope(tenantId: string): Promise<ScopeRow>
  setScope(tenantId: string, scope: ScopeRow): Promise<void>
}
