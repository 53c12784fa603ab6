/**
 * CSV: one line for each message, for spreadsheets and for review tools that load tables. Columns are called what Purview
 * calls them, where it has them.
 *
 * A cell that a spreadsheet would take for a formula, a number or a date gets one apostrophe before it, and so does one that begins
 * with an apostrophe: take one away from each cell that begins with it, and every text is as it was.
 */
import { BYTE_ORDER_MARK, csvLine, spreadsheetText } from '../../../domain/csv.ts'
import { inChunks } from '../../../evidence/pack.ts'
import { type ConversationView, conversationsOf } from '../conversations.ts'
import type { Format } from '../format.ts'
import type { MessageView } from '../message-view.ts'
import type { Reading } from '../reading.ts'
import type { Tally } from '../tally.ts'

/** Excel opens no more lines than 1,048,576 of a file. */
const LINES = 1_000_000
/** Excel shows no more than 32,767 characters of a cell, and other readers stop at 131,072 bytes of it. */
const CELL = 32_000

const COLUMNS = [
  'ConversationId',
  'Conversation name',
  'ConversationType',
  'Participants',
  'MessageId',
  'MessageKind',
  'Date',
  'Sender',
  'SenderId',
  'Subject',
  'Body',
  'Attachments',
  'Reactions',
  'Importance',
  'RepliesTo',
  'ContainsEditedMessage',
  'EditedDate',
  'ContainsDeletedMessage',
  'DeletedDate',
  'Versions',
  'EarlierVersions',
  'CutCharacters',
  'MailboxesOf',
  'FetchedDate',
  'RunId',
] as const

export const writeCsv: Format = async (reading, add, tally) => {
  const lines = linesOf(reading, tally)
  let line = await lines.next()
  for (let part = 1; part === 1 || !line.done; part++) {
    async function* texts() {
      yield BYTE_ORDER_MARK + csvLine(COLUMNS)
      for (let at = 1; at < LINES && !line.done; at++) {
        yield line.value
        line = await lines.next()
      }
    }
    await add(part === 1 ? 'messages.csv' : `messages-${part}.csv`, inChunks(texts()))
  }
}

async function* linesOf(reading: Reading, tally: Tally): AsyncGenerator<string, void> {
  for await (const conversation of conversationsOf(reading, tally)) {
    const participants = spreadsheetText(
      shortened(conversation.members.map(({ displayName, id }) => displayName || id).join('; ')).text,
    )
    for await (const message of conversation.messages)
      yield lineOf(conversation, participants, message, tally)
  }
}

function lineOf(
  { id, name, type }: ConversationView,
  participants: string,
  message: MessageView,
  tally: Tally,
): string {
  const body = shortened(message.event?.text ?? message.shown.text)
  const earlier = shortened(
    message.earlier.map(({ modifiedAt, text }) => `[${modifiedAt}] ${text}`).join('\n'),
  )
  const cut = body.cut + earlier.cut
  if (cut > 0) tally.shortened += 1
  const cells: Record<(typeof COLUMNS)[number], string> = {
    ConversationId: id,
    'Conversation name': spreadsheetText(name),
    ConversationType: type,
    Participants: participants,
    MessageId: message.id,
    MessageKind: message.event ? 'event' : 'microsoftteams , im',
    Date: message.sentAt,
    Sender: spreadsheetText(message.sender.name),
    SenderId: message.sender.id,
    Subject: spreadsheetText(message.subject ?? ''),
    Body: spreadsheetText(body.text),
    Attachments: spreadsheetText(shortened(attachmentWords(message)).text),
    Reactions: spreadsheetText(shortened(reactionWords(message)).text),
    Importance: message.importance,
    RepliesTo: message.repliesTo.join(' '),
    ContainsEditedMessage: yes(message.editedAt !== undefined),
    EditedDate: message.editedAt ?? '',
    ContainsDeletedMessage: yes(message.deletedAt !== undefined),
    DeletedDate: message.deletedAt ?? '',
    Versions: String(message.versions),
    EarlierVersions: spreadsheetText(earlier.text),
    CutCharacters: cut === 0 ? '' : String(cut),
    MailboxesOf: shortened(message.subjectIds.join(' ')).text,
    FetchedDate: message.fetchedAt,
    RunId: message.runId,
  }
  return csvLine(COLUMNS.map((column) => cells[column]))
}

function attachmentWords({ attachments, media }: MessageView): string {
  const named = attachments.flatMap(({ kind, name, url }) =>
    kind === 'quote' || kind === 'forward' ? [] : [[name ?? kind, url].filter(Boolean).join(' ')],
  )
  return [...named, ...(media.length > 0 ? [`${media.length} × media`] : [])].join('; ')
}

function reactionWords({ reactions }: MessageView): string {
  return reactions
    .map(({ value, people }) => `${value}: ${people.map(({ name }) => name).join(', ')}`)
    .join('; ')
}

function yes(is: boolean): string {
  return is ? 'Yes' : 'No'
}

/** `cut` counts the UTF-16 units that were left out. */
function shortened(text: string): { text: string; cut: number } {
  if (text.length <= CELL) return { text, cut: 0 }
  const kept = text.slice(0, CELL).replace(/[\ud800-\udbff]$/, '')
  return { text: `${kept}…`, cut: text.length - kept.length }
}
