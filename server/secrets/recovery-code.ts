/**
 * A master key as 24 words for paper (BIP 39, English list): 256 bits and a checksum of eight. The words differ in their first
 * four letters, so those are enough to type one, and a slip of the pen is noticed.
 */
import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { VaultError } from '../domain/vault-error.ts'

export const RECOVERY_WORDS = 24
const SHORTEST = 4

export function recoveryCodeOf(key: Uint8Array): string[] {
  return entropyToMnemonic(key, wordlist).split(' ')
}

/** Any spacing, numbers between the words, capitals, and words cut after four letters. Throws `recovery-code`. */
export function keyOfRecoveryCode(text: string): Buffer {
  const typed = text.toLowerCase().match(/[a-z]+/g) ?? []
  if (typed.length !== RECOVERY_WORDS)
    throw refused(`it has ${typed.length} words instead of ${RECOVERY_WORDS}`)
  const words = typed.map((word, at) => recoveryWord(word) ?? unknown(at + 1))
  try {
    return Buffer.from(mnemonicToEntropy(words.join(' '), wordlist))
  } catch {
    throw refused('its checksum is wrong: at least one word is another one, or two changed places')
  }
}

/** The word of the list that is meant; undefined when there's none. */
export function recoveryWord(typed: string): string | undefined {
  const word = typed.trim().toLowerCase()
  if (word.length < SHORTEST) return wordlist.find((known) => known === word)
  return wordlist.find((known) => known.startsWith(word.slice(0, SHORTEST)) && known.startsWith(word))
}

function unknown(number: number): never {
  throw refused(`word ${number} isn’t one that a code can have`)
}

/** Never repeats a word. */
function refused(why: string): VaultError {
  return new VaultError({
    code: 'recovery-code',
    notice: null,
    attempted: 'read the recovery code',
    why,
    hint: 'Compare it with what was written down, word by word. The order counts.',
  })
}
