/** What the sandbox tenant holds, compared with what the archive holds, member by member. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Agent, request } from 'undici'
import type { Sandbox } from '../../sandbox/index.ts'
import { openArchive } from '../archive/open-archive.ts'
import { openObjectStore } from '../archive/open-object-store.ts'
import type { ChatMessage } from '../domain/message.ts'
import { openKeyFile } from '../secrets/key-file.ts'

export type TrueMessage = {
  readonly chatId: string
  readonly owners: readonly string[]
  readonly message: ChatMessage
}

/** Every message the exports of all mailboxes would return now. */
export async function readTruth(sandbox: Pick<Sandbox, 'url' | 'caFile'>): Promise<TrueMessage[]> {
  const dispatcher = new Agent({ connect: { ca: readFileSync(sandbox.caFile, 'utf8') } })
  const { body } = await request(`${sandbox.url}/_sandbox/truth/messages`, { dispatcher })
  const text = await body.text()
  await dispatcher.close()
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

export type ArchivedVersion = { readonly message: ChatMessage; readonly subjectId: string }

export type Archived = {
  readonly versions: readonly ArchivedVersion[]
  /** `chatId id` → people in whose mailbox it was seen. */
  readonly seenBy: ReadonlyMap<string, ReadonlySet<string>>
  readonly damaged: readonly { file: string; what: string }[]
}

const clock = { now: () => new Date(), wait: async () => {} }

/** Reads an archive with its key alone: the folder below `dataDir`, or a container. */
export async function readArchive(
  dataDir: string,
  tenantId: string,
  place: { url: string; azure?: { connectionString: string } } = { url: `file:${join(dataDir, 'archive')}` },
): Promise<Archived> {
  const azure = { connectionString: place.azure?.connectionString, account: undefined }
  const store = await openObjectStore({ url: place.url, readOnly: true, azure })
  const masterKey = await openKeyFile({ path: join(dataDir, 'master.key'), create: false })
  const archive = await (await openArchive({ store, masterKey, clock, readOnly: true })).open(tenantId)
  const versions: ArchivedVersion[] = []
  const seenBy = new Map<string, Set<string>>()
  for await (const name of archive.listSegments()) {
    const { frames } = await archive.readSegment(name)
    for (const { header, records } of frames) {
      for (const record of records) {
        if (record.kind !== 'message' && record.kind !== 'sighting') continue
        const key = record.kind === 'message' ? keyOf(record.message) : `${record.chatId} ${record.id}`
        const subjectId = header.subjectId ?? ''
        seenBy.set(key, (seenBy.get(key) ?? new Set()).add(subjectId))
        if (record.kind === 'message') versions.push({ message: record.message, subjectId })
      }
    }
  }
  return { versions, seenBy, damaged: (await archive.verify()).damaged }
}

export function keyOf({ chatId, id }: Pick<ChatMessage, 'chatId' | 'id'>): string {
  return `${chatId} ${id}`
}
