/**
 * HTML: a page for each conversation and an index, to read and to print in any browser, offline. A long conversation has
 * several pages, as no browser likes one of a hundred thousand messages.
 */
import type { MediaRow } from '../../../catalog/media.ts'
import { PAGE_END, page, pageStart } from '../../../evidence/html.ts'
import { type AddFile, inChunks } from '../../../evidence/pack.ts'
import { type Ahead, ahead } from '../ahead.ts'
import { type ConversationView, conversationsOf, readMediaOf } from '../conversations.ts'
import type { Format } from '../format.ts'
import { endingOf, isPicture } from '../media-file.ts'
import type { MessageView } from '../message-view.ts'
import type { Reading } from '../reading.ts'
import {
  conversationFoot,
  conversationHead,
  dayHead,
  type IndexRow,
  indexBody,
  messageHtml,
  STYLE,
  titleOf,
} from './pages.ts'

/** Messages on a page. */
const PAGE = 2000

type Pages = { readonly reading: Reading; readonly add: AddFile; readonly media: Set<string> }

export const writeHtml: Format = async (reading, add, tally) => {
  const pages: Pages = { reading, add, media: new Set() }
  const rows: IndexRow[] = []
  for await (const conversation of conversationsOf(reading, tally))
    rows.push(await writeConversation(pages, conversation))
  const body = indexBody(rows)
  await add('index.html', [Buffer.from(page({ title: 'Exported chats', style: STYLE, body }))])
}

async function writeConversation(pages: Pages, conversation: ConversationView): Promise<IndexRow> {
  const messages = await ahead(conversation.messages)
  const span = { messages: 0, firstAt: '', lastAt: '' }
  for (let part = 1; part === 1 || messages.next(); part++) {
    const pictures: MediaRow[] = []
    const texts = pageTexts(conversation, part, messages, { pictures, span })
    await pages.add(`conversations/${pageName(conversation, part)}`, inChunks(texts))
    for (const picture of pictures) await addPicture(pages, picture)
  }
  const { name, type, members } = conversation
  const people = members.map(({ displayName, id }) => displayName || id)
  return { name, type, people, href: `conversations/${pageName(conversation, 1)}`, ...span }
}

type Gathered = {
  readonly pictures: MediaRow[]
  readonly span: { messages: number; firstAt: string; lastAt: string }
}

async function* pageTexts(
  conversation: ConversationView,
  part: number,
  messages: Ahead<MessageView>,
  { pictures, span }: Gathered,
): AsyncIterable<string> {
  yield pageStart({ title: titleOf(conversation), style: STYLE })
  yield conversationHead(conversation, part, part > 1 ? pageName(conversation, part - 1) : undefined).html
  let day = ''
  for await (const message of messages.take((_next, taken) => taken < PAGE)) {
    span.messages += 1
    span.firstAt ||= message.sentAt
    span.lastAt = message.sentAt
    if (day !== message.sentAt.slice(0, 10)) {
      day = message.sentAt.slice(0, 10)
      yield dayHead(day).html
    }
    const shown = message.media.filter((media) => media.name !== null && isPicture(media))
    pictures.push(...shown)
    const pictureAt = (contentId: string) => {
      const found = shown.find(({ id }) => id === contentId)
      return found && `../${pictureName(found)}`
    }
    yield messageHtml(message, pictureAt).html
  }
  yield conversationFoot(messages.next() ? pageName(conversation, part + 1) : undefined).html
  yield PAGE_END
}

function pageName({ number }: ConversationView, part: number): string {
  const name = String(number).padStart(4, '0')
  return part === 1 ? `${name}.html` : `${name}-${part}.html`
}

/** The same picture in many messages is one file: its name in the archive is its digest. */
function pictureName(media: MediaRow): string {
  const digest = (media.name ?? '').replace(/^.*\//, '').replace(/\..*$/, '')
  return `media/${digest.slice(0, 32)}.${endingOf(media)}`
}

async function addPicture({ reading, add, media }: Pages, row: MediaRow): Promise<void> {
  const name = pictureName(row)
  if (media.has(name)) return
  media.add(name)
  const bytes = await readMediaOf(reading, row)
  if (bytes) await add(name, [bytes])
}
