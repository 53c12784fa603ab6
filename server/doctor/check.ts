/** One thing the doctor looks at. */
import { toVaultError } from '../domain/vault-error.ts'
import { scrub } from '../process/logging.ts'

/**
 *   fine      nothing to do
 *   look      works, but a person should know
 *   wrong     the product doesn't work, or soon won't
 *   skipped   couldn't be looked at, for a reason that is no fault
 */
export type Verdict = 'fine' | 'look' | 'wrong' | 'skipped'

/** `next`: what to do; empty where there's nothing. */
export type Finding = { readonly verdict: Verdict; readonly found: string; readonly next: string }
export type Check = Finding & { readonly what: string }

export const fine = (found: string): Finding => ({ verdict: 'fine', found, next: '' })
export const look = (found: string, next: string): Finding => ({ verdict: 'look', found, next })
export const wrong = (found: string, next: string): Finding => ({ verdict: 'wrong', found, next })
export const skipped = (found: string): Finding => ({ verdict: 'skipped', found, next: '' })

/** What is thrown is a finding too. Nothing that looks like a credential gets through. */
export async function check(what: string, examine: () => Promise<Finding>): Promise<Check> {
  const { verdict, found, next } = await examine().catch((thrown: unknown) => failure(what, thrown))
  return { what, verdict, found: scrub(found), next: scrub(next) }
}

function failure(what: string, thrown: unknown): Finding {
  const { message, hint } = toVaultError(thrown, `look at the ${what}`)
  return wrong(message, hint)
}
