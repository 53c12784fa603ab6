import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { framesOf, runOf, TENANT } from '../archive/testing.ts'
import { createLedger } from '../books/create-ledger.ts'
import { lockTenant } from '../books/restored.ts'
import { createTenants } from '../books/tenants.ts'
import type { Database } from '../database/database.ts'
import { systemClock as clock } from '../process/system-clock.ts'
import { envelopeSealer } from '../secrets/sealer.ts'
import { type Azurite, startAzurite } from '../testing/azurite.ts'
import { forEachDatabase } from '../testing/databases.ts'
import { setQuota } from '../testing/set-quota.ts'
import { createTempDir, type TempDir } from '../testing/temp-dir.ts'
import { rebuildCatalog } from './archive/rebuild-catalog.ts'
import { createAllowances } from './metering/allowances.ts'
import { createMeter } from './metering/meter.ts'
import { catchUpWithNotes } from './metering/restore-usage.ts'
import { openVault, type VaultPlaces } from './open-vault.ts'

let azurite: Azurite
beforeAll(async () => {
  azurite = await startAzurite()
})
afterAll(() => azurite.stop())

forEachDatabase('a vault', (open, kind) => {
  let database: Database
  let dir: TempDir
  let places: VaultPlaces
  let containers = 0
  beforeEach(async () => {
    database = await open()
    dir = await createTempDir()
    containers += 1
    // Either archive with either database.
    const azure = containers % 2 === 0
    places = {
      database,
      clock,
      archive: azure
        ? { url: `azblob://${kind}-${containers}`, azure: { connectionString: azurite.connectionString } }
        : { url: `file:${join(dir.path, 'archive')}` },
      masterKey: { kind: 'file', path: join(dir.path, 'keys', 'master.key') },
    }
    return () => dir.remove()
  })

  const keyFiles = async () => await readdir(join(dir.path, 'keys')).catch(() => [])
  const loseKey = () => rename(join(dir.path, 'keys'), join(dir.path, 'copy'))
  const at = (path: string): VaultPlaces => ({
    ...places,
    masterKey: { kind: 'file', path: join(dir.path, path) },
  })

  async function archiveSomething(): Promise<void> {
    const { archive } = await openVault(places)
    await createTenants(database, clock).ensure(TENANT)
    const tenant = await archive.open(TENANT)
    await tenant.closeRun(runOf('run-1', 1, null, [await tenant.seal('run-1', 1, framesOf(10))]))
    await rebuildCatalog({ database, archive, clock }, () => undefined)
  }

  it('gets a key at its first start, and opens with it ever after, also when it was killed in between', async () => {
    const { masterKey } = await openVault(places)
    expect((await openVault(places)).masterKey.id).toBe(masterKey.id)
    await sql`delete from signing_key`.execute(database.kysely)
    expect((await openVault(places)).masterKey.id).toBe(masterKey.id)
  })

  it.each([1, 2])(
    'whose key is gone is refused, and no other key is made, where the archive is sealed (%s)',
    async () => {
      await archiveSomething()
      await sql`delete from signing_key`.execute(database.kysely)
      await loseKey()
      const opening = openVault(places)
      await expect(opening).rejects.toMatchObject({
        code: 'key-missing',
        hint: expect.stringContaining('MASTER_KEY_FILE'),
      })
      expect(await keyFiles()).toEqual([])
      await rename(join(dir.path, 'copy'), join(dir.path, 'keys'))
      await openVault(places)
    },
  )

  it('whose key is gone is refused where only the books hold a box', async () => {
    const { masterKey } = await openVault(places)
    const box = await envelopeSealer(masterKey).seal('x', Buffer.from('secret'))
    await sql`delete from signing_key`.execute(database.kysely)
    await createTenants(database, clock).ensure(TENANT)
    await sql`
      insert into draft_credential (tenant_id, purpose, kind, box, hint, made_at)
      values (${TENANT}, 'setup', 'secret', ${box}, '…', ${clock.now()})`.execute(database.kysely)
    await loseKey()
    await expect(openVault(places)).rejects.toMatchObject({ code: 'key-missing' })
    expect(await keyFiles()).toEqual([])
  })

  it('is refused with another key where only the books hold a box, and no archive is begun with it', async () => {
    await openVault(places)
    const { openKeyFile } = await import('../secrets/key-file.ts')
    const path = join(dir.path, 'other', 'master.key')
    await openKeyFile({ path, create: true })
    const elsewhere = join(dir.path, 'elsewhere')
    const opening = openVault({ ...at('other/master.key'), archive: { url: `file:${elsewhere}` } })
    await expect(opening).rejects.toMatchObject({ code: 'key-other' })
    expect(await readdir(elsewhere)).not.toContain('vault.json')
  })

  it('is refused with another key, which both are named, and opens with its own again', async () => {
    await archiveSomething()
    const { masterKey } = await openVault(places)
    const other = {
      ...at('other/master.key'),
      database: { kysely: database.kysely },
      archive: { url: `file:${join(dir.path, 'elsewhere')}` },
    }
    await mkdir(join(dir.path, 'other'), { mode: 0o700 })
    const { openKeyFile } = await import('../secrets/key-file.ts')
    const { id } = await openKeyFile({
      path: other.masterKey.kind === 'file' ? other.masterKey.path : '',
      create: true,
    })
    const opening = openVault(at('other/master.key'))
    await expect(opening).rejects.toMatchObject({ code: 'key-other' })
    await expect(opening).rejects.toThrow(masterKey.id)
    await expect(opening).rejects.toThrow(id)
    await openVault(places)
  })

  it('that two machines start for the first time with a key file each takes the first and refuses the other', async () => {
    const starts = await Promise.allSettled([openVault(at('a/master.key')), openVault(at('b/master.key'))])
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    // It meets the first one's key at the end, or already at its beginning, when the first was that much faster.
    expect(starts.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: expect.stringMatching(/^key-(other|missing)$/) },
    })
  })

  it('whose archive is not mounted is refused, and none is begun in its place', async () => {
    await archiveSomething()
    const empty = { ...places, archive: { url: `file:${join(dir.path, 'mount')}` } }
    await expect(openVault(empty)).rejects.toMatchObject({ code: 'archive-missing' })
    await mkdir(join(dir.path, 'mount'))
    await expect(openVault(empty)).rejects.toMatchObject({ code: 'archive-missing' })
    expect(await readdir(join(dir.path, 'mount'))).toEqual([])
  })

  it('whose archive lacks the part of a tenant is refused, and that part is not begun anew', async () => {
    places = { ...places, archive: { url: `file:${join(dir.path, 'archive')}` } }
    await archiveSomething()
    const tenants = join(dir.path, 'archive', 'tenants')
    await rename(join(tenants, TENANT), join(dir.path, 'away'))
    await expect(openVault(places)).rejects.toMatchObject({ code: 'archive-missing' })
    expect(await readdir(tenants)).toEqual([])
    await rename(join(dir.path, 'away'), join(tenants, TENANT))
    await openVault(places)
  })

  it('whose database is an older copy is refused, also when only segments of a backup in progress tell', async () => {
    await archiveSomething()
    const { archive } = await openVault(places)
    const tenant = await archive.open(TENANT)
    await tenant.seal('run-2', 1, framesOf(10))
    await expect(openVault(places)).rejects.toMatchObject({
      code: 'books-behind',
      why: expect.stringContaining('run-2'),
    })
    await rebuildCatalog({ database, archive, clock }, () => undefined)
    await openVault(places)
  })

  it('whose database was lost is refused until it is rebuilt', async () => {
    await archiveSomething()
    await sql`truncate further_sighting, later_revision, message, media, member, participation, conversation, segment, run, signing_key cascade`.execute(
      database.kysely,
    )
    await expect(openVault(places)).rejects.toMatchObject({
      code: 'books-behind',
      hint: expect.stringContaining('npm run catalog:rebuild'),
    })
    const { openArchive } = await import('../archive/open-archive.ts')
    const { openObjectStore } = await import('../archive/open-object-store.ts')
    const { openMasterKey } = await import('../secrets/open-master-key.ts')
    const masterKey = await openMasterKey(places.masterKey, { create: false })
    const archive = await openArchive({ store: await openObjectStore(places.archive), masterKey, clock })
    await rebuildCatalog({ database, archive, clock }, () => undefined)
    await openVault(places)
  })

  it('over a database put back from a copy of before has charged what was paid for since, once', async () => {
    const { archive } = await openVault(places)
    await createTenants(database, clock).ensure(TENANT)
    const ledger = createLedger(database, clock)
    const limit = {
      monthlyLimit: 1500,
      pricePerMessage: '0.00075',
      currency: 'USD',
      regime: 'metered',
    } as const
    await setQuota(ledger, TENANT, limit)
    const allowances = createAllowances({ archive, ledger })
    const read = async (pages: number) => {
      const meter = createMeter({ ledger, clock, workerId: 'w', allowances }, TENANT)
      for (let page = 0; page < pages; page += 1)
        await (await meter.reserve({ wanted: 50, exact: false, runId: 'run', subjectId: 'ada' })).charge(50)
    }
    await read(10)
    await openVault(places)
    expect(await ledger.charged(TENANT)).toBe(500)
    const { kysely } = database
    const copy = await kysely.selectFrom('quota_month').selectAll().execute()
    await read(12)
    expect(await ledger.charged(TENANT)).toBe(1100)
    // What pg_restore does, as far as it concerns the month.
    await kysely.deleteFrom('quota_month').execute()
    await kysely.insertInto('quota_month').values(copy).execute()
    expect(await ledger.charged(TENANT)).toBe(500)
    await Promise.all([openVault(places), openVault(places)])
    expect(await ledger.balance(TENANT)).toMatchObject({ charged: 1500, left: 0 })
    expect(await ledger.entries(TENANT, { limit: 1 })).toMatchObject([
      { kind: 'charge', messages: 1000, reason: 'from the archive' },
    ])
    await openVault(places)
    expect(await ledger.charged(TENANT)).toBe(1500)
  })

  it.runIf(kind === 'postgres')(
    'that several machines start at once compares what was charged one after the other',
    async () => {
      const { archive } = await openVault(places)
      await createTenants(database, clock).ensure(TENANT)
      const tenant = await archive.open(TENANT)
      await tenant.noteUsage('2026-11', 700)
      let compared = 0
      const counted = {
        ...tenant,
        notedMonths: () => {
          compared += 1
          return tenant.notedMonths()
        },
      }
      const { kysely } = database
      const waiting = async () => {
        const { rows } = await sql`
          select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`.execute(
          kysely,
        )
        return rows.length
      }
      const both = await kysely.transaction().execute(async (trx) => {
        await lockTenant(trx, TENANT)
        const starts = [1, 2].map(() => catchUpWithNotes(places, counted))
        await expect.poll(async () => (await waiting()) + compared).toBe(2)
        expect(compared).toBe(0)
        return { starts }
      })
      await Promise.all(both.starts)
      expect(compared).toBe(2)
      expect(await createLedger(database, clock).charged(TENANT)).toBe(700)
    },
  )
})

it('a tenant that lost its data key does not get another over what the first one sealed', async () => {
  const { temporaryArchive } = await import('../archive/testing.ts')
  const { openArchive } = await import('../archive/open-archive.ts')
  const made = await temporaryArchive()
  await made.tenant.seal('run-1', 1, framesOf(1))
  const key = join(made.root, 'tenants', TENANT, 'key.json')
  await rename(key, `${key}.away`)
  const again = await openArchive({ ...made, clock })
  await expect(again.open(TENANT)).rejects.toMatchObject({ code: 'archive-damaged' })
  await rename(join(made.root, 'vault.json'), join(made.root, 'vault.away'))
  await expect(openArchive({ ...made, clock })).rejects.toMatchObject({ code: 'archive-damaged' })
  await chmod(made.root, 0o700)
  await rm(made.folder, { recursive: true })
})
