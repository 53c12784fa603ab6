/** Who of the people in archived chats the directory still has: they can be members and authors. */
import { isGuid } from '../../domain/guid.ts'
import { type ChatMessage, isTombstone } from '../../domain/message.ts'
import type { Loss } from '../../domain/restore.ts'
import type { DirectoryUser, Graph } from '../../graph/graph.ts'
import { type Identity, identityIn } from '../exports/graph-parts.ts'

export type Account = Pick<DirectoryUser, 'id' | 'displayName' | 'enabled' | 'userType'>

export type People = {
  /** Undefined when the directory doesn't know the id. Each is asked for once. */
  find(id: string): Promise<Account | undefined>
}

export function createPeople(graph: Pick<Graph, 'findUser'>, signal: AbortSignal): People {
  const known = new Map<string, Promise<Account | undefined>>()
  return {
    find(id) {
      if (!isGuid(id)) return Promise.resolve(undefined)
      const key = id.toLowerCase()
      const asked = known.get(key) ?? graph.findUser(id, signal)
      known.set(key, asked)
      return asked
    },
  }
}

/** Guests belong to another organization, and Teams adds no disabled account to a chat. */
export function isColleague(account: Account | undefined): account is Account {
  return account?.userType === 'Member' && account.enabled
}

/** The author as an import names one, or why there's none (Learn: from must be a user of the application's own tenant). */
export async function authorOf(message: ChatMessage, people: People): Promise<Account | { loss: Loss }> {
  const identity = identityIn(message.from)
  const loss = lossByKind(message, identity)
  if (loss !== undefined) return { loss }
  const account = await people.find(identity?.id ?? '')
  if (account === undefined) return { loss: 'author-gone' }
  if (account.userType !== 'Member') return { loss: 'author-outside' }
  return account.enabled ? account : { loss: 'author-disabled' }
}

function lossByKind(message: ChatMessage, identity: Identity | undefined): Loss | undefined {
  if ((message.messageType ?? 'message') !== 'message' || (message.eventDetail ?? null) !== null)
    return 'system-event'
  if (isTombstone(message)) return 'deleted'
  if (identity?.id === undefined) return 'author-unknown'
  if (identity.kind !== 'person') return 'author-app'
  return identity.isOutside ? 'author-outside' : undefined
}
