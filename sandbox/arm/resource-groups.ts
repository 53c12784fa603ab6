import { json, type Reply } from '../http/reply.ts'
import { addGroup, type ResourceGroup, removeAccount, type Subscription } from './azure.ts'
import { bodyOf, tagsIn } from './body.ts'
import type { ArmCall } from './context.ts'
import { ArmFailure } from './errors.ts'
import { subscriptionFor } from './rights.ts'

const TYPE = 'Microsoft.Resources/subscriptions/resourceGroups'

/** `GET /subscriptions/{id}/resourcegroups` (Learn: Resource Groups - List). */
export function listGroups(asked: ArmCall): Reply {
  const subscription = subscriptionFor(asked, `${TYPE}/read`)
  return json(200, { value: [...subscription.groups.values()].map((group) => rowOf(subscription, group)) })
}

export function getGroup(asked: ArmCall): Reply {
  const subscription = subscriptionFor(asked, `${TYPE}/read`, scopeOf(asked))
  return json(200, rowOf(subscription, requireGroup(subscription, asked.call.segments[3] ?? '')))
}

/** 204 when it is there, 404 without a body when not. */
export function headGroup(asked: ArmCall): Reply {
  const subscription = subscriptionFor(asked, `${TYPE}/read`, scopeOf(asked))
  return { status: subscription.groups.has(asked.call.lower[3] ?? '') ? 204 : 404 }
}

/** `PUT` makes one or changes its tags; where it lies remains (Learn: Resource Groups - Create Or Update). */
export function putGroup(asked: ArmCall): Reply {
  const subscription = subscriptionFor(asked, `${TYPE}/write`, scopeOf(asked))
  const name = asked.call.segments[3] ?? ''
  checkName(name)
  const body = bodyOf(asked.call)
  const location = placeOf(body.location)
  const known = subscription.groups.get(name.toLowerCase())
  if (known && known.location !== location)
    throw new ArmFailure(
      409,
      'InvalidResourceGroupLocation',
      `Invalid resource group location '${location}'. The Resource group already exists in location '${known.location}'.`,
    )
  const group = known ?? { name, location, tags: {} }
  group.tags = tagsIn(body)
  addGroup(subscription, group)
  return json(known ? 200 : 201, rowOf(subscription, group))
}

/** Everything in it goes with it. Azure takes minutes; here it is done at once, and told like a long operation. */
export function deleteGroup(asked: ArmCall): Reply {
  const subscription = subscriptionFor(asked, `${TYPE}/delete`, scopeOf(asked))
  const group = requireGroup(subscription, asked.call.segments[3] ?? '')
  for (const account of subscription.accounts.values())
    if (account.resourceGroup.toLowerCase() === group.name.toLowerCase())
      removeAccount(subscription, account, asked.arm.entra.applications)
  subscription.groups.delete(group.name.toLowerCase())
  return { status: 202 }
}

export function requireGroup(subscription: Subscription, name: string): ResourceGroup {
  const group = subscription.groups.get(name.toLowerCase())
  if (group) return group
  throw new ArmFailure(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`)
}

export const LOCATIONS: Readonly<Record<string, string>> = {
  westeurope: 'West Europe',
  northeurope: 'North Europe',
  germanywestcentral: 'Germany West Central',
  switzerlandnorth: 'Switzerland North',
  eastus: 'East US',
  westus2: 'West US 2',
}

/** `West Europe` and `westeurope` are one place. */
function placeOf(given: unknown): string {
  if (typeof given !== 'string' || given === '')
    throw new ArmFailure(400, 'LocationRequired', 'The location property is required for this definition.')
  const place = given.toLowerCase().replaceAll(' ', '')
  if (place in LOCATIONS) return place
  throw new ArmFailure(
    400,
    'LocationNotAvailableForResourceGroup',
    `The provided location '${given}' is not available for resource group. List of available regions is '${Object.keys(LOCATIONS).join(',')}'.`,
  )
}

function checkName(name: string): void {
  if (/^[\p{L}\p{N}._()-]{1,90}$/u.test(name) && !name.endsWith('.')) return
  throw new ArmFailure(
    400,
    'InvalidResourceGroup',
    `The provided resource group name '${name}' is not valid. The name can only be a letter, digit, '-', '.', '(', ')' or '_', has at most 90 characters and does not end with a period.`,
  )
}

function rowOf({ id }: Subscription, { name, location, tags }: ResourceGroup): object {
  return {
    id: `/subscriptions/${id}/resourceGroups/${name}`,
    name,
    type: 'Microsoft.Resources/resourceGroups',
    location,
    tags,
    properties: { provisioningState: 'Succeeded' },
  }
}

function scopeOf({ call }: ArmCall): string {
  return `/subscriptions/${call.segments[1]}/resourcegroups/${call.segments[3]}`
}
