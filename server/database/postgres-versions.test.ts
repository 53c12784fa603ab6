/** Versions of PostgreSQL besides the one that all tests use: those that packages of this system brought. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeSchema } from '../testing/describe-schema.ts'
import { realClock } from '../testing/fake-clock.ts'
import { expectArchiveIsTruth, expectBooks, type Journey, startJourney } from '../testing/journey.ts'
import { type PostgresServer, startPostgresServer } from '../testing/postgres-server.ts'
import { environment } from '../testing/product.ts'
import { systemPostgresBins } from '../testing/system-postgres.ts'
import { openDatabase } from './open-database.ts'

const BINS = [...systemPostgresBins()]

describe.skipIf(BINS.length === 0).each(BINS)('PostgreSQL %i', (version, bin) => {
  let server: PostgresServer
  let journey: Journey | undefined
  beforeAll(async () => {
    server = await startPostgresServer(bin)
  })
  afterAll(async () => {
    await journey?.close()
    await server?.stop()
  })

  it('gets the same schema as the others', async () => {
    const database = await openDatabase({
      databaseUrl: await server.createDatabase(),
      dataDir: '',
      clock: realClock,
    })
    const { rows } = await sql<{
      version: string
    }>`select current_setting('server_version') as version`.execute(database.kysely)
    expect(rows[0]?.version).toMatch(new RegExp(`^${version}\\.`))
    await expect(await describeSchema(database.kysely)).toMatchFileSnapshot('./schema.sql')
    await database.close()
  })

  it('carries a backup from the first start to the search, and the doctor finds nothing wrong', async () => {
    const env = { DATABASE_URL: await server.createEmptyDatabase() }
    journey = await startJourney({ users: 6, messages: 200, seed: 41, env })
    await journey.connect(100_000)
    expect((await journey.run()).state).toBe('completed')
    await expectArchiveIsTruth(journey)
    await expectBooks(journey)
    expect((await journey.call('GET', '/api/search?q=begin*', undefined, 'Mia')).status).toBe(200)
    const own = { ...process.env, ...environment(journey.sandbox, 1, journey.dataDir), ...env }
    const { stdout } = await promisify(execFile)(process.execPath, ['server/cli/doctor.ts'], { env: own })
    expect(stdout).toMatch(new RegExp(`^fine {5}database: PostgreSQL ${version}\\.`, 'm'))
  })
})
