import { isGuid } from '../../format/entry.ts'

export type IdFault = 'applicationId' | 'isTenant'

/** What is wrong with what was pasted for the application ID; nothing while nothing was. */
export function idFault(pasted: string, tenantId: string): IdFault | undefined {
  const text = pasted.trim()
  if (!text) return undefined
  if (!isGuid(text)) return 'applicationId'
  return text.toLowerCase() === tenantId.toLowerCase() ? 'isTenant' : undefined
}

/** Azure: letters, digits, `_ . - ( )`, 90 at most, no dot at the end. */
export const isResourceGroup = (text: string): boolean =>
  /^[\p{L}\p{N}_.()-]{0,89}[\p{L}\p{N}_()-]$/u.test(text)
