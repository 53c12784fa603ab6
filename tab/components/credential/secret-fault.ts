import { isGuid } from '../../format/entry.ts'

export type SecretFault = 'secretMissing' | 'secretIsId' | 'secretMasked' | 'secretSpaces' | 'secretShort'

/** Entra's secrets have 34 to 40 characters; anything well below was cut off. */
const SHORT = 24

/**
 * What is wrong with what was pasted for a secret's value, from what it looks like. `secretShort` is a guess: it is said,
 * and stops no one.
 */
export function secretFault(pasted: string): SecretFault | undefined {
  const text = pasted.trim()
  if (!text) return 'secretMissing'
  if (isGuid(text)) return 'secretIsId'
  if (/\*{4}|•{3}|…|\.{3}$/.test(text)) return 'secretMasked'
  if (/\s/.test(text)) return 'secretSpaces'
  return text.length < SHORT ? 'secretShort' : undefined
}

export const stops = (fault: SecretFault | undefined): boolean =>
  fault !== undefined && fault !== 'secretShort'
