/**
 * Bytes of archive and database for each message, media left out: against the same messages as JSON lines, compressed as one by
 * `zstd -19`, and against a restic repository of these lines where restic is installed.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { constants, zstdCompressSync } from 'node:zlib'
import { openLocalObjectStore } from '../server/archive/local-object-store.ts'
import { openArchive } from '../server/archive/open-archive.ts'
import { systemClock } from '../server/process/system-clock.ts'
import { openKeyFile } from '../server/secrets/key-file.ts'
import { backUp, connect, UNLIMITED, withProduct } from './product-run.ts'
import { type Result, rounded } from './result.ts'
import { startTenant } from './tenant.ts'

export async function benchStorage(): Promise<Result> {
  const messages = process.env.BENCH_MESSAGES ?? '50000'
  const tenant = await startTenant(['--users', '100', '--messages', messages, '--seed', '7'])
  try {
    return await withProduct(tenant, UNLIMITED, async (product, api) => {
      await connect(api, tenant)
      await backUp(api, product, 'pay-once')
      return measure(product.dataDir, tenant.tenantId)
    })
  } finally {
    await tenant.stop()
  }
}

async function measure(dataDir: string, tenantId: string): Promise<Result> {
  const { lines, segmentBytes } = await readMessages(dataDir, tenantId)
  const text = Buffer.from(lines.join(''))
  const packed = zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 19 } }).length
  const restic = resticBytes(text)
  const each = (bytes: number) => rounded(bytes / lines.length)
  return {
    bench: 'storage',
    value: each(segmentBytes),
    unit: 'bytes/message',
    floor: each(packed),
    ratio: rounded(segmentBytes / packed),
    ...(restic !== undefined && { peer: each(restic), peerRatio: rounded(segmentBytes / restic) }),
    messages: lines.length,
    plain: each(text.length),
    database: each((await bytesIn(join(dataDir, 'db'))) - (await bytesIn(join(dataDir, 'db', 'pg_wal')))),
  }
}

/** Every version as a line, and what the segments that hold them take. */
async function readMessages(dataDir: string, tenantId: string) {
  const folder = join(dataDir, 'archive')
  const archive = await openArchive({
    store: await openLocalObjectStore(folder),
    masterKey: await openKeyFile({ path: join(dataDir, 'master.key'), create: false }),
    clock: systemClock,
    readOnly: true,
  })
  const held = await archive.open(tenantId)
  const lines: string[] = []
  let segmentBytes = 0
  for await (const name of held.listSegments()) {
    const { segment, frames } = await held.readSegment(name)
    segmentBytes += segment.bytes
    for (const { records } of frames)
      for (const record of records)
        if (record.kind === 'message') lines.push(`${JSON.stringify(record.message)}\n`)
  }
  return { lines, segmentBytes }
}

/** Of a new repository, encrypted as restic always does; undefined where restic isn't installed. */
function resticBytes(text: Uint8Array): number | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'chatvault-bench-'))
  const repository = join(folder, 'repository')
  const restic = (...args: string[]) =>
    execFileSync('restic', ['--quiet', '--repo', repository, ...args], {
      env: { ...process.env, RESTIC_PASSWORD: 'bench' },
    })
  try {
    writeFileSync(join(folder, 'messages.jsonl'), text)
    restic('init')
    restic('backup', '--compression', 'max', join(folder, 'messages.jsonl'))
    const { total_size: bytes } = JSON.parse(String(restic('stats', '--mode', 'raw-data', '--json')))
    return Number(bytes)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw thrown
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size)
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
