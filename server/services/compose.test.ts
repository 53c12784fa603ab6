import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { insertExport } from '../books/exports.ts'
import { localExportFiles } from '../export-files/local-export-files.ts'
import { cloudOf } from '../graph/entra/cloud.ts'
import { connections, exchangeOver } from '../graph/wire/exchange.ts'
import { startQueue } from '../queue/start-queue.ts'
import { openKeyFile } from '../secrets/key-file.ts'
import { envelopeSealer } from '../secrets/sealer.ts'
import { openTestVault, TENANT_A } from '../testing/archived-chats.ts'
import { openEmbeddedCopy } from '../testing/embedded-template.ts'
import { realClock } from '../testing/fake-clock.ts'
import { NOWHERE } from '../testing/nowhere.ts'
import { createTempDir } from '../testing/temp-dir.ts'
import { composeServices, QUEUES } from './compose.ts'
import { EXPORT_LIMITS } from './exports/export-room.ts'

/** The product over an embedded database; `worked` are the queues someone takes jobs of. */
async function compose({ takesJobs }: { takesJobs: boolean }) {
  const dir = await createTempDir()
  onTestFinished(dir.remove)
  const database = await openEmbeddedCopy(dir.path)
  onTestFinished(database.close)
  const { archive } = await openTestVault(database)
  const errors: unknown[] = []
  const onError = (error: unknown) => errors.push(error)
  const queue = await startQueue({ database, queues: QUEUES, onError })
  const worked: string[] = []
  const work: typeof queue.work = (name, ...more) => {
    worked.push(name)
    return queue.work(name, ...more)
  }
  const pool = connections({})
  onTestFinished(() => pool.destroy())
  const product = await composeServices(
    {
      database,
      archive,
      queue: { ...queue, work },
      exportFiles: localExportFiles(`${dir.path}/exports`),
      clock: realClock,
      onError,
      monotonicMs: () => performance.now(),
      sealer: envelopeSealer(await openKeyFile({ path: `${dir.path}/master.key`, create: true })),
      exchange: exchangeOver(pool),
      outside: NOWHERE,
      smtp: undefined,
      room: { demand: async () => {}, filling: async () => undefined },
    },
    {
      cloud: cloudOf('global', {}),
      limits: {},
      lanes: 1,
      exportLimits: EXPORT_LIMITS,
      publicUrl: 'https://chatvault.contoso.com',
      signInUrl: 'https://login.microsoftonline.com',
    },
  )
  onTestFinished(() => product.stop(0))
  return { database, worked, errors, start: () => product.start(() => undefined, { takesJobs }) }
}

/** An export and a draft whose time was over long ago. */
async function leaveThingsBehind({ kysely }: Awaited<ReturnType<typeof compose>>['database']) {
  const old = new Date('2020-01-01T00:00:00Z')
  const named = { id: 'old', tenantId: TENANT_A, requestedBy: 'mia', operatorName: 'Mia', purpose: null }
  await insertExport(kysely, { ...named, format: 'jsonl', selection: {}, createdAt: old })
  await sql`update export set state = 'completed', ended_at = ${old}, expires_at = ${old}`.execute(kysely)
  await sql`
    insert into draft_credential (tenant_id, purpose, kind, box, hint, made_at)
    values (${TENANT_A}, 'setup', 'secret', ${new Uint8Array([1])}, 'abc', ${old})`.execute(kysely)
}

it('a process that takes jobs takes those of every queue there is, and sweeps what has expired', async () => {
  const { database, worked, errors, start } = await compose({ takesJobs: true })
  await leaveThingsBehind(database)
  await start()
  expect(worked.toSorted()).toEqual(Object.keys(QUEUES).toSorted())
  const left = async () => {
    const { rows } = await sql<{ exports: number; drafts: number }>`
      select (select count(*) from export where removed_at is null) as exports,
             (select count(*) from draft_credential) as drafts`.execute(database.kysely)
    return rows[0]
  }
  await expect.poll(left, { timeout: 30_000, interval: 200 }).toEqual({ exports: 0, drafts: 0 })
  expect(errors).toEqual([])
})

it('a process that takes none works on no queue', async () => {
  const { worked, start } = await compose({ takesJobs: false })
  await start()
  expect(worked).toEqual([])
})
