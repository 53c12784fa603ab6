import { describe, expect, it, test } from 'vitest'
import type { TenantArchive } from '../../archive/archive.ts'
import { TENANT } from '../../archive/testing.ts'
import { MustWait } from '../../domain/suspension.ts'
import { GraphError } from '../../graph/wire/graph-error.ts'
import { systemClock } from '../../process/system-clock.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import type { BackupDeps } from './run-backup.ts'
import { archiveWith, cleanups, graphOf, ODD, rows, vault, withImage } from './testing/export-vault.ts'

describe('a run', () => {
  test('asks for nothing while the disk has no room, whatever it was at, and goes on by itself', async () => {
    let isLow = true
    const asked: string[] = []
    const room = {
      demand: async () => {
        if (!isLow) return
        const why = 'the disk of /data has 9 MB left, and Chatvault keeps 512 MB free'
        throw new MustWait({
          code: 'disk-low',
          notice: null,
          attempted: 'go on',
          why,
          hint: '',
          wakeAt: new Date(4e12),
        })
      },
    }
    const v = await vault(['ada'], async (request) => {
      asked.push('page')
      isLow = true
      const [row] = rows(request, 1)
      return { rows: row ? [{ ...row, body: withImage(row) }] : [], top: 50, next: undefined }
    })
    const deps = v.deps('A', { room })
    const openGraph: BackupDeps['openGraph'] = async (tenantId) => ({
      ...(await deps.openGraph(tenantId)),
      hostedContent: async () => {
        asked.push('image')
        return { contentType: 'image/png', bytes: new Uint8Array([1]) }
      },
    })
    const id = await v.start()
    for (const known of [[], ['page']]) {
      await v.go(id, { ...deps, openGraph })
      expect(asked).toEqual(known)
      const { state, reason } = await v.look(id)
      expect({ state, reason }).toMatchObject({
        state: 'suspended',
        reason: { code: 'disk-low', detail: expect.stringMatching(/^The disk of \/data has 9 MB left/) },
      })
      isLow = false
    }
    await v.go(id, { ...deps, openGraph })
    expect(asked).toEqual(['page', 'image'])
    expect(await v.look(id)).toMatchObject({ state: 'completed', totals: { fetched: 1, media: 1 } })
    expect(v.woken).toEqual([new Date(4e12), new Date(4e12)])
  })
})

describe('a run whose archive has no room', () => {
  const errno = (code: string) => async () => {
    throw Object.assign(new Error(`${code}: write`), { code })
  }

  test.each(['ENOSPC', 'EDQUOT'])(
    'waits when a page meets %s, looks again ever more rarely with a single page, and goes on by itself',
    async (code) => {
      let isFull = true
      const asked: string[] = []
      const v = await vault(['ada', 'bo', 'cyd', 'dee'], async (request) => {
        asked.push(request.userId)
        return { rows: rows(request, 3), top: request.top, next: undefined }
      })
      const open = async (tenantId: string): Promise<TenantArchive> => {
        const archive = await v.vaultArchive.open(tenantId)
        const full = errno(code)
        return { ...archive, seal: (...given) => (isFull ? full() : archive.seal(...given)) }
      }
      const deps = v.deps('A', { archive: { ...v.vaultArchive, open } })
      const id = await v.start()
      // The names of people are written before any page is asked for.
      await v.go(id, deps)
      expect(asked).toEqual([])
      const full = {
        state: 'suspended',
        reason: { code: 'disk-full', notice: { code: 'disk-full' } },
      }
      expect(await v.look(id)).toMatchObject({ ...full, totals: { faults: 0 } })

      isFull = false
      await v.go(id, {
        ...deps,
        runs: {
          ...v.runs,
          setStage: async (run, stage) => {
            if (stage === 'messages') isFull = true
            return v.runs.setStage(run, stage)
          },
        },
      })
      isFull = true
      expect(asked).toHaveLength(1)
      for (let time = 0; time < 3; time += 1) await v.go(id, deps)
      expect(asked).toHaveLength(4)
      expect(await v.look(id)).toMatchObject({ ...full, totals: { fetched: 0, charged: 12, faults: 0 } })
      const minutes = v.woken.slice(1).map((at) => Math.round((at.getTime() - Date.now()) / 60_000))
      expect(minutes).toEqual([2, 4, 8, 16])

      isFull = false
      await v.go(id, deps)
      expect(await v.look(id)).toMatchObject({
        state: 'completed',
        reason: null,
        totals: { subjectsDone: 4, fetched: 12, faults: 0 },
      })
      expect((await v.archive.verify()).damaged).toEqual([])
    },
  )

  test('waits also with its document, and ends when that can be written', async () => {
    let isFull = true
    const v = await vault(['ada'], async (request) => ({
      rows: rows(request, 3),
      top: request.top,
      next: undefined,
    }))
    const open = async (tenantId: string): Promise<TenantArchive> => {
      const archive = await v.vaultArchive.open(tenantId)
      const full = errno('ENOSPC')
      return { ...archive, closeRun: (document) => (isFull ? full() : archive.closeRun(document)) }
    }
    const deps = v.deps('A', { archive: { ...v.vaultArchive, open } })
    const id = await v.start()
    await v.go(id, deps)
    expect(await v.look(id)).toMatchObject({ state: 'suspended', reason: { code: 'disk-full' } })
    isFull = false
    await v.go(id, deps)
    expect(await v.look(id)).toMatchObject({ state: 'completed', totals: { fetched: 3, charged: 3 } })
    expect(await v.archive.verify()).toMatchObject({ runs: 1, unclosed: 0, damaged: [] })
  })

  test('still fails when the disk is broken: nobody can wait for that', async () => {
    const v = await vault(['ada'], async (request) => ({
      rows: rows(request, 3),
      top: request.top,
      next: undefined,
    }))
    const open = archiveWith(v.vaultArchive.open, { seal: errno('EIO') })
    const id = await v.start()
    await v.go(id, v.deps('A', { archive: { ...v.vaultArchive, open } }))
    expect(await v.look(id)).toMatchObject({ state: 'failed', reason: { code: 'disk-failed' } })
  })
})

