import { createHash } from 'node:crypto'
import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { expect, it, onTestFinished, vi } from 'vitest'
import { runOf } from '../../archive/testing.ts'
import { countKept, findExport } from '../../books/exports.ts'
import { createSigningKeys } from '../../books/signing-keys.ts'
import type { Database } from '../../database/database.ts'
import { readPublicPem } from '../../evidence/signature.ts'
import { verifyPack } from '../../evidence/verify-pack.ts'
import type { ExportFiles } from '../../export-files/export-files.ts'
import { localExportFiles } from '../../export-files/local-export-files.ts'
import type { Queue } from '../../queue/queue.ts'
import { startQueue } from '../../queue/start-queue.ts'
import {
  archivePages,
  conversationRecord,
  FETCHED_AT,
  messageAt,
  messageRecord,
  openTestVault,
  operatorOf,
  sightingRecord,
  TENANT_A,
  TENANT_B,
  type TestVault,
} from '../../testing/archived-chats.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { readZipEntry } from '../../testing/zip.ts'
import { runExport } from './export-job.ts'
import { createExportSigner } from './export-signer.ts'
import { createExportService, type ExportDeps, type Exports } from './exports.ts'

const PLAN = '19:plan@thread.v2'
const LUNCH = '19:lunch@thread.v2'
const A = operatorOf(TENANT_A)
const B = operatorOf(TENANT_B)
const DAY = 86_400_000
const GB = 1024 ** 3
const EVERYTHING = { format: 'jsonl' as const, selection: {} }

const signerOf = ({ database, sealer }: TestVault) =>
  createExportSigner({ signingKeys: createSigningKeys(database), sealer })

type Opened = { vault: TestVault; dir: string; files: ExportFiles; exports: Exports; queue: Queue }

async function openExports(
  database: Database,
  more: Pick<ExportDeps, 'limits'> = {},
  freeBytes?: ExportFiles['freeBytes'],
): Promise<Opened> {
  const vault = await openTestVault(database)
  const dir = join(vault.dir, 'exports')
  const queue = await startQueue({ database, queues: { export: 'after' }, onError: () => {} })
  onTestFinished(() => queue.stop(1000))
  const files = { ...localExportFiles(dir), ...(freeBytes && { freeBytes }) }
  return {
    vault,
    dir,
    files,
    queue,
    exports: createExportService({ ...vault, signer: signerOf(vault), files, queue, ...more }),
  }
}

/** Ann and Ben share PLAN, whose first message was edited once; LUNCH is Ben's. Another tenant has a chat of its own. */
async function archiveChats(vault: TestVault): Promise<void> {
  const plan = [messageAt(PLAN, 0), messageAt(PLAN, 1), messageAt(PLAN, 2)]
  await archivePages(vault, TENANT_A, 'run-1', [
    { subjectId: 'ann', records: plan.map(messageRecord) },
    { subjectId: 'ben', records: [...plan.map(sightingRecord), messageRecord(messageAt(LUNCH, 3))] },
    { subjectId: 'ann', records: [conversationRecord({ id: PLAN, topic: 'Phoenix' })] },
  ])
  await archivePages(vault, TENANT_B, 'run-x', [
    { subjectId: 'ann', records: [messageRecord(messageAt('19:other@thread.v2', 1))] },
  ])
  await archivePages(vault, TENANT_A, 'run-2', [
    { subjectId: 'ann', records: [messageRecord(messageAt(PLAN, 0, { version: 1 }))] },
  ])
}

/** Starts an export and does its job here and now. */
async function exportNow({ vault, files, exports }: Opened, selection: object): Promise<string> {
  const { id } = await exports.start(A, { format: 'jsonl', selection })
  const deps = { ...vault, signer: signerOf(vault), files }
  await runExport(deps, { tenantId: TENANT_A, id }, new AbortController().signal)
  return id
}

