/** What ends the restore of one chat, while others continue. */
import { notice } from '../../domain/notice.ts'
import type { RestoreNotices } from '../../domain/notices/restores.ts'
import { VaultError } from '../../domain/vault-error.ts'

type ChatFailureCode = Exclude<
  Extract<keyof RestoreNotices, `restore-chat-${string}`>,
  'restore-chat-not-open'
>

const WORDS: Readonly<Record<ChatFailureCode, { readonly why: string; readonly hint: string }>> = {
  'restore-chat-refused': {
    why: 'Microsoft 365 doesn’t let anything be imported into it',
    hint: 'Restore the conversation into a new group chat, or export it.',
  },
  'restore-chat-gone': {
    why: 'Microsoft 365 doesn’t have the chat any more',
    hint: 'Restore the conversation into a new group chat.',
  },
  'restore-chat-wedged': {
    why: 'Microsoft 365 still counts an earlier import into this chat as running, and ends it for no one',
    hint: 'Restore the conversation into a new group chat, and report the chat to Microsoft support.',
  },
  'restore-chat-differs': {
    why: 'the chat doesn’t have exactly the messages of the plan',
    hint: 'Compare the chat with the archive. Its members see that an import is in progress until someone closes it.',
  },
  'restore-chat-open': {
    why: 'Microsoft 365 doesn’t close the chat after the import',
    hint: 'The messages are complete. Members see that an import is in progress. Report the chat to Microsoft support.',
  },
}

export class ChatFailure extends VaultError {
  constructor(code: ChatFailureCode, cause?: VaultError, counts = { missing: 0, extra: 0 }) {
    const { why, hint } = WORDS[code]
    const quoted = cause?.notice && 'quoted' in cause.notice.params ? cause.notice.params.quoted : ''
    super({
      notice:
        code === 'restore-chat-differs'
          ? notice(code, counts)
          : code === 'restore-chat-refused'
            ? notice(code, { quoted })
            : notice(code),
      attempted: 'restore a chat',
      why: quoted ? `${why} ("${quoted}")` : why,
      hint,
      status: 409,
      cause,
    })
  }
}

/** The job leaves the restore: it was cancelled, or another worker has it. */
export class Stopped extends Error {}
