import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createGroupMembers } from '../../books/group-members.ts'
import { createTenants } from '../../books/tenants.ts'
import { upsertSubjects } from '../../catalog/recording-subjects.ts'
import type { Scope } from '../../contract/index.ts'
import type { Database } from '../../database/database.ts'
import type { DirectoryUser, Graph } from '../../graph/graph.ts'
import {
  archivePages,
  messageAt,
  messageRecord,
  openTestVault,
  operatorOf,
  TENANT_A,
  TENANT_B,
} from '../../testing/archived-chats.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { reachSandbox, useSandbox } from '../../testing/sandbox-reach.ts'
import { createTempDir } from '../../testing/temp-dir.ts'
import { createPeopleService } from './people.ts'

const A = operatorOf(TENANT_A)
const B = operatorOf(TENANT_B)
const PAGE = { limit: 50 }
const EVERYONE: Scope = {
  mode: 'all',
  subjectIds: [],
  groupIds: [],
  excludeSubjectIds: [],
  firstSubjectIds: [],
}

function user(id: string, displayName: string, change: Partial<DirectoryUser> = {}): DirectoryUser {
  const userPrincipalName = `${id}@contoso.com`
  return { id, displayName, userPrincipalName, mail: null, enabled: true, userType: 'Member', ...change }
}

const STAFF = [
  user('ann', 'Ann Holm'),
  user('ben', 'ben lund'),
  user('cyd', 'Cyd Gone', { enabled: false }),
  user('gus', 'Gus Guest', { userType: 'Guest' }),
]

/** A directory in pages of two, that can lose people and fail on the way. */
function directory(users: readonly DirectoryUser[], failAfter = Number.POSITIVE_INFINITY) {
  return {
    async *users() {
      for (let at = 0; at < users.length; at += 2) {
        if (at >= failAfter) throw new Error('the directory went away')
        yield users.slice(at, at + 2)
      }
    },
  } as Partial<Graph> as Graph
}

async function openPeople(database: Database) {
  const vault = await openTestVault(database)
  const tenants = createTenants(database, vault.clock)
  const openGraph = async () => directory(STAFF)
  const groupMembers = createGroupMembers(database)
  const people = createPeopleService({ database, tenants, groupMembers, clock: vault.clock, openGraph })
  return { vault, people }
}

