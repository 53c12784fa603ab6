import type { Application } from '../entra/applications.ts'
import type { AccountOutcome, Settings } from '../options.ts'
import { Random } from '../random.ts'
import type { Person } from '../tenant/people.ts'

/** Roles on a subscription (Learn: Azure built-in roles); Owner may do what Contributor may. */
export const SUBSCRIPTION_ROLES = ['Owner', 'Contributor', 'Reader'] as const
export type SubscriptionRole = (typeof SUBSCRIPTION_ROLES)[number]

export interface ResourceGroup {
  readonly name: string
  readonly location: string
  tags: Record<string, string>
}

/** A `Microsoft.GraphServices/accounts` resource: the link of one app registration to one subscription. */
export interface BillingAccount {
  readonly name: string
  readonly resourceGroup: string
  readonly appId: string
  readonly billingPlanId: string
  readonly createdAt: number
  readonly createdBy: string
  /** How making it ended, or will end: one that failed links nothing. */
  outcome: AccountOutcome
  changedAt: number
  changedBy: string
  tags: Record<string, string>
}

export interface Subscription {
  readonly id: string
  readonly displayName: string
  state: 'Enabled' | 'Disabled'
  /** Who has which role, by object id. */
  readonly roles: Map<string, SubscriptionRole>
  readonly groups: Map<string, ResourceGroup>
  /** When a resource provider was registered, by its name in lower case. */
  readonly providers: Map<string, number>
  /** By resource group and name, in lower case. */
  readonly accounts: Map<string, BillingAccount>
}

/** The company's subscriptions: one where Mia is Owner, one where she may only look. */
export class Azure {
  readonly subscriptions: readonly Subscription[]

  constructor(seed: number, admin: Person | undefined) {
    const random = new Random(`azure:${seed}`)
    const make = (displayName: string, role: SubscriptionRole): Subscription => ({
      id: random.guid(),
      displayName,
      state: 'Enabled',
      roles: new Map(admin ? [[admin.id, role]] : []),
      groups: new Map(),
      providers: new Map(),
      accounts: new Map(),
    })
    const [production, research] = [make('Contoso Production', 'Owner'), make('Contoso Research', 'Reader')]
    addGroup(production, { name: 'rg-platform', location: 'westeurope', tags: {} })
    addGroup(research, { name: 'rg-experiments', location: 'northeurope', tags: {} })
    this.subscriptions = [production, research]
  }

  /** By id or name. */
  find(key: string): Subscription | undefined {
    const wanted = key.toLowerCase()
    return this.subscriptions.find(({ id, displayName }) => [id, displayName.toLowerCase()].includes(wanted))
  }

  /** The account an app registration is linked by; there is at most one. */
  accountOf(appId: string): { subscription: Subscription; account: BillingAccount } | undefined {
    for (const subscription of this.subscriptions)
      for (const account of subscription.accounts.values())
        if (account.appId === appId && account.outcome === 'Succeeded') return { subscription, account }
    return undefined
  }
}

export function addGroup(subscription: Subscription, group: ResourceGroup): void {
  subscription.groups.set(group.name.toLowerCase(), group)
}

export function accountKey(resourceGroup: string, name: string): string {
  return `${resourceGroup}/${name}`.toLowerCase()
}

/** Links the app's billing; Graph hears of it after a while. */
export function linkBilling(app: Application, now: number, knobs: Pick<Settings, 'billingDelayMs'>): void {
  app.billingLinkedFrom = now + knobs.billingDelayMs
}

/** Takes an account away, and with it the link. */
export function removeAccount(
  subscription: Subscription,
  account: BillingAccount,
  applications: ReadonlyMap<string, Application>,
): void {
  subscription.accounts.delete(accountKey(account.resourceGroup, account.name))
  const app = applications.get(account.appId)
  if (app && account.outcome === 'Succeeded') app.billingLinkedFrom = undefined
}