forEachDatabase('a run whose database lacks something', (open) => {
  /** Answers of the database itself, as when a disk it shares is full: to whatever is written to that table. */
  const refusing = (table: string, code: string) => `
    create function lack() returns trigger language plpgsql as
      $$ begin raise exception 'it lacks something' using errcode = '${code}'; end $$;
    create trigger lack before insert or update on ${table} for each statement execute function lack();`
  const HEALED = 'drop function if exists lack() cascade;'

  it.each([
    ['segment', '53100', 'disk-full'],
    ['reservation', '53100', 'disk-full'],
    ['run_fault', '53000', 'database-short'],
    ['run_source', '53200', 'database-memory'],
    ['source', '53400', 'database-short'],
  ])('waits when writing to %s meets %s, and reads everyone once it has it', async (table, code, known) => {
    let broken = false
    const v = await vault(
      ['ada', 'bo', 'cyd'],
      async (request) => {
        if (!broken) await v.database.script(refusing(table, code))
        broken = true
        if (request.userId === 'cyd') throw new GraphError(ODD)
        return { rows: rows(request, 3), top: request.top, next: undefined }
      },
      null,
      [],
      systemClock,
      open,
    )
    cleanups.push(() => v.database.script(HEALED))
    const id = await v.start()
    await v.go(id, v.deps('A', { lanes: 1 }))
    expect(await v.look(id)).toMatchObject({ state: 'suspended', reason: { code: known } })
    expect(v.woken).toHaveLength(1)
    await v.database.script(HEALED)
    await v.go(id, v.deps('A'))
    const { state, totals } = await v.look(id)
    expect({ state, ...totals }).toMatchObject({
      state: 'completed-with-faults',
      subjectsDone: 3,
      subjectsFailed: 1,
      faults: 1,
    })
    expect(await v.ledger.balance(TENANT)).toMatchObject({ reserved: 0 })
    expect((await v.archive.verify()).damaged).toEqual([])
  })

  it('is handed out again when not even that can be booked', async () => {
    const v = await vault(
      ['ada'],
      async (request) => {
        await v.database.script(refusing('run', '53100'))
        return { rows: rows(request, 3), top: request.top, next: undefined }
      },
      null,
      [],
      systemClock,
      open,
    )
    cleanups.push(() => v.database.script(HEALED))
    const id = await v.start()
    await expect(v.go(id, v.deps('A'))).rejects.toMatchObject({ code: '53100' })
    await v.database.script(HEALED)
    const again = v.deps('A', {
      openGraph: async () =>
        graphOf(async (request) => ({ rows: rows(request, 3), top: request.top, next: undefined }), 'A'),
    })
    await v.go(id, again)
    expect(await v.look(id)).toMatchObject({ state: 'completed', totals: { subjectsDone: 1 } })
  })
})
