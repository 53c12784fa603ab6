/** One verification: what it reads, and what it has found so far. */
import type { Damage, DamageKind, VerifyOptions } from './archive.ts'
import { damageOf } from './damage.ts'
import { listOwn, looksLikeOurs } from './own-names.ts'
import type { TenantParts } from './tenant-parts.ts'

export type Check = Omit<TenantParts, 'randomness'> & {
  readonly options: VerifyOptions
  readonly folder: string
  readonly damage: Damage[]
  /** What others have put beside ours. */
  readonly strangers: string[]
}

/** Runs `act`; damage it throws is noted, anything else stops the verification. */
export async function noting<T>(
  check: Check,
  name: string,
  act: () => Promise<T> | T,
): Promise<T | undefined> {
  check.options.signal?.throwIfAborted()
  try {
    return await act()
  } catch (thrown) {
    const damage = damageOf(thrown, check.folder + name)
    if (damage === undefined) throw thrown
    check.damage.push(damage)
    return undefined
  }
}

export function note(check: Check, name: string, kind: DamageKind, what: string): void {
  check.damage.push({ file: check.folder + name, kind, what })
}

/** A part of the archive under a name it cannot have is told as damage, everything else as a stranger. */
export function ownNames(
  check: Check,
  folder: string,
  parse: (name: string) => unknown,
): AsyncIterable<string> {
  return listOwn(check.store, folder, parse, (name) => {
    if (looksLikeOurs(name))
      note(check, name, 'misplaced', 'no archive has a file of this name: it was renamed or copied')
    else check.strangers.push(check.folder + name)
  })
}