async function linesOf({ exports }: Opened, id: string): Promise<Record<string, unknown>[]> {
  const file = await exports.file(A, id)
  const zip = await buffer(file.open())
  expect(zip.length).toBe(file.bytes)
  const text = (await readZipEntry(zip, 'messages.jsonl')).toString()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

async function exportedIn(opened: Opened, selection: object): Promise<string[]> {
  const lines = await linesOf(opened, await exportNow(opened, selection))
  return lines.map(({ message }) => (message as { etag: string }).etag).sort()
}

const etags = (...messages: { etag: string }[]) => messages.map(({ etag }) => etag).sort()

forEachDatabase('exports', (open) => {
  it('writes one line per archived version, with who held it and when it came', async () => {
    const opened = await openExports(await open())
    await archiveChats(opened.vault)
    const lines = await linesOf(opened, await exportNow(opened, {}))
    expect(lines).toHaveLength(5)
    expect(lines).toContainEqual({
      tenantId: TENANT_A,
      subjectIds: ['ann', 'ben'],
      fetchedAt: FETCHED_AT,
      runId: 'run-2',
      revision: 2,
      message: messageAt(PLAN, 0, { version: 1 }),
    })
    expect(lines).toContainEqual(
      expect.objectContaining({ revision: 1, runId: 'run-1', message: messageAt(PLAN, 0) }),
    )
  })

  it('selects by person, conversation, time and words', async () => {
    const opened = await openExports(await open())
    await archiveChats(opened.vault)
    const first = [messageAt(PLAN, 0), messageAt(PLAN, 0, { version: 1 })]
    const [second, third, lunch] = [messageAt(PLAN, 1), messageAt(PLAN, 2), messageAt(LUNCH, 3)]
    expect(await exportedIn(opened, { conversationIds: [LUNCH] })).toEqual(etags(lunch))
    expect(await exportedIn(opened, { subjectIds: ['ann'] })).toEqual(etags(...first, second, third))
    expect(await exportedIn(opened, { subjectIds: ['ann', 'ben'], q: ' ' })).toHaveLength(5)
    expect(await exportedIn(opened, { subjectIds: [], conversationIds: [] })).toHaveLength(5)
    expect(await exportedIn(opened, { q: 'MINUTE -2' })).toEqual(etags(...first, second, lunch))
    expect(await exportedIn(opened, { q: '"minute 0" version' })).toEqual(etags(...first))
    expect(await exportedIn(opened, { q: 'min* 1', subjectIds: ['ann'] })).toEqual(etags(...first, second))
    for (const q of ['nothing', 'phoenix', ':-)']) expect(await exportedIn(opened, { q })).toEqual([])
    const time = { from: '2026-11-01T00:01:00Z', to: '2026-11-01T01:02:00+01:00' }
    expect(await exportedIn(opened, time)).toEqual(etags(second, third))
    expect(await exportedIn(opened, { conversationIds: ['19:other@thread.v2'] })).toEqual([])
  })

  it('finds all of them when their numbers lie far apart', async () => {
    const opened = await openExports(await open())
    await archiveChats(opened.vault)
    await sql`alter table message alter column no restart with 150000`.execute(opened.vault.database.kysely)
    const late = messageAt(LUNCH, 9)
    await archivePages(opened.vault, TENANT_A, 'run-3', [
      { subjectId: 'ben', records: [messageRecord(late)] },
    ])
    expect(await exportedIn(opened, {})).toHaveLength(6)
    expect(await exportedIn(opened, { conversationIds: [LUNCH] })).toEqual(etags(messageAt(LUNCH, 3), late))
  })

  it('is done by a worker, and tells number, size and digest of the file', async () => {
    const opened = await openExports(await open())
    await archiveChats(opened.vault)
    await opened.exports.work()
    const { id } = await opened.exports.start(A, EVERYTHING)
    const get = () => opened.exports.get(A, id)
    await vi.waitFor(async () => expect((await get()).state).toBe('completed'), { timeout: 10_000 })
    const bytes = await readFile(join(opened.dir, `${id}.zip`))
    expect(await get()).toMatchObject({
      messages: 5,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })
    expect((await stat(join(opened.dir, `${id}.zip`))).mode & 0o777).toBe(0o600)
  })

  it('does again what a crash cut off, and leaves no half file', async () => {
    const opened = await openExports(await open())
    await archiveChats(opened.vault)
    const { id } = await opened.exports.start(A, EVERYTHING)
    const controller = new AbortController()
    controller.abort(new Error('shutdown'))
    const job = { tenantId: TENANT_A, id }
    const deps = { ...opened.vault, signer: signerOf(opened.vault), files: opened.files }
    await expect(runExport(deps, job, controller.signal)).rejects.toThrow()
    await writeFile(join(opened.dir, `${id}.zip.killed.part`), 'half')
    expect(await opened.exports.get(A, id)).toMatchObject({ state: 'running', sha256: null })
    await expect(opened.exports.file(A, id)).rejects.toMatchObject({ code: 'export-not-ready', status: 409 })
    await runExport(deps, job, new AbortController().signal)
    expect(await linesOf(opened, id)).toHaveLength(5)
    expect(await readdir(opened.dir)).toEqual([`${id}.zip`])
  })

  it('fails with the reason when the archive is damaged, instead of leaving something out', async () => {
    const opened = await openExports(await open())
    await archiveChats(opened.vault)
    await opened.vault.database.kysely.updateTable('message').set({ frame_offset: 1 }).execute()
    const id = await exportNow(opened, {})
    const failed = await opened.exports.get(A, id)
    expect(failed).toMatchObject({ state: 'failed', sha256: null })
    expect(failed.reason).toContain('segments/')
    expect(await readdir(opened.dir)).toEqual([])
  })

  it('is signed with the vault’s key, and says what was asked for, by whom, why, and from which run', async () => {
    const opened = await openExports(await open())
    await archiveChats(opened.vault)
    const selection = { conversationIds: [PLAN] }
    const { id } = await opened.exports.start(A, { format: 'jsonl', selection, reason: ' Case 12 <b> ' })
    const deps = { ...opened.vault, signer: signerOf(opened.vault), files: opened.files }
    await runExport(deps, { tenantId: TENANT_A, id }, new AbortController().signal)
    const path = join(opened.dir, `${id}.zip`)
    // A new process signs with the same key.
    const again = createExportService({ ...opened.vault, ...deps, queue: opened.queue })
    const key = readPublicPem(await again.publicKey())
    const { manifest, damaged } = await verifyPack(path, key)
    expect(damaged).toEqual([])
    expect(manifest).toMatchObject({
      exportId: id,
      tenantId: TENANT_A,
      format: 'jsonl',
      createdBy: { id: A.id, name: A.name },
      reason: 'Case 12 <b>',
      selection,
      counts: { conversations: 1, messages: 3, versions: 4 },
      runs: { ids: ['run-1', 'run-2'], head: null },
      files: [{ name: 'messages.jsonl' }, { name: 'cover.html' }],
    })
    expect(await opened.exports.get(A, id)).toMatchObject({ messages: 4, purpose: 'Case 12 <b>' })
    const cover = (await readZipEntry(await readFile(path), 'cover.html')).toString()
    expect(cover).toContain('<dd>Case 12 &lt;b&gt;</dd>')
    expect(cover).toContain('3 messages')
    expect(cover).toContain(manifest?.signature.fingerprint)
  })

  it('names the newest run document, by the digest that continues the chain', async () => {
    const opened = await openExports(await open())
    await archiveChats(opened.vault)
    const archive = await opened.vault.archive.open(TENANT_A)
    const { digest, name } = await archive.closeRun(runOf('run-2', 1, null, []))
    const id = await exportNow(opened, {})
    const { manifest } = await verifyPack(join(opened.dir, `${id}.zip`))
    expect(manifest?.runs.head).toEqual({ runId: 'run-2', sequence: 1, document: name, sha256: digest })
  })

  it('is a file without lines when nothing is archived yet', async () => {
    const opened = await openExports(await open())
    expect(await exportedIn(opened, {})).toEqual([])
  })

  it('shows an operator of another tenant nothing, by any id', async () => {
    const opened = await openExports(await open())
    await archiveChats(opened.vault)
    const id = await exportNow(opened, {})
    const unknown = { code: 'export-unknown', status: 404 }
    await expect(opened.exports.get(B, id)).rejects.toMatchObject(unknown)
    await expect(opened.exports.file(B, id)).rejects.toMatchObject(unknown)
    const deps = { ...opened.vault, signer: signerOf(opened.vault), files: opened.files }
    await runExport(deps, { tenantId: TENANT_B, id }, new AbortController().signal)
    expect(await findExport(opened.vault.database.kysely, TENANT_A, id)).toMatchObject({ messages: 5 })
  })

  it('expires after a week: its file goes, 410 says so for a month, then no one knows of it', async () => {
    const opened = await openExports(await open())
    await archiveChats(opened.vault)
    const { clock } = opened.vault
    const id = await exportNow(opened, {})
    const stray = join(opened.dir, 'nobodys.zip.x.part')
    const young = join(opened.dir, 'not-yet-in-the-books.zip.x.part')
    for (const name of [stray, young]) await writeFile(name, 'half of a file')
    await utimes(stray, 0, 0)
    await utimes(join(opened.dir, `${id}.zip`), 0, 0)
    clock.advance(7 * DAY - 1)
    await utimes(young, clock.now(), clock.now())
    await opened.exports.sweep()
    await rm(young)
    expect(await opened.exports.get(A, id)).toMatchObject({
      expired: false,
      expiresAt: '2026-11-17T12:00:00.000Z',
    })
    expect(await readdir(opened.dir)).toEqual([`${id}.zip`])
    clock.advance(1)
    await expect(opened.exports.file(A, id)).rejects.toMatchObject({
      status: 410,
      code: 'export-expired',
      why: 'it expired on 2026-11-17 and was deleted from the server',
    })
    await opened.exports.sweep()
    expect(await readdir(opened.dir)).toEqual([])
    expect((await opened.exports.list(A, { limit: 10 })).items).toMatchObject([{ id, expired: true }])
    const db = opened.vault.database.kysely
    expect(await countKept(db, TENANT_A)).toEqual({ exports: 0, bytes: 0 })
    const { id: failed } = await opened.exports.start(A, EVERYTHING)
    await sql`update export set state = 'failed', ended_at = ${clock.now()} where id = ${failed}`.execute(db)
    clock.advance(30 * DAY + 1)
    await opened.exports.sweep()
    for (const gone of [id, failed])
      await expect(opened.exports.get(A, gone)).rejects.toMatchObject({ status: 404 })
  })

  it('is listed newest first, and deleted by who asked for it or an administrator, also while it waits', async () => {
    const opened = await openExports(await open())
    await archiveChats(opened.vault)
    const [reviewer, other] = ['rita', 'rob'].map((id) => ({ ...A, id, roles: ['reviewer' as const] }))
    if (reviewer === undefined || other === undefined) throw new Error('two reviewers')
    const first = await exportNow(opened, {})
    opened.vault.clock.advance(1000)
    const { id: second } = await opened.exports.start(reviewer, EVERYTHING)
    const page = await opened.exports.list(other, { limit: 1 })
    expect(page.items).toMatchObject([{ id: second, state: 'queued', mayDelete: false }])
    expect((await opened.exports.list(other, { limit: 1, cursor: page.next ?? '' })).items).toMatchObject([
      { id: first, state: 'completed' },
    ])
    expect(await opened.exports.list(B, { limit: 9 })).toEqual({ items: [], next: null })
    await expect(opened.exports.remove(other, second)).rejects.toMatchObject({ status: 403 })
    await expect(opened.exports.remove(B, second)).rejects.toMatchObject({ status: 404 })
    await opened.exports.remove(reviewer, second)
    await opened.exports.remove(A, first)
    expect(await readdir(opened.dir)).toEqual([])
    expect((await opened.exports.list(A, { limit: 9 })).items).toEqual([])
  })

  it('says who made it and what it holds, by name where that is known', async () => {
    const opened = await openExports(await open())
    await archiveChats(opened.vault)
    await sql`update subject set display_name = 'Ann Lee' where id = 'ann'`.execute(
      opened.vault.database.kysely,
    )
    const from = '2026-11-01T00:01:00Z'
    await exportNow(opened, {})
    const of = [PLAN, LUNCH, '19:gone@thread.v2', '19:more@thread.v2']
    const id = await exportNow(opened, { subjectIds: ['ann'], conversationIds: of, from, q: ' phoenix ' })
    const expected = {
      operatorName: A.name,
      scope: {
        people: { count: 1, names: ['Ann Lee'] },
        conversations: { count: 4, names: ['Phoenix'] },
        from,
        to: null,
        q: 'phoenix',
      },
    }
    expect(await opened.exports.get(A, id)).toMatchObject(expected)
    const { items } = await opened.exports.list(A, { limit: 9 })
    expect(items.find((it) => it.id === id)).toMatchObject(expected)
    expect(items.find((it) => it.id !== id)).toMatchObject({
      scope: { people: { count: 0 }, conversations: { count: 0 }, from: null, q: null },
    })
  })

  it('that meets a full disk while it is written says so, and what to do', async () => {
    const opened = await openExports(await open())
    await archiveChats(opened.vault)
    const { id } = await opened.exports.start(A, EVERYTHING)
    const freeBytes = async () => {
      throw Object.assign(new Error('write /data/exports/x'), { code: 'ENOSPC' })
    }
    const deps = { ...opened.vault, signer: signerOf(opened.vault), files: { ...opened.files, freeBytes } }
    await runExport(deps, { tenantId: TENANT_A, id }, new AbortController().signal)
    expect(await opened.exports.get(A, id)).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(
        /^Couldn’t write the export: a disk of the server is full.+Free up space/,
      ),
    })
    expect(await opened.files.list()).toEqual([])
  })

  it('has a cap for each organization, in files and in bytes, and leaves the disk its reserve', async () => {
    let free = 2 * GB
    const limits = { days: 7, bytes: 10_000_000, count: 2 }
    const opened = await openExports(await open(), { limits }, async () => free)
    await archiveChats(opened.vault)
    const id = await exportNow(opened, {})
    await opened.exports.start({ ...A, id: 'carl' }, EVERYTHING)
    const full = { status: 409, code: 'exports-full', notice: { code: 'exports-too-many' } }
    await expect(opened.exports.start(A, EVERYTHING)).rejects.toMatchObject(full)
    // Of several at once, each counts those before it.
    const many = Array.from({ length: 6 }, (_, at) =>
      opened.exports.start({ ...B, id: `b-${at}` }, EVERYTHING),
    )
    const ofB = await Promise.allSettled(many)
    expect(ofB.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    for (const started of ofB)
      if (started.status === 'fulfilled')
        await opened.exports.remove({ ...B, roles: ['admin'] }, started.value.id)
    await opened.exports.start(B, EVERYTHING)
    await opened.exports.remove(A, id)
    const { id: large } = await opened.exports.start(A, EVERYTHING)
    const deps = { ...opened.vault, signer: signerOf(opened.vault), files: opened.files }
    const write = (change: Partial<Parameters<typeof runExport>[0]>) =>
      runExport({ ...deps, ...change }, { tenantId: TENANT_A, id: large }, new AbortController().signal)
    await write({ limits: { ...limits, bytes: 100 } })
    const tooLarge = await opened.exports.get(A, large)
    expect(tooLarge).toMatchObject({ state: 'failed', reason: expect.stringContaining('Delete an export') })
    expect(await readdir(opened.dir)).toEqual([])
    free = GB / 2
    await expect(opened.exports.start(B, EVERYTHING)).rejects.toMatchObject({
      status: 503,
      code: 'export-disk-low',
    })
  })

  it('of one person leave the others’ room, and what they delete is theirs again', async () => {
    const limits = { days: 7, bytes: 10_000_000, count: 3 }
    const { exports } = await openExports(await open(), { limits })
    const carl = { ...A, id: 'carl', name: 'Carl' }
    const started = await Promise.allSettled(Array.from({ length: 5 }, () => exports.start(A, EVERYTHING)))
    const ids = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []))
    expect(ids).toHaveLength(2)
    const notice = { code: 'exports-too-many-yours', params: { count: 2 } }
    await expect(exports.start(A, EVERYTHING)).rejects.toMatchObject({ code: 'exports-full', notice })
    const { id: another } = await exports.start(carl, EVERYTHING)
    await expect(exports.start(carl, EVERYTHING)).rejects.toMatchObject({
      notice: { code: 'exports-too-many' },
    })
    await exports.remove(A, ids[0] ?? '')
    await exports.remove(carl, another)
    await exports.start(A, EVERYTHING)
  })

  it('whose file is not there any more says so in the list, before anyone asks for it', async () => {
    const opened = await openExports(await open())
    await archiveChats(opened.vault)
    const id = await exportNow(opened, {})
    expect(await opened.exports.get(A, id)).toMatchObject({ state: 'completed', fileMissing: false })
    await rm(join(opened.dir, `${id}.zip`))
    const { items } = await opened.exports.list(A, { limit: 10 })
    expect(items).toMatchObject([{ id, state: 'completed', expired: false, fileMissing: true }])
    await expect(opened.exports.file(A, id)).rejects.toMatchObject({ code: 'export-file-gone', status: 410 })
  })
})
