import { expect, it } from 'vitest'
import { createGroupMembers } from '../../books/group-members.ts'
import type { Database } from '../../database/database.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Graph } from '../../graph/graph.ts'
import { GraphError } from '../../graph/wire/graph-error.ts'
import { openTestVault, TENANT_A, TENANT_B } from '../../testing/archived-chats.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { createScopeGroups } from './scope-groups.ts'

const MINUTE = 60_000
const SCOPE = {
  mode: 'selected' as const,
  subjectIds: [],
  groupIds: ['a', 'b'],
  excludeSubjectIds: [],
  firstSubjectIds: [],
}
const at = (time: string) => new Date(`2026-11-10T${time}:00.000Z`)

function absent(): GraphError {
  return new GraphError({
    code: 'Request_ResourceNotFound',
    notice: null,
    attempted: 'read a group',
    why: 'gone',
    hint: '',
    retry: 'never',
    outcome: 'refused',
    absent: true,
  })
}

/** Groups whose members a test answers for, question by question: `asked` are those that wait. */
async function openGroups(database: Database) {
  const { clock } = await openTestVault(database)
  const asked: (PromiseWithResolvers<string[]> & { groupId: string })[] = []
  const groupMemberIds = (groupId: string) => {
    const answer = Promise.withResolvers<string[]>()
    asked.push({ ...answer, groupId })
    return answer.promise
  }
  let connected = true
  const openGraph = async () => {
    if (connected) return { groupMemberIds } as Partial<Graph> as Graph
    throw new VaultError({ code: 'not-connected', attempted: 'ask', why: 'no connection', hint: '' })
  }
  const groupMembers = createGroupMembers(database)
  const groups = createScopeGroups({ clock, groupMembers, openGraph })
  const shown = async () => {
    const answer = groups.shown(TENANT_A, SCOPE)
    await expect.poll(() => clock.waiting).toBeGreaterThan(0)
    clock.advance(1000)
    const { scope, missing, groups: age } = await answer
    return { members: scope.groupMemberIds, missing, age }
  }
  const disconnect = () => {
    connected = false
  }
  return { clock, asked, groups, groupMembers, shown, disconnect }
}

forEachDatabase('the groups of a scope', (open) => {
  it('keep the newer answer, whichever comes last', async () => {
    const { groupMembers } = await openGroups(await open())
    const row = (memberIds: string[], readAt: Date) => ({ groupId: 'a', memberIds, readAt })
    await groupMembers.keep(TENANT_A, row(['newer'], at('12:30')))
    await groupMembers.keep(TENANT_A, row(['older'], at('12:00')))
    await groupMembers.keep(TENANT_B, row(['of another'], at('12:45')))
    expect(await groupMembers.list(TENANT_A, ['a', 'b'])).toEqual([row(['newer'], at('12:30'))])
    await groupMembers.keep(TENANT_A, row(['newest'], at('12:40')))
    expect(await groupMembers.list(TENANT_A, ['a'])).toEqual([row(['newest'], at('12:40'))])
  })

  it('count an answer as old as its question: a slow one does not undo what was asked for later', async () => {
    const { groups, clock, asked, groupMembers } = await openGroups(await open())
    const scope = { ...SCOPE, groupIds: ['a'] }
    const slow = groups.resolve(TENANT_A, scope)
    await expect.poll(() => asked.length).toBe(1)
    clock.advance(6 * MINUTE)
    const quick = groups.resolve(TENANT_A, scope)
    await expect.poll(() => asked.length).toBe(2)
    asked[1]?.resolve(['now'])
    await quick
    asked[0]?.resolve(['before'])
    await slow
    expect(await groupMembers.list(TENANT_A, ['a'])).toMatchObject([{ memberIds: ['now'] }])
  })

  it('are asked once while an answer is known, also when an older question fails meanwhile', async () => {
    const { groups, clock, asked } = await openGroups(await open())
    const scope = { ...SCOPE, groupIds: ['a'] }
    const slow = groups.resolve(TENANT_A, scope)
    const failed = expect(slow).rejects.toThrow('too late')
    await expect.poll(() => asked.length).toBe(1)
    clock.advance(6 * MINUTE)
    const quick = groups.resolve(TENANT_A, scope)
    await expect.poll(() => asked.length).toBe(2)
    asked[1]?.resolve(['ann'])
    await quick
    asked[0]?.reject(new Error('too late'))
    await failed
    expect((await groups.resolve(TENANT_A, scope)).scope.groupMemberIds).toEqual(['ann'])
    expect(asked).toHaveLength(2)
  })

  it('are as old as the one that was read longest ago, and have no age while one never was', async () => {
    const { groupMembers, shown } = await openGroups(await open())
    await groupMembers.keep(TENANT_A, { groupId: 'b', memberIds: ['ben'], readAt: at('11:00') })
    expect(await shown()).toEqual({ members: ['ben'], missing: [], age: { readAt: null } })
    await groupMembers.keep(TENANT_A, { groupId: 'a', memberIds: ['ann', 'ben'], readAt: at('10:00') })
    expect(await shown()).toMatchObject({ age: { readAt: at('10:00') } })
  })

  it('name those the directory no longer knows, on screens and for backups, and have no members by them', async () => {
    const { groups, asked } = await openGroups(await open())
    const backup = groups.resolve(TENANT_A, SCOPE)
    await expect.poll(() => asked.length).toBe(2)
    for (const { groupId, ...answer } of asked)
      if (groupId === 'a') answer.reject(absent())
      else answer.resolve(['ben'])
    expect(await backup).toMatchObject({ scope: { groupMemberIds: ['ben'] }, missing: ['a'] })
    expect(await groups.shown(TENANT_A, SCOPE)).toMatchObject({
      scope: { groupMemberIds: ['ben'] },
      missing: ['a'],
      groups: { readAt: at('12:00') },
    })
  })

  it('hold no one while nothing is connected, whatever was known', async () => {
    const { groups, groupMembers, disconnect } = await openGroups(await open())
    for (const groupId of SCOPE.groupIds)
      await groupMembers.keep(TENANT_A, { groupId, memberIds: ['ann'], readAt: at('11:00') })
    disconnect()
    expect(await groups.shown(TENANT_A, SCOPE)).toMatchObject({
      scope: { groupMemberIds: [] },
      missing: [],
      groups: undefined,
    })
    await expect(groups.resolve(TENANT_A, SCOPE)).rejects.toMatchObject({ code: 'not-connected' })
  })
})
