import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { openLocalObjectStore } from '../archive/local-object-store.ts'
import { openArchive } from '../archive/open-archive.ts'
import { TENANT } from '../archive/testing.ts'
import { createTenants } from '../books/tenants.ts'
import { type Config, readConfig } from '../config.ts'
import { openKeyFile } from '../secrets/key-file.ts'
import { forEachDatabase } from '../testing/databases.ts'
import { placeEmbeddedCopy } from '../testing/embedded-template.ts'
import { realClock as clock } from '../testing/fake-clock.ts'
import { createTempDir, type TempDir } from '../testing/temp-dir.ts'
import { check } from './check.ts'
import { describeVault } from './describe-vault.ts'
import {
  describeDatabase,
  examineArchive,
  examineDisks,
  examineKey,
  judgeConnections,
  judgeDatabase,
} from './parts.ts'

describe('the parts of this machine', () => {
  let dir: TempDir
  let config: Config
  beforeEach(async () => {
    dir = await createTempDir()
    config = configOf({})
    return () => dir.remove()
  })

  const configOf = (env: NodeJS.ProcessEnv) =>
    readConfig({ TAB_CLIENT_ID: '11111111-2222-3333-4444-555555555555', DATA_DIR: dir.path, ...env })
  const keyFile = () => join(dir.path, 'master.key')

  it('are to come before the first start, and nothing is created', async () => {
    expect(await examineKey(config)).toMatchObject({ finding: { verdict: 'look' }, masterKey: undefined })
    expect(await examineArchive(config, undefined)).toMatchObject({ verdict: 'look' })
    expect(judgeDatabase(await describeDatabase(config, clock))).toMatchObject({ verdict: 'skipped' })
    expect(await readdir(dir.path)).toEqual([])
  })

  it('are fine after it, and the archive has no probe left', async () => {
    await openArchive({
      store: await openLocalObjectStore(join(dir.path, 'archive')),
      masterKey: await key(),
      clock,
    })
    await placeEmbeddedCopy(dir.path)
    const { finding, masterKey } = await examineKey(config)
    expect(finding).toMatchObject({
      verdict: 'fine',
      found: expect.stringContaining(masterKey?.id ?? 'none'),
    })
    expect(await examineArchive(config, masterKey)).toMatchObject({ verdict: 'fine' })
    expect(await readdir(join(dir.path, 'archive'))).toEqual(['.tmp', 'vault.json'])
    expect(await examineDisks(config)).toMatchObject({
      verdict: 'fine',
      found: expect.stringContaining('MB free'),
    })
    const described = await describeDatabase(config, clock)
    expect(judgeDatabase(described)).toMatchObject({
      verdict: 'fine',
      found: expect.stringMatching(/^Embedded PostgreSQL \d+\.\d+, UTF8/),
    })
    expect(judgeConnections(described, clock)).toMatchObject({ verdict: 'skipped' })
  })

  const key = () => openKeyFile({ path: keyFile(), create: true })

  it('are wrong when the disk is nearly full, and named before', async () => {
    const leftMb = Number(/(\d+) MB free/.exec((await examineDisks(config)).found)?.[1])
    const reserving = (mb: number) => examineDisks({ ...config, diskReserveMb: mb })
    expect(await reserving(leftMb * 2)).toMatchObject({ verdict: 'wrong' })
    expect(await reserving(Math.floor(leftMb / 2))).toMatchObject({ verdict: 'look' })
  })

  it('are wrong when others may read the key, or it is gone from a vault', async () => {
    await key()
    await chmod(keyFile(), 0o644)
    expect(await check('master key', async () => (await examineKey(config)).finding)).toMatchObject({
      verdict: 'wrong',
      next: `Run: chmod 600 ${keyFile()}`,
    })
    await placeEmbeddedCopy(dir.path)
    await rm(keyFile())
    expect(await examineKey(config)).toMatchObject({ finding: { verdict: 'wrong' } })
  })

  it('are wrong when the archive was sealed with another key, or cannot be written to', async () => {
    const store = await openLocalObjectStore(join(dir.path, 'archive'))
    const other = await openKeyFile({ path: join(dir.path, 'other.key'), create: true })
    await (await openArchive({ store, masterKey: other, clock })).open(TENANT)
    expect(await examineArchive(config, await key())).toMatchObject({
      verdict: 'wrong',
      found: expect.stringContaining(other.id),
    })
    await rm(join(dir.path, 'archive', '.tmp'), { recursive: true })
    await writeFile(join(dir.path, 'archive', '.tmp'), '')
    expect(await check('archive', () => examineArchive(config, other))).toMatchObject({ verdict: 'wrong' })
  })

  it('are wrong when PostgreSQL does not answer, without its password', async () => {
    const away = configOf({ DATABASE_URL: 'postgres://vault:Planted@127.0.0.1:1/vault' })
    const found = await check('database', async () => judgeDatabase(await describeDatabase(away, clock)))
    expect(found).toMatchObject({ verdict: 'wrong', next: expect.stringContaining('DATABASE_URL') })
    expect(JSON.stringify(found)).not.toContain('Planted')
  })

  it('take no secret along that an error quotes', async () => {
    const quoting = check('thing', async () => {
      throw new Error('sent Bearer Planted.token with client_secret=Planted')
    })
    expect(JSON.stringify(await quoting)).not.toContain('Planted')
  })

  it('are looked at in a folder that another process fills with something else', async () => {
    await mkdir(join(dir.path, 'archive'))
    await writeFile(join(dir.path, 'archive', 'notes.txt'), '')
    expect(await examineArchive(config, undefined)).toMatchObject({ verdict: 'look' })
    expect(await readdir(join(dir.path, 'archive'))).toEqual(['notes.txt'])
  })
})

