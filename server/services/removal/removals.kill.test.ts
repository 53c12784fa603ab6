import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../database/open-database.ts'
import { messageAt, TENANT_A } from '../../testing/archived-chats.ts'
import { usePostgres } from '../../testing/databases.ts'
import { realClock } from '../../testing/fake-clock.ts'
import { SHORT_LIVED } from '../../testing/product.ts'
import { BEN, MIA, openRemoving } from '../../testing/removing.ts'

const HAMMER = fileURLToPath(new URL('../../testing/removal-hammer.ts', import.meta.url))
const [PLAN, LUNCH] = ['19:plan@thread.v2', '19:lunch@thread.v2']
const RUNS = 12
/** Milliseconds after it began: deciding, rewriting, deleting are all met. */
const KILLED_AFTER = [4, 15, 30, 60]

describe('a removal whose process is killed', () => {
  const server = usePostgres()

  it('hasn’t begun or is finished by the next one, and the archive is whole in between', async () => {
    const databaseUrl = await server.createDatabase()
    const database = await openDatabase({ databaseUrl, dataDir: '', clock: realClock })
    const removing = await openRemoving(database)
    for (let run = 0; run < RUNS; run += 1) {
      const minutes = Array.from({ length: 40 }, (_, at) => run * 40 + at)
      await removing.backUp({
        ann: minutes.flatMap((minute) => [messageAt(PLAN, minute), messageAt(LUNCH, minute)]),
      })
    }
    const { id } = await removing.erasures.start(MIA, {
      selection: { conversationIds: [PLAN] },
      reason: 'Sent by mistake',
    })
    await removing.erasures.approve(BEN, id)
    for (const ms of KILLED_AFTER) {
      const child = spawn(
        process.execPath,
        [...SHORT_LIVED, HAMMER, TENANT_A, removing.vault.dir, databaseUrl],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      )
      const exited = once(child, 'exit')
      await once(child.stdout, 'data')
      await delay(ms)
      child.kill('SIGKILL')
      await exited
      expect((await (await removing.tenant()).verify()).damaged).toEqual([])
      const here = (await removing.archived()).filter((text) => text.includes(PLAN)).length
      const seen = (await removing.catalogued()).filter((text) => text.includes(PLAN)).length
      expect([0, RUNS * 40]).toContain(seen)
      expect(here).toBeGreaterThanOrEqual(seen)
    }
    await removing.carryOutAll()
    expect(await removing.erasures.get(MIA, id)).toMatchObject({ state: 'completed', erased: RUNS * 40 })
    expect(await removing.archived()).toHaveLength(RUNS * 40)
    expect(await removing.catalogued()).toEqual(await removing.archived())
    expect(await (await removing.tenant()).verify()).toMatchObject({ damaged: [], unclosed: 0 })
    await database.close()
  }, 120_000)
})
