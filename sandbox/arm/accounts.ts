import { randomUUID } from 'node:crypto'
import type { Application } from '../entra/applications.ts'
import { DIRECTORY_ROLES } from '../entra/graph-permissions.ts'
import { GUID } from '../guid.ts'
import { json, type Reply } from '../http/reply.ts'
import { accountKey, type BillingAccount, linkBilling, removeAccount, type Subscription } from './azure.ts'
import { bodyOf, tagsIn } from './body.ts'
import type { ArmCall } from './context.ts'
import { ArmFailure } from './errors.ts'
import { GRAPH_SERVICES, requireRegistered } from './providers.ts'
import { requireGroup } from './resource-groups.ts'
import { subscriptionFor } from './rights.ts'

/** `Microsoft.GraphServices/accounts`, api-version 2023-04-13 (azure-rest-api-specs, graphservicesprod). */
const TYPE = `${GRAPH_SERVICES}/accounts`

/** Below a resource group, or of a whole subscription. */
export function listAccounts(asked: ArmCall): Reply {
  const subscription = subscriptionFor(asked, `${TYPE}/read`)
  const inGroup = asked.call.lower[2] === 'resourcegroups' ? (asked.call.segments[3] ?? '') : undefined
  if (inGroup !== undefined) requireGroup(subscription, inGroup)
  const value = [...subscription.accounts.values()]
    .filter(({ resourceGroup }) => inGroup === undefined || same(resourceGroup, inGroup))
    .map((account) => rowOf(subscription, account))
  return json(200, { value, nextLink: null })
}

export function getAccount(asked: ArmCall): Reply {
  const subscription = subscriptionFor(asked, `${TYPE}/read`, asked.call.url.split('?')[0])
  return json(200, rowOf(subscription, require(asked, subscription)))
}

/** Makes the link: 201, and an operation to follow while it is in progress. */
export function putAccount(asked: ArmCall): Reply {
  const { arm, call, caller } = asked
  const [group = '', name = ''] = [call.segments[3], call.segments[7]]
  const subscription = subscriptionFor(asked, `${TYPE}/write`, call.url.split('?')[0])
  requireGroup(subscription, group)
  requireRegistered(asked, subscription)
  const body = bodyOf(call)
  checkPlace(body.location)
  const appId = appIdIn(body.properties)
  const known = subscription.accounts.get(accountKey(group, name))
  if (known && known.appId !== appId)
    throw new ArmFailure(
      400,
      'PropertyChangeNotAllowed',
      "Changing property 'properties.appId' is not allowed.",
    )
  const app = appToLink(asked, appId)
  checkFree(asked, appId, known)
  const now = arm.clock()
  const by = arm.entra.tenant.findPerson(caller.objectId)?.userPrincipalName ?? caller.app.clientId
  const account: BillingAccount = known ?? {
    name,
    resourceGroup: group,
    appId,
    billingPlanId: randomUUID(),
    tags: {},
    createdAt: now,
    createdBy: by,
    changedAt: now,
    changedBy: by,
    outcome: 'Canceled',
  }
  const wasLinked = known?.outcome === 'Succeeded'
  const outcome = wasLinked ? known.outcome : arm.knobs.accountOutcome
  Object.assign(account, { changedAt: now, changedBy: by, tags: tagsIn(body), outcome })
  subscription.accounts.set(accountKey(group, name), account)
  if (!wasLinked && outcome === 'Succeeded') linkBilling(app, now, arm.knobs)
  return json(known ? 200 : 201, rowOf(subscription, account), followUp(asked, subscription, account))
}

/** Tags are all that can be changed. */
export function patchAccount(asked: ArmCall): Reply {
  const subscription = subscriptionFor(asked, `${TYPE}/write`, asked.call.url.split('?')[0])
  const account = require(asked, subscription)
  account.tags = tagsIn(bodyOf(asked.call))
  return json(200, rowOf(subscription, account))
}

/** 200 for what was there, 204 for what was not. */
export function deleteAccount(asked: ArmCall): Reply {
  const { arm, call } = asked
  const subscription = subscriptionFor(asked, `${TYPE}/delete`, call.url.split('?')[0])
  const account = subscription.accounts.get(accountKey(call.segments[3] ?? '', call.segments[7] ?? ''))
  if (!account) return { status: 204 }
  removeAccount(subscription, account, arm.entra.applications)
  return { status: 200 }
}

/** `GET …/providers/Microsoft.GraphServices/locations/global/operationStatuses/{id}`: how making an account goes. */
export function getOperation(asked: ArmCall): Reply {
  const { call } = asked
  const subscription = subscriptionFor(asked, `${GRAPH_SERVICES}/locations/operationStatuses/read`)
  const operation = call.segments[7] ?? ''
  const account = [...subscription.accounts.values()].find((one) => one.billingPlanId === operation)
  if (!account) throw new ArmFailure(404, 'NotFound', `The operation '${operation}' could not be found.`)
  const done = madeBy(asked, account)
  const running = asked.arm.clock() < done
  return json(
    200,
    {
      id: call.url.split('?')[0],
      name: operation,
      status: running ? 'InProgress' : account.outcome,
      startTime: new Date(account.createdAt).toISOString(),
      ...(running ? {} : { endTime: new Date(done).toISOString() }),
    },
    running ? { 'retry-after': '1' } : {},
  )
}

