/** Credentials that are not in use yet, one a purpose: the one of a setup, and the one a connection is to change to. */
export type DraftPurpose = 'setup' | 'rotation'

/** The box is sealed; only the drafts' service opens it. */
export type DraftRow = {
  /** Whose it is; null while a setup has no application yet. */
  readonly applicationId: string | null
  readonly kind: 'secret' | 'certificate'
  readonly box: Uint8Array
  readonly hint: string
  readonly expiresAt: Date | null
  readonly keyId: string | null
  /** The public part of a certificate, PEM. */
  readonly certificate: string | null
  readonly madeAt: Date
}

export type Drafts = {
  find(tenantId: string, purpose: DraftPurpose): Promise<DraftRow | undefined>
  /** In the place of the one before, which is destroyed. */
  keep(tenantId: string, purpose: DraftPurpose, draft: DraftRow): Promise<void>
  drop(tenantId: string, purpose: DraftPurpose): Promise<void>
  /** Of every tenant, those made then or before. */
  dropOlder(than: Date): Promise<void>
}
