/**
 * Time of a search over messages in mixed languages, everything included: the query made of codes, the index, and the texts of
 * a page read back from the sealed archive. Beside it grep over the same texts in one file: no index, no order, no seal.
 */
import { spawnSync } from 'node:child_process'
import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { ArchiveRecord } from '../server/archive/archive.ts'
import { openLocalObjectStore } from '../server/archive/local-object-store.ts'
import { openArchive } from '../server/archive/open-archive.ts'
import { createTenants } from '../server/books/tenants.ts'
import { recordSegment } from '../server/catalog/recording.ts'
import { migrate } from '../server/database/migrate.ts'
import { openDatabase } from '../server/database/open-database.ts'
import { systemClock as clock } from '../server/process/system-clock.ts'
import { openKeyFile } from '../server/secrets/key-file.ts'
import { createIndexer } from '../server/services/search/indexer.ts'
import { createSearchService } from '../server/services/search/search.ts'
import { type Result, rounded } from './result.ts'

const TENANT = '11111111-2222-4333-8444-555555555555'
const OPERATOR = { tenantId: TENANT, id: 'bench', name: 'Bench', roles: ['admin'] } as const
const IN_SEGMENT = 3200
const IN_FRAME = 50
const WORDS = 20_000
/** No policy is in force. */
const OPEN = {
  open: async () => ({ reach: undefined, allowedBy: [] }),
  openConversation: async () => ({ reach: undefined, allowedBy: [] }),
  demand: async () => [],
}

const ROUNDS = 20

/** Repeatable, and spread well enough. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Letters and blank of the languages, in turn. */
const LANGUAGES = [
  ['abcdefghijklmnoprstuvw', ' '],
  ['abcdefghiklmnoprstuwzäöüß', ' '],
  ['абвгдежзиклмнопрстуф', ' '],
  ['ابتثجحخدذرزسشصضطع', ' '],
  ['会議資料確認明日予算東京都報告書時間変更承認部長課題対応完了未定新規', ''],
  ['กขคงจชซญดตถทนบปผพมยรลวสหอาิีุูเแ', ''],
] as const

type Vocabulary = { readonly words: readonly string[]; readonly blank: string }

function vocabularies(): Vocabulary[] {
  return LANGUAGES.map(([letters, blank], at) => {
    const random = generator(at + 1)
    const each = [...letters]
    const word = () => {
      const length = blank === '' ? 2 + random() * 3 : 3 + random() * 7
      return Array.from({ length }, () => each[Math.floor(random() * each.length)]).join('')
    }
    return { blank, words: Array.from({ length: WORDS }, word) }
  })
}

/** Of rank r as often as people use words: one in r. */
function pick({ words }: Vocabulary, random: () => number): string {
  return words[Math.floor(words.length ** random()) - 1] ?? ''
}

