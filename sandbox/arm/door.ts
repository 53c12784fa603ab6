import { type Call, option } from '../http/call.ts'
import { json, type Reply } from '../http/reply.ts'
import * as accounts from './accounts.ts'
import type { ArmCall, ArmContext } from './context.ts'
import { ArmFailure, failureReply, withRequestIds } from './errors.ts'
import * as providers from './providers.ts'
import * as groups from './resource-groups.ts'
import * as subscriptions from './subscriptions.ts'

/** True for addresses of Azure Resource Manager's; no tenant is called like them. */
export function isArm({ lower }: Call): boolean {
  return lower[0] === 'subscriptions' || lower[0] === 'providers'
}

/** Answers `/subscriptions…` and `/providers…`: version, token, then the call itself. */
export function armDoor(arm: ArmContext, call: Call): Reply {
  arm.requests.set('azure', (arm.requests.get('azure') ?? 0) + 1)
  try {
    const caller = arm.access.caller(call)
    const route = findRoute(call)
    checkVersion(call, route)
    if (!route) throw notServed(call)
    return withRequestIds(route.answer({ arm, call, caller }))
  } catch (error) {
    if (!(error instanceof ArmFailure)) throw error
    return withRequestIds(failureReply(error))
  }
}

interface Route {
  readonly pattern: string
  readonly versions: 'resources' | 'accounts'
  readonly answer: (asked: ArmCall) => Reply
}

const ACCOUNTS = '/providers/microsoft.graphservices/accounts'

const ROUTES: readonly Route[] = [
  route('GET /subscriptions', subscriptions.listSubscriptions),
  route('GET /subscriptions/*', subscriptions.getSubscription),
  route('GET /subscriptions/*/locations', subscriptions.listLocations),
  route('GET /subscriptions/*/resources', accounts.listResources),
  route('GET /subscriptions/*/resourcegroups', groups.listGroups),
  route('GET /subscriptions/*/resourcegroups/*', groups.getGroup),
  route('HEAD /subscriptions/*/resourcegroups/*', groups.headGroup),
  route('PUT /subscriptions/*/resourcegroups/*', groups.putGroup),
  route('DELETE /subscriptions/*/resourcegroups/*', groups.deleteGroup),
  route('GET /subscriptions/*/providers', providers.listProviders),
  route('GET /subscriptions/*/providers/*', providers.getProvider),
  route('POST /subscriptions/*/providers/*/register', providers.registerProvider),
  route('POST /subscriptions/*/providers/*/unregister', providers.unregisterProvider),
  account(`GET /subscriptions/*${ACCOUNTS}`, accounts.listAccounts),
  account(`GET /subscriptions/*/resourcegroups/*${ACCOUNTS}`, accounts.listAccounts),
  account(`GET /subscriptions/*/resourcegroups/*${ACCOUNTS}/*`, accounts.getAccount),
  account(`PUT /subscriptions/*/resourcegroups/*${ACCOUNTS}/*`, accounts.putAccount),
  account(`PATCH /subscriptions/*/resourcegroups/*${ACCOUNTS}/*`, accounts.patchAccount),
  account(`DELETE /subscriptions/*/resourcegroups/*${ACCOUNTS}/*`, accounts.deleteAccount),
  account(
    'GET /subscriptions/*/providers/microsoft.graphservices/locations/*/operationstatuses/*',
    accounts.getOperation,
  ),
  account('GET /providers/microsoft.graphservices/operations', () => json(200, { value: OPERATIONS })),
]

const OPERATIONS = ['read', 'write', 'delete'].map((verb) => ({
  name: `Microsoft.GraphServices/accounts/${verb}`,
  isDataAction: false,
}))

function route(pattern: string, answer: Route['answer']): Route {
  return { pattern, versions: 'resources', answer }
}

function account(pattern: string, answer: Route['answer']): Route {
  return { pattern, versions: 'accounts', answer }
}

function findRoute(call: Call): Route | undefined {
  return ROUTES.find(({ pattern }) => {
    const [method, path = ''] = pattern.split(' ')
    const parts = path.split('/').slice(1)
    return (
      method === call.method &&
      parts.length === call.lower.length &&
      parts.every((part, i) => part === '*' || part === call.lower[i])
    )
  })
}

/** Every call names its version; the resource provider knows two, Azure itself any from 2016 on. */
function checkVersion(call: Call, known: Route | undefined): void {
  const version = option(call, 'api-version')
  if (!version)
    throw new ArmFailure(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    )
  if (known?.versions === 'accounts' && !providers.ACCOUNT_VERSIONS.includes(version))
    throw new ArmFailure(
      400,
      'NoRegisteredProviderFound',
      `No registered resource provider found for location 'global' and API version '${version}' for type 'accounts'. The supported api-versions are '${providers.ACCOUNT_VERSIONS.join(', ')}'. The supported locations are ', global'.`,
    )
  if (!/^20(1[6-9]|2\d)-\d\d-\d\d(-preview)?$/.test(version))
    throw new ArmFailure(400, 'InvalidApiVersionParameter', `The api-version '${version}' is invalid.`)
}

function notServed(call: Call): ArmFailure {
  return new ArmFailure(404, 'NotFound', `The sandbox does not serve ${call.method} ${call.url}`)
}
