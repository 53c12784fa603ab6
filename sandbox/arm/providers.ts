import { json, type Reply } from '../http/reply.ts'
import type { Subscription } from './azure.ts'
import type { ArmCall } from './context.ts'
import { ArmFailure } from './errors.ts'
import { subscriptionFor } from './rights.ts'

export const GRAPH_SERVICES = 'Microsoft.GraphServices'
export const ACCOUNT_VERSIONS = ['2022-09-22-preview', '2023-04-13']

/** Namespaces that every subscription has from the start. */
const ALWAYS = ['Microsoft.Resources', 'Microsoft.Authorization', 'Microsoft.Billing']

/** `GET /subscriptions/{id}/providers[/{namespace}]` (Learn: Providers - Get). */
export function listProviders(asked: ArmCall): Reply {
  const subscription = subscriptionFor(asked, 'Microsoft.Resources/subscriptions/providers/read')
  const value = [...ALWAYS, GRAPH_SERVICES].map((name) => rowOf(asked, subscription, name))
  return json(200, { value })
}

export function getProvider(asked: ArmCall): Reply {
  const subscription = subscriptionFor(asked, 'Microsoft.Resources/subscriptions/providers/read')
  return json(200, rowOf(asked, subscription, namespaceOf(asked)))
}

/** `POST …/register` answers at once; the registration itself takes a while. */
export function registerProvider(asked: ArmCall): Reply {
  const name = namespaceOf(asked)
  const subscription = subscriptionFor(asked, `${name}/register/action`)
  const { providers } = subscription
  if (!providers.has(name.toLowerCase())) providers.set(name.toLowerCase(), asked.arm.clock())
  return json(200, rowOf(asked, subscription, name))
}

export function unregisterProvider(asked: ArmCall): Reply {
  const name = namespaceOf(asked)
  const subscription = subscriptionFor(asked, `${name}/unregister/action`)
  if (subscription.accounts.size > 0)
    throw new ArmFailure(
      409,
      'CannotUnregisterRP',
      `Cannot unregister resource provider '${name}' because there are still resources of it.`,
    )
  subscription.providers.delete(name.toLowerCase())
  return json(200, rowOf(asked, subscription, name))
}

/** Accounts can be made once the registration is through (text as in public traces). */
export function requireRegistered(asked: ArmCall, subscription: Subscription): void {
  if (stateOf(asked, subscription, GRAPH_SERVICES) === 'Registered') return
  const code = 'MissingSubscriptionRegistration'
  const message = `The subscription is not registered to use namespace '${GRAPH_SERVICES}'. See https://aka.ms/rps-not-found for how to register subscriptions.`
  throw new ArmFailure(409, code, message, { details: [{ code, target: GRAPH_SERVICES, message }] })
}

function stateOf({ arm }: ArmCall, { providers }: Subscription, name: string): string {
  if (ALWAYS.includes(name)) return 'Registered'
  const begun = providers.get(name.toLowerCase())
  if (begun === undefined) return 'NotRegistered'
  return arm.clock() >= begun + arm.knobs.registrationMs ? 'Registered' : 'Registering'
}

function namespaceOf({ call }: ArmCall): string {
  const asked = call.segments[3] ?? ''
  const known = [...ALWAYS, GRAPH_SERVICES].find((name) => name.toLowerCase() === asked.toLowerCase())
  if (known) return known
  throw new ArmFailure(404, 'InvalidResourceNamespace', `The resource namespace '${asked}' is invalid.`)
}

function rowOf(asked: ArmCall, subscription: Subscription, namespace: string): object {
  const accounts = { resourceType: 'accounts', locations: ['global'], apiVersions: ACCOUNT_VERSIONS }
  return {
    id: `/subscriptions/${subscription.id}/providers/${namespace}`,
    namespace,
    resourceTypes:
      namespace === GRAPH_SERVICES ? [{ ...accounts, capabilities: 'SupportsTags, SupportsLocation' }] : [],
    registrationState: stateOf(asked, subscription, namespace),
    registrationPolicy: ALWAYS.includes(namespace) ? 'RegistrationFree' : 'RegistrationRequired',
  }
}
