/** For tests of the archive and of what stands on it. Production code never imports this. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '../domain/clock.ts'
import type { ChatMessage } from '../domain/message.ts'
import { openKeyFile } from '../secrets/key-file.ts'
import type { ArchiveRecord, Frame, RunDocument, Segment } from './archive.ts'
import { openLocalObjectStore } from './local-object-store.ts'
import { openArchive } from './open-archive.ts'

export const TENANT = '11111111-2222-4333-8444-555555555555'
export const FETCHED_AT = '2026-11-05T10:00:00.000Z'

export function clockAt(instant: string): Clock {
  return { now: () => new Date(instant), wait: async () => undefined }
}

/** A fresh archive in a temporary folder: `<folder>/archive` and `<folder>/master.key`. */
export async function temporaryArchive(clock: Clock = clockAt(FETCHED_AT)) {
  const folder = await mkdtemp(join(tmpdir(), 'chatvault-archive-'))
  const root = join(folder, 'archive')
  const store = await openLocalObjectStore(root)
  const masterKey = await openKeyFile({ path: join(folder, 'master.key'), create: true })
  const archive = await openArchive({ store, masterKey, clock })
  const tenant = await archive.open(TENANT)
  return { folder, root, store, masterKey, archive, tenant, remove: () => rm(folder, { recursive: true }) }
}

export function messageOf(id: string, more: Partial<ChatMessage> = {}): ChatMessage {
  const at = '2026-11-01T08:00:00.000Z'
  const body = { contentType: 'html', content: `<p>message ${id}</p>` }
  return {
    id,
    etag: id,
    chatId: '19:chat@unq.gbl.spaces',
    createdDateTime: at,
    lastModifiedDateTime: at,
    body,
    ...more,
  }
}

export function recordOf(message: ChatMessage): ArchiveRecord {
  return { kind: 'message', message, fetchedAt: FETCHED_AT }
}

export function frameOf(records: readonly ArchiveRecord[], subjectId: string | null = 'subject-1'): Frame {
  return { header: { subjectId, position: null, fetched: records.length }, records }
}

/** `messages` messages in frames of 50, ids from `first`. */
export function framesOf(messages: number, first = 0): Frame[] {
  const records = Array.from({ length: messages }, (_, n) =>
    recordOf(messageOf(String(1_700_000_000_000 + first + n))),
  )
  return Array.from({ length: Math.ceil(messages / 50) }, (_, n) =>
    frameOf(records.slice(n * 50, n * 50 + 50)),
  )
}

export function runOf(
  runId: string,
  sequence: number,
  previous: string | null,
  segments: readonly Segment[],
): RunDocument {
  const counts = { subjects: 1, subjectsDone: 1, fetched: 1, charged: 1, added: 1, revised: 0, unchanged: 0 }
  return {
    format: 'chatvault-run/1',
    tenantId: TENANT,
    runId,
    sequence,
    previous,
    strategy: 'complete',
    trigger: 'manual',
    state: 'completed',
    startedAt: FETCHED_AT,
    endedAt: FETCHED_AT,
    totals: { ...counts, media: 0, faults: 0 },
    segments: segments.map(({ id, name, sha256, bytes, records }) => ({ id, name, sha256, bytes, records })),
    faults: [],
  }
}
