/** The sign-in app as it should be: `entra.manifest.json` with its holes filled, laid over what is registered already. */
import { readFileSync } from 'node:fs'
import { fill, type Json } from '../fill.ts'
import type { RegistrationSettings } from '../settings.ts'

export type AppOptions = {
  /** Other organizations may sign in too. */
  readonly multiTenant: boolean
  /** Adds `http://localhost:PORT` as a redirect address, for a product that runs on this machine. */
  readonly localhostPort: number | undefined
}

export type Permission = { readonly id: string; readonly value: string; readonly [member: string]: Json }
type Client = { readonly appId: string; readonly delegatedPermissionIds: readonly string[] }
type Claim = { readonly name: string; readonly [member: string]: Json }
type Access = {
  readonly resourceAppId: string
  readonly resourceAccess: readonly { readonly id: string; readonly type: string }[]
}

/** The members we care for; Graph knows more (Learn: application resource type). */
export type SignInApp = {
  readonly displayName: string
  readonly description: string | null
  readonly signInAudience: string
  readonly identifierUris: readonly string[]
  readonly groupMembershipClaims: string | null
  readonly isFallbackPublicClient: boolean | null
  readonly info: { readonly [member: string]: Json }
  readonly api: {
    readonly requestedAccessTokenVersion: number | null
    readonly oauth2PermissionScopes: readonly Permission[]
    readonly preAuthorizedApplications: readonly Client[]
  }
  readonly appRoles: readonly Permission[]
  readonly spa: { readonly redirectUris: readonly string[] }
  readonly web: { readonly redirectUris: readonly string[]; readonly implicitGrantSettings: Json }
  readonly requiredResourceAccess: readonly Access[]
  readonly optionalClaims: {
    readonly accessToken?: readonly Claim[]
    readonly [token: string]: Json | undefined
  } | null
}

export const TEMPLATE_FILE = new URL('../entra.manifest.json', import.meta.url)

/** Stands where the client id goes until the app has one. */
const NO_CLIENT_ID = ''

export function templateOf(
  settings: RegistrationSettings,
  options: AppOptions,
  clientId = NO_CLIENT_ID,
): SignInApp {
  const { host, publisher } = settings
  const filled = fill(JSON.parse(readFileSync(TEMPLATE_FILE, 'utf8')), {
    HOST: host,
    TAB_CLIENT_ID: clientId,
    DEVELOPER_URL: publisher.websiteUrl,
    PRIVACY_URL: publisher.privacyUrl,
    TERMS_URL: publisher.termsUrl,
  }) as unknown as SignInApp // our own file, compared with Graph's types by sign-in-app.test.ts
  const local = options.localhostPort ? [`http://localhost:${options.localhostPort}/auth/redirect.html`] : []
  return {
    ...filled,
    signInAudience: options.multiTenant ? 'AzureADMultipleOrgs' : filled.signInAudience,
    spa: { redirectUris: [...filled.spa.redirectUris, ...local] },
  }
}

/** Name that finds the app again, whatever it is called by then (Learn: Upsert application). */
export function uniqueNameOf(host: string): string {
  return `chatvault-sign-in-${host.replaceAll(':', '-')}`
}

/** A new app's first body: what needs neither its client id nor its scope to be there already. */
export function firstBody(app: SignInApp): Record<string, Json> {
  const { identifierUris: _uris, api, ...rest } = app
  const { preAuthorizedApplications: _clients, ...ownApi } = api
  return { ...rest, api: ownApi } as unknown as Record<string, Json>
}

/**
 * Two bodies for an app that exists, each undefined when nothing differs: `first` has everything but `second`, which needs
 * the scope to be there (microsoft-graph-docs-contrib issue 1395); its `api` is whole, in case Graph replaces it. What others added is kept; names that people gave
 * are left alone.
 */
export function changesFor(existing: SignInApp, template: SignInApp): { first?: Body; second?: Body } {
  const goal = laidOver(existing, template)
  const { preAuthorizedApplications, ...api } = goal.api
  const first = differing(existing, { ...goal, api } as unknown as Record<string, Json>, ['identifierUris'])
  const uris = differing(existing, { identifierUris: goal.identifierUris }, [])
  const known = covers(existing.api.preAuthorizedApplications as Json, preAuthorizedApplications as Json)
  const second = { ...uris, ...(known ? {} : { api: goal.api as unknown as Json }) }
  return {
    ...(Object.keys(first).length > 0 ? { first } : {}),
    ...(Object.keys(second).length > 0 ? { second } : {}),
  }
}

export type Body = Readonly<Record<string, Json>>

