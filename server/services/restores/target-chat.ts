/** The chat that messages are imported into: finding or creating it, opening and closing it. All of it can be repeated after a crash. */
import type { Clock } from '../../domain/clock.ts'
import { migrationStart } from '../../domain/restore.ts'
import type { Graph } from '../../graph/graph.ts'
import { type ChatImport, type ImportedChat, isRefused } from '../../graph/importing/chat-import.ts'
import { GraphError, outcomeOf } from '../../graph/wire/graph-error.ts'
import { ChatFailure } from './failures.ts'

export type TargetDeps = {
  readonly graph: Pick<Graph, 'chatsOf'>
  readonly importing: ChatImport
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** A new group chat, as it's known by. */
export type Wanted = {
  readonly topic: string
  readonly memberIds: readonly string[]
  /** When it was first asked for. */
  readonly askedAt: Date
  /** Whether that was by an attempt whose outcome no one knows. */
  readonly mayExist: boolean
  /** Chats that belong to something else. */
  readonly taken: ReadonlySet<string>
}

/** Clocks differ, and Microsoft's is the one that dates chats. */
const CLOCKS_DIFFER_MS = 5 * 60_000
const LOOKS = 4

/** Creates the chat once: an attempt without an answer is looked for among the chats of its members before the next. */
export async function createOnce(deps: TargetDeps, wanted: Wanted): Promise<string> {
  const { importing, signal, clock } = deps
  let mayExist = wanted.mayExist
  for (let look = 1; ; look++) {
    if (mayExist) {
      const found = await findCreated(deps, wanted)
      if (found !== undefined) return found
    }
    try {
      const id = await importing.createGroup(wanted, signal)
      if (id !== undefined) return id
    } catch (thrown) {
      if (isRefused(thrown, 'refused')) throw new ChatFailure('restore-chat-refused', thrown)
      if (outcomeOf(thrown) !== 'unknown' || look === LOOKS || signal.aborted) throw thrown
    }
    mayExist = true
    await clock.wait(500 * 2 ** look, signal)
  }
}

async function findCreated({ graph, signal }: TargetDeps, wanted: Wanted): Promise<string | undefined> {
  const [member] = wanted.memberIds
  if (member === undefined) return undefined
  const earliestMs = wanted.askedAt.getTime() - CLOCKS_DIFFER_MS
  const isNew = (id: string) => !wanted.taken.has(id)
  for await (const chats of graph.chatsOf(member, { wanted: isNew, signal }))
    for (const { id, chatType, topic, createdAt } of chats)
      if (chatType === 'group' && topic === wanted.topic && (createdAt?.getTime() ?? 0) >= earliestMs)
        return id
  return undefined
}

/** The chat, in migration from then on. `firstAt`: the time of its first message. */
export async function open(deps: TargetDeps, chatId: string, firstAt: Date): Promise<void> {
  const { importing, signal } = deps
  const chat = await find(deps, chatId)
  if (chat.migrationMode === 'inProgress') return
  try {
    await importing.start(chatId, migrationStart(firstAt, chat.createdAt), signal)
  } catch (thrown) {
    if (isRefused(thrown, 'already-started') && (await find(deps, chatId)).migrationMode === 'inProgress')
      return
    if (isRefused(thrown, 'wedged') || isRefused(thrown, 'already-started'))
      throw new ChatFailure('restore-chat-wedged', thrown)
    if (isRefused(thrown, 'refused')) throw new ChatFailure('restore-chat-refused', thrown)
    throw thrown
  }
}

const CLOSING_LOOKS = 6

/** Closes the chat, and sees that it is closed. */
export async function close(deps: Omit<TargetDeps, 'graph'>, chatId: string): Promise<void> {
  const { importing, clock, signal } = deps
  if ((await find(deps, chatId)).migrationMode === 'completed') return
  try {
    await importing.complete(chatId, signal)
  } catch (thrown) {
    if (isRefused(thrown, 'refused')) throw new ChatFailure('restore-chat-open', thrown)
    if (!isRefused(thrown, 'not-started')) throw thrown
  }
  for (let look = 0; look < CLOSING_LOOKS; look++) {
    if ((await find(deps, chatId)).migrationMode !== 'inProgress') return
    await clock.wait(250 * 2 ** look, signal)
  }
  throw new ChatFailure('restore-chat-open')
}

async function find(
  { importing, signal }: Pick<TargetDeps, 'importing' | 'signal'>,
  chatId: string,
): Promise<ImportedChat> {
  const chat = await importing.find(chatId, signal).catch((thrown: unknown) => {
    if (thrown instanceof GraphError && isRefused(thrown, 'refused'))
      throw new ChatFailure('restore-chat-refused', thrown)
    throw thrown
  })
  if (chat === undefined) throw new ChatFailure('restore-chat-gone')
  return chat
}
