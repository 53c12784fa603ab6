import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { VaultError } from '../domain/vault-error.ts'
import { openEmbeddedCopy } from '../testing/embedded-template.ts'
import { realClock } from '../testing/fake-clock.ts'
import { createTempDir, type TempDir } from '../testing/temp-dir.ts'
import { damaged } from './damaged-database.ts'
import { createEmbeddedGuard } from './embedded-guard.ts'
import { listenForLastWords } from './last-words.ts'
import { openDatabase } from './open-database.ts'

describe('the embedded database', () => {
  let dir: TempDir
  beforeEach(async () => {
    dir = await createTempDir()
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    await dir.remove()
  })

  it('syncs the log once for each commit, and not for reads', async () => {
    const database = await openEmbeddedCopy(dir.path)
    const { kysely } = database
    const insert = sql`insert into worker (id, started_at) values (gen_random_uuid(), now())`
    await insert.execute(kysely)
    const syncs = vi.spyOn(fs, 'fdatasyncSync')
    for (let commit = 0; commit < 10; commit += 1) await insert.execute(kysely)
    expect(syncs).toHaveBeenCalledTimes(10)
    await kysely.transaction().execute(async (trx) => {
      for (let row = 0; row < 10; row += 1) await insert.execute(trx)
    })
    expect(syncs).toHaveBeenCalledTimes(11)
    await sql`select count(*) from worker`.execute(kysely)
    expect(syncs).toHaveBeenCalledTimes(11)
    await database.close()
  })

  it('syncs the folder of a log file that is new', async () => {
    const database = await openEmbeddedCopy(dir.path)
    const synced: boolean[] = []
    const sync = fs.fdatasyncSync
    vi.spyOn(fs, 'fdatasyncSync').mockImplementation((descriptor) => {
      synced.push(fs.fstatSync(descriptor).isDirectory())
      sync(descriptor)
    })
    await database.script('create table more (a integer); select pg_switch_wal()')
    await database.script('insert into more values (1)')
    expect(synced).toContain(true)
    expect(synced).toContain(false)
    await database.close()
  })

  it('belongs to one process at a time', async () => {
    const database = await openEmbeddedCopy(dir.path)
    await expect(openDatabase({ dataDir: dir.path, clock: realClock })).rejects.toMatchObject({
      code: 'data-dir-in-use',
      hint: expect.stringContaining('DATA_DIR'),
    })
    await database.close()
    await database.close()
    const again = await openDatabase({ dataDir: dir.path, clock: realClock })
    await again.close()
  })

  it.each([
    [0x6969, 'NFS'],
    [0xff534d42, 'SMB (CIFS)'],
    [0xfe534d42, 'SMB'],
  ])(
    'is refused in a network folder (statfs type %i): nothing is created, and it says what to do',
    async (type, kind) => {
      const statfs = fs.statfsSync
      vi.spyOn(fs, 'statfsSync').mockImplementation(((path: string) => ({ ...statfs(path), type })) as never)
      const dataDir = join(dir.path, 'share', 'data')
      await expect(openDatabase({ dataDir, clock: realClock })).rejects.toMatchObject({
        code: 'data-dir-network',
        why: expect.stringContaining(kind),
        hint: expect.stringContaining('DATABASE_URL'),
      })
      expect(fs.existsSync(dataDir)).toBe(false)
    },
  )

  it('is free again when the process that had it was killed', async () => {
    await openEmbeddedCopy(dir.path).then((database) => database.close())
    const program = `
      const { lockDirectory } = await import(${JSON.stringify(new URL('./directory-lock.ts', import.meta.url).href)})
      lockDirectory(${JSON.stringify(dir.path)})
      console.log('locked')
      setInterval(() => {}, 1000)
    `
    const child = spawn(process.execPath, ['--input-type=module', '-e', program])
    await once(child.stdout, 'data')
    await expect(openDatabase({ dataDir: dir.path, clock: realClock })).rejects.toMatchObject({
      code: 'data-dir-in-use',
    })
    child.kill('SIGKILL')
    await once(child, 'exit')
    const database = await openDatabase({ dataDir: dir.path, clock: realClock })
    await database.close()
  })

  it('is never found half made, and is no one else’s to read', async () => {
    fs.mkdirSync(join(dir.path, 'db.new'))
    fs.writeFileSync(join(dir.path, 'db.new', 'PG_VERSION'), 'left by a process that was killed')
    const dataDir = join(dir.path, 'data')
    fs.mkdirSync(dataDir)
    fs.renameSync(join(dir.path, 'db.new'), join(dataDir, 'db.new'))
    const database = await openDatabase({ dataDir, clock: realClock })
    expect((await sql`select 1 as one`.execute(database.kysely)).rows).toEqual([{ one: 1 }])
    expect(fs.existsSync(join(dataDir, 'db.new'))).toBe(false)
    expect((await stat(join(dataDir, 'db'))).mode & 0o077).toBe(0)
    await database.close()
  })
})

