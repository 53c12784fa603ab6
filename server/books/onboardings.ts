/** The setup of a connection while it is under way: at most one a tenant. */
import type { DraftRow } from './drafts.ts'

export type StepRow = {
  readonly name: string
  readonly state: 'not-started' | 'done' | 'needs-attention'
  readonly code: string
  readonly detail: string
  readonly hint: string
  /** RFC 3339. */
  readonly checkedAt: string | null
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
  /** Its credential, which is not in use yet. */
  readonly draft: DraftRow | null
  /** Those Microsoft was asked about. */
  readonly steps: readonly StepRow[]
  readonly updatedAt: Date
}

/** What is left out stays. A draft takes the place of the one before, which is destroyed; null destroys it alone. */
export type OnboardingChange = Partial<Omit<OnboardingRow, 'updatedAt'>>

export type Onboardings = {
  find(tenantId: string): Promise<OnboardingRow | undefined>
  /**
   * Decided from how it is at that moment (undefined: there is none), while nobody else changes it; without a decision
   * nothing is done. The row is made when there is none.
   */
  change(
    tenantId: string,
    decide: (now: OnboardingRow | undefined) => OnboardingChange | undefined,
    at: Date,
  ): Promise<void>
  /** With its draft. */
  end(tenantId: string): Promise<void>
}
