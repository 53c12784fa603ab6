/** How much room exports may take: of each tenant, and of the disk. */

import { mkdir } from 'node:fs/promises'
import { type Notice, notice } from '../../domain/notice.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Kept } from '../export-rows.ts'

export type ExportLimits = {
  /** Days a finished file is kept. */
  readonly days: number
  /** Bytes of all files of a tenant. */
  readonly bytes: number
  /** Files of a tenant, those to be written included. */
  readonly count: number
}

export const EXPORT_LIMITS: ExportLimits = { days: 7, bytes: 20 * 1024 ** 3, count: 50 }

/** Left on the disk for what may not fail: the database, the archive. */
const RESERVE_BYTES = 1024 ** 3
/** Bytes written between two looks at the disk. */
const LOOK_BYTES = 64 * 1024 ** 2

/** Bytes a program may still write to the disk of that folder. */
export type FreeBytes = (dir: string) => Promise<number>

/** Throws 409 `exports-full` when the tenant has no room for another one. */
export function demandRoom({ exports, bytes }: Kept, limits: ExportLimits): void {
  if (exports >= limits.count)
    throw exportsFull(
      notice('exports-too-many', { count: exports }),
      `this organization already has ${exports} exports, the most it may keep`,
    )
  if (bytes >= limits.bytes)
    throw exportsFull(
      notice('exports-full', { size: { bytes } }),
      `the exports of this organization take up ${gigabytes(bytes)}, the most it may keep`,
    )
}

/** Throws 503 `disk-low` when less than the reserve is left where exports are written. */
export async function demandDisk(dir: string, freeBytes: FreeBytes): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  if ((await freeBytes(dir)) < RESERVE_BYTES) throw diskLow()
}

/** Called with the bytes of a file as it grows; throws as soon as it has no room. */
export function roomKeeper(
  dir: string,
  { kept, limits, freeBytes }: { kept: Kept; limits: ExportLimits; freeBytes: FreeBytes },
): (bytes: number) => Promise<void> {
  const allowance = limits.bytes - kept.bytes
  let lookAt = LOOK_BYTES
  return async (bytes) => {
    if (bytes > allowance)
      throw exportsFull(
        notice('export-too-large', { size: { bytes: limits.bytes } }),
        `with it the exports of this organization would take up more than ${gigabytes(limits.bytes)}, the most it may keep`,
      )
    if (bytes < lookAt) return
    lookAt = bytes + LOOK_BYTES
    await demandDisk(dir, freeBytes)
  }
}

function gigabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 ** 3)} GB`
}

function exportsFull(cause: Notice, why: string): VaultError {
  return new VaultError({
    code: 'exports-full',
    notice: cause,
    attempted: 'make an export',
    why,
    hint: 'Delete an export you no longer need, or export less at a time.',
    status: 409,
  })
}

function diskLow(): VaultError {
  return new VaultError({
    code: 'export-disk-low',
    attempted: 'make an export',
    why: 'the server’s disk is nearly full',
    hint: 'Ask your Chatvault server admin to free up space, or delete exports you no longer need.',
    status: 503,
    retry: 'later',
  })
}
