/** The app in the organization, and what it may read: admin consent, one permission at a time. */
import type { Graph } from '../graph.ts'
import { MicrosoftRefusal } from '../refusal.ts'
import {
  byAppId,
  GRAPH_APP_ID,
  type Permission,
  type Principal,
  permissionsFor,
  type RoleAssignment,
  roleKey,
} from './directory.ts'
import { type Intention, intendedId, isIntended, type Journal } from './journal.ts'
import { type Found, known, type RegisterPlan } from './plan.ts'
import type { NotedOutcome, Outcome, Step } from './steps.ts'

export function permissionSteps(plan: RegisterPlan, found: Found): Step[] {
  return [
    { name: 'principal', call: 'POST /servicePrincipals', run: () => principal(plan, found) },
    {
      name: 'permissions',
      call: 'GET /servicePrincipals(appId)',
      run: () => lookUpPermissions(plan, found),
    },
    ...permissionsFor(plan).map((permission) => ({
      name: 'grant' as const,
      what: permission.name,
      call: 'POST /servicePrincipals/{id}/appRoleAssignedTo',
      run: () => grant(plan, found, permission),
    })),
  ]
}

async function principal({ graph, journal }: RegisterPlan, found: Found): Promise<Outcome> {
  const { appId, displayName } = known(found.app)
  const it = { kind: 'service-principal', key: appId, name: displayName, applicationId: appId } as const
  const path = byAppId('servicePrincipals', appId)
  const intended = isIntended(await journal.entries(), it.kind, it.key)
  const there = await graph.find<Principal>({ method: 'GET', path })
  if (there) {
    found.principal = there
    if (intended) await journal.created(it, there.id)
    return 'found'
  }
  const call = { method: 'POST', path: '/servicePrincipals', body: { appId } } as const
  const created = await journal.attempt(it, () => makeOnce<Principal>(graph, call))
  found.principal = created ?? known(await graph.call<Principal>({ method: 'GET', path, fresh: true }))
  await noteMade(journal, it, found.principal.id, created !== undefined || intended)
  return created ? 'done' : 'found'
}

/** Undefined: it exists. Anyone who asks again for what was made by a call whose answer was lost hears that. */
async function makeOnce<T>(
  graph: Graph,
  call: { method: 'POST'; path: string; body: object },
): Promise<T | undefined> {
  return graph.call<T>({ ...call, fresh: true }).catch((error: unknown) => {
    if (saysItExists(error)) return undefined
    throw error
  })
}

function saysItExists(error: unknown): boolean {
  if (!(error instanceof MicrosoftRefusal)) return false
  const { status, code, said } = error
  return (
    status === 409 ||
    code === 'Request_MultipleObjectsWithSameKeyValue' ||
    (status === 400 && /already (exists|in use)/i.test(said))
  )
}

/** What was there before anyone intended it is someone else's, though a list that lags did not show it. */
async function noteMade(journal: Journal, it: Intention, id: string, isOurs: boolean): Promise<void> {
  if (isOurs) await journal.created(it, id)
  else await journal.strike(intendedId(it.kind, it.key))
}

interface GraphPrincipal extends Principal {
  appRoles: { id: string; value: string }[]
}

async function lookUpPermissions(plan: RegisterPlan, found: Found): Promise<Outcome | NotedOutcome> {
  const { graph, leastSet } = plan
  const select = '?$select=id,appRoles'
  const path = byAppId('servicePrincipals', GRAPH_APP_ID) + select
  const microsoft = known(await graph.call<GraphPrincipal>({ method: 'GET', path }))
  found.graphId = microsoft.id
  const mine = `/servicePrincipals/${known(found.principal).id}/appRoleAssignments`
  found.assigned = await graph.list<RoleAssignment>({ method: 'GET', path: mine, fresh: true })
  const wanted = permissionsFor(plan).map(({ id }) => id)
  const more = found.assigned.filter(
    ({ appRoleId, resourceId }) => resourceId === microsoft.id && !wanted.some((id) => id === appRoleId),
  )
  if (!leastSet || more.length === 0) return 'done'
  const nameOf = (roleId: string) => microsoft.appRoles.find(({ id }) => id === roleId)?.value ?? roleId
  return { outcome: 'more', note: more.map(({ appRoleId }) => nameOf(appRoleId)).join(', ') }
}

async function grant(
  { graph, journal }: RegisterPlan,
  found: Found,
  { name, id: appRoleId }: Permission,
): Promise<Outcome> {
  const { appId: applicationId } = known(found.app)
  const principalId = known(found.principal).id
  const resourceId = known(found.graphId)
  const it = { kind: 'app-role', key: roleKey(principalId, appRoleId), name, applicationId } as const
  const isIt = (one: RoleAssignment) => one.appRoleId === appRoleId && one.resourceId === resourceId
  const intended = isIntended(await journal.entries(), it.kind, it.key)
  const there = known(found.assigned).find(isIt)
  if (there) {
    if (intended) await journal.created(it, there.id)
    return 'found'
  }
  const body = { principalId, resourceId, appRoleId }
  const path = `/servicePrincipals/${resourceId}/appRoleAssignedTo`
  const call = { method: 'POST', path, body } as const
  const created = await journal.attempt(it, () => makeOnce<RoleAssignment>(graph, call))
  const assignment = created ?? (await assignmentOf(graph, principalId, isIt))
  if (assignment) await noteMade(journal, it, assignment.id, created !== undefined || intended)
  return created ? 'done' : 'found'
}

/** The list lags behind what was assigned. */
export async function assignmentOf(
  graph: Graph,
  principalId: string,
  isIt: (one: RoleAssignment) => boolean,
): Promise<RoleAssignment | undefined> {
  const path = `/servicePrincipals/${principalId}/appRoleAssignments`
  const page = await graph.until<{ value: RoleAssignment[] }>({ method: 'GET', path }, ({ value }) =>
    value.some(isIt),
  )
  return page?.value.find(isIt)
}
