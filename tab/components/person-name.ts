import type { TFunction } from 'i18next'
import { isGuid } from '../format/entry.ts'

interface Somebody {
  id: string
  displayName: string
  email?: string | null
}

/**
 * What someone is called. Whom neither the roster nor the directory nor a message names is told by their address, else by
 * the end of their id: two of them are two.
 */
export function personName({ id, displayName, email }: Somebody, t: TFunction): string {
  const name = displayName.trim()
  // Someone the directory has not described yet has their id for a name.
  if (name !== '' && !(name === id && isGuid(id))) return name
  return email || t('archive.unknownPerson', { id: id.slice(-4) })
}
