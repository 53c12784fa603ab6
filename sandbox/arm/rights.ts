import { GUID } from '../guid.ts'
import type { Subscription } from './azure.ts'
import type { ArmCall } from './context.ts'
import { ArmFailure } from './errors.ts'

/** The subscription of the address, if the caller may do `action` on `scope`; else what Azure answers. */
export function subscriptionFor(asked: ArmCall, action: string, scope?: string): Subscription {
  const { arm, call } = asked
  const id = call.segments[1] ?? ''
  if (!GUID.test(id))
    throw new ArmFailure(
      400,
      'InvalidSubscriptionId',
      `The provided subscription identifier '${id}' is malformed or invalid.`,
    )
  const subscription = arm.azure.find(id)
  if (!subscription)
    throw new ArmFailure(404, 'SubscriptionNotFound', `The subscription '${id}' could not be found.`)
  const writes = !action.endsWith('/read')
  if (!may(asked, subscription, writes)) throw unauthorized(asked, action, scope ?? `/subscriptions/${id}`)
  if (writes && subscription.state === 'Disabled')
    throw new ArmFailure(
      409,
      'ReadOnlyDisabledSubscription',
      `The subscription '${id}' is disabled and therefore marked as read only. You cannot perform any write actions on this subscription until it is re-enabled.`,
    )
  return subscription
}

export function may({ caller }: ArmCall, { roles }: Subscription, writes: boolean): boolean {
  const role = roles.get(caller.objectId)
  return role !== undefined && !(writes && role === 'Reader')
}

/** Text as it is seen in many public traces. */
function unauthorized({ arm, caller }: ArmCall, action: string, scope: string): ArmFailure {
  const name = arm.entra.tenant.findPerson(caller.objectId)?.userPrincipalName ?? caller.app.clientId
  return new ArmFailure(
    403,
    'AuthorizationFailed',
    `The client '${name}' with object id '${caller.objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  )
}