forEachDatabase('people', (open) => {
  /** A directory that answers about groups only when it is let; `asked` counts. */
  async function openSlow(database: Database) {
    const vault = await openTestVault(database)
    const tenants = createTenants(database, vault.clock)
    const answers: PromiseWithResolvers<string[]>[] = []
    const groupMemberIds = () => {
      const answer = Promise.withResolvers<string[]>()
      answers.push(answer)
      return answer.promise
    }
    const openGraph = async () => ({ ...directory(STAFF), groupMemberIds }) as Partial<Graph> as Graph
    // As another process, or this one after a restart: it remembers nothing.
    const begin = () =>
      createPeopleService({
        database,
        tenants,
        clock: vault.clock,
        openGraph,
        groupMembers: createGroupMembers(database),
      })
    const people = begin()
    await people.readDirectory(TENANT_A)
    await tenants.setScope(TENANT_A, { ...EVERYONE, mode: 'selected', groupIds: ['g'] })
    const shownAfter = async (ms: number, of = people) => {
      const shown = of.shownScope(TENANT_A)
      await expect.poll(() => vault.clock.waiting).toBeGreaterThan(0)
      vault.clock.advance(ms)
      const { scope, groups } = await shown
      return { members: scope.groupMemberIds, groups }
    }
    return { people, answers, begin, shownAfter, clock: vault.clock }
  }

  it('are shown within a second while Microsoft makes everyone wait, with the age of what is shown', async () => {
    const { people, answers, begin, shownAfter, clock } = await openSlow(await open())
    expect(await shownAfter(1000)).toEqual({ members: [], groups: { readAt: null } })
    const asked = new Date('2026-11-10T12:00:00.000Z')
    answers[0]?.resolve(['ann'])
    await expect.poll(async () => (await people.shownScope(TENANT_A)).groups).toEqual({ readAt: asked })
    clock.advance(60 * 60_000)
    expect(await shownAfter(1000, begin())).toEqual({ members: ['ann'], groups: { readAt: asked } })
    expect(answers).toHaveLength(2)
  })

  it('chosen by group are answered for soon: while Microsoft makes everyone wait, with when to try again', async () => {
    const { people, answers, clock } = await openSlow(await open())
    const chosen = people.setScope(operatorOf(TENANT_A), { ...EVERYONE, mode: 'selected', groupIds: ['h'] })
    const told = expect(chosen).rejects.toMatchObject({ code: 'microsoft-asks-to-wait', status: 503 })
    await expect.poll(() => answers.length).toBe(1)
    clock.advance(15_000)
    await told
    expect((await people.scope(operatorOf(TENANT_A))).groupIds).toEqual(['g'])
  })

  it('are shown as they were when a fresh answer fails, and a backup is told', async () => {
    const { people, answers, shownAfter, clock } = await openSlow(await open())
    const first = people.shownScope(TENANT_A)
    await expect.poll(() => answers.length).toBe(1)
    answers[0]?.resolve(['ann', 'ben'])
    expect((await first).scope.groupMemberIds).toEqual(['ann', 'ben'])
    clock.advance(6 * 60_000)
    const backup = people.subjectsInScope(TENANT_A)
    const told = expect(backup).rejects.toThrow('no answer')
    await expect.poll(() => answers.length).toBe(2)
    answers[1]?.reject(new Error('no answer'))
    await told
    expect((await shownAfter(1000)).members).toEqual(['ann', 'ben'])
  })

  it('lists the directory by name, page by page, with who is in scope', async () => {
    const { people } = await openPeople(await open())
    await people.readDirectory(TENANT_A)
    const first = await people.list(A, { limit: 3 })
    const second = await people.list(A, { limit: 3, cursor: first.next ?? '' })
    const shown = [...first.items, ...second.items].map(({ id, inScope, state }) => [id, inScope, state])
    expect(shown).toEqual([
      ['ann', true, 'never'],
      ['ben', true, 'never'],
      ['cyd', false, 'disabled'],
      ['gus', false, 'never'],
    ])
    expect(second.next).toBeNull()
  })

  it('finds by name and sign-in name, and by being in scope', async () => {
    const { people } = await openPeople(await open())
    await people.readDirectory(TENANT_A)
    const find = async (query: object) =>
      (await people.list(A, { ...PAGE, ...query })).items.map(({ id }) => id)
    expect(await find({ q: 'LUND' })).toEqual(['ben'])
    expect(await find({ q: 'gus@' })).toEqual(['gus'])
    expect(await find({ inScope: false })).toEqual(['cyd', 'gus'])
    expect(await find({ inScope: true, q: 'ann' })).toEqual(['ann'])
  })

  it('keeps people the directory no longer lists, as deleted and out of scope', async () => {
    const { vault, people } = await openPeople(await open())
    await people.readDirectory(TENANT_A)
    vault.clock.advance(1000)
    await people.readDirectory(TENANT_A, directory(STAFF.slice(1)))
    const { items } = await people.list(A, { ...PAGE, q: 'ann' })
    expect(items).toMatchObject([{ id: 'ann', state: 'deleted', inScope: false }])
    expect(await people.subjectsInScope(TENANT_A)).toEqual([{ id: 'ben', displayName: 'ben lund' }])
  })

  it('takes no one for deleted when the directory could not be read to its end', async () => {
    const { vault, people } = await openPeople(await open())
    await people.readDirectory(TENANT_A)
    vault.clock.advance(1000)
    await expect(people.readDirectory(TENANT_A, directory(STAFF, 2))).rejects.toThrow('went away')
    expect((await people.subjectsInScope(TENANT_A)).map(({ id }) => id)).toEqual(['ann', 'ben'])
  })

  it('says how each person stands, from where the backup of them is', async () => {
    const { vault, people } = await openPeople(await open())
    await people.readDirectory(TENANT_A)
    const at = new Date('2026-11-10T02:00:00.000Z')
    const fault = { code: 'Forbidden', detail: 'refused', hint: 'Grant it.' }
    await sql`
      insert into source (tenant_id, subject_id, watermark, last_backup_at, last_fault)
      values (${TENANT_A}, 'ann', ${at}, ${at}, null),
             (${TENANT_A}, 'ben', null, null, ${JSON.stringify(fault)}::jsonb)`.execute(vault.database.kysely)
    await archivePages(vault, TENANT_A, 'run-1', [
      { subjectId: 'ann', records: [messageRecord(messageAt('c1', 1)), messageRecord(messageAt('c2', 1))] },
    ])
    const { items } = await people.list(A, { ...PAGE, inScope: true })
    const instant = at.toISOString()
    expect(items).toMatchObject([
      {
        id: 'ann',
        state: 'protected',
        watermark: instant,
        lastBackupAt: instant,
        conversations: 2,
        fault: null,
      },
      { id: 'ben', state: 'failing', watermark: null, fault },
    ])
    // A room or a scanner fails no one: the export says that there is nothing to read.
    for (const code of ['no-mailbox', 'no-licence']) {
      const lack = JSON.stringify({ ...fault, code })
      await sql`update source set last_fault = ${lack}::jsonb where subject_id = 'ben'`.execute(
        vault.database.kysely,
      )
      const { items: now } = await people.list(A, { ...PAGE, inScope: true })
      expect(now[1]).toMatchObject({ id: 'ben', state: 'cannot-chat', fault: { code } })
    }
  })

  it('backs up chosen people, a disabled one too, and never a guest or an excluded one', async () => {
    const { people } = await openPeople(await open())
    await people.readDirectory(TENANT_A)
    const chosen: Scope = {
      ...EVERYONE,
      mode: 'selected',
      subjectIds: ['cyd', 'gus', 'ann'],
      excludeSubjectIds: ['ann'],
      firstSubjectIds: [],
    }
    expect(await people.setScope(A, chosen)).toEqual(chosen)
    expect(await people.scope(A)).toEqual(chosen)
    expect(await people.subjectsInScope(TENANT_A)).toEqual([{ id: 'cyd', displayName: 'Cyd Gone' }])
    expect(await people.setScope(A, { ...EVERYONE, excludeSubjectIds: ['ben'] })).toMatchObject({
      mode: 'all',
    })
    expect((await people.subjectsInScope(TENANT_A)).map(({ id }) => id)).toEqual(['ann'])
  })

  it('refuses a scope that names no one known, and leaves the old one', async () => {
    const { people } = await openPeople(await open())
    await people.readDirectory(TENANT_A)
    const wrong: Scope = { ...EVERYONE, mode: 'selected', subjectIds: ['ann', 'zoe'] }
    await expect(people.setScope(A, wrong)).rejects.toMatchObject({
      code: 'scope-unknown',
      status: 400,
      why: expect.stringContaining('zoe'),
      members: { faults: [{ path: 'subjectIds' }] },
    })
    expect(await people.scope(A)).toEqual(EVERYONE)
  })

  it('keeps tenants apart', async () => {
    const { vault, people } = await openPeople(await open())
    await people.readDirectory(TENANT_A)
    await upsertSubjects(vault.database.kysely, TENANT_B, [user('bob', 'Bob')], vault.clock.now())
    expect((await people.list(B, PAGE)).items.map(({ id }) => id)).toEqual(['bob'])
    expect(await people.displayNames(TENANT_B, ['ann', 'bob'])).toEqual(new Map([['bob', 'Bob']]))
    const theirs: Scope = { ...EVERYONE, mode: 'selected', subjectIds: ['ann'] }
    await expect(people.setScope(B, theirs)).rejects.toMatchObject({ code: 'scope-unknown' })
    vault.clock.advance(1000)
    await people.readDirectory(TENANT_A, directory([]))
    expect(await people.subjectsInScope(TENANT_B)).toEqual([{ id: 'bob', displayName: 'Bob' }])
  })
})

