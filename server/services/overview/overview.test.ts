import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { type ConnectionRow, createConnections } from '../../books/connections.ts'
import { createRuns } from '../../books/create-runs.ts'
import { createCreatedObjects } from '../../books/created-objects.ts'
import { createGroupMembers } from '../../books/group-members.ts'
import { createSchedules } from '../../books/schedules.ts'
import { createTenants } from '../../books/tenants.ts'
import { completeVerification, insertVerification, noteVerified } from '../../books/verifications.ts'
import { upsertSubjects } from '../../catalog/recording-subjects.ts'
import type { Database } from '../../database/database.ts'
import { DAY_MS } from '../../domain/day.ts'
import { notice } from '../../domain/notice.ts'
import type { Filling } from '../../domain/room.ts'
import type { RunState } from '../../domain/run.ts'
import {
  archivePages,
  messageAt,
  messageRecord,
  openTestVault,
  operatorOf,
  TENANT_A,
  TENANT_B,
  type TestVault,
} from '../../testing/archived-chats.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { createPeopleService } from '../people/people.ts'
import { createOverviewService } from './overview.ts'

const A = operatorOf(TENANT_A)
const B = operatorOf(TENANT_B)

async function openOverview(database: Database) {
  const vault = await openTestVault(database)
  const { clock } = vault
  const runs = createRuns(database, clock)
  const connections = createConnections(database)
  const createdObjects = createCreatedObjects(database)
  const tenants = createTenants(database, clock)
  const openGraph = () => Promise.reject(new Error('nobody asks Graph here'))
  const people = createPeopleService({
    database,
    tenants,
    groupMembers: createGroupMembers(database),
    clock,
    openGraph,
  })
  const schedules = createSchedules(database)
  const disk: { filling?: Filling } = {}
  const room = { filling: async () => disk.filling }
  const overview = createOverviewService({
    database,
    connections,
    createdObjects,
    runs,
    schedules,
    people,
    clock,
    room,
  })
  const connect = (change: Partial<ConnectionRow> = {}) => connections.save(connectionRow(vault, change))

  async function run(id: string, ...states: RunState[]) {
    const asked = { id, tenantId: TENANT_A, strategy: 'complete', trigger: 'manual' } as const
    await runs.start({ ...asked, requestedBy: null, subjectIds: null })
    const path: RunState[] = ['queued', ...states]
    for (const [at, to] of states.entries()) await runs.move(id, path[at] ?? 'queued', to)
  }

  const codes = async () => (await overview.get(A)).needs.map(({ code, severity }) => [code, severity])
  return { vault, clock, runs, schedules, connections, createdObjects, overview, connect, run, codes, disk }
}

function connectionRow({ clock }: TestVault, change: Partial<ConnectionRow>): ConnectionRow {
  const now = clock.now()
  return {
    tenantId: TENANT_A,
    applicationId: 'app',
    credentialKind: 'secret',
    credentialBox: new Uint8Array(3),
    credentialHint: 'abc',
    credentialSetAt: now,
    credentialExpiresAt: null,
    credentialKeyId: null,
    testMailbox: 'mia@contoso.com',
    organizationName: 'Contoso',
    costAcknowledgedAt: now,
    costAcknowledgedBy: 'Mia',
    status: 'active',
    checks: [],
    testedAt: now,
    testedBy: 'Mia',
    ...change,
  }
}

/** Three people: Ann is backed up, Ben was refused, Cyd has no mailbox. And two who cannot be chosen. */
async function threePeople({ database, clock }: TestVault): Promise<void> {
  const people = ['ann', 'ben', 'cyd'].map((id) => ({
    id,
    displayName: id,
    userPrincipalName: id,
    mail: null,
    enabled: true,
    userType: 'Member',
  }))
  await upsertSubjects(database.kysely, TENANT_A, people, clock.now())
  const out = [
    { id: 'dan', enabled: false, userType: 'Member' },
    { id: 'eve', enabled: true, userType: 'Guest' },
  ].map((it) => ({ ...it, displayName: it.id, userPrincipalName: it.id, mail: null }))
  await upsertSubjects(database.kysely, TENANT_A, out, clock.now())
  const fault = (code: string) => JSON.stringify({ code, detail: code, hint: '' })
  await sql`
    insert into source (tenant_id, subject_id, watermark, last_fault)
    values (${TENANT_A}, 'ann', ${clock.now()}, null),
           (${TENANT_A}, 'ben', ${clock.now()}, ${fault('Forbidden')}::jsonb),
           (${TENANT_A}, 'cyd', null, ${fault('no-mailbox')}::jsonb)`.execute(database.kysely)
}

