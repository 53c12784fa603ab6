/**
 * RSMF 2.0 (Relativity short message format): for each day (UTC) of each conversation a mail whose text has every word, because
 * that is what reviewers search, and whose rsmf.zip has the manifest and the pictures. A conversation is written once, not once
 * for each person who was in it, with headers that depend on its messages alone: so it deduplicates.
 */
import { buffer } from 'node:stream/consumers'
import type { MediaRow } from '../../../catalog/media.ts'
import { packZip } from '../../../evidence/pack.ts'
import { type Ahead, ahead } from '../ahead.ts'
import { type ConversationView, conversationsOf, readMediaOf } from '../conversations.ts'
import type { Format } from '../format.ts'
import { composeMail, mailboxOf, mailIdOf } from '../mail.ts'
import { endingOf } from '../media-file.ts'
import { type MessageView, plainName } from '../message-view.ts'
import type { Reading } from '../reading.ts'
import { manifestOf, type RsmfFile, type RsmfMessage } from './rsmf-manifest.ts'
import { faultsOf, type RsmfManifest } from './rsmf-rules.ts'

/** Relativity warns beyond 10,000 events of a file. */
const EVENTS = 10_000
/** Texts and pictures of a file, which is put together in memory. */
const BYTES = 32 * 1024 * 1024
/** A header of a thousand people helps no one. */
const NAMED = 200

export const writeRsmf: Format = async (reading, add, tally) => {
  for await (const conversation of conversationsOf(reading, tally)) {
    const messages = await ahead(conversation.messages)
    let [day, part] = ['', 0]
    for (let next = messages.next(); next !== undefined; next = messages.next()) {
      part = dayOf(next) === day ? part + 1 : 1
      day = dayOf(next)
      const slice = { day, part, messages: await sliceOf(messages, day) }
      const folder = String(conversation.number).padStart(4, '0')
      const name = `${day}-${String(part).padStart(3, '0')}.rsmf`
      await add(`rsmf/${folder}/${name}`, [await fileOf(reading, conversation, slice)])
    }
  }
}

type Slice = { readonly day: string; readonly part: number; readonly messages: readonly MessageView[] }

async function sliceOf(messages: Ahead<MessageView>, day: string): Promise<MessageView[]> {
  const slice: MessageView[] = []
  let weight = 0
  const fits = (next: MessageView) => slice.length < EVENTS && weight < BYTES && dayOf(next) === day
  for await (const message of messages.take(fits)) {
    slice.push(message)
    weight += weightOf(message)
  }
  return slice
}

function dayOf({ sentAt }: MessageView): string {
  return sentAt.slice(0, 10)
}

function weightOf({ shown, earlier, media }: MessageView): number {
  const texts = [shown, ...earlier].reduce((sum, { text }) => sum + 3 * text.length, 0)
  return media.reduce((sum, { bytes }) => sum + (bytes ?? 0), texts)
}

async function fileOf(reading: Reading, conversation: ConversationView, slice: Slice): Promise<Buffer> {
  const messages: RsmfMessage[] = []
  for (const [index, message] of slice.messages.entries())
    messages.push({ message, files: await filesOf(reading, message, index + 1) })
  const files = messages.flatMap((it) => it.files)
  const manifest = manifestOf(conversation, messages, reading.tenantId)
  const faults = faultsOf(
    manifest,
    files.map(({ id }) => id),
  )
  if (faults.length > 0)
    throw new Error(`The RSMF of ${conversation.id} on ${slice.day} would break its rules: ${faults[0]}`)
  return mailOf(conversation, slice, { manifest, files, messages })
}

/** What a message shows, and for what the archive doesn't have, a note that says so. None is empty: readers refuse that. */
async function filesOf(
  reading: Reading,
  { media, attachments }: MessageView,
  event: number,
): Promise<RsmfFile[]> {
  const files: RsmfFile[] = []
  const add = (ending: string, display: string, bytes: Uint8Array) => {
    const id = `${String(event).padStart(5, '0')}-${files.length + 1}`
    files.push({ id: id + ending, display: display + ending, bytes })
  }
  for (const row of media) {
    const bytes = await readMediaOf(reading, row)
    if (bytes && bytes.length > 0) add(`.${endingOf(row)}`, 'media', bytes)
    else add('_UNAVAILABLE.txt', 'media', Buffer.from(whyMissing(row, bytes)))
  }
  for (const { kind, name, url } of attachments) {
    if (kind !== 'file') continue
    const note = `The file ${name ?? ''} isn’t in the archive: it is in its owner’s OneDrive or in SharePoint.\n${url ?? ''}\n`
    add('_UNAVAILABLE.txt', plainName(name ?? 'file'), Buffer.from(note))
  }
  return files
}

