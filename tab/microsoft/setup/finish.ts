/**
 * The last calls of every plan: wait until Microsoft has spread the new objects, then remove the temporary permissions.
 */
import type { SetupProgress } from '../../../server/contract/index.ts'
import type { Graph } from '../graph.ts'
import { ASKED_SCOPES } from '../scopes.ts'
import type { Backend } from './backend.ts'
import { byAppId, type DelegatedGrant, type Principal } from './directory.ts'
import type { Journal } from './journal.ts'
import type { Outcome, Step } from './steps.ts'

/** Microsoft says seconds, sometimes minutes. */
export const SPREAD_SECONDS = 180

/** What Microsoft answered is not what the setup was for. The step says what, in the server's words. */
export class NotThere extends Error {
  readonly step: SetupProgress

  constructor(step: SetupProgress) {
    super(step.detail)
    this.name = 'NotThere'
    this.step = step
  }
}

export interface SpreadPlan {
  backend: Pick<Backend, 'check'>
  onProgress(step: SetupProgress | undefined): void
}

export function spreadStep({ backend, onProgress }: SpreadPlan): Step {
  return {
    name: 'spread',
    call: 'POST /api/setup/checks',
    async run() {
      const last = new Map<string, SetupProgress>()
      try {
        await backend.check(SPREAD_SECONDS, (step) => {
          last.set(step.name, step)
          onProgress(step)
        })
      } finally {
        onProgress(undefined)
      }
      const failed = [...last.values()].find(({ state }) => state === 'needs-attention')
      if (failed) throw new NotThere(failed)
      return 'done'
    },
  }
}

export interface ReturnPlan {
  graph: Graph
  journal: Pick<Journal, 'entries' | 'strike'>
  /** The app people sign in to the tab with: it is the one that borrowed the rights. */
  signInClientId: string
  delegateId: string
  /** `host`: forgotten here; the host keeps its own. */
  dropTokens(): Promise<'done' | 'host'>
}

/** Removes the delegated grants, then the token. What cannot be removed is told, and stops nothing. */
export function returnSteps(plan: ReturnPlan): Step[] {
  return [
    {
      name: 'revoke',
      call: 'PATCH | DELETE /oauth2PermissionGrants/{id}',
      run: () => revoke(plan).catch((): Outcome => 'manual'),
    },
    { name: 'drop', call: '', run: () => plan.dropTokens() },
  ]
}

/** Of this person, and of anyone who granted theirs before and could not continue: one who may finish it removes all of them. */
async function revoke({ graph, journal, signInClientId, delegateId }: ReturnPlan): Promise<Outcome> {
  const app = await graph.call<Principal>({
    method: 'GET',
    path: byAppId('servicePrincipals', signInClientId),
  })
  const filter = encodeURIComponent(`clientId eq '${app?.id}'`)
  const grants = await graph.list<DelegatedGrant>({
    method: 'GET',
    path: `/oauth2PermissionGrants?$filter=${filter}`,
  })
  const written = (await journal.entries()).filter(({ kind }) => kind === 'delegated-grant')
  const lenders = [...new Set([...written.map(({ id }) => id), delegateId])]
  // Everyone's count too, where the box "for your organization" was ticked on Microsoft's page.
  const ours = grants.filter(
    ({ principalId, scope }) =>
      (principalId === null || lenders.includes(principalId)) &&
      withoutAsked(scope).length < scopesOf(scope).length,
  )
  const kept: DelegatedGrant[] = []
  for (const grant of ours.sort(ownLast(delegateId)))
    await takeBack(graph, grant).catch(() => void kept.push(grant))
  const stillLent = (id: string) => kept.some(({ principalId }) => principalId === null || principalId === id)
  await journal.strike(...lenders.filter((id) => !stillLent(id)))
  if (kept.length > 0) return 'manual'
  return ours.length > 0 ? 'done' : 'found'
}

async function takeBack(graph: Graph, { id, scope }: DelegatedGrant): Promise<void> {
  const path = `/oauth2PermissionGrants/${id}`
  const left = withoutAsked(scope)
  if (left.length === 0) await graph.find({ method: 'DELETE', path })
  else await graph.find({ method: 'PATCH', path, body: { scope: left.join(' ') } })
}

/** The grant that allows removing grants goes last. */
function ownLast(delegateId: string) {
  const rank = ({ principalId, scope }: DelegatedGrant) =>
    (scope.includes('DelegatedPermissionGrant') ? 1 : 0) + (principalId === delegateId ? 2 : 0)
  return (one: DelegatedGrant, other: DelegatedGrant) => rank(one) - rank(other)
}

function scopesOf(scope: string): string[] {
  return scope.split(' ').filter((name) => name !== '')
}

function withoutAsked(scope: string): string[] {
  return scopesOf(scope).filter((name) => !ASKED_SCOPES.includes(name))
}
