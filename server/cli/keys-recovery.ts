/** The recovery code of the master key: shown to one person who proves to have it, and a key file from it. */
import { isArchive, masterKeyIds } from '../archive/open-archive.ts'
import { openObjectStore } from '../archive/open-object-store.ts'
import type { Config } from '../config.ts'
import type { Clock } from '../domain/clock.ts'
import { VaultError } from '../domain/vault-error.ts'
import { azureOf } from '../places.ts'
import { keyIdOf, openKeyFile, placeKeyFile, readKeyFile } from '../secrets/key-file.ts'
import { type Randomness, systemRandomness } from '../secrets/randomness.ts'
import { keyOfRecoveryCode, recoveryCodeOf, recoveryWord } from '../secrets/recovery-code.ts'
import { noteRecoveryProof } from '../secrets/recovery-proof.ts'
import type { Conversation } from './conversation.ts'

const PROVEN = 3
const TRIES = 5
const COLUMNS = 4

/** Shows the code once; three words typed back prove that it was written down, and that is noted. False: it wasn't proven. */
export async function proveRecoveryCode(
  config: Config,
  talk: Conversation,
  clock: Clock,
  randomness: Randomness = systemRandomness,
): Promise<boolean> {
  const path = keyFileOf(config)
  const key = await readKeyFile(path)
  const words = recoveryCodeOf(key)
  talk.say(`The recovery code of the master key in ${path} (${keyIdOf(key)}):\n\n${inColumns(words)}\n`)
  talk.say(
    'Write it on paper. Anyone who has it and the archive can read everything; keep it apart from both.',
  )
  await talk.ask('Press Enter when you have written it down. It then leaves the screen. ')
  talk.clear()
  if (!(await typedBack(words, talk, randomness))) return false
  await noteRecoveryProof(config.dataDir, { keyId: keyIdOf(key), provenAt: clock.now().toISOString() })
  return true
}

async function typedBack(
  words: readonly string[],
  talk: Conversation,
  randomness: Randomness,
): Promise<boolean> {
  let left = TRIES
  for (const at of someOf(words.length, PROVEN, randomness))
    while (recoveryWord(await talk.ask(`Enter word ${at + 1}: `)) !== words[at]) {
      left -= 1
      if (left === 0) return false
      talk.say('That isn’t the word. Look at what you wrote down.')
    }
  return true
}

/** Different places, in their order. */
function someOf(length: number, count: number, randomness: Randomness): number[] {
  const places = new Set<number>()
  while (places.size < count) for (const byte of randomness(1)) if (byte < 240) places.add(byte % length)
  return [...places].sort((a, b) => a - b)
}

function inColumns(words: readonly string[]): string {
  const rows = words.length / COLUMNS
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: COLUMNS }, (_, column) => column * rows + row)
      .map((at) => `${String(at + 1).padStart(4)} ${(words[at] ?? '').padEnd(9)}`)
      .join('')
      .trimEnd(),
  ).join('\n')
}

/** Writes the key file again. Throws, and writes nothing, when the archive was sealed with another key or a file is there. */
export async function recoverKey(
  config: Config,
  code: string,
  path: string,
): Promise<{ keyId: string; isKnown: boolean }> {
  const key = keyOfRecoveryCode(code)
  const keyId = keyIdOf(key)
  const sealedWith = await archiveKeyIds(config)
  if (sealedWith.size > 0 && !sealedWith.has(keyId)) throw otherVault(keyId, [...sealedWith])
  await placeKeyFile(path, key)
  const placed = await openKeyFile({ path, create: false })
  if (placed.id !== keyId) throw taken(path, placed.id)
  return { keyId, isKnown: sealedWith.has(keyId) }
}

/** None where there's no archive to compare with: a key is needed most when everything else is away. */
async function archiveKeyIds(config: Config): Promise<ReadonlySet<string>> {
  try {
    const store = await openObjectStore({ url: config.archive.url, readOnly: true, azure: azureOf(config) })
    return (await isArchive(store)) ? await masterKeyIds(store) : new Set()
  } catch {
    return new Set()
  }
}

export function keyFileOf({ masterKey }: Config): string {
  if (masterKey.kind === 'file') return masterKey.path
  throw new VaultError({
    code: 'key-vault-recovery',
    notice: null,
    attempted: 'show a recovery code',
    why: `the master key ${masterKey.url} never leaves its Key Vault`,
    hint: 'Turn on purge protection for that vault, and back the key up with `az keyvault key backup`.',
  })
}

function otherVault(keyId: string, sealedWith: readonly string[]): VaultError {
  return new VaultError({
    code: 'key-other',
    notice: null,
    attempted: 'restore the master key',
    why: `the code is that of key ${keyId}, but the archive was sealed with ${sealedWith.join(', ')}`,
    hint: 'Look for the code of that key, or correct ARCHIVE_URL. Nothing was written.',
  })
}

function taken(path: string, id: string): VaultError {
  return new VaultError({
    code: 'key-exists',
    notice: null,
    attempted: `write the master key to ${path}`,
    why: `the file has another key, ${id}`,
    hint: 'Move that file to a safe place, or name another one with --to. Nothing was changed.',
  })
}
