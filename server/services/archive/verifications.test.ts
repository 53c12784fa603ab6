/** Checks of the archive that people ask for, over both databases and a queue like that of the product. */
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { RunDocument } from '../../archive/archive.ts'
import { collect } from '../../archive/read-ahead.ts'
import { runOf } from '../../archive/testing.ts'
import { createAudit } from '../../books/audit.ts'
import { createRuns } from '../../books/create-runs.ts'
import { insertVerification, noteVerified } from '../../books/verifications.ts'
import type { Database } from '../../database/database.ts'
import { startQueue } from '../../queue/start-queue.ts'
import {
  archivePages,
  messageAt,
  messageRecord,
  openTestVault,
  operatorOf,
  subjectRecord,
  TENANT_A,
  TENANT_B,
} from '../../testing/archived-chats.ts'
import { testSeal } from '../../testing/audit-seal.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { createVerificationService } from './verifications.ts'

const CHAT = '19:plan@thread.v2'
const A = operatorOf(TENANT_A)
const B = operatorOf(TENANT_B)
const PATIENCE = { timeout: 20_000, interval: 50 }

const ENTRY = {
  operatorId: 'o1',
  operatorName: 'Mia',
  action: 'run.start',
  outcome: 'succeeded',
  detail: null,
  allowedBy: [],
} as const

function runDocument(runId: string): RunDocument {
  return { ...runOf(runId, 1, null, []), tenantId: TENANT_A }
}

async function openVerifications(database: Database) {
  const vault = await openTestVault(database)
  const queue = await startQueue({ database, queues: { verification: 'after' }, onError: () => {} })
  onTestFinished(() => queue.stop(1000))
  const audit = createAudit(database, vault.clock, async () => testSeal)
  const told: [string, { damaged: number; isFull: boolean }][] = []
  let count = 0
  let refuses = false
  const service = createVerificationService({
    ...vault,
    queue,
    newId: () => {
      count += 1
      return `verification-${count}`
    },
    checkAudit: audit.check,
    async onVerified(tenantId, found) {
      const isRefused = refuses
      refuses = false
      if (isRefused) throw new Error('the books are away')
      told.push([tenantId, found])
    },
  })
  const ended = (id: string, who = A) =>
    vi.waitFor(async () => {
      const one = await service.get(who, id)
      expect(one.endedAt).not.toBeNull()
      return one
    }, PATIENCE)
  await archivePages(vault, TENANT_A, 'run-1', [
    { subjectId: 'ann', records: [0, 1, 2].map((n) => messageRecord(messageAt(CHAT, n))) },
  ])
  const refuseOnce = () => {
    refuses = true
  }
  return { vault, audit, service, told, ended, refuseOnce }
}

