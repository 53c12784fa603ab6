import { notice } from '../domain/notice.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { Damage, DamageKind } from './archive.ts'

/** The bytes read aren't the bytes written. `file` is the object's name from the archive's root. */
export function damaged(file: string, what: string, kind: DamageKind = 'changed'): VaultError {
  return new VaultError({
    notice: notice('archive-damaged', { name: file }),
    attempted: `read ${file}`,
    why: what,
    hint: 'Fetch this file from a copy of the archive, then run `npm run archive -- verify`. The other files aren’t affected.',
    members: { damage: { file, kind, what } satisfies Damage },
  })
}

const CONTENT_FAULTS = new Set(['archive-damaged', 'seal-broken', 'object-missing', 'object-short'])

/** The damage that an error reports; undefined if it reports something else, such as a place that can't be reached. */
export function damageOf(thrown: unknown, file: string): Damage | undefined {
  if (!(thrown instanceof VaultError) || !CONTENT_FAULTS.has(thrown.code)) return undefined
  return { file, kind: kindOf(thrown), what: thrown.why }
}

function kindOf({ code, members }: VaultError): DamageKind {
  if (code === 'object-missing') return 'missing'
  const { damage } = (members ?? {}) as { damage?: Damage }
  return damage?.kind ?? 'changed'
}
