/** EML: one mail for each message, for any mail program and every review tool. A conversation is a thread. */
import type { MediaRow } from '../../../catalog/media.ts'
import { type Html, html } from '../../../evidence/html.ts'
import { bodyHtml } from '../body-html.ts'
import { type ConversationView, conversationsOf, readMediaOf } from '../conversations.ts'
import type { Format } from '../format.ts'
import { composeMail, mailboxOf, mailIdOf } from '../mail.ts'
import { endingOf, isPicture } from '../media-file.ts'
import { type MessageView, plainName } from '../message-view.ts'
import type { Reading } from '../reading.ts'

/** Recipients named in a mail: a meeting may have a thousand. */
const RECIPIENTS = 200
/** Mails in a folder: file managers show no more with pleasure. */
const FOLDER = 1000

export const writeEml: Format = async (reading, add, tally) => {
  for await (const conversation of conversationsOf(reading, tally)) {
    let count = 0
    for await (const message of conversation.messages) {
      const folder = String(Math.floor(count / FOLDER) + 1).padStart(4, '0')
      count += 1
      const name = `${String(count).padStart(6, '0')}.eml`
      const path = `mail/${String(conversation.number).padStart(4, '0')}-${folder}/${name}`
      await add(path, [await mailOf(reading, conversation, message)])
    }
  }
}

type Medium = {
  readonly row: MediaRow
  readonly bytes: Uint8Array
  readonly cid: string
  readonly filename: string
}

async function mailOf(
  reading: Reading,
  conversation: ConversationView,
  message: MessageView,
): Promise<Buffer> {
  const media = await mediaOf(reading, message)
  const id = mailIdOf(message.chatId, message.id)
  const replies = message.repliesTo.map((replied) => mailIdOf(message.chatId, replied))
  const others = conversation.members.filter((member) => member.id !== message.sender.id).slice(0, RECIPIENTS)
  const from = mailboxOf(message.sender, conversation)
  const to = others.map((member) => mailboxOf({ id: member.id, name: member.displayName }, conversation))
  return composeMail(id, {
    from,
    to: to.length > 0 ? to : [from],
    subject: `[Teams] ${plainName(conversation.name)}`,
    date: new Date(message.sentAt),
    messageId: id,
    inReplyTo: replies[0] ?? mailIdOf(message.chatId),
    references: [mailIdOf(message.chatId), ...replies],
    headers: headersOf(message),
    text: textOf(message),
    html: htmlOf(message, media).html,
    attachments: media.map(({ row, bytes, cid, filename }) => ({
      filename,
      content: Buffer.from(bytes),
      ...(isPicture(row) && { cid }),
    })),
  })
}

function headersOf(message: MessageView): Record<string, string> {
  return {
    'X-Chatvault-Conversation': message.chatId,
    'X-Chatvault-Message': message.id,
    'X-Chatvault-Versions': String(message.versions),
    ...(message.editedAt !== undefined && { 'X-Chatvault-Edited': message.editedAt }),
    ...(message.deletedAt !== undefined && { 'X-Chatvault-Deleted': message.deletedAt }),
    ...(message.importance !== 'normal' && { 'X-Chatvault-Importance': message.importance }),
    'X-Chatvault-Mailboxes': message.subjectIds.slice(0, RECIPIENTS).join(', '),
    'X-Chatvault-Fetched': message.fetchedAt,
    'X-Chatvault-Run': message.runId,
  }
}

async function mediaOf(reading: Reading, message: MessageView): Promise<Medium[]> {
  const media: Medium[] = []
  for (const row of message.media) {
    const bytes = await readMediaOf(reading, row)
    const number = media.length + 1
    const cid = `media-${number}.${mailIdOf(message.chatId, message.id).slice(1, -1)}`
    if (bytes) media.push({ row, bytes, cid, filename: `media-${number}.${endingOf(row)}` })
  }
  return media
}

function textOf(message: MessageView): string {
  return [message.event?.text ?? message.shown.text, ...remarksOf(message), ...earlierTexts(message)].join(
    '\n',
  )
}

function earlierTexts({ earlier }: MessageView): string[] {
  return earlier.flatMap(({ modifiedAt, text }) => ['', `--- Earlier version of ${modifiedAt} ---`, text])
}

/** What mails have no place for. */
function remarksOf(message: MessageView): string[] {
  const missing = message.media.filter(({ name }) => name === null).length
  return [
    message.deletedAt !== undefined ? `[Deleted: ${message.deletedAt}]` : '',
    message.editedAt !== undefined ? `[Edited: ${message.editedAt}]` : '',
    missing > 0 ? `[Pictures or recordings that aren’t in the archive: ${missing}]` : '',
    ...message.reactions.map(
      ({ value, people }) => `[${value}: ${people.map(({ name }) => name).join(', ')}]`,
    ),
  ].filter((remark) => remark !== '')
}

function htmlOf(message: MessageView, media: readonly Medium[]): Html {
  const pictureAt = (contentId: string) => {
    const found = media.find(({ row }) => row.id === contentId && isPicture(row))
    return found && `cid:${found.cid}`
  }
  const { event, subject, shown, attachments, earlier } = message
  return html`<!doctype html><html><head><meta charset="utf-8"></head><body>
${event ? html`<p>${event.text}</p>` : html`${subject && html`<h3>${subject}</h3>`}<div>${bodyHtml(shown.message, pictureAt)}</div>`}
${attachments.map(({ text }) => html`<p style="white-space: pre-wrap">${text}</p>\n`)}
${remarksOf(message).map((remark) => html`<p>${remark}</p>\n`)}
${earlier.map(
  ({ modifiedAt, message: version }) =>
    html`<hr><p>Earlier version of ${modifiedAt}</p><div>${bodyHtml(version, pictureAt)}</div>\n`,
)}</body></html>`
}
