/**
 * What a setup made at Microsoft, kept on our server. Each object is written down twice: before the call, as intended,
 * because an answer can be lost after the call was carried out; and after it, by Microsoft's id. So nothing that was made
 * is ever unknown, and nothing that was there before is ever taken for ours.
 */
import type { CreatedKind, CreatedObject } from '../../../server/http/contract.ts'
import type { Backend } from './backend.ts'

/** Not an id of Microsoft's. */
const INTENDED = 'intended:'

export interface Journal {
  /** Newest first. */
  entries(): Promise<readonly CreatedObject[]>
  /** Before it is made. `key` is what the object can be found by; one object, one key. */
  intend(kind: CreatedKind, key: string, name: string): Promise<void>
  /** It was made, or found and was intended by us before. */
  made(kind: CreatedKind, key: string, id: string, name: string): Promise<void>
  /** It is gone, or was never made. */
  strike(...ids: readonly string[]): Promise<void>
}

export function createJournal(
  backend: Pick<Backend, 'onboarding' | 'noteCreated' | 'strikeCreated'>,
): Journal {
  const strike: Journal['strike'] = async (...ids) => {
    for (const id of ids) await backend.strikeCreated(id)
  }
  return {
    async entries() {
      const { created } = await backend.onboarding()
      return [...created].sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
    },
    intend: (kind, key, name) => backend.noteCreated({ kind, id: intendedId(kind, key), name }),
    async made(kind, key, id, name) {
      await backend.noteCreated({ kind, id, name })
      await strike(intendedId(kind, key))
    },
    strike,
  }
}

export function intendedId(kind: CreatedKind, key: string): string {
  return `${INTENDED}${kind}:${key}`
}

/** The key of an object that was intended and may or may not have been made; undefined when its id is known. */
export function intendedKey({ kind, id }: Pick<CreatedObject, 'kind' | 'id'>): string | undefined {
  const prefix = intendedId(kind, '')
  return id.startsWith(prefix) ? id.slice(prefix.length) : undefined
}

/** What was written down about one object, in either way. */
export function isIntended(entries: readonly CreatedObject[], kind: CreatedKind, key: string): boolean {
  return entries.some((entry) => entry.kind === kind && intendedKey(entry) === key)
}

/**
 * What was made this recently may not be seen everywhere yet, so that not finding it does not mean it is gone. Longer than
 * Microsoft takes, because the server's clock and this one may differ.
 */
const RECENT_MS = 10 * 60_000

export function isRecent({ at }: Pick<CreatedObject, 'at'>, now: number): boolean {
  return now - Date.parse(at) < RECENT_MS
}
