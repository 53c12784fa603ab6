/** Which subscription and resource group pay, while someone chooses. */
import type { ResourceGroup, Subscription } from '../../microsoft/setup/billing.ts'

export interface BillingChoice {
  subscriptions: readonly Subscription[]
  subscriptionId: string
  /** Of that subscription; undefined until Azure has told. */
  groups: readonly ResourceGroup[] | undefined
  group: string
  accountName: string
}

/** As the guide's commands call it. */
const ACCOUNT = 'chatvault'

export function firstChoice(
  subscriptions: readonly Subscription[],
  groups: readonly ResourceGroup[],
): BillingChoice {
  return {
    subscriptions,
    groups,
    accountName: ACCOUNT,
    subscriptionId: subscriptions[0]?.subscriptionId ?? '',
    group: groups[0]?.name ?? '',
  }
}

export function chosenSubscription(choice: BillingChoice, subscriptionId: string): BillingChoice {
  return { ...choice, subscriptionId, groups: undefined, group: '' }
}

/** An answer about a subscription that is not the chosen one any more changes nothing. */
export function chosenGroups(
  choice: BillingChoice,
  subscriptionId: string,
  groups: readonly ResourceGroup[],
): BillingChoice {
  if (choice.subscriptionId !== subscriptionId) return choice
  return { ...choice, groups, group: groups[0]?.name ?? '' }
}