describe('an embedded database whose disk failed', () => {
  let dir: TempDir
  beforeEach(async () => {
    dir = await createTempDir()
    await openEmbeddedCopy(dir.path).then((database) => database.close())
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    await dir.remove()
  })

  it('confirms no commit that was not synced, tells before it answers, and runs nothing more', async () => {
    const told: string[] = []
    const onBroken = (error: VaultError) => told.push(error.message)
    const database = await openDatabase({ dataDir: dir.path, clock: realClock, onBroken })
    await database.script('create table load (n integer); insert into load values (1)')
    vi.spyOn(fs, 'fdatasyncSync').mockImplementationOnce(() => {
      throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' })
    })
    const broken = { code: 'database-broken', why: expect.stringContaining('EIO') }
    const answers = ['insert into load values (2)', 'insert into load values (3)'].map((text) =>
      database.script(text).then(
        () => 'done',
        (thrown: unknown) => [told.length, thrown],
      ),
    )
    expect(await Promise.all(answers)).toEqual([
      [1, expect.objectContaining(broken)],
      [1, expect.objectContaining(broken)],
    ])
    await expect(sql`select 1`.execute(database.kysely)).rejects.toMatchObject(broken)
    expect(told).toEqual([expect.stringContaining(join(dir.path, 'db'))])
    await database.close()
    const again = await openDatabase({ dataDir: dir.path, clock: realClock })
    const { rows } = await sql<{ n: number }>`select n from load where n = 1`.execute(again.kysely)
    expect(rows).toEqual([{ n: 1 }])
    await again.close()
  })

  it('breaks by whatever its engine throws, but not by an error of SQL', async () => {
    const told: VaultError[] = []
    const guard = createEmbeddedGuard('/data/db', listenForLastWords(), (error) => told.push(error))
    const thrown: unknown[] = [
      { status: 100 },
      new (Reflect.get(globalThis, 'WebAssembly').RuntimeError)('Aborted()'),
      { status: 100 },
    ]
    const step = () => {
      throw thrown.shift()
    }
    const [stackSave, stackRestore] = [() => 1, () => undefined]
    const engine = {
      stackSave,
      stackRestore,
      _PostgresMainLoopOnce: step,
      _PostgresMainLongJmp: step,
      _PostgresSendReadyForQueryIfNecessary: stackSave,
      _pgl_pq_flush: stackSave,
    }
    guard.watch(engine)
    expect(engine._PostgresMainLoopOnce).toThrow(expect.objectContaining({ status: 100 }))
    expect([guard.broken, told]).toEqual([undefined, []])
    expect(engine._PostgresMainLoopOnce).toThrow('Aborted()')
    expect(told).toMatchObject([
      { code: 'database-broken', hint: expect.stringContaining('start Chatvault again') },
    ])
    for (const entry of Object.values(engine)) expect(entry).toThrow(told[0])
    expect(thrown).toHaveLength(1)
  })
})

describe('an embedded database that does not open', () => {
  const open = (dataDir: string) =>
    openDatabase({ dataDir, clock: realClock }).catch((thrown: unknown) => thrown)
  const hint = expect.stringMatching(
    /archive isn’t affected.*catalog:rebuild.*lost: the connection.*audit log/s,
  )

  it('is named with its folder, what is safe, what to do and what would be lost', async () => {
    await using dir = await createTempDir()
    await openEmbeddedCopy(dir.path).then((database) => database.close())
    const version = join(dir.path, 'db', 'PG_VERSION')
    fs.writeFileSync(version, '12\n')
    const message = expect.stringMatching(/in \S+\/db: .*initialized by PostgreSQL version 12/s)
    expect(await open(dir.path)).toMatchObject({ code: 'database-damaged', message, hint })
    fs.writeFileSync(version, '18\n')
    await openDatabase({ dataDir: dir.path, clock: realClock }).then((database) => database.close())
  })

  it('is not created again over what is left of it', async () => {
    await using dir = await createTempDir()
    fs.mkdirSync(join(dir.path, 'db'))
    fs.writeFileSync(join(dir.path, 'db', 'left'), 'over')
    expect(await open(dir.path)).toMatchObject({ code: 'database-damaged', hint })
    expect(fs.readdirSync(join(dir.path, 'db'))).toEqual(['left'])
  })

  it('for want of space is called that', () => {
    const error = damaged('/data/db', 'could not write to file "pg_wal/xlogtemp.42": No space left on device')
    expect(error).toMatchObject({ code: 'disk-full', hint: expect.stringContaining('Free up space') })
  })
})

describe('PostgreSQL that cannot be reached', () => {
  it.each([
    ['postgres://me:secret@127.0.0.1:1/vault', '127.0.0.1:1/vault'],
    ['postgres://me:secret@nowhere.invalid/vault', 'nowhere.invalid:5432/vault'],
  ])('is named without its password: %s', async (databaseUrl, where) => {
    const error = await openDatabase({ databaseUrl, dataDir: '', clock: realClock }).catch((thrown) => thrown)
    expect(error).toMatchObject({
      code: 'database-unreachable',
      hint: expect.stringContaining('DATABASE_URL'),
    })
    expect(error.message).toContain(where)
    expect(JSON.stringify([error.message, error.why, error.hint])).not.toContain('secret')
  })
})
