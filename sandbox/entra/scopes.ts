import type { Application } from './applications.ts'
import type { Entra } from './entra.ts'
import { SignInFailure } from './errors.ts'
import { ARM_SCOPES, GRAPH_APP_ID, GRAPH_SCOPES } from './graph-permissions.ts'

const OIDC_SCOPES = ['openid', 'profile', 'email', 'offline_access']

/** A `scope` parameter, taken apart by who understands it. */
export interface AskedScopes {
  readonly oidc: readonly string[]
  /** APIs registered in the tenant. */
  readonly apis: readonly Application[]
  /** Names as Graph writes them, `.default` among them. */
  readonly graph: readonly string[]
  readonly arm: readonly string[]
  /** What stood before the names of Graph's and Azure's scopes: the answer names them the same way. */
  readonly prefix: string
}

/** Throws what Entra answers to a resource or a scope that there is not. */
export function readScopes(entra: Entra, text: string): AskedScopes {
  const oidc: string[] = []
  const apis: Application[] = []
  const graph: string[] = []
  const arm: string[] = []
  let prefix = ''
  for (const scope of text.split(' ').filter((one) => one !== '')) {
    const api = OIDC_SCOPES.includes(scope) ? undefined : apiOf(entra, scope)
    if (OIDC_SCOPES.includes(scope)) oidc.push(scope)
    else if (api) apis.push(api)
    else {
      const [resource, name] = parted(scope)
      const known = resourceOf(resource, name)
      if (!known) throw new SignInFailure(500011, `'${resource}'.`)
      if (known === 'graph') graph.push(knownScope(GRAPH_SCOPES, name))
      else arm.push(knownScope(ARM_SCOPES, name))
      prefix ||= scope.slice(0, scope.length - name.length)
    }
  }
  return { oidc, apis, graph, arm, prefix }
}

/** A token is for one resource; several may be consented to at once. */
export function refuseSeveral({ apis, graph, arm }: AskedScopes): void {
  if ([apis, graph, arm].filter(({ length }) => length > 0).length > 1) throw new SignInFailure(28000)
}

function parted(scope: string): [resource: string, name: string] {
  const at = scope.lastIndexOf('/')
  return [scope.slice(0, Math.max(at, 0)).replace(/\/+$/, '').toLowerCase(), scope.slice(at + 1)]
}

const ARM_NAMES = ['https://management.azure.com', 'https://management.core.windows.net']
const GRAPH_NAMES = ['', 'https://graph.microsoft.com', GRAPH_APP_ID]
const HERE = /^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/

/** By name, or by an address of the sandbox: clients build scopes from the roots they were given. */
function resourceOf(resource: string, name: string): 'graph' | 'arm' | undefined {
  if (ARM_NAMES.includes(resource)) return 'arm'
  if (GRAPH_NAMES.includes(resource)) return 'graph'
  if (HERE.test(resource)) return name in ARM_SCOPES ? 'arm' : 'graph'
  return undefined
}

function knownScope(scopes: Readonly<Record<string, string>>, name: string): string {
  if (name === '.default') return name
  const known = Object.keys(scopes).find((one) => one.toLowerCase() === name.toLowerCase())
  if (!known) throw new SignInFailure(650053, `Scope '${name}'.`)
  return known
}

/**
 * The API a scope such as `api://host/<client id>/access_as_user` names, by its Application ID URI or its client id. The
 * tab's own app, which was never told a host, answers to every URI that holds its id.
 */
function apiOf(entra: Entra, scope: string): Application | undefined {
  const [resource, name] = parted(scope)
  if (resource.includes(entra.signIn.clientId)) return entra.signIn
  const api = [...entra.applications.values()].find(
    ({ clientId, registration }) =>
      clientId === resource || registration.identifierUris.some((uri) => uri.toLowerCase() === resource),
  )
  if (!api && resource.startsWith('api://')) throw new SignInFailure(500011, `'${resource}'.`)
  const exposes = api?.registration.api.oauth2PermissionScopes.some(({ value }) => value === name)
  if (api && name !== '.default' && !exposes) throw new SignInFailure(65005, `'${scope}'.`)
  return api
}
