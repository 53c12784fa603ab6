/**
 * Time of a search over messages in mixed languages, everything included: the query made of codes, the index, and the texts of
 * a page read back from the sealed archive. Beside it grep over the same texts in one file: no index, no order, no seal.
 */
import { spawnSync } from 'node:child_process'
import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { systemClock as clock } from '../server/process/system-clock.ts'
import { createIndexer } from '../server/services/search/indexer.ts'
import { createSearchService } from '../server/services/search/search.ts'
import {
  fillVault,
  generator,
  openBenchVault,
  TENANT,
  type Vocabulary,
  vocabularies,
} from './filled-vault.ts'
import { type Result, rounded } from './result.ts'

const OPERATOR = { tenantId: TENANT, id: 'bench', name: 'Bench', roles: ['admin'] } as const
/** No policy is in force. */
const OPEN = {
  open: async () => ({ reach: undefined, allowedBy: [] }),
  openConversation: async () => ({ reach: undefined, allowedBy: [] }),
  demand: async () => [],
}

const ROUNDS = 20

export async function benchSearch(messages = 100_000): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'chatvault-bench-'))
  try {
    return await benchIn(folder, messages)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function benchIn(folder: string, messages: number): Promise<Result> {
  const vault = await openBenchVault(folder)
  const { database, archive } = vault
  const plain = join(folder, 'plain.txt')
  try {
    const languages = vocabularies()
    const file = await open(plain, 'w')
    await fillVault(vault, messages, (texts) => file.write(`${texts.join('\n')}\n`))
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
