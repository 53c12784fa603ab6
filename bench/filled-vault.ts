/** A vault with messages in mixed languages, sealed and catalogued as a run leaves them. */
import { join } from 'node:path'
import type { Archive, ArchiveRecord } from '../server/archive/archive.ts'
import { openLocalObjectStore } from '../server/archive/local-object-store.ts'
import { openArchive } from '../server/archive/open-archive.ts'
import { createTenants } from '../server/books/tenants.ts'
import { recordSegment } from '../server/catalog/recording.ts'
import type { Database } from '../server/database/database.ts'
import { migrate } from '../server/database/migrate.ts'
import { openDatabase } from '../server/database/open-database.ts'
import { systemClock as clock } from '../server/process/system-clock.ts'
import { openKeyFile } from '../server/secrets/key-file.ts'
import type { MasterKey } from '../server/secrets/keys.ts'

export const TENANT = '11111111-2222-4333-8444-555555555555'
const IN_SEGMENT = 3200
const IN_FRAME = 50
const WORDS = 20_000

export type BenchVault = {
  readonly database: Database
  readonly archive: Archive
  readonly masterKey: MasterKey
}

/** The vault in a folder, made where there is none. */
export async function openBenchVault(folder: string): Promise<BenchVault> {
  const database = await openDatabase({ dataDir: folder, databaseUrl: undefined, clock })
  await migrate(database, clock)
  await createTenants(database, clock).ensure(TENANT)
  const masterKey = await openKeyFile({ path: join(folder, 'master.key'), create: true })
  const store = await openLocalObjectStore(join(folder, 'archive'))
  return { database, masterKey, archive: await openArchive({ store, masterKey, clock }) }
}

/** Fills it; `keep` gets the texts as they come. */
export async function fillVault(
  { database, archive }: BenchVault,
  messages: number,
  keep: (texts: readonly string[]) => Promise<unknown> = async () => undefined,
): Promise<void> {
  const languages = vocabularies()
  const tenant = await archive.open(TENANT)
  const random = generator(99)
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
    await keep(texts)
    const frames = Array.from({ length: Math.ceil(records.length / IN_FRAME) }, (_, at) => ({
      header: { subjectId: 'someone', position: null, fetched: IN_FRAME },
      records: records.slice(at * IN_FRAME, (at + 1) * IN_FRAME),
    }))
    const segment = await tenant.seal('bench', sequence, frames)
    await database.kysely.transaction().execute((trx) => recordSegment(trx, TENANT, segment, frames))
  }
}

/** Repeatable, and spread well enough. */
export function generator(seed: number): () => number {
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

export type Vocabulary = { readonly words: readonly string[]; readonly blank: string }

export function vocabularies(): Vocabulary[] {
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

function recordOf(at: number, text: string): ArchiveRecord {
  const sent = new Date(Date.UTC(2024, 0, 1) + at * 30_000).toISOString()
  const message = {
    id: String(1_704_067_200_000 + at),
    etag: String(1_704_067_200_000 + at),
    // People talk in bursts, so a page of a mailbox has some chats.
    chatId: `19:chat-${Math.floor(at / 5) % 997}@thread.v2`,
    messageType: 'message',
    createdDateTime: sent,
    lastModifiedDateTime: sent,
    from: { user: { id: `person-${at % 211}`, displayName: `Person ${at % 211}` } },
    body: { contentType: 'html', content: `<p>${text}</p>` },
  }
  return { kind: 'message', message, fetchedAt: sent }
}
