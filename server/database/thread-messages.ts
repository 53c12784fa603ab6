/** What is said between the thread of the embedded database and the one that uses it, and how errors travel. */
import { VaultError, type VaultErrorDetails } from '../domain/vault-error.ts'

/** `trx`: the transaction it belongs to. Each is answered once, by its id. */
export type Request = { readonly id: number } & (
  | { readonly kind: 'query'; readonly text: string; readonly values: unknown[]; readonly trx?: number }
  | { readonly kind: 'exec'; readonly text: string; readonly trx?: number }
  | { readonly kind: 'begin' | 'commit' | 'rollback'; readonly trx: number }
  | { readonly kind: 'listen' | 'unlisten'; readonly channel: string }
  | { readonly kind: 'close' }
)

export type Answer =
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refused'; readonly id: number; readonly error: SentError }
  | { readonly kind: 'notification'; readonly channel: string; readonly payload: string }
  | { readonly kind: 'ready' }
  /** It did not open. */
  | { readonly kind: 'unopened'; readonly error: SentError }
  /** It failed for good. Posted before whatever is answered after it, so it is heard before. */
  | { readonly kind: 'broken'; readonly error: SentError }

/** An error loses its class and its members on the way. */
export type SentError =
  | { readonly of: 'vault'; readonly details: VaultErrorDetails }
  | { readonly of: 'sql'; readonly message: string; readonly members: Readonly<Record<string, unknown>> }

/** Of PostgreSQL's errors (its manual, Error and Notice Message Fields); not the statement and its values, which may say much. */
const MEMBERS = [
  'name',
  'severity',
  'code',
  'detail',
  'hint',
  'position',
  'where',
  'schema',
  'table',
  'column',
  'constraint',
] as const

export function sent(thrown: unknown): SentError {
  if (thrown instanceof VaultError) {
    const { code, notice, attempted, why, hint, retry, status, members } = thrown
    return { of: 'vault', details: { code, notice, attempted, why, hint, retry, status, members } }
  }
  if (!(thrown instanceof Error)) return { of: 'sql', message: String(thrown), members: {} }
  const own = thrown as Error & Record<string, unknown>
  const members = Object.fromEntries(
    MEMBERS.flatMap((name) => (own[name] === undefined ? [] : [[name, own[name]]])),
  )
  return { of: 'sql', message: thrown.message, members }
}

export function received(error: SentError): Error {
  if (error.of === 'vault') return new VaultError(error.details)
  return Object.assign(new Error(error.message), error.members)
}
