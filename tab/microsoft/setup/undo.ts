/** Takes back exactly what the journal names, newest first. */
import type { CreatedObject } from '../../../server/http/contract.ts'
import type { Arm } from '../arm.ts'
import type { Graph } from '../graph.ts'
import { MicrosoftRefusal } from '../refusal.ts'
import type { Backend } from './backend.ts'
import { dropAccount } from './billing.ts'
import { removeCertificate, removeSecret } from './credentials.ts'
import {
  type AppRegistration,
  byAppId,
  byUniqueName,
  GRAPH_APP_ID,
  type RoleAssignment,
} from './directory.ts'
import { intendedKey, isRecent, type Journal } from './journal.ts'
import { Obstacle } from './obstacle.ts'
import { assignmentOf } from './permissions.ts'
import type { Outcome, Step, StepName } from './steps.ts'

export interface UndoPlan {
  graph: Graph
  /** Undefined: nothing was made at Azure. */
  arm: Arm | undefined
  backend: Pick<Backend, 'restart'>
  journal: Journal
  /** What will be undone. */
  entries: readonly CreatedObject[]
  now(): number
}

const NAMES: Readonly<
  Record<Exclude<CreatedObject['kind'], 'delegated-grant'>, readonly [StepName, string]>
> = {
  application: ['undoApplication', 'DELETE /applications/{id}'],
  'service-principal': ['undoPrincipal', 'DELETE /servicePrincipals/{id}'],
  'app-role': ['undoRole', 'DELETE /servicePrincipals/{id}/appRoleAssignedTo/{id}'],
  secret: ['undoSecret', 'POST /applications/{id}/removePassword'],
  certificate: ['undoCertificate', 'PATCH /applications/{id}'],
  'billing-account': ['undoBilling', 'DELETE {account}'],
}

/** Borrowed rights are given back by `returnSteps`, whatever happens to the rest. */
export function undoSteps(plan: UndoPlan): Step[] {
  const entries = plan.entries.toSorted((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind))
  const steps = entries.flatMap((entry): Step[] => {
    if (entry.kind === 'delegated-grant') return []
    const [name, call] = NAMES[entry.kind]
    return [{ name, what: entry.name, call, run: () => undo(plan, entry) }]
  })
  const forget: Step = {
    name: 'forget',
    call: 'DELETE /api/onboarding',
    async run() {
      await plan.backend.restart()
      return 'done'
    },
  }
  return [...steps, forget]
}

/** The other way round than they were made: what depends on something goes before it. */
const ORDER: readonly CreatedObject['kind'][] = [
  ...(['billing-account', 'secret', 'certificate', 'app-role'] as const),
  ...(['service-principal', 'application', 'delegated-grant'] as const),
]

async function undo(plan: UndoPlan, entry: CreatedObject): Promise<Outcome> {
  const gone = await remove(plan, entry)
  await plan.journal.strike(entry.id)
  return gone ? 'done' : 'found'
}

/** False: it was not there. */
async function remove(plan: UndoPlan, entry: CreatedObject): Promise<boolean> {
  const { graph } = plan
  const key = intendedKey(entry)
  const fresh = isRecent(entry, plan.now())
  switch (entry.kind) {
    case 'application': {
      const id = key === undefined ? entry.id : await idBy(graph, byUniqueName(key), fresh)
      return drop(graph, id && `/applications/${id}`, fresh)
    }
    case 'service-principal': {
      const id = key === undefined ? entry.id : await idBy(graph, byAppId('servicePrincipals', key), fresh)
      return drop(graph, id && `/servicePrincipals/${id}`, fresh)
    }
    case 'app-role': {
      const id = key === undefined ? entry.id : await intendedRole(graph, key, fresh)
      const path = `${byAppId('servicePrincipals', GRAPH_APP_ID)}/appRoleAssignedTo/${id}`
      return drop(graph, id && path, fresh)
    }
    case 'secret': {
      const app = await findApp(plan, entry)
      const secret = app?.passwordCredentials.find(({ keyId, displayName }) =>
        key === undefined ? keyId === entry.id : displayName === key,
      )
      if (!app || !secret) return false
      await removeSecret(graph, app.id, secret.keyId)
      return true
    }
    case 'certificate': {
      const app = await findApp(plan, entry)
      return app !== undefined && removeCertificate(graph, app.id, key ?? entry.id)
    }
    case 'billing-account':
      if (!plan.arm) throw new Error('Azure was not asked for.')
      return dropAccount(plan.arm, key ?? entry.id, applicationOf(entry))
    case 'delegated-grant':
      return false
  }
}

async function drop(graph: Graph, path: string | undefined, fresh: boolean): Promise<boolean> {
  if (path === undefined) return false
  try {
    await graph.call({ method: 'DELETE', path, fresh })
    return true
  } catch (error) {
    if (error instanceof MicrosoftRefusal && error.status === 404) return false
    throw error
  }
}

async function idBy(graph: Graph, path: string, fresh: boolean): Promise<string | undefined> {
  return (await graph.find<{ id: string }>({ method: 'GET', path, fresh }))?.id
}

function findApp({ graph, now }: UndoPlan, entry: CreatedObject): Promise<AppRegistration | undefined> {
  const path = byAppId('applications', applicationOf(entry))
  return graph.find<AppRegistration>({ method: 'GET', path, fresh: isRecent(entry, now()) })
}

/** Without it nobody can say that something is gone. */
function applicationOf({ applicationId, name }: CreatedObject): string {
  if (applicationId === null) throw new Obstacle('appUnknown', name)
  return applicationId
}

/** The assignment that was meant, if it was made. */
async function intendedRole(graph: Graph, key: string, fresh: boolean): Promise<string | undefined> {
  const [principalId = '', appRoleId] = key.split('/')
  const isIt = (one: RoleAssignment) => one.appRoleId === appRoleId
  if (fresh) return (await assignmentOf(graph, principalId, isIt))?.id
  const path = `/servicePrincipals/${principalId}/appRoleAssignments`
  const held = await graph.find<{ value: RoleAssignment[] }>({ method: 'GET', path })
  return held?.value.find(isIt)?.id
}
