import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { openDatabase } from '../database/open-database.ts'
import { usePostgres } from '../testing/databases.ts'
import { realClock } from '../testing/fake-clock.ts'
import { startQueue } from './start-queue.ts'

const WORKER = fileURLToPath(new URL('../testing/stuck-worker.ts', import.meta.url))
describe('the queue on PostgreSQL', () => {
  const server = usePostgres()

  it('hands the job of a worker process that was killed to another within half a minute', async () => {
    const databaseUrl = await server.createDatabase()
    const database = await openDatabase({ databaseUrl, dataDir: '', clock: realClock })
    const queue = await startQueue({ database, queues: { backup: 'once' }, onError: () => {} })
    await queue.enqueue('backup', { runId: 'r1' }, { singletonKey: 'tenant' })
    const worker = spawn(process.execPath, [WORKER, databaseUrl, 'backup'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(worker.stdout, 'data')

    const seen: unknown[] = []
    await queue.work('backup', { concurrency: 1 }, async (job) => {
      seen.push(job.data)
    })
    worker.kill('SIGKILL')
    const killedAt = performance.now()
    expect(await queue.enqueue('backup', {}, { singletonKey: 'tenant' })).toBe(false)
    await vi.waitFor(() => expect(seen).toEqual([{ runId: 'r1' }]), { timeout: 30_000, interval: 100 })
    expect(performance.now() - killedAt).toBeGreaterThan(1000)
    await queue.stop(1000)
    await database.close()
  })
})
