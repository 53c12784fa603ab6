/**
 * The objects a setup created in Microsoft 365, kept on our server. Each object is recorded twice: before the call, as
 * intended, because an answer can be lost after the call was carried out; and after it, by Microsoft's id. So every
 * created object is known, and no object that existed before is ever taken for ours.
 */

import type { CreatedKind, CreatedObject } from '../../../server/contract/index.ts'
import { wasNotDone } from '../refusal.ts'
import type { Backend } from './backend.ts'

/** Not an id of Microsoft's. */
const INTENDED = 'intended:'

/** Something a setup makes. */
export interface Intention {
  kind: CreatedKind
  /** What it can be found by; one object, one key. */
  key: string
  name: string
  /** The app it is a part of; an app has none before it is made. */
  applicationId?: string
}

export interface Journal {
  /** Newest first. */
  entries(): Promise<readonly CreatedObject[]>
  /**
   * Writes the intention down and makes it. It is struck again where Microsoft certainly did not make it: what someone
   * makes manually after that is theirs.
   */
  attempt<T>(it: Intention, make: () => Promise<T>): Promise<T>
  /** It was made, or found and was intended by us before. */
  created(it: Intention, id: string): Promise<void>
  /** It is there and we are to remove it, though a setup did not make it. */
  take(it: Omit<Intention, 'key'>, id: string): Promise<void>
  /** It is gone, or was never made. */
  strike(...ids: readonly string[]): Promise<void>
}

export function createJournal(backend: Pick<Backend, 'setup' | 'noteCreated' | 'strikeCreated'>): Journal {
  const entries: Journal['entries'] = async () => {
    const { created } = await backend.setup()
    return [...created].sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
  }
  const strike: Journal['strike'] = async (...ids) => {
    for (const id of ids) await backend.strikeCreated(id)
  }
  const take: Journal['take'] = ({ kind, name, applicationId }, id) =>
    backend.noteCreated({ kind, id, name, ...(applicationId === undefined ? {} : { applicationId }) })
  return {
    entries,
    strike,
    take,
    async attempt(it, make) {
      const id = intendedId(it.kind, it.key)
      // An earlier attempt may have made it and its answer been lost: what this one is told says nothing of that.
      const before = isIntended(await entries(), it.kind, it.key)
      await take(it, id)
      try {
        return await make()
      } catch (error) {
        // Not struck is no harm: it is looked for once more.
        if (!before && wasNotDone(error)) await strike(id).catch(() => undefined)
        throw error
      }
    },
    async created(it, id) {
      await take(it, id)
      await strike(intendedId(it.kind, it.key))
    },
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

/** Of this app, as far as someone wrote that down. */
export function isOf({ applicationId }: Pick<CreatedObject, 'applicationId'>, appId: string): boolean {
  return applicationId?.toLowerCase() === appId.toLowerCase()
}
