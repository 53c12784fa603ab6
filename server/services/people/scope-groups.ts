/**
 * Groups of a scope as people. A backup asks the directory and waits as long as it takes; a screen gets the last known
 * members with their age, and never waits behind Microsoft's stop signs.
 */

import type { GroupMembers, GroupRow } from '../../books/group-members.ts'
import type { ScopeRow } from '../../books/tenants.ts'
import type { ResolvedScope } from '../../catalog/people.ts'
import type { Clock } from '../../domain/clock.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Graph } from '../../graph/graph.ts'
import { GraphError } from '../../graph/wire/graph-error.ts'
import { timeLimit } from '../time-limit.ts'

const REMEMBERED_MS = 5 * 60_000
/** How long a screen waits for an answer newer than the known one. */
export const SHOWN_WITHIN_MS = 1000
/** So long someone who chooses groups waits for Microsoft to name their members. */
export const CHOSEN_WITHIN_MS = 15_000

/** `missing` are groups the directory does not know (any more): no one is in scope by them. */
type Resolved = { readonly scope: ResolvedScope; readonly missing: readonly string[] }

export type Shown = Resolved & {
  /** Undefined where no group is in the scope. `readAt`: of the group that was read longest ago; null: one never was. */
  readonly groups: { readonly readAt: Date | null } | undefined
}

export type ScopeGroups = {
  /** Every failure to read a group is thrown, because a smaller scope than was asked for would go unnoticed. */
  resolve(tenantId: string, scope: ScopeRow): Promise<Resolved>
  /** As `resolve`, where a person waits: throws `microsoft-asks-to-wait` when it takes long. */
  resolveSoon(tenantId: string, scope: ScopeRow): Promise<Resolved>
  /** What is known within a second. While nothing is connected, no one is in scope by a group. */
  shown(tenantId: string, scope: ScopeRow): Promise<Shown>
}

type Remembered = { readonly members: Promise<GroupRow['memberIds']>; readonly untilMs: number }

export function createScopeGroups(deps: {
  readonly clock: Clock
  readonly groupMembers: GroupMembers
  readonly openGraph: (tenantId: string) => Promise<Graph>
}): ScopeGroups {
  const { clock, groupMembers, openGraph } = deps
  const remembered = new Map<string, Remembered>()

  /** Who asks while an answer is on its way shares it. */
  function membersOf(tenantId: string, groupId: string): Promise<GroupRow['memberIds']> {
    const key = `${tenantId}/${groupId}`
    const now = clock.now().getTime()
    const known = remembered.get(key)
    if (known !== undefined && known.untilMs > now) return known.members
    const asked = { members: read(tenantId, groupId), untilMs: now + REMEMBERED_MS }
    remembered.set(key, asked)
    asked.members.catch(() => {
      // A newer answer is not forgotten because an older question failed.
      if (remembered.get(key) === asked) remembered.delete(key)
    })
    return asked.members
  }

  async function read(tenantId: string, groupId: string): Promise<GroupRow['memberIds']> {
    const readAt = clock.now()
    const memberIds = await findMembers(await openGraph(tenantId), groupId)
    await groupMembers.keep(tenantId, { groupId, memberIds, readAt })
    return memberIds
  }

  /** False where nothing is connected; every other failure leaves what is known, and is told where someone waits for it. */
  async function refresh(tenantId: string, groupIds: readonly string[]): Promise<boolean> {
    const late = new AbortController()
    const asked = Promise.allSettled(groupIds.map((groupId) => membersOf(tenantId, groupId)))
    const answers = await Promise.race([asked, clock.wait(SHOWN_WITHIN_MS, late.signal).catch(() => [])])
    late.abort()
    return !(answers ?? []).some((it) => it.status === 'rejected' && isNotConnected(it.reason))
  }

  async function resolve(tenantId: string, scope: ScopeRow): Promise<Resolved> {
    const groupIds = groupsOf(scope)
    const found = await Promise.all(groupIds.map((groupId) => membersOf(tenantId, groupId)))
    return {
      scope: withMembers(scope, found),
      missing: groupIds.filter((_, at) => found[at] === null),
    }
  }

  return {
    resolve,

    async resolveSoon(tenantId, scope) {
      const limit = timeLimit(clock, CHOSEN_WITHIN_MS, notNow, undefined)
      const resolved = resolve(tenantId, scope)
      resolved.catch(() => undefined)
      return limit.race(resolved).finally(limit.end)
    },

    async shown(tenantId, scope) {
      const groupIds = groupsOf(scope)
      if (groupIds.length === 0) return { scope: withMembers(scope, []), missing: [], groups: undefined }
      if (!(await refresh(tenantId, groupIds)))
        return { scope: withMembers(scope, []), missing: [], groups: undefined }
      const rows = await groupMembers.list(tenantId, groupIds)
      return {
        scope: withMembers(
          scope,
          rows.map(({ memberIds }) => memberIds),
        ),
        missing: groupIds.filter((id) => rows.some((row) => row.groupId === id && row.memberIds === null)),
        groups: { readAt: rows.length < groupIds.length ? null : oldestOf(rows) },
      }
    },
  }
}

function groupsOf(scope: ScopeRow): readonly string[] {
  return scope.mode === 'selected' ? [...new Set(scope.groupIds)] : []
}

function withMembers(scope: ScopeRow, found: readonly GroupRow['memberIds'][]): ResolvedScope {
  return { ...scope, groupMemberIds: [...new Set(found.flatMap((members) => members ?? []))] }
}

function oldestOf(rows: readonly GroupRow[]): Date {
  return new Date(Math.min(...rows.map(({ readAt }) => readAt.getTime())))
}

function isNotConnected(thrown: unknown): boolean {
  return thrown instanceof VaultError && thrown.code === 'not-connected'
}

/** Null when Microsoft says that there is no such group. */
async function findMembers(graph: Graph, groupId: string): Promise<GroupRow['memberIds']> {
  try {
    return await graph.groupMemberIds(groupId)
  } catch (thrown) {
    if (!(thrown instanceof GraphError)) throw thrown
    if (thrown.absent) return null
    throw thrown.code === 'Authorization_RequestDenied' ? mayNotReadGroups(thrown) : thrown
  }
}

function notNow(): VaultError {
  return new VaultError({
    code: 'microsoft-asks-to-wait',
    attempted: 'set who is backed up',
    why: 'Microsoft 365 asks to wait before it returns the members of the groups',
    hint: 'Try again in a few minutes. Nothing was changed.',
    status: 503,
    retry: 'later',
  })
}

/** The one use of a permission that no setup grants unless someone chooses it: named where it is missed. */
function mayNotReadGroups(cause: GraphError): VaultError {
  return new VaultError({
    code: 'group-permission-missing',
    attempted: 'read who is in a group',
    why: 'people are chosen by group, but the app can’t read groups (GroupMember.Read.All)',
    hint: 'Add GroupMember.Read.All as an application permission and grant admin consent, or choose people without groups.',
    status: 422,
    cause,
  })
}
