/**
 * A process made to be killed: opens the database named in its arguments and books without end, saying on its output
 * what was acknowledged to it. `node ledger-hammer.ts <tenant> <data dir> [database URL]`
 */
import { writeSync } from 'node:fs'
import { createLedger } from '../books/create-ledger.ts'
import type { Ledger } from '../books/ledger.ts'
import { createTenants } from '../books/tenants.ts'
import { createWorkers } from '../books/workers.ts'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open-database.ts'
import { realClock } from './fake-clock.ts'
import { setQuota } from './set-quota.ts'

const CALLERS = 20
const PAGE = 50

/** Written at once, without a buffer of ours in between: what the parent read was acknowledged. */
const say = (...words: (string | number)[]) => writeSync(1, `${words.join(' ')}\n`)

async function bookForEver(ledger: Ledger, tenantId: string, workerId: string): Promise<void> {
  for (;;) {
    const request = { tenantId, workerId, runId: 'run', subjectId: null, wanted: PAGE, exact: false }
    const answer = await ledger.reserve(request)
    if (!('reservationId' in answer)) return
    say('reserved', answer.reservationId, answer.granted)
    const rows = answer.reservationId % (answer.granted + 1)
    await ledger.charge(answer.reservationId, rows)
    say('charged', answer.reservationId, rows)
  }
}

const [tenantId = '', dataDir = '', databaseUrl] = process.argv.slice(2)
say('started')
const database = await openDatabase({ dataDir, databaseUrl, clock: realClock })
await migrate(database, realClock)
await createTenants(database, realClock).ensure(tenantId)
const workerId = crypto.randomUUID()
const workers = createWorkers(database, realClock)
await workers.register(workerId, () => process.exit(70))
const ledger = createLedger(database, realClock)
await setQuota(ledger, tenantId, {
  monthlyLimit: 2_000_000,
  pricePerMessage: '0.00075',
  currency: 'USD',
  regime: 'metered',
})
say('orphans', await ledger.settleOrphans(await workers.live()))
// One that is never ended: anyone who is killed from here on leaves something behind.
const left = await ledger.reserve({
  tenantId,
  workerId,
  runId: 'run',
  subjectId: null,
  wanted: PAGE,
  exact: false,
})
if ('reservationId' in left) say('reserved', left.reservationId, left.granted)
await Promise.all(Array.from({ length: CALLERS }, () => bookForEver(ledger, tenantId, workerId)))