/** `GET /subscriptions/{id}/resources?$filter=resourceType eq '…'`: what `az resource list` shows, without properties. */
export function listResources(asked: ArmCall): Reply {
  const subscription = subscriptionFor(asked, 'Microsoft.Resources/subscriptions/resources/read')
  const filter = asked.call.query.get('$filter') ?? ''
  const wanted = /^resourceType eq '([^']+)'$/i.exec(filter)?.[1]
  if (filter !== '' && wanted === undefined)
    throw new ArmFailure(400, 'InvalidFilterInQueryString', `Invalid $filter '${filter}' specified.`)
  const all = wanted === undefined || same(wanted, TYPE) ? [...subscription.accounts.values()] : []
  const value = all.map((account) => {
    const { name, tags } = account
    return { id: idOf(subscription, account), name, type: TYPE, location: 'global', tags }
  })
  return json(200, { value })
}

// ── What may be linked ───────────────────────────────────────────────────────────────────────────────────────────

function checkPlace(location: unknown): void {
  if (typeof location !== 'string' || location === '')
    throw new ArmFailure(400, 'LocationRequired', 'The location property is required for this definition.')
  if (location.toLowerCase() !== 'global')
    throw new ArmFailure(
      400,
      'LocationNotAvailableForResourceType',
      `The provided location '${location}' is not available for resource type '${TYPE}'. List of available regions for the resource type is 'global'.`,
    )
}

function appIdIn(properties: unknown): string {
  const appId = (properties as { appId?: unknown } | null | undefined)?.appId
  if (typeof appId === 'string' && GUID.test(appId)) return appId.toLowerCase()
  throw new ArmFailure(400, 'BadRequest', 'The application id is missing or is not a GUID.')
}

/** The caller owns the app or administers apps (Learn: Metered APIs FAQ); a new app may not be known yet. */
function appToLink({ arm, caller }: ArmCall, appId: string): Application {
  const app = arm.entra.applications.get(appId)
  if (!app || !arm.entra.replicated(app.createdAt))
    throw new ArmFailure(400, 'BadRequest', 'The application was not found in this tenant.')
  const administers = caller.wids.some((role) => APP_ADMINISTRATORS.includes(role))
  if (!administers && !app.owners.has(caller.objectId))
    throw new ArmFailure(
      403,
      'Forbidden',
      `The caller is neither an owner of the application '${appId}' nor an application administrator.`,
    )
  return app
}

const APP_ADMINISTRATORS: readonly string[] = [
  DIRECTORY_ROLES.globalAdministrator,
  DIRECTORY_ROLES.applicationAdministrator,
  DIRECTORY_ROLES.cloudApplicationAdministrator,
]

/** One account links one app, and an app is linked by one account. */
function checkFree({ arm }: ArmCall, appId: string, own: BillingAccount | undefined): void {
  const taken = arm.azure.accountOf(appId)
  if (!taken || taken.account === own) return
  throw new ArmFailure(
    409,
    'Conflict',
    `The application '${appId}' is already associated with the resource '${idOf(taken.subscription, taken.account)}'.`,
  )
}

// ── Finding and showing ──────────────────────────────────────────────────────────────────────────────────────────

function require({ call }: ArmCall, subscription: Subscription): BillingAccount {
  const [group = '', name = ''] = [call.segments[3], call.segments[7]]
  requireGroup(subscription, group)
  const account = subscription.accounts.get(accountKey(group, name))
  if (account) return account
  throw new ArmFailure(
    404,
    'ResourceNotFound',
    `The Resource '${TYPE}/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  )
}

function madeBy({ arm }: ArmCall, { createdAt }: BillingAccount): number {
  return createdAt + arm.knobs.accountMs
}

function followUp(asked: ArmCall, { id }: Subscription, account: BillingAccount): Record<string, string> {
  if (asked.arm.clock() >= madeBy(asked, account)) return {}
  const operation = `${asked.call.base}/subscriptions/${id}/providers/${GRAPH_SERVICES}/locations/global/operationStatuses/${account.billingPlanId}`
  return { 'azure-asyncoperation': `${operation}?api-version=2023-04-13`, 'retry-after': '1' }
}

function idOf({ id }: Subscription, { resourceGroup, name }: BillingAccount): string {
  return `/subscriptions/${id}/resourceGroups/${resourceGroup}/providers/${TYPE}/${name}`
}

function rowOf(subscription: Subscription, account: BillingAccount): object {
  const { name, tags, appId, billingPlanId, createdAt, createdBy, changedAt, changedBy } = account
  return {
    id: idOf(subscription, account),
    name,
    type: TYPE.toLowerCase(),
    location: 'Global',
    tags: Object.keys(tags).length > 0 ? tags : null,
    properties: { appId, billingPlanId, provisioningState: account.outcome },
    systemData: {
      createdBy,
      createdByType: 'User',
      createdAt: new Date(createdAt).toISOString(),
      lastModifiedBy: changedBy,
      lastModifiedByType: 'User',
      lastModifiedAt: new Date(changedAt).toISOString(),
    },
  }
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
