import type { ArchivedMessage, Conversation } from '../../../server/contract/index.ts'
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
