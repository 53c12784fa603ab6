/** `recovery.json` in DATA_DIR: that a person proved to have the recovery code of a key. Nothing of the code is in it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export type RecoveryProof = { readonly keyId: string; readonly provenAt: string }

const FILE = 'recovery.json'

export async function noteRecoveryProof(dataDir: string, proof: RecoveryProof): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  await writeFile(join(dataDir, FILE), `${JSON.stringify(proof)}\n`, { mode: 0o600 })
}

/** Undefined when no one has proven one, or the note can't be read. */
export async function findRecoveryProof(dataDir: string): Promise<RecoveryProof | undefined> {
  try {
    return JSON.parse(await readFile(join(dataDir, FILE), 'utf8')) as RecoveryProof
  } catch {
    return undefined
  }
}
