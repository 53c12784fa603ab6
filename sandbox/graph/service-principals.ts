import { type Application, makeServicePrincipal, newApplication } from '../entra/applications.ts'
import { removeServicePrincipal } from '../entra/entra.ts'
import {
  ARM_APP_ID,
  ARM_SCOPES,
  GRAPH_APP_ID,
  GRAPH_APP_ROLES,
  GRAPH_SCOPES,
  isForAdministrators,
} from '../entra/graph-permissions.ts'
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
  visible,
} from './directory-objects.ts'
import { GraphFailure } from './errors.ts'
import { graphJson } from './odata.ts'
import { refused } from './registration-rules.ts'
import { mayChange, mayRead } from './rights.ts'

export function listServicePrincipals(graph: GraphContext, call: Call, caller: Caller): Reply {
  mayRead(caller)
  return pageOfRows(call, 'servicePrincipals', byFilter(call, rows(graph), FILTERABLE))
}

const FILTERABLE = ['appId', 'displayName', 'id', 'servicePrincipalType']

export function getServicePrincipal(graph: GraphContext, call: Call, caller: Caller): Reply {
  mayRead(caller)
  return graphJson(entity(call, 'servicePrincipals', findRow(graph, call.segments[2] ?? '')))
}

/** `POST /servicePrincipals` (Learn: Create servicePrincipal). The app must have been copied to where this looks. */
export function createServicePrincipal(graph: GraphContext, call: Call, caller: Caller): Reply {
  const appId = String(bodyOf(call).appId ?? '').toLowerCase()
  const app = graph.entra.applications.get(appId)
  if (!app || !visible(graph, app.createdAt))
    throw new GraphFailure(
      400,
      'NoBackingApplicationObject',
      `The appId '${appId}' of the service principal does not reference a valid application object.`,
    )
  mayChange(caller, app)
  if (app.servicePrincipalId !== undefined)
    throw new GraphFailure(
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
    )
  makeServicePrincipal(app, graph.clock())
  return created(entity(call, 'servicePrincipals', rowOf(graph, app)))
}

/** Only what setup turns: whether people need a role to sign in. */
export function updateServicePrincipal(graph: GraphContext, call: Call, caller: Caller): Reply {
  const app = applicationOf(graph, String(findRow(graph, call.segments[2] ?? '').id))
  if (!app) throw refused('This service principal cannot be changed here.')
  mayChange(caller, app)
  const { appRoleAssignmentRequired, ...rest } = bodyOf(call)
  const [unknown] = Object.keys(rest)
  if (unknown !== undefined) throw refused(`Invalid property '${unknown}'.`)
  app.assignmentRequired = appRoleAssignmentRequired === true
  return noContent()
}

export function deleteServicePrincipal(graph: GraphContext, call: Call, caller: Caller): Reply {
  const app = applicationOf(graph, String(findRow(graph, call.segments[2] ?? '').id))
  if (!app) throw refused('This service principal cannot be removed here.')
  mayChange(caller, app)
  removeServicePrincipal(graph.entra, app)
  return noContent()
}

export function applicationOf(graph: GraphContext, servicePrincipalId: string): Application | undefined {
  return [...graph.entra.applications.values()].find((app) => app.servicePrincipalId === servicePrincipalId)
}

/** By object id or `appId=…`; 404 for what is not there, or not yet. */
export function findRow(graph: GraphContext, key: string): Row {
  const appId = /^appId=(.+)$/i.exec(key)?.[1]?.toLowerCase()
  const found = rows(graph).find((row) => (appId ? row.appId === appId : row.id === key.toLowerCase()))
  if (!found) throw notFound(appId ?? key)
  return found
}

function rows(graph: GraphContext): Row[] {
  const own = [...graph.entra.applications.values()].filter(
    (app) => app.servicePrincipalId !== undefined && visible(graph, app.servicePrincipalAt),
  )
  return [graphRow(graph), armRow(graph), ...own.map((app) => rowOf(graph, app))]
}

function rowOf(graph: GraphContext, app: Application): Row {
  const { registration } = app
  return {
    id: app.servicePrincipalId,
    appId: app.clientId,
    displayName: registration.displayName,
    appDisplayName: registration.displayName,
    accountEnabled: true,
    // In Microsoft's answers, though not in the table of the resource's properties (v1.0).
    createdDateTime: new Date(app.servicePrincipalAt).toISOString(),
    appOwnerOrganizationId: graph.tenant.id,
    appRoleAssignmentRequired: app.assignmentRequired,
    appRoles: registration.appRoles,
    oauth2PermissionScopes: registration.api.oauth2PermissionScopes,
    servicePrincipalNames: [app.clientId, ...registration.identifierUris],
    servicePrincipalType: 'Application',
    signInAudience: registration.signInAudience,
    replyUrls: [...registration.web.redirectUris, ...registration.spa.redirectUris],
    tags: registration.tags,
    deletedDateTime: null,
  }
}

const MICROSOFT_TENANT = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a'

function permission([value, id]: [string, string]) {
  return { id, value, displayName: value, isEnabled: true }
}

/** Microsoft Graph itself, which is in every tenant. */
function graphRow(graph: GraphContext): Row {
  const app = newApplication({ clientId: GRAPH_APP_ID, displayName: 'Microsoft Graph' })
  app.servicePrincipalId = graph.entra.assignments.graphServicePrincipalId
  return {
    ...rowOf(graph, app),
    appOwnerOrganizationId: MICROSOFT_TENANT,
    appRoles: Object.entries(GRAPH_APP_ROLES).map((pair) => ({
      ...permission(pair),
      allowedMemberTypes: ['Application'],
    })),
    oauth2PermissionScopes: Object.entries(GRAPH_SCOPES).map((pair) => ({
      ...permission(pair),
      type: isForAdministrators(pair[0]) ? 'Admin' : 'User',
    })),
  }
}

/** Azure Resource Manager, which people call as themselves. */
function armRow(graph: GraphContext): Row {
  const displayName = 'Windows Azure Service Management API'
  const app = newApplication({ clientId: ARM_APP_ID, displayName })
  app.servicePrincipalId = graph.entra.assignments.armServicePrincipalId
  return {
    ...rowOf(graph, app),
    appOwnerOrganizationId: MICROSOFT_TENANT,
    oauth2PermissionScopes: Object.entries(ARM_SCOPES).map((pair) => ({ ...permission(pair), type: 'User' })),
  }
}
