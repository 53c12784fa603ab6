import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Database } from '../../database/database.ts'
import { openDatabase } from '../../database/open-database.ts'
import {
  archivePages,
  messageAt,
  messageRecord,
  openTestVault,
  TENANT_A,
} from '../../testing/archived-chats.ts'
import { usePostgres } from '../../testing/databases.ts'
import { realClock } from '../../testing/fake-clock.ts'
import { SHORT_LIVED } from '../../testing/product.ts'
import { createIndexer } from './indexer.ts'

const HAMMER = fileURLToPath(new URL('../../testing/index-hammer.ts', import.meta.url))
const CHAT = '19:plan@thread.v2'
const SEGMENTS = 4
const MESSAGES = 300
const KILLS = 3

/** Dies once the database has so many versions more than before. */
async function indexAndKill(
  dir: string,
  databaseUrl: string,
  database: Database,
  more: number,
): Promise<void> {
  const before = await countTexts(database)
  const child = spawn(process.execPath, [...SHORT_LIVED, HAMMER, TENANT_A, dir, databaseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  await once(child.stdout, 'data')
  while ((await countTexts(database)) < before + more && child.exitCode === null);
  child.kill('SIGKILL')
  await exited
}

async function countTexts({ kysely }: Database): Promise<number> {
  const { rows } = await sql<{ texts: number }>`select count(*)::int as texts from search_text`.execute(
    kysely,
  )
  return rows[0]?.texts ?? 0
}

async function dump({ kysely }: Database): Promise<unknown[]> {
  const { rows } = await sql`select * from search_text order by message_no, etag`.execute(kysely)
  return rows
}

describe('an indexer that is killed', () => {
  const server = usePostgres()

  it('leaves an index that the next one completes, as if it had never been killed', async () => {
    const databaseUrl = await server.createDatabase()
    const database = await openDatabase({ databaseUrl, dataDir: '', clock: realClock })
    const vault = await openTestVault(database)
    for (let segment = 0; segment < SEGMENTS; segment += 1) {
      const minutes = Array.from({ length: MESSAGES }, (_, at) => segment * MESSAGES + at)
      const records = minutes.map((minute) => messageRecord(messageAt(CHAT, minute)))
      await archivePages(vault, TENANT_A, 'run-1', [{ subjectId: 'ann', records }])
    }
    for (let kill = 0; kill < KILLS; kill += 1)
      await indexAndKill(vault.dir, databaseUrl, database, 150 + kill * 110)
    expect(await countTexts(database)).toBeLessThan(SEGMENTS * MESSAGES)
    const indexer = createIndexer({ ...vault, onError: () => undefined })
    await indexer.finish(TENANT_A)
    const completed = await dump(database)
    expect(completed).toHaveLength(SEGMENTS * MESSAGES)
    await database.script('truncate search_text, search_words; update segment set search_version = 0')
    await indexer.finish(TENANT_A)
    expect(completed).toEqual(await dump(database))
    await database.close()
  })
})
