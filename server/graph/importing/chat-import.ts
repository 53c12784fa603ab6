/**
 * Port for bringing messages into chats (Learn: Import messages into Microsoft Teams chats and channels using Microsoft Graph,
 * 18 Mar 2026; chat: startMigration). What is promised:
 *
 *   - Every failure is a `GraphError`; an `ImportRefusal` where Microsoft's answer says what is the matter.
 *   - What may have been done without an answer (`outcome: 'unknown'`) isn't repeated for `createGroup` and `post`: import
 *     knows no key of ours, so the caller looks first. `start` and `complete` may be repeated, and are.
 *   - Needs `Teamwork.Migrate.All`, and `createGroup` needs `Chat.Create`. Nothing here is metered.
 */
import { GraphError, type GraphErrorDetails } from '../wire/graph-error.ts'

export type ImportedChat = {
  readonly id: string
  readonly chatType: string
  readonly topic: string | null
  /** Moves into the past with each migration. */
  readonly createdAt: Date | null
  /** Null: never. */
  readonly migrationMode: 'inProgress' | 'completed' | null
}

export type Picture = { readonly contentType: string; readonly bytes: Uint8Array }

export type FileLink = { readonly id: string; readonly name: string; readonly url: string }

export type MessageToImport = {
  /** Whole milliseconds; later than the chat, not in the future, taken by no other message of the chat. */
  readonly at: Date
  readonly author: { readonly id: string; readonly displayName: string }
  /** Names picture n as `../hostedContents/n/$value`, n from 1, and each file by `<attachment id="…">`. */
  readonly html: string
  readonly pictures: readonly Picture[]
  readonly files: readonly FileLink[]
}

export type ChatImport = {
  /** A group chat, always new. Undefined: accepted, and the chat isn't named yet (202). */
  createGroup(
    chat: { readonly topic: string; readonly memberIds: readonly string[] },
    signal?: AbortSignal,
  ): Promise<string | undefined>
  /** Undefined when Microsoft 365 doesn't have it (any more). */
  find(chatId: string, signal?: AbortSignal): Promise<ImportedChat | undefined>
  /** `since` must be older than the chat is. */
  start(chatId: string, since: Date, signal?: AbortSignal): Promise<void>
  /** The id of the message, where the answer names it. */
  post(chatId: string, message: MessageToImport, signal?: AbortSignal): Promise<string | null>
  complete(chatId: string, signal?: AbortSignal): Promise<void>
}

/**
 *   already-started   `start` of a chat that is in migration
 *   not-started       the chat isn't in migration
 *   wedged            the service is still importing although the chat says it isn't: no way out is known
 *   version-mismatch  someone else changed the chat at that moment
 *   time-taken        another message of the chat has that millisecond
 *   no-permission     the application lacks a permission
 *   refused           this message, or this chat, for what it is
 */
export type ImportRefusalKind =
  | 'already-started'
  | 'not-started'
  | 'wedged'
  | 'version-mismatch'
  | 'time-taken'
  | 'no-permission'
  | 'refused'

export class ImportRefusal extends GraphError {
  readonly kind: ImportRefusalKind

  constructor(kind: ImportRefusalKind, details: GraphErrorDetails) {
    super(details)
    this.name = 'ImportRefusal'
    this.kind = kind
  }
}

export function isRefused(thrown: unknown, kind: ImportRefusalKind): thrown is ImportRefusal {
  return thrown instanceof ImportRefusal && thrown.kind === kind
}
