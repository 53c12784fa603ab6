import type { Call } from '../http/call.ts'
import type { Reply } from '../http/reply.ts'
import type { Caller } from './access.ts'
import * as applications from './applications.ts'
import type { GraphContext } from './context.ts'
import * as grants from './permission-grants.ts'
import * as assignments from './role-assignments.ts'
import type { Route } from './routes.ts'
import * as principals from './service-principals.ts'
import { getMe } from './users.ts'

type Handler = (graph: GraphContext, call: Call, caller: Caller) => Reply

/** Calls that set an app up: registrations, service principals, app roles, who I am. Each checks its own permissions. */
export function setupRoute(call: Call): Route | undefined {
  const [, collection, key, part, more] = call.lower
  if (call.method === 'GET' && [key, part].includes(GRANTS) && OWNERS_OF_GRANTS.has(collection ?? ''))
    return route('permissionGrants', grants.listGrantsOf)
  switch (collection) {
    case GRANTS:
      return part === undefined ? grantRoute(call.method, key) : undefined
    case 'me':
      return key === undefined && call.method === 'GET' ? route('me', getMe) : undefined
    case 'applications':
      return more === undefined ? applicationRoute(call.method, key, part) : undefined
    case 'serviceprincipals':
      return part === undefined ? principalRoute(call.method, key) : assignmentRoute(call.method, part, more)
    case 'users':
      return part === 'approleassignments' ? assignmentRoute(call.method, part, more) : undefined
    default:
      return undefined
  }
}

function applicationRoute(
  method: string,
  key: string | undefined,
  part: string | undefined,
): Route | undefined {
  const handler =
    APPLICATIONS[`${method} ${key === undefined ? '' : '{id}'}${part === undefined ? '' : `/${part}`}`]
  return handler && route('applications', handler)
}

const APPLICATIONS: Readonly<Record<string, Handler>> = {
  'GET ': applications.listApplications,
  'POST ': applications.createApplication,
  'GET {id}': applications.getApplication,
  'PATCH {id}': applications.updateApplication,
  'DELETE {id}': applications.deleteApplication,
  'POST {id}/addpassword': applications.addPassword,
  'POST {id}/removepassword': applications.removePassword,
  'POST {id}/addkey': applications.addKey,
}

function principalRoute(method: string, key: string | undefined): Route | undefined {
  const handler = PRINCIPALS[`${method} ${key === undefined ? '' : '{id}'}`]
  return handler && route('servicePrincipals', handler)
}

const PRINCIPALS: Readonly<Record<string, Handler>> = {
  'GET ': principals.listServicePrincipals,
  'POST ': principals.createServicePrincipal,
  'GET {id}': principals.getServicePrincipal,
  'PATCH {id}': principals.updateServicePrincipal,
  'DELETE {id}': principals.deleteServicePrincipal,
}

const GRANTS = 'oauth2permissiongrants'
const OWNERS_OF_GRANTS = new Set(['me', 'users', 'serviceprincipals'])

function grantRoute(method: string, key: string | undefined): Route | undefined {
  const handler = DELEGATED[`${method} ${key === undefined ? '' : '{id}'}`]
  return handler && route('permissionGrants', handler)
}

const DELEGATED: Readonly<Record<string, Handler>> = {
  'GET ': grants.listGrants,
  'POST ': grants.createGrant,
  'GET {id}': grants.getGrant,
  'PATCH {id}': grants.updateGrant,
  'DELETE {id}': grants.deleteGrant,
}

function assignmentRoute(method: string, part: string, id: string | undefined): Route | undefined {
  const end = ENDS[part]
  if (!end) return undefined
  if (method === 'DELETE' && id !== undefined) return route('appRoles', assignments.deleteAssignment)
  if (id !== undefined) return undefined
  if (method === 'GET') return route('appRoles', (...given) => assignments.listAssignments(...given, end))
  if (method === 'POST') return route('appRoles', (...given) => assignments.createAssignment(...given, end))
  return undefined
}

const ENDS: Readonly<Record<string, assignments.End>> = {
  approleassignedto: 'resource',
  approleassignments: 'principal',
}

function route(kind: string, handler: Handler): Route {
  return { kind, answer: (graph, call, caller) => handler(graph, call, caller) }
}
