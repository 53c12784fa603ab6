import { Random } from '../random.ts'
import type { HostedContent, Message, Participant } from './chats.ts'
import { drawPng } from './png.ts'
import { SLOTS } from './stock/slots.ts'

/** Something beside the text of a message: its place in the body, and what it refers to. */
export interface Drawn {
  readonly markup: string
  readonly attachment?: object
  readonly hosted?: HostedContent
}

function attached(id: string, contentType: string, more: object): Drawn {
  const base = {
    id,
    contentType,
    contentUrl: null,
    content: null,
    name: null,
    thumbnailUrl: null,
    teamsAppId: null,
  }
  return { markup: `<attachment id="${id}"></attachment>`, attachment: { ...base, ...more } }
}

/** A link to a file in the sender's OneDrive (Learn: chatMessageAttachment, contentType reference). */
export function fileReference(
  author: Participant,
  random: Random,
  name: string = random.pick(SLOTS.file),
): Drawn {
  const owner = (author.person?.userPrincipalName ?? 'someone@contoso.com').replace(/[^a-z0-9]/gi, '_')
  const folder = `https://contoso-my.sharepoint.com/personal/${owner}/Documents/Microsoft Teams Chat Files`
  return attached(random.guid(), 'reference', { contentUrl: encodeURI(`${folder}/${name}`), name })
}

/** Where Graph gives what is stored with a message (Learn: Get chatMessageHostedContent). */
function hostedAddress(chatId: string, messageId: string, id: string): string {
  return `https://graph.microsoft.com/v1.0/chats/${chatId}/messages/${messageId}/hostedContents/${id}/$value`
}

/** The id is base64url of a text naming the media store, as in the documented samples. */
function hostedId(object: string, view: string): string {
  const store = `https://eu-api.asm.skype.com/v1/objects/${object}/views/${view}`
  return Buffer.from(`id=x_${object},type=1,url=${store}`).toString('base64url')
}

/** A pasted picture: an img whose source is a hosted content (Learn: List messages in a chat). */
export function inlineImage(chatId: string, messageId: string, random: Random): Drawn {
  const object = `0-weu-d${random.between(1, 9)}-${random.hex(32)}`
  const id = hostedId(object, 'imgo')
  const width = random.between(120, 260)
  const height = random.between(80, 160)
  const src = hostedAddress(chatId, messageId, id)
  return {
    markup: `<div><img height="${height}" src="${src}" width="${width}" style="vertical-align:bottom" itemid="${object}" alt="image"></div>`,
    hosted: { id, contentType: 'image/png', bytes: () => drawPng(width, height, new Random(object)) },
  }
}

const SNIPPET = `select tenant, count(*)
from orders
where month = '2026-10' and state <> 'void'
group by tenant`

/**
 * A code snippet card: its text is a hosted content, which `codeSnippetUrl` names (Learn: chatMessageAttachment; the other
 * keys inside `content` are a guess).
 */
export function codeSnippet(chatId: string, messageId: string, random: Random): Drawn {
  const object = random.hex(32)
  const id = hostedId(object, 'original')
  const codeSnippetUrl = hostedAddress(chatId, messageId, id)
  const content = JSON.stringify({ name: 'Orders', language: 'SQL', lines: 4, wrap: false, codeSnippetUrl })
  const drawn = attached(object, 'application/vnd.microsoft.card.codesnippet', { content })
  return { ...drawn, hosted: { id, contentType: 'text/plain', bytes: () => Buffer.from(SNIPPET) } }
}

/** A voice clip: a card whose media are a hosted content. */
export function voiceClip(chatId: string, messageId: string, name: string): Drawn {
  const object = new Random(name).hex(32)
  const id = hostedId(object, 'audio')
  const url = hostedAddress(chatId, messageId, id)
  const content = JSON.stringify({ duration: 'PT2S', media: [{ url }] })
  const drawn = attached(object, 'application/vnd.microsoft.card.audio', { content })
  return { ...drawn, hosted: { id, contentType: 'audio/wav', bytes: () => hum(2) } }
}

