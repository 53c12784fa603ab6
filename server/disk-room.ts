/**
 * Watches the free space of the folders this process writes to. A full disk breaks an embedded database for good, so a
 * backup stops asking while what is still in progress has room to be written down: its log grows to 256 MB between two
 * checkpoints, and a page of forty lanes at once is a few more.
 */

import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Clock } from './domain/clock.ts'
import { notice } from './domain/notice.ts'
import type { Filling, Room } from './domain/room.ts'
import { MustWait } from './domain/suspension.ts'

/** When a backup that waits for room looks again. */
const LOOK_AGAIN_MS = 60_000
/** Lanes that ask at the same time share one look. */
const BELIEVE_MS = 1000
const MEGABYTE = 1024 * 1024
/** Of the reserve: what is left when it is time to say so. */
const FILLING = 3

/** `folders` are absolute; one that doesn't exist yet counts as the folder it will be created in. */
export function createDiskRoom(folders: readonly string[], reserveMb: number, clock: Clock): Room {
  let looked: { readonly at: number; readonly free: Promise<Free[]> } | undefined

  function look(): Promise<Free[]> {
    const at = clock.now().getTime()
    if (looked === undefined || Math.abs(at - looked.at) > BELIEVE_MS) {
      looked = { at, free: Promise.all(folders.map(freeOf)) }
    }
    return looked.free
  }

  return {
    async demand() {
      const low = (await look()).find(({ bytes }) => bytes < reserveMb * MEGABYTE)
      if (low) throw diskLow(low, reserveMb, new Date(clock.now().getTime() + LOOK_AGAIN_MS))
    },
    async filling(): Promise<Filling | undefined> {
      const [least] = (await look()).toSorted((a, b) => a.bytes - b.bytes)
      if (least === undefined || least.bytes >= FILLING * reserveMb * MEGABYTE) return undefined
      return { folder: least.folder, leftMb: megabytes(least.bytes), reserveMb }
    },
  }
}

/** Bytes an unprivileged process may still write there. A file system that doesn't say counts as having room. */
export async function freeBytesOf(folder: string): Promise<number> {
  return (await freeOf(folder)).bytes
}

type Free = { readonly folder: string; readonly bytes: number }

async function freeOf(folder: string): Promise<Free> {
  try {
    const { bavail, bsize, blocks } = await statfs(folder)
    return { folder, bytes: blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize }
  } catch (thrown) {
    const isMissing = (thrown as NodeJS.ErrnoException).code === 'ENOENT' && dirname(folder) !== folder
    return isMissing ? freeOf(dirname(folder)) : { folder, bytes: Number.POSITIVE_INFINITY }
  }
}

const megabytes = (bytes: number) => Math.floor(bytes / MEGABYTE)

function diskLow({ folder, bytes }: Free, reserveMb: number, wakeAt: Date): MustWait {
  return new MustWait({
    notice: notice('disk-low', { folder, left: { bytes }, kept: { bytes: reserveMb * MEGABYTE } }),
    status: 503,
    attempted: 'continue the backup',
    why: `the disk of ${folder} has ${megabytes(bytes)} MB left, and Chatvault keeps ${reserveMb} MB free`,
    hint: 'Free up space on that disk or make it larger. The backup checks every minute and continues automatically.',
    wakeAt,
  })
}
