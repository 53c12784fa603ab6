/** What is known of billing at Microsoft for a tenant. */
export type Association = {
  readonly subscriptionId: string
  readonly resourceGroup: string
  readonly accountName: string
}

export type BillingRow = {
  readonly association: Association | null
  /** When Microsoft last asked for it (402). */
  readonly askedForAt: Date | null
}

export type Billing = {
  find(tenantId: string): Promise<BillingRow>
  /** What is left out stays. */
  set(tenantId: string, change: Partial<BillingRow>): Promise<void>
}
