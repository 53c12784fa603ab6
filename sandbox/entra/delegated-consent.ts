import type { Operator } from '../tenant/people.ts'
import { type Application, makeServicePrincipal } from './applications.ts'
import type { Entra } from './entra.ts'
import {
  DIRECTORY_ROLES,
  GRAPH_APP_ID,
  GRAPH_SCOPES,
  isForAdministrators,
  SCOPE_TITLES,
} from './graph-permissions.ts'
import type { AskedScopes } from './scopes.ts'

/** Who may consent to delegated permissions for others, and to those that administrators alone may give (Learn: Grant admin consent). */
const CONSENTING: readonly string[] = [
  DIRECTORY_ROLES.globalAdministrator,
  DIRECTORY_ROLES.privilegedRoleAdministrator,
  DIRECTORY_ROLES.applicationAdministrator,
  DIRECTORY_ROLES.cloudApplicationAdministrator,
]

export function mayConsentForAll({ wids }: Operator): boolean {
  return wids.some((role) => CONSENTING.includes(role))
}

/** Scopes by the object id of the resource they are of. */
export type ScopesByResource = ReadonlyMap<string, readonly string[]>

/** What is asked and has not been consented to yet. Apps of Microsoft's own are known to no one here and ask for nothing. */
export function unconsented(
  entra: Entra,
  app: Application | undefined,
  { person }: Operator,
  asked: AskedScopes,
): ScopesByResource {
  const missing = new Map<string, readonly string[]>()
  if (!app) return missing
  for (const [resourceId, names] of wanted(entra, app, asked)) {
    const held = entra.grants.scopesOf(app.servicePrincipalId, resourceId, person.id)
    const left = names.filter((name) => !held.has(name))
    if (left.length > 0) missing.set(resourceId, left)
  }
  return missing
}

/** What is asked, consented to or not; `.default` represents what the registration lists. */
export function wanted(entra: Entra, app: Application, { graph, arm }: AskedScopes): ScopesByResource {
  const expanded = graph.flatMap((name) => (name === '.default' ? delegatedScopesListedBy(app) : name))
  return new Map([
    [entra.assignments.graphServicePrincipalId, expanded],
    [entra.assignments.armServicePrincipalId, arm.map(() => 'user_impersonation')],
  ])
}

/** Delegated permissions of Graph that the registration lists. */
export function delegatedScopesListedBy({ registration }: Application): string[] {
  const listed = registration.requiredResourceAccess
    .filter(({ resourceAppId }) => resourceAppId === GRAPH_APP_ID)
    .flatMap(({ resourceAccess }) => resourceAccess.filter(({ type }) => type === 'Scope'))
  return Object.keys(GRAPH_SCOPES).filter((name) => listed.some(({ id }) => id === GRAPH_SCOPES[name]))
}

export function needsAdministrator(missing: ScopesByResource): boolean {
  return [...missing.values()].flat().some(isForAdministrators)
}

/** Lines of the consent page. */
export function titlesOf(missing: ScopesByResource): string[] {
  return [...missing.values()].flat().map((name) => `${SCOPE_TITLES[name] ?? name} (${name})`)
}

/** For the person, or for everyone when an administrator says so. */
export function consent(
  entra: Entra,
  app: Application,
  missing: ScopesByResource,
  personId: string | null,
): void {
  const clientId = makeServicePrincipal(app, entra.clock())
  for (const [resourceId, names] of missing)
    entra.grants.add({ clientId, principalId: personId, resourceId }, names)
}
