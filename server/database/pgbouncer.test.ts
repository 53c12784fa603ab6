/** A real PgBouncer in front of the PostgreSQL of the tests, where the system has one. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { usePostgres } from '../testing/databases.ts'
import { realClock } from '../testing/fake-clock.ts'
import { expectArchiveIsTruth, type Journey, startJourney } from '../testing/journey.ts'
import { freePort } from '../testing/product.ts'
import { createTempDir, type TempDir } from '../testing/temp-dir.ts'
import { openDatabase } from './open-database.ts'

const PGBOUNCER = '/usr/sbin/pgbouncer'

describe.skipIf(!existsSync(PGBOUNCER))('behind PgBouncer', () => {
  const postgres = usePostgres()
  let dir: TempDir
  let pooler: ChildProcess | undefined
  let journey: Journey | undefined
  beforeEach(async () => {
    dir = await createTempDir()
  })
  afterEach(async () => {
    await journey?.close()
    pooler?.kill('SIGKILL')
    await dir.remove()
  })

  /** The address of a database through a pooler in that mode. */
  async function through(mode: string, databaseUrl: string): Promise<string> {
    const url = new URL(databaseUrl)
    const port = await freePort()
    const settings = `
      [databases]
      * = host=127.0.0.1 port=${url.port} user=${url.username} password=${url.password}
      [pgbouncer]
      listen_addr = 127.0.0.1
      listen_port = ${port}
      unix_socket_dir =
      auth_type = any
      pool_mode = ${mode}
      default_pool_size = 30`
    const file = join(dir.path, 'pgbouncer.ini')
    await writeFile(file, settings.replace(/^ +/gm, ''))
    await chmod(dir.path, 0o755)
    const asOther = process.getuid?.() === 0 ? ['-u', userOf()] : []
    pooler = spawn(PGBOUNCER, [...asOther, file], { stdio: 'ignore' })
    await vi.waitFor(async () => {
      const socket = connect(port, '127.0.0.1')
      await once(socket, 'connect').finally(() => socket.destroy())
    }, 10_000)
    url.port = String(port)
    return url.href
  }

  it.each(['transaction', 'statement'])(
    'that pools by %s, a database is refused with what to set',
    async (mode) => {
      const databaseUrl = await through(mode, await postgres.createDatabase())
      await expect(openDatabase({ databaseUrl, dataDir: '', clock: realClock })).rejects.toMatchObject(
        mode === 'transaction'
          ? { code: 'database-pooling', hint: expect.stringContaining('pool_mode = session') }
          : { code: expect.stringMatching(/^database-/) },
      )
    },
  )

  it('that pools by session, a backup runs from the first start on', async () => {
    const DATABASE_URL = await through('session', await postgres.createEmptyDatabase())
    journey = await startJourney({ users: 6, messages: 200, seed: 43, env: { DATABASE_URL } })
    await journey.connect(100_000)
    expect((await journey.run()).state).toBe('completed')
    await expectArchiveIsTruth(journey)
  })
})

/** It refuses to run as root. */
function userOf(): string {
  try {
    execFileSync('id', ['postgres'], { stdio: 'ignore' })
    return 'postgres'
  } catch {
    return 'nobody'
  }
}