function laidOver(existing: SignInApp, template: SignInApp): SignInApp {
  const scopes = byValue(existing.api.oauth2PermissionScopes, template.api.oauth2PermissionScopes)
  const isOpen = existing.signInAudience !== 'AzureADMyOrg'
  return {
    ...template,
    displayName: existing.displayName,
    signInAudience: isOpen ? existing.signInAudience : template.signInAudience,
    identifierUris: union(existing.identifierUris, template.identifierUris),
    groupMembershipClaims: namesDirectoryRoles(existing) ?? template.groupMembershipClaims,
    api: {
      requestedAccessTokenVersion: template.api.requestedAccessTokenVersion,
      oauth2PermissionScopes: scopes,
      preAuthorizedApplications: clients(existing, template, scopes),
    },
    appRoles: byValue(existing.appRoles, template.appRoles),
    spa: { redirectUris: union(existing.spa.redirectUris, template.spa.redirectUris) },
    web: { ...template.web, redirectUris: union(existing.web.redirectUris, template.web.redirectUris) },
    requiredResourceAccess: accesses(existing.requiredResourceAccess, template.requiredResourceAccess),
    optionalClaims: {
      ...existing.optionalClaims,
      accessToken: byName(
        existing.optionalClaims?.accessToken ?? [],
        template.optionalClaims?.accessToken ?? [],
      ),
    },
  }
}

function namesDirectoryRoles({ groupMembershipClaims: claims }: SignInApp): string | null {
  return claims && /\b(All|DirectoryRole)\b/.test(claims) ? claims : null
}

/** Scopes and roles are the same by their value: an app created manually has other ids, and people hold roles by them. */
function byValue(existing: readonly Permission[], template: readonly Permission[]): Permission[] {
  const ours = (value: string) => template.find((one) => one.value === value)
  const kept = existing.map((one) => ({ ...one, ...ours(one.value), id: one.id }))
  return [...kept, ...template.filter(({ value }) => !existing.some((one) => one.value === value))]
}

function byName(existing: readonly Claim[], template: readonly Claim[]): Claim[] {
  return [...existing, ...template.filter(({ name }) => !existing.some((one) => one.name === name))]
}

/** Every host of ours may use our scope, under the id it has here. */
function clients(existing: SignInApp, template: SignInApp, scopes: readonly Permission[]): Client[] {
  const ours = template.api.oauth2PermissionScopes.map(({ value }) => value)
  const ids = scopes.filter(({ value }) => ours.includes(value)).map(({ id }) => id)
  const known = existing.api.preAuthorizedApplications
  const added = template.api.preAuthorizedApplications.filter(
    ({ appId }) => !known.some((one) => one.appId === appId),
  )
  const isOurs = (appId: string) => template.api.preAuthorizedApplications.some((one) => one.appId === appId)
  return [
    ...known.map((one) =>
      isOurs(one.appId)
        ? { appId: one.appId, delegatedPermissionIds: union(one.delegatedPermissionIds, ids) }
        : one,
    ),
    ...added.map(({ appId }) => ({ appId, delegatedPermissionIds: ids })),
  ]
}

function accesses(existing: readonly Access[], template: readonly Access[]): Access[] {
  const kept = existing.map((one) => {
    const ours = template.find(({ resourceAppId }) => resourceAppId === one.resourceAppId)
    const added = (ours?.resourceAccess ?? []).filter(
      ({ id }) => !one.resourceAccess.some((it) => it.id === id),
    )
    return { resourceAppId: one.resourceAppId, resourceAccess: [...one.resourceAccess, ...added] }
  })
  const isNew = ({ resourceAppId }: Access) => !existing.some((one) => one.resourceAppId === resourceAppId)
  return [...kept, ...template.filter(isNew)]
}

/** What stands in the registration besides what we put there: someone may want to look at it. */
export function strangersIn(existing: SignInApp, template: SignInApp): string[] {
  const clientIds = template.api.preAuthorizedApplications.map(({ appId }) => appId)
  const permissions = template.requiredResourceAccess.flatMap(({ resourceAccess }) =>
    resourceAccess.map(({ id }) => id),
  )
  const extra = (what: string, have: readonly string[], ours: readonly string[]) =>
    have.filter((one) => !ours.includes(one)).map((one) => `${what} ${one}`)
  return [
    ...extra('redirect address', existing.spa.redirectUris, template.spa.redirectUris),
    ...extra('redirect address', existing.web.redirectUris, template.web.redirectUris),
    ...extra('Application ID URI', existing.identifierUris, template.identifierUris),
    ...extra(
      'pre-authorised client',
      existing.api.preAuthorizedApplications.map(({ appId }) => appId),
      clientIds,
    ),
    ...extra(
      'permission',
      existing.requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess.map(({ id }) => id)),
      permissions,
    ),
  ]
}

function union(existing: readonly string[], template: readonly string[]): string[] {
  return [...new Set([...existing, ...template])]
}

function differing(
  existing: object,
  goal: Readonly<Record<string, unknown>>,
  except: readonly string[],
): Body {
  const have = existing as Record<string, Json>
  const wanted = Object.entries(goal as Record<string, Json>).filter(([name]) => !except.includes(name))
  return Object.fromEntries(wanted.filter(([name, value]) => !covers(have[name] ?? null, value)))
}

/** Whether everything in `goal` is in `existing`; Graph adds members of its own. Lists were built in existing order. */
function covers(existing: Json, goal: Json): boolean {
  if (goal === null || typeof goal !== 'object') return existing === goal
  if (existing === null || typeof existing !== 'object') return false
  if (Array.isArray(goal))
    return (
      Array.isArray(existing) &&
      existing.length === goal.length &&
      goal.every((one, i) => covers(existing[i], one))
    )
  return Object.entries(goal).every(([name, value]) =>
    value === undefined ? true : covers((existing as Record<string, Json>)[name] ?? null, value),
  )
}
