/**
 * Where finished exports are kept until they expire: one file each, of messages in the clear, so no one but this server's
 * account reads them. Export ids are names of files: letters, digits, `-` and `_`.
 */
import type { Readable } from 'node:stream'

export type ExportFiles = {
  /** Bytes that may still be written there. Infinity where no one can tell. */
  freeBytes(): Promise<number>
  /**
   * Resolves when the whole file is durable. Before that there's no file of that name, or the earlier one, also after a crash.
   * Rejects with what `content` throws, or when `signal` aborts, and leaves nothing behind. One writer of an id at a time.
   */
  write(id: string, content: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void>
  find(id: string): Promise<{ readonly bytes: number } | undefined>
  /** The file from byte `start` through `end`; all of it without. The stream fails when there's no such file. */
  read(id: string, part?: { readonly start: number; readonly end: number }): Readable
  /** With what an unfinished write left. No file is success. */
  remove(id: string): Promise<void>
  /** Ids with a file or with what an unfinished write left, and when either last changed. */
  list(): Promise<{ readonly id: string; readonly changedAt: Date }[]>
}
