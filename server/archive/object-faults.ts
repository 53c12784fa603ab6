/**
 * The errors of object stores, worded once so that every adapter says the same.
 */
import { notice } from '../domain/notice.ts'
import { VaultError } from '../domain/vault-error.ts'

export function objectMissing(name: string, place: string): VaultError {
  return new VaultError({
    notice: notice('object-missing', { name }),
    attempted: `read ${name}`,
    why: `there is no such object in ${place}`,
    hint: 'Check that ARCHIVE_URL names the right place and that it was copied whole; then run `npm run archive -- verify`.',
    status: 404,
  })
}

export function objectExists(name: string, place: string): VaultError {
  return new VaultError({
    notice: notice('object-exists', { name }),
    attempted: `write ${name}`,
    why: `${place} has other bytes under that name, and archived objects never change`,
    hint: 'Check whether a second Chatvault writes to the same archive. Nothing was overwritten.',
    status: 409,
  })
}

export function objectShort(name: string, place: string): VaultError {
  return new VaultError({
    notice: notice('object-short', { name }),
    attempted: `read a range of ${name}`,
    why: `the object in ${place} ends before the range does`,
    hint: 'The object was cut off. Run `npm run archive -- verify` and fetch the file from a copy of the archive.',
  })
}

/** A failure of the place itself. `reason` is the system's short code: never a URL with a signature, never a header. */
export function storeFailure(attempted: string, place: string, reason: string): VaultError {
  return new VaultError({
    notice: notice('store-failed', { quoted: `${place} answered ${reason}` }),
    attempted,
    why: `${place} answered ${reason}`,
    hint: HINTS[reason] ?? 'Check that the archive’s place can be reached and written to, then try again.',
    retry: 'later',
    status: 503,
    members: { reason },
  })
}

/**
 * Does it, and turns any failure that isn't a `VaultError` yet into one of the place; `codeOf` finds the short code in a
 * thrown value.
 */
export function tellingBy(codeOf: (thrown: unknown) => string) {
  return async <T>(attempted: string, place: string, act: () => Promise<T>): Promise<T> => {
    try {
      return await act()
    } catch (thrown) {
      if (thrown instanceof VaultError) throw thrown
      throw storeFailure(attempted, place, codeOf(thrown))
    }
  }
}

/** The place itself doesn't exist; reported by `storeFailure`. */
export function isPlaceMissing(thrown: unknown): boolean {
  return (
    thrown instanceof VaultError &&
    (thrown.members?.reason === 'ENOENT' || thrown.members?.reason === 'ContainerNotFound')
  )
}

const HINTS: Readonly<Record<string, string>> = {
  ENOSPC:
    'The archive’s disk is full. Free up space, or move the archive to a larger disk. Nothing was lost.',
  EDQUOT: 'The archive’s disk quota is used up. Raise it. Nothing was lost.',
  EACCES: 'The user Chatvault runs as can’t use this folder. Give it read and write access.',
  EPERM: 'The user Chatvault runs as can’t use this folder. Give it read and write access.',
  EROFS: 'The archive is on a read-only file system. Mount it for writing.',
  AuthorizationPermissionMismatch:
    'Give the managed identity the role "Storage Blob Data Contributor" on the container.',
  AuthenticationFailed:
    'Check AZURE_STORAGE_CONNECTION_STRING, or the managed identity and AZURE_STORAGE_ACCOUNT.',
  ENOENT: 'Check the folder in ARCHIVE_URL, and that its disk or volume is mounted.',
  ContainerNotFound: 'Check the container name in ARCHIVE_URL.',
}
