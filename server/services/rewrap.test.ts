import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { openLocalObjectStore } from '../archive/local-object-store.ts'
import type { ObjectStore } from '../archive/object-store.ts'
import { openArchive } from '../archive/open-archive.ts'
import { collect } from '../archive/read-ahead.ts'
import { framesOf, runOf, TENANT } from '../archive/testing.ts'
import { listSealedBoxes } from '../books/boxes.ts'
import { createTenants } from '../books/tenants.ts'
import type { Database } from '../database/database.ts'
import { openKeyFile } from '../secrets/key-file.ts'
import type { MasterKey } from '../secrets/keys.ts'
import { envelopeSealer } from '../secrets/sealer.ts'
import { TENANT_B } from '../testing/archived-chats.ts'
import { forEachDatabase } from '../testing/databases.ts'
import { realClock as clock } from '../testing/fake-clock.ts'
import { createTempDir, type TempDir } from '../testing/temp-dir.ts'
import { openVault } from './open-vault.ts'
import { finishRewrap, rewrap } from './rewrap.ts'

forEachDatabase('a new master key', (open) => {
  let database: Database
  let dir: TempDir
  let store: ObjectStore
  let old: MasterKey
  let fresh: MasterKey
  beforeEach(async () => {
    database = await open()
    dir = await createTempDir()
    const keyOf = (name: string) => openKeyFile({ path: join(dir.path, name), create: true })
    ;[old, fresh] = [await keyOf('old.key'), await keyOf('new.key')]
    store = await openLocalObjectStore(join(dir.path, 'archive'))
    await fill()
    return () => dir.remove()
  })

  /** Two tenants with something in the archive, and a box of every kind. */
  async function fill(): Promise<void> {
    const archive = await openArchive({ store, masterKey: old, clock })
    for (const tenantId of [TENANT, TENANT_B]) {
      await createTenants(database, clock).ensure(tenantId)
      const tenant = await archive.open(tenantId)
      if (tenantId === TENANT)
        await tenant.closeRun(runOf('run-1', 1, null, [await tenant.seal('run-1', 1, framesOf(10))]))
    }
    await sql`insert into run (id, tenant_id, state, strategy, trigger, created_at)
              values ('run-1', ${TENANT}, 'completed', 'complete', 'manual', now())`.execute(database.kysely)
    const seal = (context: string) => envelopeSealer(old).seal(context, Buffer.from(context))
    await sql`
      insert into connection (tenant_id, application_id, credential_kind, credential_box, credential_hint, credential_set_at,
                              test_mailbox, cost_acknowledged_at, cost_acknowledged_by, status, checks, tested_at, tested_by)
      values (${TENANT}, 'app', 'secret', ${await seal(`credential:${TENANT}`)}, 'abc', now(), 'm', now(), 'mia', 'active', '[]', now(), 'mia')`.execute(
      database.kysely,
    )
    await sql`
      insert into draft_credential (tenant_id, purpose, kind, box, hint, made_at)
      values (${TENANT}, 'setup', 'secret', ${await seal(`draft-credential:setup:${TENANT}`)}, 'abc', now())`.execute(
      database.kysely,
    )
    await sql`
      insert into signing_key (name, box) values ('states', ${await seal('signing-key:states')}), ('master-key', ${await seal('master-key')})`.execute(
      database.kysely,
    )
  }

  const places = (at: Partial<{ store: ObjectStore; from: MasterKey }> = {}) => ({
    database,
    store,
    from: old,
    to: fresh,
    ...at,
  })

  /** Whether a server that has `key` would start, and could read all of it. */
  async function opens(name: 'old' | 'new'): Promise<boolean> {
    const key = name === 'old' ? old : fresh
    try {
      const masterKey = { kind: 'file', path: join(dir.path, `${name}.key`) } as const
      const { archive } = await openVault({
        database,
        clock,
        archive: { url: `file:${join(dir.path, 'archive')}` },
        masterKey,
      })
      for (const tenantId of [TENANT, TENANT_B]) {
        const report = await (await archive.open(tenantId)).verify()
        expect(report.damaged).toEqual([])
      }
      for (const { context, box } of await listSealedBoxes(database))
        if (context !== 'master-key')
          expect(Buffer.from(await envelopeSealer(key).open(context, box)).toString()).toBe(context)
      return true
    } catch {
      return false
    }
  }

  it('opens everything next to the old one, and alone after finishing', async () => {
    expect([await opens('old'), await opens('new')]).toEqual([true, false])
    expect(await rewrap(places())).toEqual({ dataKeys: 2, boxes: 4 })
    expect([await opens('old'), await opens('new')]).toEqual([true, true])
    await finishRewrap(places({ from: fresh }))
    expect([await opens('old'), await opens('new')]).toEqual([false, true])
    expect(await finishRewrap(places())).toEqual({ dataKeys: 2, boxes: 4 })
    expect(await opens('new')).toBe(true)
  })

  it('takes in what the old key sealed after the first step', async () => {
    await rewrap(places())
    const box = await envelopeSealer(old).seal(`credential:${TENANT}`, Buffer.from(`credential:${TENANT}`))
    await sql`update connection set credential_box = ${box}`.execute(database.kysely)
    await expect(finishRewrap(places({ from: fresh }))).rejects.toMatchObject({ code: 'box-key' })
    expect(await opens('old')).toBe(true)
    await finishRewrap(places())
    expect([await opens('old'), await opens('new')]).toEqual([false, true])
  })

  it('continues wherever it was cut off, and one of the keys opens everything at each moment', async () => {
    class Cut extends Error {}
    /** Ends with the write number `left`, before or after it's done. */
    const cutting = (left: number) => {
      const count = async (act: () => Promise<void>) => {
        left -= 1
        if (left === 0) throw new Cut()
        await act()
        if (left === 1) throw new Cut()
      }
      return {
        ...store,
        put: (name: string, bytes: Uint8Array) => count(() => store.put(name, bytes)),
        remove: (name: string) => count(() => store.remove(name)),
      }
    }
    let cuts = 0
    for (const step of [rewrap, finishRewrap]) {
      for (let at = 1; at < 30; at += 1) {
        const ended = await step(places({ store: cutting(at) })).catch((error: unknown) => error)
        if (!(ended instanceof Cut)) {
          expect(ended).not.toBeInstanceOf(Error)
          break
        }
        cuts += 1
        expect(await opens(step === rewrap ? 'old' : 'new'), `cut ${at}`).toBe(true)
      }
    }
    expect(cuts).toBeGreaterThan(4)
    expect([await opens('old'), await opens('new')]).toEqual([false, true])
    expect(await collect(store.list('tenants'))).toEqual(
      expect.arrayContaining([`tenants/${TENANT}/key.json`]),
    )
  })

  it('is refused while the database has bytes of which no one said whether they are sealed', async () => {
    await database.script('alter table preference add column secret bytea')
    try {
      await expect(rewrap(places())).rejects.toMatchObject({ code: 'box-unknown' })
    } finally {
      await database.script('alter table preference drop column secret')
    }
  })
})
