/** `npm run keys` as a process: killed at random points, and between a file and a Key Vault. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type KeyVault, type Sandbox, startKeyVault, startSandbox } from '../sandbox/index.ts'
import { openLocalObjectStore } from './archive/local-object-store.ts'
import { openArchive } from './archive/open-archive.ts'
import { framesOf, runOf } from './archive/testing.ts'
import { listSealedBoxes } from './books/boxes.ts'
import { createTenants } from './books/tenants.ts'
import type { Database } from './database/database.ts'
import { openDatabase } from './database/open-database.ts'
import { openKeyFile } from './secrets/key-file.ts'
import type { MasterKey } from './secrets/keys.ts'
import { boxKeyIds, envelopeSealer } from './secrets/sealer.ts'
import { openVault } from './services/open-vault.ts'
import { usePostgres } from './testing/databases.ts'
import { realClock as clock } from './testing/fake-clock.ts'
import { environment, SHORT_LIVED, startProduct } from './testing/product.ts'
import { createTempDir, type TempDir } from './testing/temp-dir.ts'

const CLIENT_ID = '0f3e1c52-5b1d-4a7e-9a55-3f2d1c0b9a88'
const TENANTS = Array.from(
  { length: 24 },
  (_, no) => `11111111-2222-4333-8444-${String(no).padStart(12, '0')}`,
)
const KILLS = 8

/** For a process of its own: it kills itself after so many changes to files and to rows. */
const DYING = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs/promises'
  import { syncBuiltinESMExports } from 'node:module'
  import { Socket } from 'node:net'
  let left = Number(process.env.DIES_AFTER)
  const changed = () => {
    left -= 1
    if (left === 0) process.kill(process.pid, 'SIGKILL')
  }
  for (const name of ['link', 'rename', 'unlink']) {
    const change = fs[name]
    fs[name] = (...given) => change(...given).finally(changed)
  }
  syncBuiltinESMExports()
  const write = Socket.prototype.write
  Socket.prototype.write = function (data, ...more) {
    const written = write.call(this, data, ...more)
    if (String(data).includes('update "')) changed()
    return written
  }
`)}`

