import type { TFunction } from 'i18next'
import type { ArchivedMessage, Conversation } from '../../../server/contract/index.ts'
import { isGuid } from '../../format/entry.ts'
import { partsOf } from './reading/graph.ts'

/** Every name the conversation and its messages give for an id. */
export function namesIn(
  conversation: Conversation | undefined,
  messages: readonly ArchivedMessage[],
): Map<string, string> {
  const names = new Map<string, string>()
  for (const message of messages) {
    const { from, mentions } = partsOf(message)
    for (const who of [from?.user, from?.application, ...mentions.map((it) => it.mentioned?.user)]) {
      if (who?.id && who.displayName) names.set(who.id, who.displayName)
    }
  }
  for (const { id, displayName } of conversation?.members ?? []) if (displayName) names.set(id, displayName)
  return names
}

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
