/** What is known of an application's billing at Microsoft. */
export type Association = {
  readonly subscriptionId: string
  readonly resourceGroup: string
  readonly accountName: string
}

export type BillingRow = {
  readonly association: Association | null
  /** When Microsoft last asked for it (402); null: never, or it has given out messages since. */
  readonly askedForAt: Date | null
}

/** One application of one tenant: another one is linked, and asked about, for itself. */
export type Billed = { readonly tenantId: string; readonly applicationId: string }

export type Billing = {
  find(billed: Billed): Promise<BillingRow>
  /** What is left out stays. */
  set(billed: Billed, change: Partial<BillingRow>): Promise<void>
}
