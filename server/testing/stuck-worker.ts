/** A process made to be killed: takes one job of a queue and never ends it. `node stuck-worker.ts <URL> <queue>` */
import { openDatabase } from '../database/open-database.ts'
import { startQueue } from '../queue/start-queue.ts'
import { realClock } from './fake-clock.ts'

const [databaseUrl = '', name = ''] = process.argv.slice(2)
const database = await openDatabase({ databaseUrl, dataDir: '', clock: realClock })
const queue = await startQueue({ database, queues: { [name]: 'once' }, onError: () => process.exit(1) })
await queue.work(name, { concurrency: 1 }, () => {
  process.stdout.write('working\n')
  return new Promise(() => {})
})
