/**
 * A database in a network folder loses data: locks of SMB and NFS clients don't keep a second process out, and a sync that
 * was confirmed can be lost. Linux names the kind of a file system by a number (statfs(2)).
 */
import fs from 'node:fs'
import { dirname } from 'node:path'
import { VaultError } from '../domain/vault-error.ts'

/** Of linux/magic.h. FUSE isn't here: what is behind it can be a disk of this machine. */
const NETWORK_KINDS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'SMB (CIFS)'],
  [0xfe534d42, 'SMB'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x00c36400, 'Ceph'],
])

/** What a folder's file system is called when other machines keep it; undefined for a disk of this one. */
export function networkKindOf(folder: string): string | undefined {
  try {
    return NETWORK_KINDS.get(fs.statfsSync(folder).type >>> 0)
  } catch (thrown) {
    const isMissing = (thrown as NodeJS.ErrnoException).code === 'ENOENT' && dirname(folder) !== folder
    return isMissing ? networkKindOf(dirname(folder)) : undefined
  }
}

/** Throws `data-dir-network`. `folder` need not exist yet. */
export function demandOwnDisk(folder: string): void {
  const kind = networkKindOf(folder)
  if (kind === undefined) return
  throw new VaultError({
    code: 'data-dir-network',
    notice: null,
    attempted: `open the embedded database in ${folder}`,
    why: `that folder is on ${kind}. A database there is damaged sooner or later, because a network share neither locks nor syncs reliably.`,
    hint: 'Set DATA_DIR to a disk of this machine, or set DATABASE_URL to a PostgreSQL server. The archive (ARCHIVE_URL) can be on the share.',
  })
}