describe('npm run keys -- rewrap', () => {
  const postgres = usePostgres()
  let dir: TempDir
  let databaseUrl: string
  let database: Database
  let old: MasterKey
  beforeEach(async () => {
    dir = await createTempDir()
    databaseUrl = await postgres.createDatabase()
    database = await openDatabase({ databaseUrl, dataDir: '', clock })
    old = await openKeyFile({ path: pathOf('master.key'), create: true })
    await fill()
  })
  afterEach(async () => {
    await database.close()
    await dir.remove()
  })

  const pathOf = (name: string) => join(dir.path, name)

  /** Each tenant has something in the archive, and a box. */
  async function fill(): Promise<void> {
    const archive = await openArchive({
      store: await openLocalObjectStore(pathOf('archive')),
      masterKey: old,
      clock,
    })
    for (const tenantId of TENANTS) {
      await createTenants(database, clock).ensure(tenantId)
      const tenant = await archive.open(tenantId)
      const runId = `run-${tenantId}`
      await tenant.closeRun({
        ...runOf(runId, 1, null, [await tenant.seal(runId, 1, framesOf(2))]),
        tenantId,
      })
      await sql`insert into run (id, tenant_id, state, strategy, trigger, created_at)
                values (${runId}, ${tenantId}, 'completed', 'complete', 'manual', now())`.execute(
        database.kysely,
      )
      const box = await envelopeSealer(old).seal(
        `draft-credential:setup:${tenantId}`,
        Buffer.from(`secret of ${tenantId}`),
      )
      await sql`insert into draft_credential (tenant_id, purpose, kind, box, hint, made_at)
                values (${tenantId}, 'setup', 'secret', ${box}, 'abc', now())`.execute(database.kysely)
    }
  }

  function keys(args: readonly string[], env: NodeJS.ProcessEnv = {}, flags: readonly string[] = []) {
    const own = { TAB_CLIENT_ID: CLIENT_ID, DATA_DIR: dir.path, DATABASE_URL: databaseUrl }
    const child = spawn(process.execPath, [...SHORT_LIVED, ...flags, 'server/cli/keys.ts', ...args], {
      env: { ...process.env, ...own, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return { child, ended: Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]) }
  }

  /** Whether a server with that key would start, and could read all of it. */
  async function opens(name: string): Promise<boolean> {
    const masterKey = { kind: 'file', path: pathOf(name) } as const
    const key = await openKeyFile({ path: pathOf(name), create: false })
    try {
      const { archive } = await openVault({
        database,
        clock,
        archive: { url: `file:${pathOf('archive')}` },
        masterKey,
      })
      for (const tenantId of TENANTS) {
        const report = await (await archive.open(tenantId)).verify()
        if (report.damaged.length > 0 || report.messages === 0) return false
      }
      for (const { context, box } of await listSealedBoxes(database))
        if (context.startsWith('draft')) await envelopeSealer(key).open(context, box)
      return true
    } catch {
      return false
    }
  }

  /** Documents and boxes that another key opens as well. */
  async function countShared(): Promise<number> {
    const names = await readdir(pathOf('archive/tenants'), { recursive: true })
    const boxes = (await listSealedBoxes(database)).map(({ box }) => boxKeyIds(box))
    return (
      names.filter((name) => /key-[^/]*\.json$/.test(name)).length +
      boxes.filter((ids) => ids.length > 1).length
    )
  }

  it('loses nothing when it is killed at random points, and the same command continues', async () => {
    const args = ['rewrap', '--to', pathOf('new.key')]
    let met = 0
    /** Each command dies after as many changes as chance says, until one has fewer left. */
    async function killed(more: readonly string[], survivor: string): Promise<void> {
      for (let kill = 0; kill < KILLS; kill += 1) {
        const after = 1 + Math.floor(Math.random() * TENANTS.length)
        const { child, ended } = keys([...args, ...more], { DIES_AFTER: String(after) }, ['--import', DYING])
        await ended
        if (child.signalCode === 'SIGKILL') met += 1
        expect(await opens(survivor), `killed after ${after} changes`).toBe(true)
        if (child.exitCode === 0) return
      }
    }
    await killed([], 'master.key')
    const [out] = await keys(args).ended
    expect(out).toContain(`${TENANTS.length} data keys and `)
    expect([await opens('master.key'), await opens('new.key')]).toEqual([true, true])
    await killed(['--finish'], 'new.key')
    const [, err, [code]] = await keys([...args, '--finish']).ended
    expect([err, code]).toEqual(['', 0])
    expect([await opens('master.key'), await opens('new.key')]).toEqual([false, true])
    expect(met).toBeGreaterThanOrEqual(4)
  }, 180_000)

  it('gives every tenant a new data key, which a new master key takes over too', async () => {
    const [out, err, [code]] = await keys(['new-data-key']).ended
    expect([err, code]).toEqual(['', 0])
    for (const tenantId of TENANTS) expect(out).toContain(`${tenantId}: data key 2 `)
    expect(await opens('master.key')).toBe(true)
    const [rewrapped] = await keys(['rewrap', '--to', pathOf('new.key')]).ended
    expect(rewrapped).toContain(`${2 * TENANTS.length} data keys`)
    expect([await opens('master.key'), await opens('new.key')]).toEqual([true, true])
  }, 60_000)

  describe('to a Key Vault', () => {
    let sandbox: Sandbox
    let vault: KeyVault
    beforeAll(async () => {
      sandbox = await startSandbox({ port: 0, users: 1, messages: 0 })
      vault = await startKeyVault(sandbox.caFile)
      vault.addVersion('chatvault')
    })
    afterAll(() => Promise.all([vault?.close(), sandbox?.close()]))

    it('moves everything there and back, and the server runs with the key that never leaves the vault', async () => {
      const url = vault.keyUrl('chatvault')
      const inVault = { ...vault.environment, KEY_VAULT_KEY_URL: url }
      for (const more of [[], ['--finish']]) {
        const [out, err, [code]] = await keys(['rewrap', '--to', url, ...more], vault.environment).ended
        expect([err, code]).toEqual(['', 0])
        expect(out).toContain(`wrapped by master key ${url}.`)
      }
      expect(await opens('master.key')).toBe(false)
      const env = { ...environment(sandbox, 0, dir.path), ...inVault, DATABASE_URL: databaseUrl }
      const product = await startProduct(sandbox, {
        port: 0,
        dataDir: dir.path,
        env: { ...inVault, DATABASE_URL: databaseUrl },
        quiet: true,
      })
      await product.stop()
      const doctor = spawn(process.execPath, ['server/cli/doctor.ts'], {
        env: { ...process.env, ...env, PORT: '1' },
      })
      expect(await text(doctor.stdout)).toContain(`fine     master key: ${url} wraps and unwraps`)

      vault.addVersion('chatvault')
      for (const more of [[], ['--finish']]) {
        const [, err, [code]] = await keys(['rewrap', '--to', pathOf('new.key'), ...more], inVault).ended
        expect([err, code]).toEqual(['', 0])
      }
      expect([await opens('master.key'), await opens('new.key')]).toEqual([false, true])
    }, 120_000)

    it('that is away or refuses changes nothing, and says what to do', async () => {
      const rewrapping = () => keys(['rewrap', '--to', vault.keyUrl('chatvault')], vault.environment).ended
      vault.setAllowed(false)
      const [, refused, [code]] = await rewrapping()
      expect([code, refused]).toEqual([1, expect.stringContaining('Key Vault Crypto User')])
      vault.setAllowed(true)
      expect(await countShared()).toBe(0)
      expect(await opens('master.key')).toBe(true)
    }, 60_000)
  })
})
