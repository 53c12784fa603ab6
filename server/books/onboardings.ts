/** The setup of a connection while it is under way: at most one a tenant. */
export type StepRow = {
  readonly name: string
  readonly state: 'not-started' | 'done' | 'needs-attention'
  readonly code: string
  readonly detail: string
  readonly hint: string
  /** RFC 3339. */
  readonly checkedAt: string | null
}

/** A credential that is not in use yet. The box is sealed; only the draft's service opens it. */
export type DraftRow = {
  readonly kind: 'secret' | 'certificate'
  readonly box: Uint8Array
  readonly hint: string
  readonly expiresAt: Date | null
  readonly keyId: string | null
  /** The public part of a certificate, PEM. */
  readonly certificate: string | null
}

/** What the operator told. */
export type OnboardingAnswers = {
  readonly way: 'automatic' | 'manual' | null
  readonly applicationId: string | null
  readonly displayName: string | null
  readonly leastSet: boolean
  readonly testMailbox: string | null
  /** Undefined until it was chosen; null: unlimited. */
  readonly monthlyLimit: number | null | undefined
}

export type OnboardingRow = OnboardingAnswers & {
  readonly draft: DraftRow | null
  /** Those Microsoft was asked about. */
  readonly steps: readonly StepRow[]
  readonly updatedAt: Date
}

export type Onboardings = {
  find(tenantId: string): Promise<OnboardingRow | undefined>
  /** What is left out stays; the row is made when there is none. */
  set(
    tenantId: string,
    change: Partial<OnboardingAnswers> & { readonly steps?: readonly StepRow[] },
    at: Date,
  ): Promise<void>
  /** In the place of the one before, which is destroyed; null destroys it alone. */
  setDraft(tenantId: string, draft: DraftRow | null, at: Date): Promise<void>
  /** With its draft. */
  end(tenantId: string): Promise<void>
}