forEachDatabase('a vault described for support', (open) => {
  it('has runs, codes of faults, and connections, but none of their words', async () => {
    const database = await open()
    const { kysely } = database
    await createTenants(database, clock).ensure(TENANT)
    await sql`insert into run (id, tenant_id, state, strategy, trigger, created_at, requested_by, reason)
              values ('run-1', ${TENANT}, 'failed', 'complete', 'manual', now(), 'Planted Person',
                      '{"code": "archive-full", "detail": "Planted detail"}')`.execute(kysely)
    for (const code of ['mail-404', 'mail-404', 'odd'])
      await sql`insert into run_fault (tenant_id, run_id, subject_id, kind, code, detail, hint, at)
                values (${TENANT}, 'run-1', 'planted-person', 'fault', ${code}, 'Planted detail', 'Planted hint', now())`.execute(
        kysely,
      )
    await sql`
      insert into connection (tenant_id, application_id, credential_kind, credential_box, credential_hint, credential_set_at,
                              credential_expires_at, test_mailbox, cost_acknowledged_at, cost_acknowledged_by, status, checks,
                              tested_at, tested_by)
      values (${TENANT}, 'app', 'secret', 'Planted', 'Pla', now(), now() + interval '9 days', 'planted@contoso.com', now(),
              'Planted', 'active', '[]', now(), 'Planted')`.execute(kysely)
    const described = await describeVault(database, clock)
    expect(described.work).toMatchObject({
      runs: [{ id: 'run-1', state: 'failed', reason: 'archive-full', faults: 0 }],
      faults: [
        { code: 'mail-404', count: 2 },
        { code: 'odd', count: 1 },
      ],
      metrics: expect.stringContaining(`chatvault_connection_active{tenant="${TENANT}"} 1`),
    })
    expect(JSON.stringify(described)).not.toMatch(/planted/i)
    expect(judgeDatabase(described)).toMatchObject({ verdict: 'fine' })
    expect(judgeConnections(described, clock)).toMatchObject({
      verdict: 'look',
      found: expect.stringContaining(TENANT),
    })
    await sql`update connection set status = 'failing'`.execute(kysely)
    expect(judgeConnections(await describeVault(database, clock), clock)).toMatchObject({ verdict: 'wrong' })
  })

  it('of another version is described as far as it is known', async () => {
    const database = await open()
    const { kysely } = database
    await sql`insert into migration (number, name, digest, applied_at) values (9999, '9999-later.sql', '', now())`.execute(
      kysely,
    )
    const newer = await describeVault(database, clock)
    expect(judgeDatabase(newer)).toMatchObject({
      verdict: 'wrong',
      found: expect.stringContaining('9999-later.sql'),
    })
    await sql`delete from migration where number in (9999, 35)`.execute(kysely)
    const older = await describeVault(database, clock)
    expect(judgeDatabase(older)).toMatchObject({ verdict: 'look' })
    expect([newer.work, older.work]).toEqual([undefined, undefined])
    await sql`insert into migration (number, name, digest, applied_at) values (35, '0035', '', now())`.execute(
      kysely,
    )
  })
})
