/** What stands in a chat that messages are imported into. */
import type { ChatMessage } from '../../domain/message.ts'
import type { Graph } from '../../graph/graph.ts'
import { identityIn } from '../exports/graph-parts.ts'
import { fingerprint } from './compose-message.ts'

export type Standing = {
  readonly id: string
  readonly atMs: number
  readonly authorId: string | undefined
  readonly fingerprint: string
  readonly isDeleted: boolean
}

/** Every plain message of the chat, newest change first. */
export async function* standingIn(
  graph: Pick<Graph, 'chatMessages'>,
  chatId: string,
  signal: AbortSignal,
): AsyncIterable<Standing> {
  for await (const rows of graph.chatMessages(chatId, { signal }))
    for (const row of rows) if ((row.messageType ?? 'message') === 'message') yield standingOf(row)
}

function standingOf(row: ChatMessage): Standing {
  return {
    id: row.id,
    atMs: Date.parse(row.createdDateTime),
    authorId: identityIn(row.from)?.id?.toLowerCase(),
    fingerprint: fingerprint(row.body?.content ?? ''),
    // Imported rows have been seen to arrive deleted (msteams-docs issue 9260).
    isDeleted: (row.deletedDateTime ?? null) !== null,
  }
}

/** A message as it should stand there. */
export type Expected = { readonly atMs: number; readonly authorId: string; readonly fingerprint: string }

/** Known by its time, author and text: import has no key of ours. */
export function isSame(standing: Standing, { atMs, authorId, fingerprint: text }: Expected): boolean {
  return (
    standing.atMs === atMs &&
    standing.authorId === authorId.toLowerCase() &&
    standing.fingerprint === text &&
    !standing.isDeleted
  )
}
