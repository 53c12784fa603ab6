import type { Assignment } from '../entra/assignments.ts'
import type { Call } from '../http/call.ts'
import type { Reply } from '../http/reply.ts'
import type { Caller } from './access.ts'
import type { GraphContext } from './context.ts'
import {
  bodyOf,
  created,
  entity,
  noContent,
  notFound,
  pageOfRows,
  type Row,
  visible,
} from './directory-objects.ts'
import { refused } from './registration-rules.ts'
import { mayAssign, mayReadAssignments } from './rights.ts'
import { findRow } from './service-principals.ts'
import { findUser } from './users.ts'

/** Which end of an assignment the address names: `…/appRoleAssignedTo` the resource, `…/appRoleAssignments` the holder. */
export type End = 'resource' | 'principal'

/** `GET /servicePrincipals/{id}/appRoleAssignedTo|appRoleAssignments`, `GET /users/{id}/appRoleAssignments`. */
export function listAssignments(graph: GraphContext, call: Call, caller: Caller, end: End): Reply {
  mayReadAssignments(caller)
  const id = ownerOf(graph, call)
  const found = graph.entra.assignments
    .all()
    .filter((one) => (end === 'resource' ? one.resourceId : one.principalId) === id)
    .filter(({ createdAt }) => visible(graph, createdAt))
  return pageOfRows(
    call,
    'appRoleAssignments',
    found.map((one) => rowOf(graph, one)),
  )
}

/** Granting a permission of Graph this way is admin consent, at once (Learn: Grant an appRoleAssignment). */
export function createAssignment(graph: GraphContext, call: Call, caller: Caller, end: End): Reply {
  const given = assignmentIn(bodyOf(call))
  const { assignments } = graph.entra
  mayAssign(caller, given.resourceId === assignments.graphServicePrincipalId)
  const named = end === 'resource' ? given.resourceId : given.principalId
  if (named !== ownerOf(graph, call)) throw refused('The ids of the address and of the body differ.')
  const resource = findRow(graph, given.resourceId)
  nameOf(graph, given.principalId)
  const roles = resource.appRoles as readonly { id: string; isEnabled?: boolean }[]
  if (!roles.some(({ id, isEnabled }) => id === given.appRoleId && isEnabled !== false))
    throw refused('Permission being assigned was not found on application.')
  const same = (one: Assignment) =>
    one.appRoleId === given.appRoleId &&
    one.principalId === given.principalId &&
    one.resourceId === given.resourceId
  if (assignments.all().some(same)) throw refused('Permission being assigned already exists on the object.')
  return created(entity(call, 'appRoleAssignments', rowOf(graph, assignments.add(given))))
}

export function deleteAssignment(graph: GraphContext, call: Call, caller: Caller): Reply {
  const id = call.segments[4] ?? ''
  const found = graph.entra.assignments.all().find((one) => one.id === id)
  if (!found) throw notFound(id)
  mayAssign(caller, found.resourceId === graph.entra.assignments.graphServicePrincipalId)
  graph.entra.assignments.remove(found)
  return noContent()
}

function ownerOf(graph: GraphContext, call: Call): string {
  const key = call.segments[2] ?? ''
  return call.lower[1] === 'users' ? findUser(graph, key).id : String(findRow(graph, key).id)
}

function assignmentIn(body: Row): Pick<Assignment, 'appRoleId' | 'principalId' | 'resourceId'> {
  const { principalId, resourceId, appRoleId } = body
  if (typeof principalId !== 'string' || typeof resourceId !== 'string' || typeof appRoleId !== 'string')
    throw refused('One or more property values specified are invalid: principalId, resourceId, appRoleId.')
  return { principalId, resourceId, appRoleId }
}

function rowOf(graph: GraphContext, one: Assignment): Row {
  const principal = nameOf(graph, one.principalId)
  return {
    id: one.id,
    deletedDateTime: null,
    appRoleId: one.appRoleId,
    createdDateTime: new Date(one.createdAt).toISOString(),
    principalDisplayName: principal.name,
    principalId: one.principalId,
    principalType: principal.type,
    resourceDisplayName: findRow(graph, one.resourceId).displayName,
    resourceId: one.resourceId,
  }
}

/** 404 when the id is no one's. */
function nameOf(graph: GraphContext, id: string): { name: string; type: 'User' | 'ServicePrincipal' } {
  const person = graph.tenant.findPerson(id)
  if (person) return { name: person.displayName, type: 'User' }
  return { name: String(findRow(graph, id).displayName), type: 'ServicePrincipal' }
}