function whyMissing({ reason }: MediaRow, bytes: Uint8Array | undefined): string {
  return bytes
    ? 'It is empty: Microsoft 365 has no bytes of it.\n'
    : `${reason ?? 'It hasn’t been archived yet.'}\n`
}

type Content = {
  readonly manifest: RsmfManifest
  readonly files: readonly RsmfFile[]
  readonly messages: readonly RsmfMessage[]
}

async function mailOf(
  conversation: ConversationView,
  { day, part }: Slice,
  { manifest, files, messages }: Content,
): Promise<Buffer> {
  const first = messages[0]?.message
  const last = messages.at(-1)?.message
  const people = manifest.participants.map(({ id, display }) => ({ id, name: display }))
  const sender = people.find(({ id }) => id === first?.sender.id) ?? { id: 'unknown', name: 'Unknown' }
  const others = people.filter(({ id }) => id !== sender.id).slice(0, NAMED)
  const to = others.length > 0 ? others : [sender]
  const id = mailIdOf(conversation.id, `rsmf-${day}-${part}`)
  return composeMail(id, {
    from: mailboxOf(sender, conversation),
    to: to.map((person) => mailboxOf(person, conversation)),
    subject: `${plainName(conversation.name)} ${day} (UTC) part ${part}`,
    date: new Date(last?.sentAt ?? day),
    messageId: id,
    headers: {
      'X-RSMF-Version': '2.0.0',
      'X-RSMF-Generator': 'Chatvault',
      'X-RSMF-Application': 'Microsoft Teams',
      'X-RSMF-BeginDate': first?.sentAt ?? '',
      'X-RSMF-EndDate': last?.sentAt ?? '',
      'X-RSMF-EventCount': String(manifest.events.length),
      'X-RSMF-AttachmentCount': String(files.length),
      'X-RSMF-EventCollectionID': manifest.eventcollectionid,
      'X-RSMF-Participants': people
        .slice(0, NAMED)
        .map(({ name }) => name.replaceAll(',', ' '))
        .join(', '),
      'X-RSMF-ChatID': conversation.id,
    },
    text: textOf(conversation, people, messages),
    attachments: [
      {
        filename: 'rsmf.zip',
        content: await innerZip(manifest, files, new Date(`${day}T00:00:00Z`)),
        contentType: 'application/octet-stream',
        contentTransferEncoding: 'base64',
      },
    ],
  })
}

async function innerZip(manifest: RsmfManifest, files: readonly RsmfFile[], at: Date): Promise<Buffer> {
  const zip = packZip(async (add) => {
    await add('rsmf_manifest.json', [Buffer.from(JSON.stringify(manifest))])
    for (const { id, bytes } of files) await add(id, [bytes])
  }, at)
  return buffer(zip)
}

/** Each word of the manifest: what isn't here isn't found in review. */
function textOf(
  { name }: ConversationView,
  people: readonly { readonly name: string }[],
  messages: readonly RsmfMessage[],
): string {
  const lines = messages.flatMap(({ message, files }) => [
    `[${message.sentAt}] ${message.sender.name}: ${message.event?.text ?? message.shown.text}`,
    ...(message.deletedAt === undefined ? [] : [`  (deleted ${message.deletedAt})`]),
    ...message.earlier.map(({ modifiedAt, text }) => `  (earlier version of ${modifiedAt}) ${text}`),
    ...message.reactions.map((it) => `  (${it.value}: ${it.people.map((person) => person.name).join(', ')})`),
    ...files.map(({ display }) => `  (attachment: ${display})`),
  ])
  return [name, `Participants: ${people.map((person) => person.name).join(', ')}`, '', ...lines].join('\n')
}
