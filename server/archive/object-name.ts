import { notice } from '../domain/notice.ts'
import { VaultError } from '../domain/vault-error.ts'

const NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/
const LONGEST = 512

export function isObjectName(name: string): boolean {
  return name.length <= LONGEST && NAME.test(name)
}

/** Whether some part of it starts with a dot: then it is to be ignored (FORMAT.md, "Layout"). */
export function isHidden(name: string): boolean {
  return name.startsWith('.') || name.includes('/.')
}

/** Throws `object-name` unless the name keeps the port's rule, so that no name can leave the store's root. */
export function checkObjectName(name: string): string {
  if (isObjectName(name)) return name
  throw new VaultError({
    notice: notice('object-name', { quoted: JSON.stringify(name.slice(0, 120)) }),
    attempted: `use the object name ${JSON.stringify(name.slice(0, 120))}`,
    why: 'names are /-separated parts of letters, digits, dot, underscore and hyphen, not starting with a dot',
    hint: 'If you didn’t type the name yourself, this is a bug in Chatvault.',
  })
}

/** Throws `object-name` unless `part` can be between two slashes: a tenant id, a run id. */
export function checkNamePart(part: string): string {
  return checkObjectName(part.includes('/') ? '' : part)
}
