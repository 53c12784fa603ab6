/** Groups of a scope as people: asked of the directory, remembered for a few minutes. */
import type { ScopeRow } from '../books/connections.ts'
import type { ResolvedScope } from '../catalog/people.ts'
import type { Clock } from '../domain/clock.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { Graph } from '../graph/graph.ts'
import { GraphError } from '../graph/graph-error.ts'

const REMEMBERED_MS = 5 * 60_000

export type ScopeGroups = {
  /**
   * `missing` are groups the directory does not know (any more): nobody is in scope by them. Every other failure to read
   * a group is thrown, because a smaller scope than was asked for would go unnoticed.
   */
  resolve(tenantId: string, scope: ScopeRow): Promise<{ scope: ResolvedScope; missing: readonly string[] }>
}

type Remembered = { readonly members: Promise<readonly string[] | undefined>; readonly untilMs: number }

export function createScopeGroups(deps: {
  readonly clock: Clock
  readonly openGraph: (tenantId: string) => Promise<Graph>
}): ScopeGroups {
  const remembered = new Map<string, Remembered>()

  function membersOf(tenantId: string, groupId: string): Promise<readonly string[] | undefined> {
    const key = `${tenantId}/${groupId}`
    const now = deps.clock.now().getTime()
    const known = remembered.get(key)
    if (known !== undefined && known.untilMs > now) return known.members
    const members = deps.openGraph(tenantId).then((graph) => findMembers(graph, groupId))
    remembered.set(key, { members, untilMs: now + REMEMBERED_MS })
    members.catch(() => remembered.delete(key))
    return members
  }

  return {
    async resolve(tenantId, scope) {
      const groupIds = scope.mode === 'selected' ? scope.groupIds : []
      const found = await Promise.all(groupIds.map((groupId) => membersOf(tenantId, groupId)))
      return {
        scope: { ...scope, groupMemberIds: [...new Set(found.flatMap((members) => members ?? []))] },
        missing: groupIds.filter((_, at) => found[at] === undefined),
      }
    },
  }
}

/** Undefined when there is no such group: 404, or 400 for what is no object id at all. */
async function findMembers(graph: Graph, groupId: string): Promise<readonly string[] | undefined> {
  try {
    return await graph.groupMemberIds(groupId)
  } catch (thrown) {
    if (!(thrown instanceof GraphError)) throw thrown
    if (thrown.httpStatus === 404 || thrown.httpStatus === 400) return undefined
    throw thrown.httpStatus === 403 ? mayNotReadGroups(thrown) : thrown
  }
}

/** The one use of a permission that no setup grants unless somebody chooses it: named where it is missed. */
function mayNotReadGroups(cause: GraphError): VaultError {
  return new VaultError({
    code: 'group-permission-missing',
    attempted: 'read who is in a group',
    why: 'people are chosen by group, but the app may not read groups (GroupMember.Read.All)',
    hint: 'Add GroupMember.Read.All as an application permission and grant admin consent, or choose people without groups.',
    status: 422,
    cause,
  })
}
