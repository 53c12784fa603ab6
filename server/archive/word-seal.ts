/**
 * What a database may keep of words: for each a code that says nothing without the tenant's data key, and the same for the
 * same word, so that a database can look for it. Keys are of one purpose and one version of the tokens; lists of words are
 * sealed like everything else.
 */
import { createHmac, type KeyObject } from 'node:crypto'
import { gcmOpen, gcmSeal, NONCE_BYTES } from '../secrets/gcm.ts'
import type { Randomness } from '../secrets/randomness.ts'
import { sealBroken } from '../secrets/sealer.ts'

export type WordSeal = {
  /** Eight characters of base64url: 48 bits of HMAC-SHA256. `kind` keeps a word apart from a sender of its spelling. */
  code(kind: string, word: string): string
  /** `name` is bound: what is sealed opens under its own name only. */
  close(name: string, plain: Uint8Array): Uint8Array
  /** Throws `seal-broken`. */
  open(name: string, sealed: Uint8Array): Uint8Array
}

const CODE_LENGTH = 8
/** Codes remembered: a language uses few words most of the time, and a code takes longer than a look. */
const REMEMBERED = 40_000

export function wordSeal(
  keys: { readonly codes: KeyObject; readonly lists: KeyObject },
  randomness: Randomness,
): WordSeal {
  const remembered = new Map<string, string>()
  const bound = (name: string) => Buffer.from(`chatvault/search-list/1\n${name}`)
  return {
    code(kind, word) {
      const input = `${kind}\n${word}`
      const known = remembered.get(input)
      if (known !== undefined) return known
      const code = createHmac('sha256', keys.codes).update(input).digest('base64url').slice(0, CODE_LENGTH)
      if (remembered.size >= REMEMBERED) remembered.clear()
      remembered.set(input, code)
      return code
    },
    close: (name, plain) => gcmSeal(keys.lists, randomness(NONCE_BYTES), plain, bound(name)),
    open(name, sealed) {
      const plain = gcmOpen(keys.lists, sealed, bound(name))
      if (plain === undefined)
        throw sealBroken('list of words', 'it isn’t the one that was written for this segment')
      return plain
    },
  }
}
