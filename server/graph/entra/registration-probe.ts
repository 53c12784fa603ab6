/**
 * Whether a tenant knows an application that has no credential yet. Nothing but the token endpoint can be asked without
 * one: it looks the application up first, so an invented secret is refused as wrong (7000215) where the application
 * exists, and as unknown (700016) where it does not. Entra may also say that nothing useful was sent (7000218), or that
 * the organization has not taken the application in (7000229); both come after the look-up as well.
 */
import { randomHex } from '../../secrets/randomness.ts'
import { GraphError } from '../wire/graph-error.ts'
import { type TokenOptions, tokenSource } from './tokens.ts'

/** Entra's refusals of the proof, or for want of consent: the application itself is there. */
const KNOWS_THE_APP: ReadonlySet<string> = new Set([
  'AADSTS7000215',
  'AADSTS7000216',
  'AADSTS7000218',
  'AADSTS7000222',
  'AADSTS7000229',
  'AADSTS700027',
  'AADSTS50012',
])

export function knowsTheApplication(code: string): boolean {
  return KNOWS_THE_APP.has(code)
}

/** Resolves when the tenant knows it; rejects with Entra's refusal otherwise. */
export async function probeRegistration(options: Omit<TokenOptions, 'credential'>): Promise<void> {
  const clientSecret = `asking-only-${randomHex(18)}`
  try {
    await tokenSource({ ...options, credential: { kind: 'secret', clientSecret } }).token()
  } catch (error) {
    if (!(error instanceof GraphError) || !knowsTheApplication(error.code)) throw error
  }
}
