/** A vault with real parts in a temporary folder, and messages put into its archive and catalog as a run would. */
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Archive, ArchiveRecord, ConversationRecord, Frame } from '../archive/archive.ts'
import { openLocalObjectStore } from '../archive/local-object-store.ts'
import type { ObjectStore } from '../archive/object-store.ts'
import { openArchive } from '../archive/open-archive.ts'
import { createTenants } from '../books/tenants.ts'
import { recordSegment } from '../catalog/recording.ts'
import type { Database } from '../database/database.ts'
import type { ChatMessage } from '../domain/message.ts'
import type { Operator } from '../domain/operator.ts'
import { openKeyFile } from '../secrets/key-file.ts'
import type { Sealer } from '../secrets/keys.ts'
import { envelopeSealer } from '../secrets/sealer.ts'
import { createReadingGate, type ReadingGate } from '../services/reading/gate.ts'
import { chooseMessages } from '../services/search/choose.ts'
import { createIndexer, type Indexer } from '../services/search/indexer.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { createTempDir } from './temp-dir.ts'

export const TENANT_A = 'aaaaaaaa-0000-4000-8000-00000000000a'
export const TENANT_B = 'bbbbbbbb-0000-4000-8000-00000000000b'

export function operatorOf(tenantId: string): Operator {
  return { tenantId, id: 'operator-1', name: 'Mia Berg', roles: ['admin'] }
}

export type TestVault = {
  readonly dir: string
  readonly database: Database
  readonly archive: Archive
  readonly sealer: Sealer
  readonly clock: FakeClock
  readonly indexer: Indexer
  readonly gate: ReadingGate
  /** As reading requests choose messages. */
  readonly choose: Parameters<typeof createReadingGate>[0]['choose']
}

/** Goes away with the test. `openStore`: where the archive is; a folder beside the key, unless said otherwise. */
export async function openTestVault(
  database: Database,
  openStore: (dir: string) => Promise<ObjectStore> = (dir) => openLocalObjectStore(join(dir, 'archive')),
): Promise<TestVault> {
  const dir = await createTempDir()
  onTestFinished(dir.remove)
  const clock = createFakeClock()
  const masterKey = await openKeyFile({ path: join(dir.path, 'master.key'), create: true })
  const archive = await openArchive({ store: await openStore(dir.path), masterKey, clock })
  await createTenants(database, clock).ensure(TENANT_A)
  await createTenants(database, clock).ensure(TENANT_B)
  const indexer = createIndexer({ database, archive, clock, onError: () => undefined })
  const choose: TestVault['choose'] = async (tenantId, selection) => {
    const opened = await archive.find(tenantId)
    const catchUp = () => indexer.finish(tenantId)
    return chooseMessages({ db: database.kysely, archive: opened, catchUp }, tenantId, selection)
  }
  const gate = createReadingGate({ database, clock, choose })
  const sealer = envelopeSealer(masterKey)
  return { dir: dir.path, database, archive, sealer, clock, indexer, gate, choose }
}

/** What one page of a person's mailbox brought. */
export type PageOf = { readonly subjectId: string; readonly records: readonly ArchiveRecord[] }

let sequence = 0

/** Seals one segment, a frame a page, and records it. */
export async function archivePages(
  vault: Pick<TestVault, 'archive' | 'database'>,
  tenantId: string,
  runId: string,
  pages: readonly PageOf[],
): Promise<void> {
  const frames: Frame[] = pages.map(({ subjectId, records }) => ({
    header: { subjectId, position: null, fetched: records.length },
    records,
  }))
  const archive = await vault.archive.open(tenantId)
  sequence += 1
  const segment = await archive.seal(runId, sequence, frames)
  await vault.database.kysely.transaction().execute((trx) => recordSegment(trx, tenantId, segment, frames))
}

export const FETCHED_AT = '2026-11-10T12:00:00.000Z'

/** A message sent at minute `minute` of 1 November 2026; `version` counts its edits. */
export function messageAt(
  chatId: string,
  minute: number,
  change: Partial<ChatMessage> & { version?: number } = {},
): ChatMessage {
  const { version = 0, ...members } = change
  const sentMs = Date.UTC(2026, 10, 1) + minute * 60_000
  const modifiedMs = sentMs + version * 1000
  return {
    id: String(sentMs),
    etag: String(modifiedMs),
    chatId,
    messageType: 'message',
    createdDateTime: new Date(sentMs).toISOString(),
    lastModifiedDateTime: new Date(modifiedMs).toISOString(),
    lastEditedDateTime: null,
    deletedDateTime: null,
    from: { user: { id: 'ann', displayName: 'Ann' } },
    body: { contentType: 'html', content: `<p>Minute ${minute}, version ${version}</p>` },
    'x-unknown': { kept: true },
    ...members,
  }
}

export function messageRecord(message: ChatMessage): ArchiveRecord {
  return { kind: 'message', message, fetchedAt: FETCHED_AT }
}

export function sightingRecord({ chatId, id, etag }: ChatMessage): ArchiveRecord {
  return { kind: 'sighting', chatId, id, etag, fetchedAt: FETCHED_AT }
}

export function conversationRecord(
  conversation: Partial<ConversationRecord> & { id: string },
): ArchiveRecord {
  const described = { chatType: 'group', topic: null, createdAt: null, members: [], ...conversation }
  return { kind: 'conversation', conversation: described, fetchedAt: FETCHED_AT }
}

export function subjectRecord(id: string, displayName: string): ArchiveRecord {
  const subject = {
    id,
    displayName,
    userPrincipalName: `${id}@contoso.com`,
    mail: null,
    enabled: true,
    userType: 'Member',
  }
  return { kind: 'subject', subject, fetchedAt: FETCHED_AT }
}
