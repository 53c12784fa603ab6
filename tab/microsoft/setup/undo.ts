/** Takes back what the journal names and Microsoft confirms; nothing at all where one of them is not ours. */
import type { CreatedObject } from '../../../server/contract/index.ts'
import type { Arm } from '../arm.ts'
import type { Graph } from '../graph.ts'
import { MicrosoftRefusal } from '../refusal.ts'
import type { Backend } from './backend.ts'
import { dropAccount } from './billing.ts'
import { type Compared, compareAll, type Seen } from './compare.ts'
import { removeCertificate, removeSecret } from './credentials.ts'
import { type AppRegistration, byAppId, GRAPH_APP_ID } from './directory.ts'
import { intendedKey, isRecent, type Journal } from './journal.ts'
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

/** Borrowed rights are removed by `returnSteps`, whatever happens to the rest. */
export function undoSteps(plan: UndoPlan): Step[] {
  const entries = inOrder(plan.entries)
  const seen = new Map<string, Seen | undefined>()
  const steps = entries.flatMap((entry): Step[] => {
    if (entry.kind === 'delegated-grant') return []
    const [name, call] = NAMES[entry.kind]
    return [{ name, what: entry.name, call, run: () => undo(plan, entry, seen.get(entry.id)) }]
  })
  // Also of what someone was asked about: that may be a while ago.
  const look = compareStep(plan, (compared) => {
    for (const { entry, seen: there, obstacle } of compared) {
      if (obstacle) throw obstacle
      seen.set(entry.id, there)
    }
  })
  const forget: Step = {
    name: 'forget',
    call: 'DELETE /api/setup',
    async run() {
      await plan.backend.restart()
      return 'done'
    },
  }
  return [look, ...steps, forget]
}

/** Looks at everything the plan would delete, and changes nothing. What `onCompared` throws stops it. */
export function compareStep(
  plan: Pick<UndoPlan, 'graph' | 'arm' | 'entries' | 'now'>,
  onCompared: (compared: readonly Compared[]) => void,
): Step {
  return {
    name: 'compare',
    call: 'GET /applications/{id}, /servicePrincipals/{id}',
    async run() {
      onCompared(await compareAll(plan, inOrder(plan.entries)))
      return 'done'
    },
  }
}

function inOrder(entries: readonly CreatedObject[]): CreatedObject[] {
  return entries.toSorted((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind))
}

/** The other way round than they were made: what depends on something goes before it. */
const ORDER: readonly CreatedObject['kind'][] = [
  ...(['billing-account', 'secret', 'certificate', 'app-role'] as const),
  ...(['service-principal', 'application', 'delegated-grant'] as const),
]

async function undo(plan: UndoPlan, entry: CreatedObject, seen: Seen | undefined): Promise<Outcome> {
  const wasThere = seen !== undefined && (await remove(plan, entry, seen))
  await plan.journal.strike(entry.id)
  return wasThere ? 'done' : 'found'
}

/** False: it was not there. */
async function remove({ graph, arm, now }: UndoPlan, entry: CreatedObject, seen: Seen): Promise<boolean> {
  const key = intendedKey(entry)
  const fresh = isRecent(entry, now())
  switch (entry.kind) {
    case 'application':
      return drop(graph, `/applications/${seen.id}`, fresh)
    case 'service-principal':
      return drop(graph, `/servicePrincipals/${seen.id}`, fresh)
    case 'app-role':
      return drop(graph, `${byAppId('servicePrincipals', GRAPH_APP_ID)}/appRoleAssignedTo/${seen.id}`, fresh)
    case 'secret': {
      // Read again: one that was written down twice is gone by now.
      const app = await graph.find<AppRegistration>({ method: 'GET', path: `/applications/${seen.id}` })
      const secret = app?.passwordCredentials.find(({ keyId, displayName }) =>
        key === undefined ? keyId === entry.id : displayName === key,
      )
      if (!secret) return false
      await removeSecret(graph, seen.id, secret.keyId)
      return true
    }
    case 'certificate':
      return removeCertificate(graph, seen.id, key ?? entry.id)
    case 'billing-account':
      return arm !== undefined && dropAccount(arm, key ?? entry.id, entry.applicationId ?? '')
    case 'delegated-grant':
      return false
  }
}

async function drop(graph: Graph, path: string, fresh: boolean): Promise<boolean> {
  try {
    await graph.call({ method: 'DELETE', path, fresh })
    return true
  } catch (error) {
    if (error instanceof MicrosoftRefusal && error.status === 404) return false
    throw error
  }
}
