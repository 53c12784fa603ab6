import type { Permission, Registration } from '../entra/registration.ts'
import { GUID } from '../guid.ts'
import { GraphFailure } from './errors.ts'

/** Complex members are merged member by member, collections are replaced whole (Learn: Update application). */
const COMPLEX = new Set(['info', 'api', 'spa', 'web', 'publicClient'])

/** The registration after a POST or PATCH body. Throws what Graph answers when it refuses. */
export function changed(
  registration: Registration,
  body: Readonly<Record<string, unknown>>,
  app: { readonly clientId: string; readonly tenantId: string },
): Registration {
  for (const name of Object.keys(body))
    if (!(name in registration)) throw refused(`Invalid property '${name}'.`)
  const next = structuredClone(registration) as unknown as Record<string, unknown>
  for (const [name, value] of Object.entries(body)) {
    const merges = COMPLEX.has(name) && typeof value === 'object' && value !== null
    if (merges) knownMembers(name, next[name] as object, value)
    next[name] = merges ? { ...(next[name] as object), ...value } : value
  }
  const after = next as unknown as Registration
  check(registration, after, app)
  return after
}

function knownMembers(name: string, known: object, given: object): void {
  for (const member of Object.keys(given))
    if (!(member in known)) throw refused(`Invalid property '${member}' of '${name}'.`)
}

function check(before: Registration, after: Registration, app: { clientId: string; tenantId: string }): void {
  if (!after.displayName)
    throw refused("A value is required for property 'displayName' of resource 'Application'.")
  if (!AUDIENCES.includes(after.signInAudience))
    throw refused("Invalid value specified for property 'signInAudience'.")
  checkPermissions('appRoles', before.appRoles, after.appRoles)
  checkPermissions(
    'oauth2PermissionScopes',
    before.api.oauth2PermissionScopes,
    after.api.oauth2PermissionScopes,
  )
  checkPreAuthorized(before, after)
  for (const uri of after.identifierUris) checkIdentifierUri(uri, app)
  checkRedirects('spa', after.spa.redirectUris, /^(https:\/\/|http:\/\/localhost([:/]|$)|brk-[a-z-]+:\/\/)/)
  checkRedirects('web', after.web.redirectUris, /^(https:\/\/|http:\/\/localhost([:/]|$))/)
}

const AUDIENCES = [
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
]

function checkPermissions(name: string, before: readonly Permission[], after: readonly Permission[]): void {
  if (after.some(({ id }) => !GUID.test(String(id)))) throw refused(`Property ${name}.id is invalid.`)
  const ids = after.map(({ id }) => id)
  const values = after.map(({ value }) => value).filter((value) => value !== null)
  if (new Set(ids).size < ids.length || new Set(values).size < values.length)
    throw new GraphFailure(400, 'InvalidValue', `Property ${name} contains a duplicate value.`)
  for (const one of before) {
    const kept = after.find(({ id }) => id === one.id)
    if (one.isEnabled !== false && kept?.value !== one.value)
      throw new GraphFailure(
        400,
        'CannotDeleteOrUpdateEnabledEntitlement',
        'Permission (scope or role) cannot be deleted or updated unless disabled first.',
      )
  }
}

/** A client can be pre-authorised for scopes that were there before only (microsoft-graph-docs-contrib issue 1395). */
function checkPreAuthorized(before: Registration, after: Registration): void {
  const known = new Set(before.api.oauth2PermissionScopes.map(({ id }) => id))
  for (const { delegatedPermissionIds } of after.api.preAuthorizedApplications)
    if (!delegatedPermissionIds?.every((id) => known.has(id)))
      throw new GraphFailure(
        400,
        'InvalidValue',
        'Property api.preAuthorizedApplications.delegatedPermissionIds has a Permission Id that cannot be found in the AppPermissions sets.',
      )
}

/** `api://…` must hold the app's or the tenant's id (Learn: Restrictions on identifier URIs). */
function checkIdentifierUri(
  uri: string,
  { clientId, tenantId }: { clientId: string; tenantId: string },
): void {
  const lower = uri.toLowerCase()
  const allowed =
    lower === `api://${clientId}` || lower.endsWith(`/${clientId}`) || lower.startsWith(`api://${tenantId}/`)
  if (!lower.startsWith('api://') || !allowed)
    throw new GraphFailure(
      400,
      'HostNameNotOnVerifiedDomain',
      "Values of identifierUris property must use a verified domain of the organization or its subdomain: ''.",
    )
}

function checkRedirects(kind: string, addresses: readonly string[], allowed: RegExp): void {
  const bad = addresses.find((address) => !allowed.test(address) || address.includes('#'))
  if (bad !== undefined) throw refused(`Property ${kind}.redirectUris has an invalid value.`)
}

export function refused(message: string): GraphFailure {
  return new GraphFailure(400, 'Request_BadRequest', message)
}