describe('people by groups', () => {
  const sandbox = useSandbox()
  const me = () => operatorOf(sandbox().tenantId)

  async function open() {
    const dir = await createTempDir()
    const database = await openEmbeddedCopy(dir.path)
    onTestFinished(() => database.close().then(dir.remove))
    const reach = await reachSandbox(await openTestVault(database), sandbox())
    const person = sandbox().tenant.people.members.find(({ mailbox }) => mailbox)
    const { clientId: applicationId, clientSecret } = sandbox().app
    const testMailbox = person?.userPrincipalName ?? ''
    const limit = { monthlyMessageLimit: 100, costAcknowledged: true }
    await reach.connect.save(me(), { applicationId, clientSecret, testMailbox, ...limit })
    return reach
  }

  it('are the enabled members of the chosen groups', async () => {
    const { people } = await open()
    const group = sandbox().tenant.people.groups[0]
    await people.setScope(me(), { ...EVERYONE, mode: 'selected', groupIds: [group?.id ?? ''] })
    const enabled = group?.members.filter(
      ({ accountEnabled, userType }) => accountEnabled && userType === 'Member',
    )
    const inScope = await people.subjectsInScope(me().tenantId)
    expect(inScope.map(({ id }) => id).sort()).toEqual(enabled?.map(({ id }) => id).sort())
    expect(inScope.length).toBeGreaterThan(0)
  })

  it('are refused when the directory does not know the group', async () => {
    const { people } = await open()
    const groupIds = ['1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e']
    const unknown = people.setScope(me(), { ...EVERYONE, mode: 'selected', groupIds })
    await expect(unknown).rejects.toMatchObject({
      code: 'scope-unknown',
      members: { faults: [{ path: 'groupIds' }] },
    })
  })

  it('are refused without the permission for groups, which is named with what to do', async () => {
    const { people } = await open()
    const role = 'GroupMember.Read.All'
    sandbox().control.revokeRole(role)
    onTestFinished(() => void sandbox().control.grantRole(role))
    const groupIds = [sandbox().tenant.people.groups[1]?.id ?? '']
    const refused = people.setScope(me(), { ...EVERYONE, mode: 'selected', groupIds })
    await expect(refused).rejects.toMatchObject({
      code: 'group-permission-missing',
      status: 422,
      hint: expect.stringContaining(role),
    })
  })

  it('can still be listed when the connection is gone, but not backed up', async () => {
    const { people, connect } = await open()
    const group = sandbox().tenant.people.groups[0]?.id ?? ''
    await people.setScope(me(), { ...EVERYONE, mode: 'selected', groupIds: [group] })
    await connect.forget(me())
    const reopened = await people.list(me(), { limit: 5 })
    expect(reopened.items).toHaveLength(5)
  })
})
