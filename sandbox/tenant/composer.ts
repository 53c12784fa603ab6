import type { Random } from '../random.ts'
import type { Chat, Participant } from './chats.ts'
import type { Line, Part, Slots } from './dialogue.ts'
import { codeSnippet, type Drawn, fileReference, inlineImage } from './extras.ts'
import { bareUser, type Draft } from './message.ts'

/** Turns one line of dialogue into what Teams would have stored. */
export function compose(
  line: Line,
  cast: readonly Participant[],
  chat: Chat,
  id: string,
  random: Random,
  slots: Slots,
): Draft {
  const mentions: object[] = []
  const html = line.attach !== undefined || random.chance(0.55) || line.parts.some(isMention)
  const text = line.parts.map((part) => say(part, cast, html, mentions, slots)).join('')
  if (!html) return { contentType: 'text', content: text }
  const author = cast[line.speaker % cast.length] ?? cast[0]
  const extra = line.attach && author ? drawExtra(line.attach, author, chat, id, random) : undefined
  return {
    contentType: 'html',
    content: text === '' ? (extra?.markup ?? '') : `<p>${text}</p>${extra?.markup ?? ''}`,
    mentions,
    ...(extra?.attachment ? { attachments: [extra.attachment] } : {}),
    ...(extra?.hosted ? { hosted: [extra.hosted] } : {}),
  }
}

function isMention(part: Part): boolean {
  return typeof part === 'object' && 'mention' in part && part.mention
}

function say(
  part: Part,
  cast: readonly Participant[],
  html: boolean,
  mentions: object[],
  slots: Slots,
): string {
  if (typeof part === 'string') return html ? escapeHtml(part) : part
  if ('slot' in part) return html ? escapeHtml(slots.fill(part.slot)) : slots.fill(part.slot)
  const named = cast[part.speaker % cast.length]
  const name = named?.sender.displayName ?? ''
  if (!part.mention || !named?.sender.userId) return escapeHtml(name.split(' ')[0] ?? '')
  mentions.push(mention(mentions.length, named))
  return `<at id="${mentions.length - 1}">${escapeHtml(name)}</at>`
}

/** Learn: chatMessageMention. */
export function mention(id: number, named: Participant): object {
  const user = { ...bareUser(named.sender), displayName: named.sender.displayName }
  return {
    id,
    mentionText: named.sender.displayName,
    mentioned: { application: null, device: null, conversation: null, user },
  }
}

function drawExtra(
  kind: NonNullable<Line['attach']>,
  author: Participant,
  chat: Chat,
  id: string,
  random: Random,
): Drawn {
  if (kind === 'image') return inlineImage(chat.id, id, random)
  if (kind === 'code') return codeSnippet(chat.id, id, random)
  return fileReference(author, random)
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeHtml(text: string): string {
  return /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (c) => ESCAPES[c] ?? c) : text
}
