/** The key of the chain over the audit: one for the vault, under the master key, so that the database alone forges nothing. */
import { createHmac } from 'node:crypto'
import type { AuditSeal } from '../books/audit-chain.ts'
import { openSigningKey, type SigningKeyDeps } from './signing-key.ts'

const NAME = 'audit'
const KEY_BYTES = 32

/** Opened once for the life of the process: a key vault isn't asked for every entry. */
export function createAuditSeal(deps: SigningKeyDeps): () => Promise<AuditSeal> {
  let opening: Promise<AuditSeal> | undefined
  return () => {
    opening ??= openSigningKey(deps, NAME, KEY_BYTES).then(
      (key) => (text) => createHmac('sha256', key).update(text).digest('hex'),
      (error: unknown) => {
        opening = undefined
        throw error
      },
    )
    return opening
  }
}
