import { json, type Reply } from '../http/reply.ts'
import type { Subscription } from './azure.ts'
import type { ArmCall } from './context.ts'
import { LOCATIONS } from './resource-groups.ts'
import { may, subscriptionFor } from './rights.ts'

const READ = 'Microsoft.Resources/subscriptions/read'

/** `GET /subscriptions`: those where the caller has any role (Learn: Subscriptions - List). */
export function listSubscriptions(asked: ArmCall): Reply {
  const seen = asked.arm.azure.subscriptions.filter((one) => may(asked, one, false))
  const value = seen.map((one) => rowOf(asked, one))
  return json(200, { value, count: { type: 'Total', value: value.length } })
}

export function getSubscription(asked: ArmCall): Reply {
  return json(200, rowOf(asked, subscriptionFor(asked, READ)))
}

/** `GET /subscriptions/{id}/locations`: a few of the places there are. */
export function listLocations(asked: ArmCall): Reply {
  const { id } = subscriptionFor(asked, 'Microsoft.Resources/subscriptions/locations/read')
  const value = Object.entries(LOCATIONS).map(([name, displayName]) => ({
    id: `/subscriptions/${id}/locations/${name}`,
    name,
    displayName,
    regionalDisplayName: displayName,
    type: 'Region',
    metadata: { regionType: 'Physical', regionCategory: 'Recommended' },
  }))
  return json(200, { value })
}

function rowOf({ arm }: ArmCall, { id, displayName, state }: Subscription): object {
  return {
    id: `/subscriptions/${id}`,
    authorizationSource: 'RoleBased',
    managedByTenants: [],
    tags: {},
    subscriptionId: id,
    tenantId: arm.entra.tenant.id,
    displayName,
    state,
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'EnterpriseAgreement_2014-09-01',
      spendingLimit: 'Off',
    },
  }
}
