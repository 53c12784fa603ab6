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

/**
 * A pasted picture: an img whose source is a hosted content (Learn: List messages in a chat). The id is base64url of
 * a text naming the media store, as in the documented samples.
 */
export function inlineImage(chatId: string, messageId: string, random: Random): Drawn {
  const object = `0-weu-d${random.between(1, 9)}-${random.hex(32)}`
  const store = `https://eu-api.asm.skype.com/v1/objects/${object}/views/imgo`
  const id = Buffer.from(`id=x_${object},type=1,url=${store}`).toString('base64url')
  const width = random.between(120, 260)
  const height = random.between(80, 160)
  const src = `https://graph.microsoft.com/v1.0/chats/${chatId}/messages/${messageId}/hostedContents/${id}/$value`
  return {
    markup: `<div><img height="${height}" src="${src}" width="${width}" style="vertical-align:bottom" itemid="${object}" alt="image"></div>`,
    hosted: { id, png: () => drawPng(width, height, new Random(object)) },
  }
}

/** A code snippet card; the keys inside `content` are a guess. */
export function codeSnippet(random: Random): Drawn {
  const content = JSON.stringify({
    language: 'SQL',
    wrap: false,
    code: "select tenant, count(*)\nfrom orders\nwhere month = '2026-10' and state <> 'void'\ngroup by tenant",
  })
  return attached(random.hex(32), 'application/vnd.microsoft.card.codesnippet', { content })
}

/** A bot's Adaptive Card. */
export function adaptiveCard(random: Random, question: string, choices: readonly string[]): Drawn {
  const content = JSON.stringify({
    type: 'AdaptiveCard',
    version: '1.2',
    body: [
      { type: 'TextBlock', text: question, weight: 'bolder', wrap: true },
      { type: 'Input.ChoiceSet', id: 'choice', choices: choices.map((title) => ({ title, value: title })) },
    ],
    actions: [{ type: 'Action.Submit', title: 'Vote' }],
  })
  return attached(random.hex(32), 'application/vnd.microsoft.card.adaptive', { content })
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
