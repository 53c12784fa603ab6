/**
 * Usage notes (FORMAT.md, "Usage note"): how many messages may have been paid for in a month, noted in the archive
 * beforehand, so that a month's charges outlive the books. Each raises the sum of the one before.
 */
import { toInstant } from '../domain/clock.ts'
import type { Month } from '../domain/month.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { NotedUsage } from './archive.ts'
import { decodeAuthenticated, encodeAuthenticated } from './authenticated-json.ts'
import { damaged } from './damage.ts'
import { parseUsageName, tenantFolder, USAGE_FOLDER, usageName } from './layout.ts'
import type { ObjectStore } from './object-store.ts'
import { listOwn } from './own-names.ts'
import { collect } from './read-ahead.ts'
import type { TenantKeys } from './tenant-keys.ts'
import type { TenantParts } from './tenant-parts.ts'

export type UsageNote = {
  readonly format: 'chatvault-usage/1'
  readonly tenantId: string
  readonly month: Month
  /** 1, 2, 3 … within the month. */
  readonly sequence: number
  readonly at: string
  /** Of the month so far. */
  readonly messages: number
  /** Random: of two that are written at once, only one gets the name. */
  readonly nonce: string
}

type OnSum = (sum: number) => Promise<void>

/** Notes are written one after the other: by others in between when the name is taken. */
export function usageNotes({ store, keys, clock, randomness }: TenantParts) {
  const newest = new Map<Month, UsageNote>()
  let writing: Promise<unknown> = Promise.resolve()

  async function raise(month: Month, messages: number, onSum: OnSum): Promise<void> {
    for (;;) {
      const before = newest.get(month) ?? (await readLastNote(store, keys, month))
      const note: UsageNote = {
        format: 'chatvault-usage/1',
        tenantId: keys.tenantId,
        month,
        sequence: (before?.sequence ?? 0) + 1,
        at: toInstant(clock.now()),
        messages: (before?.messages ?? 0) + messages,
        nonce: Buffer.from(randomness(8)).toString('hex'),
      }
      await onSum(note.messages)
      if (await putNew(store, keys, note)) return void newest.set(month, note)
      newest.delete(month)
    }
  }

  return {
    noteUsage(month: Month, messages: number, before: OnSum = async () => undefined): Promise<void> {
      const raised = writing.then(() => raise(month, messages, before))
      writing = raised.catch(() => undefined)
      return raised
    },
    notedUsage: (month: Month) => readNoted(store, keys, month),
    async notedMonths(): Promise<Month[]> {
      const names = await collect(listOwn(store, USAGE_FOLDER, parseUsageName))
      return [...new Set(names.flatMap((name) => parseUsageName(name)?.month ?? []))]
    },
  }
}

async function putNew(store: ObjectStore, keys: TenantKeys, note: UsageNote): Promise<boolean> {
  try {
    await store.put(usageName(note.month, note.sequence), encodeAuthenticated(keys.usageMac, note))
    return true
  } catch (thrown) {
    if (thrown instanceof VaultError && thrown.code === 'object-exists') return false
    throw thrown
  }
}

async function readNoted(store: ObjectStore, keys: TenantKeys, month: Month): Promise<NotedUsage> {
  const names = await namesOf(store, month)
  const first = names[0] === undefined ? undefined : await readNote(store, keys, names[0])
  const last = await readLastNote(store, keys, month)
  return { messages: last?.messages ?? 0, since: first?.at ?? null }
}

async function readLastNote(
  store: ObjectStore,
  keys: TenantKeys,
  month: Month,
): Promise<UsageNote | undefined> {
  const last = (await namesOf(store, month)).at(-1)
  return last === undefined ? undefined : await readNote(store, keys, last)
}

function namesOf(store: ObjectStore, month: Month): Promise<string[]> {
  return collect(listOwn(store, `${USAGE_FOLDER}${month}/`, parseUsageName))
}

async function readNote(store: ObjectStore, keys: TenantKeys, name: string): Promise<UsageNote> {
  return decodeUsageNote(keys, name, Buffer.from(await store.get(name)))
}

/** Throws `archive-damaged` unless every byte is as it was written for this name and tenant. */
export function decodeUsageNote(keys: TenantKeys, name: string, bytes: Buffer): UsageNote {
  const note = decodeAuthenticated<UsageNote>(keys.usageMac, bytes)
  if (note !== undefined && usageName(note.month, note.sequence) === name) return note
  throw damaged(
    tenantFolder(keys.tenantId) + name,
    'it isn’t the usage note that was written under this name',
  )
}
