/** How much room exports may take: of each tenant, and of the disk. */

import type { Kept } from '../../books/exports.ts'
import { type Notice, notice } from '../../domain/notice.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { ExportFiles } from '../../export-files/export-files.ts'

export type ExportLimits = {
  /** Days a finished file is kept. */
  readonly days: number
  /** Bytes of all files of a tenant. */
  readonly bytes: number
  /** Files of a tenant, those to be written included. */
  readonly count: number
}

export const EXPORT_LIMITS: ExportLimits = { days: 7, bytes: 20 * 1024 ** 3, count: 50 }

/** Of a tenant's files and bytes: who has so much begins no other, and leaves the rest to others. */
const EACH = 0.5

/** Left on the disk for what may not fail: the database, the archive. */
const RESERVE_BYTES = 1024 ** 3
/** Bytes written between two looks at the disk. */
const LOOK_BYTES = 64 * 1024 ** 2

/** Throws 409 `exports-full` when the tenant, or of its room this person (`mine`), has none for another one. */
export function demandRoom({ exports, bytes }: Kept, mine: Kept, limits: ExportLimits): void {
  if (exports >= limits.count)
    throw exportsFull(
      notice('exports-too-many', { count: exports }),
      `this organization already has ${exports} exports, the most it can keep`,
    )
  if (bytes >= limits.bytes)
    throw exportsFull(
      notice('exports-full', { size: { bytes } }),
      `the exports of this organization take up ${gigabytes(bytes)}, the most it can keep`,
    )
  if (mine.exports >= Math.ceil(limits.count * EACH))
    throw exportsFull(
      notice('exports-too-many-yours', { count: mine.exports }),
      `you already have ${mine.exports} exports, the most one person may keep`,
    )
  if (mine.bytes >= limits.bytes * EACH)
    throw exportsFull(
      notice('exports-full-yours', { size: { bytes: mine.bytes } }),
      `your exports take up ${gigabytes(mine.bytes)}, the most those of one person may`,
    )
}

/** Throws 503 `disk-low` when less than the reserve is left where exports are written. */
export async function demandDisk(files: Pick<ExportFiles, 'freeBytes'>): Promise<void> {
  if ((await files.freeBytes()) < RESERVE_BYTES) throw diskLow()
}

/** Called with the bytes of a file as it grows; throws as soon as it has no room. */
export function roomKeeper(
  files: Pick<ExportFiles, 'freeBytes'>,
  { kept, limits }: { kept: Kept; limits: ExportLimits },
): (bytes: number) => Promise<void> {
  const allowance = limits.bytes - kept.bytes
  let lookAt = LOOK_BYTES
  return async (bytes) => {
    if (bytes > allowance)
      throw exportsFull(
        notice('export-too-large', { size: { bytes: limits.bytes } }),
        `with it the exports of this organization would take up more than ${gigabytes(limits.bytes)}, the most it can keep`,
      )
    if (bytes < lookAt) return
    lookAt = bytes + LOOK_BYTES
    await demandDisk(files)
  }
}

function gigabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 ** 3)} GB`
}

function exportsFull(cause: Notice, why: string): VaultError {
  return new VaultError({
    code: 'exports-full',
    notice: cause,
    attempted: 'create an export',
    why,
    hint: 'Delete an export you no longer need, or export less at a time.',
    status: 409,
  })
}

function diskLow(): VaultError {
  return new VaultError({
    code: 'export-disk-low',
    attempted: 'create an export',
    why: 'the server’s disk is nearly full',
    hint: 'Ask your Chatvault server admin to free up space, or delete exports you no longer need.',
    status: 503,
    retry: 'later',
  })
}
