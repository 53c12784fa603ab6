/** Checks of the archive that people ask for, over both databases and a queue like that of the product. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { collect } from '../../archive/read-ahead.ts'
import { createAudit } from '../../books/audit.ts'
import { insertVerification, noteVerified } from '../../books/verifications.ts'
import type { Database } from '../../database/database.ts'
import { startQueue } from '../../queue/start-queue.ts'
import {
  archivePages,
  messageAt,
  messageRecord,
  openTestVault,
  operatorOf,
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
    expect(damaged.map((one) => one.file)).toEqual([expect.stringContaining(name)])
    expect(v.told).toEqual([[TENANT_A, { damaged: 1, isFull: false }]])
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