forEachDatabase('a check of the archive', (open) => {
  it('reads everything, finds nothing wrong, and tells so', async () => {
    const v = await openVerifications(await open())
    await v.service.work()
    const { id } = await v.service.start(A, { mode: 'full' })
    expect(await v.ended(id)).toMatchObject({ state: 'completed', segments: 1, messages: 3, damaged: [] })
    expect(v.told).toEqual([[TENANT_A, { damaged: 0, isFull: true }]])
    expect((await v.service.list(A, { limit: 10 })).items.map((one) => one.id)).toEqual([id])
  })

  it('names an entry of the audit log that was changed', async () => {
    const database = await open()
    const v = await openVerifications(database)
    await v.service.work()
    for (const target of ['r1', 'r2', 'r3']) await v.audit.append(TENANT_A, { ...ENTRY, target })
    await database.script(`set local session_replication_role = replica;
      update audit_entry set operator_name = 'Ben' where target = 'r2'`)
    const { id } = await v.service.start(A, { mode: 'sampled' })
    const { damaged } = await v.ended(id)
    expect(damaged).toEqual([
      {
        file: 'audit/2',
        kind: 'changed',
        part: 'audit',
        runId: null,
        holds: null,
        what: expect.stringMatching(/^the entry of the audit log was changed \(run.start at 2026/),
      },
    ])
    expect(v.told).toEqual([[TENANT_A, { damaged: 1, isFull: false }]])
  })

  it('names a file in which one bit was flipped', async () => {
    const v = await openVerifications(await open())
    await v.service.work()
    const tenant = await v.vault.archive.open(TENANT_A)
    const [name = ''] = await collect(tenant.listSegments())
    const file = join(v.vault.dir, 'archive', 'tenants', TENANT_A, name)
    const bytes = await readFile(file)
    const at = bytes.length >> 1
    bytes[at] = (bytes[at] ?? 0) ^ 1
    await writeFile(file, bytes)
    const { id } = await v.service.start(A, { mode: 'sampled' })
    const { damaged } = await v.ended(id)
    expect(damaged).toMatchObject([
      { file: expect.stringContaining(name), kind: 'changed', part: 'segment', runId: 'run-1' },
    ])
    expect(v.told).toEqual([[TENANT_A, { damaged: 1, isFull: false }]])
  })

  it('says of a damaged file whose messages it holds, of when and how many', async () => {
    const v = await openVerifications(await open())
    await v.service.work()
    await archivePages(v.vault, TENANT_A, 'run-2', [
      { subjectId: 'ben', records: [subjectRecord('ben', 'Ben Lund')] },
      { subjectId: 'ben', records: [5, 9].map((n) => messageRecord(messageAt('19:other@thread.v2', n))) },
      { subjectId: 'ben', records: [messageRecord(messageAt(CHAT, 7))] },
    ])
    const tenant = await v.vault.archive.open(TENANT_A)
    const [name = ''] = await collect(tenant.listSegments('run-2'))
    await rm(join(v.vault.dir, 'archive', 'tenants', TENANT_A, name))
    const { id } = await v.service.start(A, { mode: 'full' })
    expect((await v.ended(id)).damaged).toMatchObject([
      {
        file: `tenants/${TENANT_A}/${name}`,
        kind: 'missing',
        holds: {
          messages: 3,
          conversations: 2,
          from: '2026-11-01T00:05:00.000Z',
          to: '2026-11-01T00:09:00.000Z',
          peopleCount: 2,
          people: [
            { id: 'ben', displayName: 'Ben Lund' },
            { id: 'ann', displayName: 'ann' },
          ],
        },
      },
    ])
    const listed = await v.service.list(A, { limit: 10 })
    expect(listed.items[0]?.damaged).toMatchObject([{ kind: 'missing', holds: null }])
  })

  it('finds that the newest runs were taken out of the archive, documents and segments', async () => {
    const v = await openVerifications(await open())
    await v.service.work()
    const tenant = await v.vault.archive.open(TENANT_A)
    const closed = await tenant.closeRun(runDocument('run-9'))
    const runs = createRuns(v.vault.database, v.vault.clock)
    const asked = { id: 'run-9', tenantId: TENANT_A, strategy: 'complete', trigger: 'manual' } as const
    await runs.start({ ...asked, requestedBy: null, subjectIds: null })
    await runs.move('run-9', 'queued', 'running')
    await runs.move('run-9', 'running', 'completed', { documentDigest: closed.digest })
    const check = async () => {
      const { id } = await v.service.start(A, { mode: 'sampled' })
      return (await v.ended(id)).damaged.map(({ file, kind }) => [
        file.replace(`tenants/${TENANT_A}/`, ''),
        kind,
      ])
    }
    expect(await check()).toEqual([])
    const [segment = ''] = await collect(tenant.listSegments())
    for (const name of [closed.name, segment])
      await rm(join(v.vault.dir, 'archive', 'tenants', TENANT_A, name))
    expect(await check()).toEqual([
      ['runs/*-run-9.json', 'missing'],
      [segment, 'missing'],
    ])
  })

  it('that waits is the one to be asked for again, so that nobody can pile them up', async () => {
    const v = await openVerifications(await open())
    const { id } = await v.service.start(A, { mode: 'full' })
    expect(await v.service.start(A, { mode: 'full' })).toEqual({ id })
    expect(await v.service.start(A, { mode: 'sampled' })).not.toEqual({ id })
    await v.service.work()
    await v.ended(id)
    expect(await v.service.start(A, { mode: 'full' })).not.toEqual({ id })
  })

  it('is done again, and told, when whoever should know could not be told', async () => {
    const v = await openVerifications(await open())
    v.refuseOnce()
    await v.service.work()
    const { id } = await v.service.start(A, { mode: 'full' })
    expect(await v.ended(id)).toMatchObject({ state: 'completed', messages: 3 })
    expect(v.told).toHaveLength(1)
  })

  it('that a crash cut off is done again when a process takes jobs', async () => {
    const v = await openVerifications(await open())
    const row = { id: 'cut-off', tenantId: TENANT_A, mode: 'full' as const, requestedBy: 'Mia' }
    await insertVerification(v.vault.database.kysely, { ...row, createdAt: v.vault.clock.now() })
    await noteVerified(v.vault.database.kysely, 'cut-off', { segments: 7, segmentsTotal: 90 })
    await v.service.work()
    expect(await v.ended('cut-off')).toMatchObject({ state: 'completed', segments: 1, segmentsTotal: 1 })
  })

  it('of a tenant without an archive ends with nothing read, and is nobody else’s to see', async () => {
    const v = await openVerifications(await open())
    await v.service.work()
    const { id } = await v.service.start(B, { mode: 'full' })
    expect(await v.ended(id, B)).toMatchObject({ state: 'completed', segments: 0, damaged: [] })
    await expect(v.service.get(A, id)).rejects.toMatchObject({ code: 'verification-unknown', status: 404 })
    expect((await v.service.list(A, { limit: 10 })).items).toEqual([])
  })
})
