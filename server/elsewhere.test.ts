/** The main journey over other databases and stores. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAzureObjectStore } from './archive/azure-object-store.ts'
import { type Azurite, startAzurite } from './testing/azurite.ts'
import { expectProblem, mainJourney, makeExport, OTHER_TENANT } from './testing/contract.ts'
import { expectArchiveIsTruth, expectBooks, type Journey, startJourney, talk } from './testing/journey.ts'
import { type PostgresServer, startPostgresServer } from './testing/postgres-server.ts'
import { environment } from './testing/product.ts'

describe('over PostgreSQL and Azure Blob', () => {
  let postgres: PostgresServer
  let azurite: Azurite
  let journey: Journey
  beforeAll(async () => {
    ;[postgres, azurite] = await Promise.all([startPostgresServer(), startAzurite()])
    journey = await startJourney({
      users: 6,
      messages: 300,
      seed: 41,
      env: {
        DATABASE_URL: await postgres.createEmptyDatabase(),
        ARCHIVE_URL: 'azblob://chatvault',
        AZURE_STORAGE_CONNECTION_STRING: azurite.connectionString,
        ALLOWED_TENANTS: OTHER_TENANT,
      },
    })
  })
  afterAll(async () => {
    await journey?.close()
    await azurite?.stop()
    await postgres?.stop()
  })

  it('refuses a tenant that is not allowed', async () => {
    expectProblem(await journey.call('GET', '/api/me'), 403, 'tenant-not-allowed')
    await journey.restart({ ALLOWED_TENANTS: '' })
    expect((await journey.call('GET', '/api/me')).status).toBe(200)
  })

  it('does the main journey', () => mainJourney(journey))

  it('is in order, the doctor says, and its probe is gone from the container', async () => {
    const own = { ...environment(journey.sandbox, 1, journey.dataDir), ...journey.env }
    const { stdout } = await promisify(execFile)(process.execPath, ['server/cli/doctor.ts'], {
      env: { ...process.env, ...own },
    })
    expect(stdout).toMatch(/^fine {5}archive: \S*chatvault\S* can be read, written to, and opened/m)
    const store = await openAzureObjectStore('chatvault', { connectionString: azurite.connectionString })
    expect(await store.find('doctor-probe')).toBeUndefined()
  })

  it('shares the work: one process for the web, others at work, and one of them dies', async () => {
    const own = { ...environment(journey.sandbox, 1, journey.dataDir), ...journey.env, ALLOWED_TENANTS: '' }
    const startWorker = async () => {
      const child = spawn(process.execPath, ['server/main.ts'], {
        env: { ...process.env, ...own, ROLE: 'worker' },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      for await (const line of child.stdout) if (String(line).includes('Chatvault is running')) break
      return child
    }
    await journey.restart({ ALLOWED_TENANTS: '', ROLE: 'web' })
    const first = await startWorker()
    talk(journey, 200)
    journey.sandbox.control.set({ latencyMs: 300 })
    const id = await journey.startRun()
    const { totals } = await journey.until(id, (run) => run.totals.fetched > 0)
    first.kill('SIGKILL')
    journey.sandbox.control.set({ latencyMs: 0 })
    const second = await startWorker()
    const run = await journey.atRest(id)
    expect(run).toMatchObject({ state: 'completed', totals: { added: 200 } })
    expect(run.totals.fetched).toBeGreaterThanOrEqual(totals.fetched)
    await expectArchiveIsTruth(journey)
    await expectBooks(journey)
    const { one } = await makeExport(journey)
    expect(one.state).toBe('completed')
    second.kill('SIGTERM')
    const [code] = await once(second, 'exit')
    expect(code).toBe(0)
  }, 120_000)
})