export async function benchSearch(messages = 100_000): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'chatvault-bench-'))
  try {
    return await benchIn(folder, messages)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function benchIn(folder: string, messages: number): Promise<Result> {
  const database = await openDatabase({ dataDir: folder, databaseUrl: undefined, clock })
  const plain = join(folder, 'plain.txt')
  try {
    await migrate(database, clock)
    await createTenants(database, clock).ensure(TENANT)
    const masterKey = await openKeyFile({ path: join(folder, 'master.key'), create: true })
    const store = await openLocalObjectStore(join(folder, 'archive'))
    const archive = await openArchive({ store, masterKey, clock })
    const languages = vocabularies()
    const tenant = await archive.open(TENANT)
    const random = generator(99)
    const file = await open(plain, 'w')
    for (let first = 0, sequence = 1; first < messages; first += IN_SEGMENT, sequence += 1) {
      const records: ArchiveRecord[] = []
      const texts: string[] = []
      for (let at = first; at < Math.min(messages, first + IN_SEGMENT); at += 1) {
        const language = languages[Math.floor(random() * languages.length)] as Vocabulary
        const text = Array.from({ length: 4 + random() * 20 }, () => pick(language, random)).join(
          language.blank,
        )
        texts.push(text)
        records.push(recordOf(at, text))
      }
      await file.write(`${texts.join('\n')}\n`)
      const frames = Array.from({ length: Math.ceil(records.length / IN_FRAME) }, (_, at) => ({
        header: { subjectId: 'someone', position: null, fetched: IN_FRAME },
        records: records.slice(at * IN_FRAME, (at + 1) * IN_FRAME),
      }))
      const segment = await tenant.seal('bench', sequence, frames)
      await database.kysely.transaction().execute((trx) => recordSegment(trx, TENANT, segment, frames))
    }
    await file.close()

    const indexer = createIndexer({ database, archive, clock, onError: (error) => console.error(error) })
    const begun = performance.now()
    await indexer.finish(TENANT)
    const seconds = (performance.now() - begun) / 1000
    const { rows } = await sql<{ bytes: number }>`
      select pg_total_relation_size('search_text') + pg_total_relation_size('search_words') as bytes`.execute(
      database.kysely,
    )
    const bytes = rows[0]?.bytes ?? 0

    const { search } = createSearchService({ db: database.kysely, archive, indexer, gate: OPEN })
    const times: Record<string, number[]> = {}
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [kind, q] of Object.entries(queries(languages, generator(1000 + round)))) {
        const start = performance.now()
        await search(OPERATOR, { q, limit: 50 })
        times[kind] = [...(times[kind] ?? []), performance.now() - start]
      }
    }
    const all = Object.values(times).flat()
    const grepped = Array.from({ length: 5 }, (_, round) =>
      timeGrep(plain, queries(languages, generator(1000 + round)).middling ?? ''),
    )
    return {
      bench: 'search',
      value: rounded(quantile(all, 0.95)),
      unit: 'ms p95',
      peer: rounded(quantile(grepped, 0.5)),
      peerRatio: rounded(quantile(all, 0.95) / quantile(grepped, 0.5)),
      p50: rounded(quantile(all, 0.5)),
      messages,
      byKind: Object.fromEntries(
        Object.entries(times).map(([kind, own]) => [
          kind,
          [rounded(quantile(own, 0.5)), rounded(quantile(own, 0.95))],
        ]),
      ),
      indexedPerSecond: rounded(messages / seconds),
      indexBytesPerMessage: rounded(bytes / messages),
      textBytesPerMessage: rounded((await stat(plain)).size / messages),
      rssMb: rounded(process.memoryUsage().rss / 1e6),
    }
  } finally {
    await database.close()
  }
}

function recordOf(at: number, text: string): ArchiveRecord {
  const sent = new Date(Date.UTC(2024, 0, 1) + at * 30_000).toISOString()
  const message = {
    id: String(1_704_067_200_000 + at),
    etag: String(1_704_067_200_000 + at),
    chatId: `19:chat-${at % 997}@thread.v2`,
    messageType: 'message',
    createdDateTime: sent,
    lastModifiedDateTime: sent,
    from: { user: { id: `person-${at % 211}`, displayName: `Person ${at % 211}` } },
    body: { contentType: 'html', content: `<p>${text}</p>` },
  }
  return { kind: 'message', message, fetchedAt: sent }
}

/** One of each kind, from words that many, some, and few messages have. */
function queries(languages: readonly Vocabulary[], random: () => number): Record<string, string> {
  const spaced = languages[Math.floor(random() * 4)] as Vocabulary
  const unspaced = languages[4 + Math.floor(random() * 2)] as Vocabulary
  const rank = (of: Vocabulary, least: number, most: number) =>
    of.words[Math.floor(least + random() * (most - least))] ?? ''
  return {
    common: rank(spaced, 0, 10),
    middling: rank(spaced, 100, 1000),
    rare: rank(spaced, 10_000, 20_000),
    absent: 'xyzzyqq',
    both: `${rank(spaced, 0, 20)} ${rank(spaced, 0, 20)}`,
    phrase: `"${rank(spaced, 0, 5)} ${rank(spaced, 0, 5)}"`,
    piece: [...rank(unspaced, 0, 1000)].slice(0, 2).join(''),
    word: rank(unspaced, 100, 1000),
    without: `${rank(spaced, 0, 50)} -${rank(spaced, 0, 50)}`,
    beginning: `${[...rank(spaced, 0, 1000)].slice(0, 3).join('')}*`,
  }
}

function timeGrep(file: string, word: string): number {
  const begun = performance.now()
  spawnSync('grep', ['-i', '-F', '-n', word, file], { env: { LC_ALL: 'C.UTF-8' }, maxBuffer: 1 << 30 })
  return performance.now() - begun
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
