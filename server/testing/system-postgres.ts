/** A PostgreSQL whose programs a package of the system brought, in a folder of its own. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { chown, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const DEBIAN = '/usr/lib/postgresql'

/** By major version, the folders of programs that Debian's packages brought. */
export function systemPostgresBins(): ReadonlyMap<number, string> {
  try {
    return new Map(readdirSync(DEBIAN).map((version) => [Number(version), join(DEBIAN, version, 'bin')]))
  } catch {
    return new Map()
  }
}

type Options = {
  readonly bin: string
  readonly databaseDir: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly initdbFlags: readonly string[]
  readonly postgresFlags: readonly string[]
}

/** It refuses to run as root: then it is the user that its package created. */
export function systemPostgres(options: Options) {
  const { bin, databaseDir, port, user, password, initdbFlags, postgresFlags } = options
  let server: ChildProcess | undefined
  return {
    async initialise() {
      const account = await accountOf()
      await mkdir(databaseDir)
      if (account.uid !== undefined) await chown(databaseDir, account.uid, account.gid)
      const passwordFile = `${databaseDir}.password`
      await writeFile(passwordFile, password)
      const flags = ['-D', databaseDir, '-U', user, '--auth=password', `--pwfile=${passwordFile}`]
      await run(join(bin, 'initdb'), [...flags, ...initdbFlags], { ...account, cwd: databaseDir })
      await rm(passwordFile)
    },
    async start() {
      const flags = [
        '-D',
        databaseDir,
        '-p',
        String(port),
        '-c',
        'unix_socket_directories=',
        ...postgresFlags,
      ]
      const child = spawn(join(bin, 'postgres'), flags, {
        ...(await accountOf()),
        cwd: databaseDir,
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      server = child
      let said = ''
      await new Promise<void>((resolve, reject) => {
        child.stderr.on('data', (chunk) => {
          said += chunk
          if (said.includes('ready to accept connections')) resolve()
        })
        child.once('exit', () => reject(new Error(`PostgreSQL ended: ${said}`)))
      })
    },
    async stop() {
      if (server === undefined) return
      const ended = once(server, 'exit')
      server.kill('SIGINT')
      await ended
    },
  }
}

async function accountOf(): Promise<{ uid: number; gid: number } | { uid?: undefined }> {
  if (process.getuid?.() !== 0) return {}
  const id = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout)
  return { uid: await id('-u'), gid: await id('-g') }
}
