import type { DelegatedGrant } from '../entra/delegated-grants.ts'
import type { Call } from '../http/call.ts'
import type { Reply } from '../http/reply.ts'
import type { Caller } from './access.ts'
import type { GraphContext } from './context.ts'
import {
  bodyOf,
  byFilter,
  created,
  entity,
  noContent,
  notFound,
  pageOfRows,
  type Row,
} from './directory-objects.ts'
import { GraphFailure } from './errors.ts'
import { graphJson } from './odata.ts'
import { refused } from './registration-rules.ts'
import { mayChangeGrants, mayReadGrants } from './rights.ts'
import { findRow } from './service-principals.ts'
import { findUser } from './users.ts'

/** Delegated permissions that were consented to (Learn: oAuth2PermissionGrant resource type). */
const FILTERABLE = ['clientId', 'consentType', 'principalId', 'resourceId']

export function listGrants(graph: GraphContext, call: Call, caller: Caller): Reply {
  mayReadGrants(caller)
  const rows = byFilter(call, graph.entra.grants.all().map(rowOf), FILTERABLE)
  return pageOfRows(call, 'oauth2PermissionGrants', rows)
}

/** `GET /servicePrincipals/{id}/oauth2PermissionGrants`, the client's; `GET /users/{id}/…` and `/me/…`, the person's. */
export function listGrantsOf(graph: GraphContext, call: Call, caller: Caller): Reply {
  mayReadGrants(caller)
  const [, collection, key = ''] = call.lower
  const id =
    collection === 'me'
      ? caller.objectId
      : collection === 'users'
        ? findUser(graph, call.segments[2] ?? '').id
        : String(findRow(graph, call.segments[2] ?? key).id)
  const end = collection === 'serviceprincipals' ? 'clientId' : 'principalId'
  const rows = graph.entra.grants.all().filter((grant) => grant[end] === id)
  return pageOfRows(call, 'oauth2PermissionGrants', byFilter(call, rows.map(rowOf), FILTERABLE))
}

export function getGrant(graph: GraphContext, call: Call, caller: Caller): Reply {
  mayReadGrants(caller)
  return graphJson(entity(call, 'oauth2PermissionGrants', rowOf(find(graph, call))))
}

/** `POST /oauth2PermissionGrants` (Learn: Create oAuth2PermissionGrant): consent without a page. */
export function createGrant(graph: GraphContext, call: Call, caller: Caller): Reply {
  mayChangeGrants(caller)
  const body = bodyOf(call)
  const clientId = String(findRow(graph, textIn(body, 'clientId')).id)
  const resourceId = String(findRow(graph, textIn(body, 'resourceId')).id)
  const everybody = body.consentType === 'AllPrincipals'
  if (!everybody && body.consentType !== 'Principal')
    throw refused("Invalid value specified for property 'consentType' of resource 'OAuth2PermissionGrant'.")
  const principalId = everybody ? null : findUser(graph, textIn(body, 'principalId')).id
  const ends = { clientId, resourceId, principalId }
  if (graph.entra.grants.findBetween(ends))
    throw new GraphFailure(409, 'Request_MultipleObjectsWithSameKeyValue', 'Permission entry already exists.')
  const scopes = scopesIn(graph, body, resourceId)
  return created(entity(call, 'oauth2PermissionGrants', rowOf(graph.entra.grants.add(ends, scopes))))
}

/** Only the scopes can be changed. */
export function updateGrant(graph: GraphContext, call: Call, caller: Caller): Reply {
  mayChangeGrants(caller)
  const grant = find(graph, call)
  const [other] = Object.keys(bodyOf(call)).filter((name) => name !== 'scope')
  if (other !== undefined) throw refused(`Property '${other}' is read-only and cannot be set.`)
  const scopes = scopesIn(graph, bodyOf(call), grant.resourceId)
  grant.scopes.clear()
  for (const scope of scopes) grant.scopes.add(scope)
  return noContent()
}

/** Tokens issued before remain good until they expire; new ones need consent again. */
export function deleteGrant(graph: GraphContext, call: Call, caller: Caller): Reply {
  mayChangeGrants(caller)
  graph.entra.grants.remove(find(graph, call).id)
  return noContent()
}

function find(graph: GraphContext, call: Call): DelegatedGrant {
  const id = call.segments[2] ?? ''
  const grant = graph.entra.grants.find(id)
  if (!grant) throw notFound(id)
  return grant
}

function textIn(body: Row, name: string): string {
  const value = body[name]
  if (typeof value === 'string' && value !== '') return value
  throw refused(`A value is required for property '${name}' of resource 'OAuth2PermissionGrant'.`)
}

function scopesIn(graph: GraphContext, body: Row, resourceId: string): string[] {
  const names = String(body.scope ?? '')
    .split(' ')
    .filter((name) => name !== '')
  const known = findRow(graph, resourceId).oauth2PermissionScopes as readonly { value: string }[]
  const unknown = names.find((name) => !known.some(({ value }) => value === name))
  if (unknown !== undefined) throw refused(`The entered scope '${unknown}' is not valid for this resource.`)
  return names
}

function rowOf(grant: DelegatedGrant): Row {
  const { id, clientId, consentType, principalId, resourceId, scopes } = grant
  return { id, clientId, consentType, principalId, resourceId, scope: [...scopes].join(' ') }
}