/** So many seconds of a quiet tone: 8,000 samples a second of 8 bits, as a RIFF file. */
function hum(seconds: number): Buffer {
  const samples = Buffer.from(
    Array.from({ length: 8000 * seconds }, (_, at) => 128 + Math.round(24 * Math.sin(at / 6))),
  )
  const head = Buffer.alloc(44)
  head.write('RIFF')
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8000, 24)
  head.writeUInt32LE(8000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return Buffer.concat([head, samples])
}

/** A bot's Adaptive Card; its picture, if any, is a hosted content of the message. */
export function adaptiveCard(
  random: Random,
  question: string,
  choices: readonly string[],
  picture?: { chatId: string; messageId: string },
): Drawn {
  const object = random.hex(32)
  const id = hostedId(object, 'imgo')
  const image = picture && {
    type: 'Image',
    altText: question,
    url: hostedAddress(picture.chatId, picture.messageId, id),
  }
  const content = JSON.stringify({
    type: 'AdaptiveCard',
    version: '1.2',
    body: [
      { type: 'TextBlock', text: question, weight: 'bolder', wrap: true },
      ...(image ? [image] : []),
      { type: 'Input.ChoiceSet', id: 'choice', choices: choices.map((title) => ({ title, value: title })) },
    ],
    actions: [{ type: 'Action.Submit', title: 'Vote' }],
  })
  const drawn = attached(object, 'application/vnd.microsoft.card.adaptive', { content })
  if (!image) return drawn
  return {
    ...drawn,
    hosted: { id, contentType: 'image/png', bytes: () => drawPng(240, 90, new Random(object)) },
  }
}

/** A connector's thumbnail card. */
export function thumbnailCard(random: Random, title: string, text: string): Drawn {
  const buttons = [{ type: 'openUrl', title: 'Open', value: 'https://dev.contoso.com/builds/latest' }]
  const content = JSON.stringify({ title, text, buttons })
  return attached(random.hex(32), 'application/vnd.microsoft.card.thumbnail', { content })
}

function preview(message: Message): {
  text: string
  row: { body: { content: string }; from: object | null }
} {
  const row = JSON.parse(message.row.toString()) as { body: { content: string }; from: object | null }
  return { row, text: row.body.content.replace(/<[^>]+>/g, '').slice(0, 100) }
}

/** A quoted reply as an attachment (Learn: chatMessageAttachment, contentType messageReference). */
export function quote(message: Message): Drawn {
  const { row, text } = preview(message)
  const content = JSON.stringify({ messageId: message.id, messagePreview: text, messageSender: row.from })
  return attached(message.id, 'messageReference', { content })
}

/** A quoted reply as the documented export sample shows it: inline HTML, no attachment. */
export function inlineQuote(message: Message): Drawn {
  const { text } = preview(message)
  const who = `<strong itemprop="mri" itemid="8:orgid:${message.sender.userId}">${message.sender.displayName}</strong>`
  const when = `<span itemprop="time" itemid="${message.id}"></span>`
  const said = `<p itemprop="preview">${text}</p>`
  const scope = `itemscope itemtype="http://schema.skype.com/Reply" itemid="${message.id}"`
  return { markup: `<blockquote ${scope}> ${who}${when}${said}</blockquote>` }
}

/** A forwarded message (Learn: Forward a message to a chat). */
export function forward(message: Message): Drawn {
  const { row } = preview(message)
  const content = JSON.stringify({
    originalMessageId: message.id,
    originalMessageContent: row.body.content,
    originalConversationId: message.chat.id,
    originalSentDateTime: new Date(message.createdAt).toISOString().replace('Z', '+00:00'),
    originalMessageSender: row.from,
  })
  return attached(message.id, 'forwardedMessageReference', { content })
}
