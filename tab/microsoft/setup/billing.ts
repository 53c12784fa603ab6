/**
 * Links the app to an Azure subscription, which a metered tenant needs (Learn: Enable metered APIs and services in Microsoft
 * Graph). One account belongs to one app; what exists is found and kept.
 */
import type { Arm } from '../arm.ts'
import { MicrosoftRefusal } from '../refusal.ts'
import type { Backend } from './backend.ts'
import { type Intention, isIntended, type Journal } from './journal.ts'
import { Obstacle } from './obstacle.ts'
import type { Outcome, Step } from './steps.ts'

/** Of `Microsoft.GraphServices` (azure-rest-api-specs, stable). */
const GRAPH_SERVICES_VERSION = '2023-04-13'

export interface Subscription {
  subscriptionId: string
  displayName: string
  state: string
}

export interface ResourceGroup {
  name: string
  location: string
}

export interface BillingAccount {
  /** `/subscriptions/…/resourceGroups/…/providers/Microsoft.GraphServices/accounts/…` */
  id: string
  name: string
  properties: { appId: string; provisioningState?: string; billingPlanId?: string } | null
}

const RESOURCES_VERSION = '2021-04-01'
const SUBSCRIPTIONS_VERSION = '2022-12-01'
const PROVIDER = 'Microsoft.GraphServices'

export async function subscriptionsOf(arm: Arm): Promise<Subscription[]> {
  const all = await arm.list<Subscription>(`/subscriptions?api-version=${SUBSCRIPTIONS_VERSION}`)
  return all.filter(({ state }) => state === 'Enabled' || state === 'Warned')
}

export function resourceGroupsOf(arm: Arm, subscriptionId: string): Promise<ResourceGroup[]> {
  return arm.list<ResourceGroup>(
    `/subscriptions/${subscriptionId}/resourcegroups?api-version=${RESOURCES_VERSION}`,
  )
}

/** The account that links this app, in any of the subscriptions. Who may not look into one is not told of it. */
export async function findAccount(
  arm: Arm,
  subscriptions: readonly Pick<Subscription, 'subscriptionId'>[],
  applicationId: string,
): Promise<BillingAccount | undefined> {
  for (const { subscriptionId } of subscriptions) {
    const path = `/subscriptions/${subscriptionId}/providers/${PROVIDER}/accounts?api-version=${GRAPH_SERVICES_VERSION}`
    const accounts = await arm.list<BillingAccount>(path).catch((error: unknown) => {
      const mayNot = error instanceof MicrosoftRefusal && (error.status === 403 || error.status === 404)
      // A subscription whose provider is not registered has none.
      if (mayNot || (error instanceof MicrosoftRefusal && error.status === 409)) return []
      throw error
    })
    const found = accounts.find(({ properties }) => sameId(properties?.appId, applicationId))
    if (found) return found
  }
  return undefined
}

export interface BillingPlan {
  arm: Arm
  backend: Pick<Backend, 'set'>
  journal: Journal
  applicationId: string
  subscriptionId: string
  resourceGroup: string
  accountName: string
}

export function billingSteps(plan: BillingPlan): Step[] {
  return [
    {
      name: 'provider',
      call: `POST /subscriptions/{id}/providers/${PROVIDER}/register`,
      run: () => register(plan),
    },
    {
      name: 'account',
      what: plan.accountName,
      call: `PUT …/${PROVIDER}/accounts/{name}`,
      run: () => link(plan),
    },
    { name: 'note', call: 'PUT /api/setup', run: () => note(plan) },
  ]
}

async function register({ arm, subscriptionId }: BillingPlan): Promise<Outcome> {
  const base = `/subscriptions/${subscriptionId}/providers/${PROVIDER}`
  const version = `?api-version=${RESOURCES_VERSION}`
  type Provider = { registrationState: string }
  const now = await arm.find<Provider>({ method: 'GET', path: base + version })
  if (now?.registrationState === 'Registered') return 'found'
  await arm.call({ method: 'POST', path: `${base}/register${version}` })
  const isThere = ({ registrationState }: Provider) => registrationState === 'Registered'
  const after = await arm.until<Provider>(base + version, isThere)
  if (after && isThere(after)) return 'done'
  throw unfinished('provider-not-registered', after?.registrationState)
}

function accountPath({ subscriptionId, resourceGroup, accountName }: BillingPlan): string {
  const group = encodeURIComponent(resourceGroup)
  return `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/${PROVIDER}/accounts/${encodeURIComponent(accountName)}`
}

async function link(plan: BillingPlan): Promise<Outcome> {
  const { arm, journal, applicationId, accountName } = plan
  const path = accountPath(plan)
  const address = addressOf(path)
  const it: Intention = { kind: 'billing-account', key: path, name: accountName, applicationId }
  const there = await arm.find<BillingAccount>({ method: 'GET', path: address })
  if (there && !sameId(there.properties?.appId, applicationId))
    throw new Obstacle('accountTaken', accountName)
  if (there && isDone(there)) {
    if (isIntended(await journal.entries(), it.kind, it.key)) await journal.created(it, path)
    return 'found'
  }
  // One that someone else began is finished, and remains theirs.
  const isOurs = there === undefined || isIntended(await journal.entries(), it.kind, it.key)
  const body = { location: 'global', properties: { appId: applicationId } }
  const put = () => arm.call<BillingAccount>({ method: 'PUT', path: address, body })
  await (isOurs ? journal.attempt(it, put) : put())
  const after = await arm.until<BillingAccount>(address, (it) => isDone(it) || hasFailed(it))
  if (!after || !isDone(after)) throw unfinished('account-not-made', after?.properties?.provisioningState)
  if (isOurs) await journal.created(it, path)
  return 'done'
}

/** Undefined: there is none of that address. */
export function readAccount(arm: Arm, id: string): Promise<BillingAccount | undefined> {
  return arm.find<BillingAccount>({ method: 'GET', path: addressOf(id) })
}

/** Deletes the account if it links this app. False: there is none that does. */
export async function dropAccount(arm: Arm, id: string, applicationId: string): Promise<boolean> {
  const there = await readAccount(arm, id)
  if (!there || !sameId(there.properties?.appId, applicationId)) return false
  await arm.find({ method: 'DELETE', path: addressOf(id) })
  return true
}

function addressOf(path: string): string {
  return `${path}?api-version=${GRAPH_SERVICES_VERSION}`
}

async function note(plan: BillingPlan): Promise<Outcome> {
  const { backend, subscriptionId, resourceGroup, accountName } = plan
  await backend.set({ billing: { association: { subscriptionId, resourceGroup, accountName } } })
  return 'done'
}

function isDone({ properties }: BillingAccount): boolean {
  return (properties?.provisioningState ?? 'Succeeded') === 'Succeeded'
}

function hasFailed({ properties }: BillingAccount): boolean {
  return ['Failed', 'Canceled'].includes(properties?.provisioningState ?? '')
}

function unfinished(code: string, state: string | undefined): MicrosoftRefusal {
  return new MicrosoftRefusal({ service: 'azure', kind: 'refused', status: 200, code, said: state ?? '' })
}

/** What a found account is called by our server. */
export function associationIn({ id, name }: BillingAccount) {
  const [, subscriptionId = '', resourceGroup = ''] =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\//i.exec(id) ?? []
  return { subscriptionId, resourceGroup: decodeURIComponent(resourceGroup), accountName: name }
}

function sameId(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase()
}
