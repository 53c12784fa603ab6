import type { ArchivedMessage } from '../../../../server/contract/index.ts'

/** One row of the thread. `first`: opens a group of messages of one sender and carries name and time. */
export type ThreadRow =
  | { kind: 'start'; key: 'start' }
  | { kind: 'day'; key: string; at: string }
  | { kind: 'event'; key: string; message: ArchivedMessage }
  | { kind: 'message'; key: string; message: ArchivedMessage; first: boolean }

const TOGETHER_MS = 5 * 60 * 1000

/** Rows for messages that are oldest first: a day separator where the reader's day changes, senders grouped. */
export function threadRows(
  messages: readonly ArchivedMessage[],
  senderKey: (message: ArchivedMessage) => string,
  dayOf: (at: string) => string = localDay,
): ThreadRow[] {
  const rows: ThreadRow[] = []
  let before: ArchivedMessage | undefined
  for (const message of messages) {
    const at = message.createdDateTime
    const newDay = !before || dayOf(before.createdDateTime) !== dayOf(at)
    if (newDay) rows.push({ kind: 'day', key: `day ${dayOf(at)}`, at })
    if (isEvent(message)) {
      rows.push({ kind: 'event', key: message.id, message })
    } else {
      const first = newDay || !before || !belongsTo(before, message, senderKey)
      rows.push({ kind: 'message', key: message.id, message, first })
    }
    before = message
  }
  return rows
}

/** Rows of Teams itself. Older kinds of them are rows of their own only while they say nothing. */
export function isEvent(message: ArchivedMessage): boolean {
  if (message.messageType === 'systemEventMessage' || message.eventDetail) return true
  return OLDER_KINDS.has(message.messageType ?? '') && !message.body?.content
}

const OLDER_KINDS = new Set(['chatEvent', 'typing'])

function belongsTo(
  before: ArchivedMessage,
  message: ArchivedMessage,
  senderKey: (message: ArchivedMessage) => string,
): boolean {
  if (isEvent(before) || senderKey(before) !== senderKey(message)) return false
  return Date.parse(message.createdDateTime) - Date.parse(before.createdDateTime) < TOGETHER_MS
}

function localDay(at: string): string {
  return new Date(at).toDateString()
}

/** The pages of a thread as one list, oldest first, each message once. */
export function mergePages(pages: readonly { items: ArchivedMessage[] }[]): ArchivedMessage[] {
  const seen = new Set<string>()
  return pages
    .flatMap((page) => page.items)
    .filter(({ id }) => {
      if (seen.has(id)) return false
      seen.add(id)
      return true
    })
}
