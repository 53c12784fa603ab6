/** People of a tenant: from its directory, with who is in scope and how well each is protected. */

import type { z } from 'zod'
import type { GroupMembers } from '../../books/group-members.ts'
import type { ScopeRow, Tenants } from '../../books/tenants.ts'
import {
  listInScope,
  listNames,
  listPeople,
  listUnknown,
  markUnlisted,
  type PersonRow,
} from '../../catalog/people.ts'
import { upsertSubjects } from '../../catalog/recording-subjects.ts'
import type { Scope, Subject, SubjectQuery } from '../../contract/index.ts'
import type { Database } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import type { Operator } from '../../domain/operator.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Graph } from '../../graph/graph.ts'
import { decodeCursor, type Page, PersonPosition, pageOf } from '../cursor.ts'
import { createScopeGroups, type Shown } from './scope-groups.ts'

export type PeopleService = {
  list(operator: Operator, query: z.output<typeof SubjectQuery>): Promise<Page<Subject>>
  scope(operator: Operator): Promise<Scope>
  setScope(operator: Operator, scope: Scope): Promise<Scope>
}

export type PeopleDeps = {
  readonly database: Database
  readonly tenants: Tenants
  readonly groupMembers: GroupMembers
  readonly clock: Clock
  /** The tenant's Graph from its stored credential; throws `not-connected` when there is none. */
  readonly openGraph: (tenantId: string) => Promise<Graph>
}

/** The service the door sees, and what the product itself asks of people. */
export type People = PeopleService & {
  /**
   * Reads the whole directory. People it no longer lists are kept, as deleted; that is decided only after its last page.
   * `graph` stands in for the stored credential's while one is being saved.
   */
  readDirectory(tenantId: string, graph?: Graph): Promise<void>
  subjectsInScope(tenantId: string): Promise<{ id: string; displayName: string }[]>
  /** Who is read before everyone else. */
  firstIds(tenantId: string): Promise<readonly string[]>
  displayNames(tenantId: string, subjectIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** For showing: what is known of the groups, with its age, within a second (`ScopeGroups.shown`). */
  shownScope(tenantId: string): Promise<Shown>
}

export function createPeopleService(deps: PeopleDeps): People {
  const { tenants, clock } = deps
  const db = deps.database.kysely
  const groups = createScopeGroups(deps)

  const shownScope = async (tenantId: string) => groups.shown(tenantId, await tenants.scope(tenantId))

  return {
    shownScope,

    async list({ tenantId }, { limit, cursor, q, inScope }) {
      const after = decodeCursor(PersonPosition, cursor)
      const filter = { words: q, inScope }
      const { scope } = await shownScope(tenantId)
      const rows = await listPeople(db, tenantId, scope, filter, { limit: limit + 1, after })
      return pageOf(rows, limit, toSubject, ({ displayName, id }) => ({ name: displayName, id }))
    },

    scope: async ({ tenantId }) => toScope(await tenants.scope(tenantId)),

    async setScope({ tenantId }, scope) {
      await checkPeople(deps, tenantId, scope)
      const { missing } = await groups.resolveSoon(tenantId, { ...scope, mode: 'selected' })
      if (missing.length > 0) throw scopeUnknown('groupIds', missing)
      await tenants.ensure(tenantId)
      await tenants.setScope(tenantId, scope)
      return toScope(await tenants.scope(tenantId))
    },

    async readDirectory(tenantId, graph) {
      const source = graph ?? (await deps.openGraph(tenantId))
      const listedAt = clock.now()
      await tenants.ensure(tenantId)
      for await (const users of source.users()) await upsertSubjects(db, tenantId, users, listedAt)
      await markUnlisted(db, tenantId, listedAt)
    },

    async subjectsInScope(tenantId) {
      const { scope } = await groups.resolve(tenantId, await tenants.scope(tenantId))
      return listInScope(db, tenantId, scope)
    },

    firstIds: async (tenantId) => (await tenants.scope(tenantId)).firstSubjectIds,

    displayNames: (tenantId, subjectIds) => listNames(db, tenantId, subjectIds),
  }
}

async function checkPeople(deps: PeopleDeps, tenantId: string, scope: Scope): Promise<void> {
  for (const list of ['subjectIds', 'excludeSubjectIds', 'firstSubjectIds'] as const) {
    const unknown = await listUnknown(deps.database.kysely, tenantId, scope[list])
    if (unknown.length > 0) throw scopeUnknown(list, unknown)
  }
}

function toScope({ mode, subjectIds, groupIds, excludeSubjectIds, firstSubjectIds }: ScopeRow): Scope {
  return {
    mode,
    subjectIds: [...subjectIds],
    groupIds: [...groupIds],
    excludeSubjectIds: [...excludeSubjectIds],
    firstSubjectIds: [...firstSubjectIds],
  }
}

function toSubject(row: PersonRow): Subject {
  return {
    ...row,
    lastBackupAt: row.lastBackupAt && toInstant(row.lastBackupAt),
    watermark: row.watermark && toInstant(row.watermark),
    recentFrom: row.recentFrom && toInstant(row.recentFrom),
  }
}

/** So many ids are named in words; all of them are in `faults`. */
const NAMED = 5

function scopeUnknown(
  list: 'subjectIds' | 'excludeSubjectIds' | 'firstSubjectIds' | 'groupIds',
  ids: readonly string[],
): VaultError {
  const who = list === 'groupIds' ? 'groups' : 'people'
  const more = ids.length > NAMED ? ` and ${ids.length - NAMED} more` : ''
  return new VaultError({
    code: 'scope-unknown',
    attempted: 'set who is backed up',
    why: `this tenant has no such ${who}: ${ids.slice(0, NAMED).join(', ')}${more}`,
    hint: 'Choose from the list of people. Someone new appears there after the next backup or connection test.',
    status: 400,
    members: { faults: ids.map((id) => ({ path: list, message: `${id} isn’t known in this tenant` })) },
  })
}