forEachDatabase('the overview', (open) => {
  it('asks to connect first', async () => {
    const { overview } = await openOverview(await open())
    expect(await overview.get(A)).toMatchObject({
      status: 'not-connected',
      needs: [{ code: 'not-connected', href: '/connection', severity: 'error' }],
      lastGoodRunAt: null,
      currentRunId: null,
    })
  })

  it('warns of a disk that fills up before backups have to wait for it, and leaves it to the backup once it waits', async () => {
    const { runs, overview, connect, run, codes, disk } = await openOverview(await open())
    await connect()
    disk.filling = { folder: '/data', leftMb: 900, reserveMb: 512 }
    expect((await overview.get(A)).needs).toMatchObject([
      {
        code: 'disk-filling',
        severity: 'warning',
        title: 'The disk of /data has 900 MB left',
        hint: expect.stringMatching(/less than 512 MB/),
      },
    ])
    await run('run-1', 'running')
    const reason = {
      code: 'disk-low',
      notice: null,
      detail: 'The disk of /data has 9 MB left.',
      hint: 'Free space.',
    }
    await runs.move('run-1', 'running', 'suspended', { reason })
    expect(await codes()).toEqual([['disk-low', 'warning']])
  })

  it('says that nothing was backed up yet, and which run is in progress', async () => {
    const { overview, connect, run } = await openOverview(await open())
    await connect()
    expect(await overview.get(A)).toMatchObject({ status: 'never', needs: [] })
    await run('run-1', 'running')
    expect(await overview.get(A)).toMatchObject({ status: 'never', currentRunId: 'run-1' })
  })

  it('counts people, messages and conversations, and says who could not be protected: an account that cannot chat needs no one', async () => {
    const { vault, overview, connect, run } = await openOverview(await open())
    await connect()
    await threePeople(vault)
    await archivePages(vault, TENANT_A, 'run-1', [
      {
        subjectId: 'ann',
        records: [messageAt('c1', 1), messageAt('c1', 2), messageAt('c2', 1)].map(messageRecord),
      },
    ])
    await run('run-1', 'running', 'completed-with-faults')
    expect(await overview.get(A)).toMatchObject({
      status: 'protected',
      people: { inScope: 3, protected: 1, failing: 1, cannotChat: 1, waiting: 0, total: 5, unable: 2 },
      messages: 3,
      conversations: 2,
      lastGoodRunAt: vault.clock.now().toISOString(),
      needs: [
        { code: 'people-failing', title: '1 person couldn’t be backed up completely', href: '/people' },
      ],
    })
  })

  it('is unprotected while no run was good', async () => {
    const { overview, connect, run } = await openOverview(await open())
    await connect()
    await run('run-1', 'running', 'failed')
    expect(await overview.get(A)).toMatchObject({
      status: 'unprotected',
      needs: [{ code: 'run-failed', href: '/runs/run-1', severity: 'error' }],
    })
  })

  it('wants attention while a run waits for the limit', async () => {
    const { vault, overview, connect, run } = await openOverview(await open())
    await connect()
    await threePeople(vault)
    await run('run-1', 'running', 'completed')
    await run('run-2', 'running', 'suspended')
    const seen = await overview.get(A)
    expect(seen).toMatchObject({ status: 'attention', currentRunId: 'run-2' })
    expect(seen.needs[0]).toMatchObject({ code: 'limit-reached', severity: 'error' })
  })

  it('warns four times before a credential ends, each time more urgently', async () => {
    const { clock, connect, codes } = await openOverview(await open())
    const inDays = (days: number) => new Date(clock.now().getTime() + days * DAY_MS)
    await connect({ credentialExpiresAt: inDays(61) })
    expect(await codes()).toEqual([])
    await connect({ credentialExpiresAt: inDays(59) })
    expect(await codes()).toEqual([['credential-expires', 'warning']])
    await connect({ credentialExpiresAt: inDays(29) })
    expect(await codes()).toEqual([['credential-expires-this-month', 'warning']])
    await connect({ credentialExpiresAt: inDays(13) })
    expect(await codes()).toEqual([['credential-expires-soon', 'error']])
    await connect({ credentialExpiresAt: inDays(2) })
    expect(await codes()).toEqual([['credential-expires-now', 'error']])
    await connect({ credentialExpiresAt: inDays(-1) })
    expect(await codes()).toEqual([['credential-expired', 'error']])
  })

  it('tells whose rights are still lent an hour after a setup began, until they are removed', async () => {
    const { clock, connect, createdObjects, overview, codes } = await openOverview(await open())
    await connect()
    const id = '6d2b3f0a-9c1e-4f7b-8a55-0c3d2e1f4a6b'
    const granted = { kind: 'delegated-grant', id, name: 'mia@contoso.com', applicationId: null } as const
    await createdObjects.add(TENANT_A, { ...granted, at: clock.now() })
    clock.advance(3_600_000)
    expect(await codes()).toEqual([])
    clock.advance(1000)
    expect((await overview.get(A)).needs).toMatchObject([
      {
        code: 'rights-still-lent',
        title: 'Temporary permissions of mia@contoso.com are still in place',
        href: '/connection/setup/automatic',
        severity: 'warning',
      },
    ])
    expect((await overview.get(B)).needs.map(({ code }) => code)).not.toContain('rights-still-lent')
    await createdObjects.remove(TENANT_A, id)
    expect(await codes()).toEqual([])
  })

  it.each([
    ['AADSTS7000222', 'credential-gone'],
    ['AADSTS7000215', 'credential-gone'],
    ['missing-permission', 'permission-revoked'],
    ['AADSTS700016', 'application-gone'],
    ['Forbidden', 'connection-failing'],
  ])('names what changed at Microsoft, and hands on what to do: %s', async (code, need) => {
    const { overview, connect } = await openOverview(await open())
    const because = notice('entra-refused', { quoted: 'It changed' })
    const check = { code, notice: because, detail: 'It changed.', hint: 'Do this.' }
    await connect({ status: 'failing', checks: [{ name: 'token', ok: false, ...check }] })
    expect((await overview.get(A)).needs).toMatchObject([
      {
        code: need,
        hint: 'Do this.',
        href: '/connection',
        severity: 'error',
        notice: { code: need === 'connection-failing' ? 'connection-refused' : need, params: { because } },
      },
    ])
  })

  it('tells that Microsoft asks for billing, whatever its code for that is', async () => {
    const { connect, codes } = await openOverview(await open())
    const check = {
      ok: false,
      code: 'SomethingNew',
      notice: null,
      detail: 'Pay.',
      hint: '',
      asksForBilling: true,
    } as const
    await connect({ status: 'failing', checks: [{ name: 'export', ...check }] })
    expect(await codes()).toEqual([['billing-asked-for', 'error']])
  })

  it('warns before deleted messages are lost to a gap between backups', async () => {
    const { clock, connect, run, codes } = await openOverview(await open())
    await connect()
    await run('run-1', 'running', 'completed')
    clock.advance(19 * DAY_MS)
    expect(await codes()).toEqual([])
    clock.advance(1 * DAY_MS)
    expect(await codes()).toEqual([['backup-gap', 'error']])
  })

  it('protects only while a schedule keeps its times: two without a good backup are late', async () => {
    const { clock, schedules, overview, connect, run, vault } = await openOverview(await open())
    await connect()
    await threePeople(vault)
    clock.set('2026-11-10T02:00:00.000Z')
    const nightly = {
      cron: '30 2 * * *',
      timeZone: 'UTC',
      strategy: 'complete',
      changedAt: clock.now(),
    } as const
    await schedules.save({
      tenantId: TENANT_A,
      enabled: true,
      ...nightly,
      nextAt: new Date('2026-11-11T02:30Z'),
    })
    await run('run-1', 'running', 'completed')
    clock.set('2026-11-11T02:29:59.000Z')
    expect(await overview.get(A)).toMatchObject({
      status: 'protected',
      schedule: { enabled: true, nextAt: '2026-11-11T02:30:00.000Z', missedAt: null },
    })
    clock.set('2026-11-11T02:30:00.000Z')
    const { status, needs } = await overview.get(A)
    expect(status).toBe('attention')
    const since = { instant: '2026-11-10T02:00:00.000Z' }
    expect(needs).toContainEqual(
      expect.objectContaining({ severity: 'warning', notice: notice('backup-late', { since }) }),
    )
  })

  it('says when the archive was checked last, and asks for a look at damage until a full check finds none', async () => {
    const { vault, clock, overview, connect, run, codes } = await openOverview(await open())
    await connect()
    await threePeople(vault)
    await run('run-1', 'running', 'completed')
    const db = vault.database.kysely
    const file = { file: 'x', kind: 'missing', what: 'it is missing' } as const
    const check = async (id: string, mode: 'sampled' | 'full', damaged: (typeof file)[]) => {
      clock.advance(60_000)
      const row = { id, tenantId: TENANT_A, mode, requestedBy: null, createdAt: clock.now() }
      await insertVerification(db, row)
      await noteVerified(db, id, { segments: 0, segmentsTotal: null })
      await completeVerification(db, id, { segments: 1, messages: 1, damaged }, clock.now())
    }
    expect((await overview.get(A)).lastCheck).toBeNull()
    await check('one', 'full', [file])
    await check('two', 'sampled', [])
    expect(await overview.get(A)).toMatchObject({
      status: 'attention',
      lastCheck: { mode: 'sampled', damaged: 0 },
    })
    expect(await codes()).toContainEqual(['archive-damaged', 'error'])
    await check('three', 'full', [])
    expect(await codes()).not.toContainEqual(['archive-damaged', 'error'])
    expect(await overview.get(A)).toMatchObject({
      status: 'protected',
      lastCheck: { mode: 'full', damaged: 0 },
    })
  })

  it('draws thirty UTC days, each run on the day it ended', async () => {
    const { vault, clock, overview, connect, run } = await openOverview(await open())
    await connect()
    clock.set('2026-11-09T23:59:00.000Z')
    await run('run-1', 'running')
    await vault.database.kysely.updateTable('run').set({ added: 40, faults: 2 }).execute()
    clock.set('2026-11-10T00:01:00.000Z')
    await createRuns(vault.database, clock).move('run-1', 'running', 'completed')
    await run('run-2', 'running', 'completed')
    const { days } = await overview.get(A)
    expect(days).toHaveLength(30)
    expect(days[0]).toEqual({ date: '2026-10-12', added: 0, faults: 0, runId: null })
    expect(days.slice(-2)).toEqual([
      { date: '2026-11-09', added: 0, faults: 0, runId: null },
      { date: '2026-11-10', added: 40, faults: 2, runId: 'run-2' },
    ])
  })

  it('shows an operator of another tenant nothing of it', async () => {
    const { vault, overview, connect, run } = await openOverview(await open())
    await connect()
    await threePeople(vault)
    await run('run-1', 'running', 'completed')
    const seen = await overview.get(B)
    expect(seen).toMatchObject({
      status: 'not-connected',
      lastGoodRunAt: null,
      messages: 0,
      conversations: 0,
    })
    expect(Object.values(seen.people)).toEqual([0, 0, 0, 0, 0, 0, 0])
    expect(seen.days.every(({ runId, added }) => runId === null && added === 0)).toBe(true)
  })
})
