/** The pages of an HTML export: an index, and each conversation as the tab shows it. They print as they are. */
import { counted } from '../../../domain/text.ts'
import { escapeHtml, type Html, html } from '../../../evidence/html.ts'
import { bodyHtml, type PictureAt } from '../body-html.ts'
import type { ConversationView } from '../conversations.ts'
import type { MessageView, Person, Version } from '../message-view.ts'

/** One line of the index. */
export type IndexRow = {
  readonly name: string
  readonly type: ConversationView['type']
  readonly people: readonly string[]
  readonly href: string
  readonly messages: number
  readonly firstAt: string
  readonly lastAt: string
}

const TYPES: Readonly<Record<ConversationView['type'], string>> = {
  oneOnOne: 'One-to-one chat',
  group: 'Group chat',
  meeting: 'Meeting chat',
  self: 'Notes to self',
  unknown: 'Chat',
}

/** As Teams draws them; newer rows carry the character itself. */
const REACTIONS: Readonly<Record<string, string>> = {
  like: '👍 like',
  heart: '❤️ heart',
  laugh: '😆 laugh',
  surprised: '😮 surprised',
  sad: '😢 sad',
  angry: '😡 angry',
}

/** So many people are named in the head of a page and in the index. */
const NAMED = 30

export function indexBody(rows: readonly IndexRow[]): Html {
  return html`<main>
<h1>Exported chats</h1>
<p class="quiet">${counted(rows.length, 'conversation', 'conversations')}. All times are UTC. <a href="cover.html">About this export</a></p>
<table class="index"><thead><tr><th>Conversation</th><th>People</th><th class="number">Messages</th><th>First</th><th>Last</th></tr></thead><tbody>
${rows.map(
  ({
    name,
    type,
    people,
    href,
    messages,
    firstAt,
    lastAt,
  }) => html`<tr><td><a href="${href}"><bdi>${name}</bdi></a><div class="quiet">${TYPES[type]}</div></td>
<td>${namedOf(people)}</td><td class="number">${messages}</td><td>${firstAt.slice(0, 10)}</td><td>${lastAt.slice(0, 10)}</td></tr>\n`,
)}</tbody></table>
</main>`
}

/** What stands before the messages of a page; `part` from 1. */
export function conversationHead(
  conversation: ConversationView,
  part: number,
  before: string | undefined,
): Html {
  const { name, type, members, id } = conversation
  return html`<main>
<p class="way"><a href="../index.html">All conversations</a>${before && html` · <a href="${before}">Earlier messages</a>`}</p>
<h1><bdi>${name}</bdi>${part > 1 && html` <span class="quiet">part ${part}</span>`}</h1>
<p class="quiet">${TYPES[type]} · ${namedOf(members.map(({ displayName, id: user }) => displayName || user))} · all times are UTC<br>
<code>${id}</code></p>
`
}

export function conversationFoot(after: string | undefined): Html {
  return html`${after && html`<p class="way"><a href="${after}">Later messages</a></p>`}
</main>`
}

export function dayHead(day: string): Html {
  return html`<h2 class="day">${day}</h2>\n`
}

export function messageHtml(message: MessageView, pictureAt: PictureAt): Html {
  const { event, sentAt, id } = message
  const time = html`<time datetime="${sentAt}">${sentAt.slice(11, 16)}</time>`
  const anchor = `m-${id.replace(/[^\w-]/g, '_')}`
  if (event)
    return html`<article class="event" id="${anchor}" data-message-id="${id}"><p>${time} <bdi>${event.text}</bdi></p></article>\n`
  return html`<article class="message${message.deletedAt !== undefined && ' deleted'}" id="${anchor}" data-message-id="${id}">
<header>${avatar(message.sender)}<strong><bdi>${message.sender.name}</bdi></strong>${
    message.sender.isOutside && html` <span class="mark">external</span>`
  } ${time}${marks(message)}</header>
<div class="bubble">
${message.subject && html`<h3><bdi>${message.subject}</bdi></h3>`}
<div class="body">${bodyHtml(message.shown.message, pictureAt)}</div>
${attachmentsHtml(message)}${missingMedia(message)}
</div>
${message.reactions.length > 0 && reactionsHtml(message)}
${message.earlier.length > 0 && earlierHtml(message.earlier, pictureAt)}
</article>
`
}

function marks({ deletedAt, editedAt, importance }: MessageView): Html {
  return html`${importance !== 'normal' && html` <span class="mark">${importance}</span>`}${
    editedAt && html` <span class="mark">edited ${shortTime(editedAt)}</span>`
  }${deletedAt !== undefined && html` <span class="mark gone">deleted ${shortTime(deletedAt)}</span>`}`
}

function avatar({ name }: Person): Html {
  const initials = name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .slice(0, 2)
    .join('')
  return html`<span class="avatar" aria-hidden="true">${initials}</span>`
}

function attachmentsHtml({ attachments }: MessageView): Html {
  return html`${attachments.map(({ kind, name, url, text }) => {
    if (kind === 'file')
      return html`<p class="file">File: ${url ? html`<a href="${url}" rel="noreferrer noopener"><bdi>${name ?? url}</bdi></a>` : html`<bdi>${name ?? 'without a name'}</bdi>`}</p>`
    const isQuote = kind === 'quote' || kind === 'forward'
    return html`<blockquote class="plain${isQuote && ' quote'}">${isQuote ? text.replace(/^> ?/gm, '') : text}</blockquote>`
  })}`
}

/** Said where it would be: a picture that is not there must not look as if there had been none. */
function missingMedia({ media }: MessageView): Html {
  const missing = media.filter(({ name }) => name === null)
  if (missing.length === 0) return html``
  return html`<p class="quiet">${counted(missing.length, 'picture or recording of this message isn’t', 'pictures or recordings of this message aren’t')} in the archive: ${
    missing[0]?.reason ?? 'they haven’t been fetched yet'
  }</p>`
}

function reactionsHtml({ reactions }: MessageView): Html {
  return html`<p class="reactions">${reactions.map(
    ({ value, people }) =>
      html`<span><bdi>${REACTIONS[value] ?? value}</bdi> ${people.length}: <bdi>${people.map(({ name }) => name).join(', ')}</bdi></span> `,
  )}</p>`
}

function earlierHtml(earlier: readonly Version[], pictureAt: PictureAt): Html {
  return html`<details class="earlier"><summary>Earlier versions (${earlier.length})</summary>
${earlier.map(({ modifiedAt, message }) => html`<div class="version"><p class="quiet">${shortTime(modifiedAt)}</p><div class="body">${bodyHtml(message, pictureAt)}</div></div>\n`)}</details>`
}

function namedOf(people: readonly string[]): Html {
  const more = people.length - NAMED
  return html`<bdi>${people.slice(0, NAMED).join(', ')}</bdi>${more > 0 && `, and ${more} more`}`
}

function shortTime(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ')
}

/** For the title of a page. */
export function titleOf({ name }: ConversationView): string {
  return escapeHtml(name).length > 200 ? `${name.slice(0, 150)}…` : name
}

export const STYLE = `
:root { color-scheme: light dark; --ink: #242424; --quiet: #616161; --ground: #f5f5f5; --paper: #fff; --line: #e0e0e0; --accent: #5b5fc7; --bad: #b10e1c }
@media (prefers-color-scheme: dark) { :root { --ink: #fff; --quiet: #adadad; --ground: #1f1f1f; --paper: #292929; --line: #424242; --accent: #9ea2ff; --bad: #f1707b } }
body { font: 14px/1.45 "Segoe UI", system-ui, sans-serif; color: var(--ink); background: var(--ground); margin: 0 }
main { max-width: 860px; margin: 24px auto; padding: 0 24px }
h1 { font-size: 24px; line-height: 1.25; margin: 8px 0; overflow-wrap: anywhere } a { color: var(--accent) }
.quiet, .way { color: var(--quiet); overflow-wrap: anywhere } .quiet code { font-size: 12px }
.day { font-size: 12px; font-weight: 600; color: var(--quiet); text-align: center; margin: 24px 0 12px }
article { margin: 12px 0; break-inside: avoid-page } header { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; margin-bottom: 4px }
time { color: var(--quiet); font-size: 12px } .mark { font-size: 12px; color: var(--quiet); border: 1px solid var(--line); border-radius: 4px; padding: 0 4px } .gone { color: var(--bad) }
.avatar { width: 28px; height: 28px; border-radius: 50%; background: var(--accent); color: var(--paper); font-size: 11px; display: inline-grid; place-items: center; overflow: hidden; print-color-adjust: exact }
.bubble { background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: 8px 12px; margin-inline-start: 36px; overflow-wrap: anywhere; overflow-x: auto; unicode-bidi: isolate }
.bubble h3 { font-size: 15px; margin: 0 0 4px } .body p { margin: 0 0 4px; unicode-bidi: plaintext } .body p:last-child { margin-bottom: 0 } .plain { white-space: pre-wrap }
.deleted .bubble { border-inline-start: 3px solid var(--bad) } .event { text-align: center; color: var(--quiet); font-size: 12px } .event p { margin: 0; overflow-wrap: anywhere }
.mention { color: var(--accent) } .file { margin: 4px 0 0 } blockquote { margin: 4px 0; padding-inline-start: 8px; border-inline-start: 3px solid var(--line) }
.reactions { margin: 4px 0 0 36px; font-size: 12px; color: var(--quiet); overflow-wrap: anywhere } .earlier { margin: 4px 0 0 36px; font-size: 13px } .version { border-inline-start: 3px solid var(--line); padding-inline-start: 8px; margin: 8px 0; overflow-wrap: anywhere }
img { max-width: 100%; height: auto } pre { white-space: pre-wrap } table { border-collapse: collapse } .body td, .body th { border: 1px solid var(--line); padding: 2px 6px }
.index { width: 100% } .index th, .index td { text-align: start; vertical-align: top; padding: 8px; border-bottom: 1px solid var(--line); overflow-wrap: anywhere } .index .number { text-align: end }
@media (max-width: 560px) { .index thead { position: absolute; clip-path: inset(50%) } .index tr { display: block; padding: 8px 0; border-bottom: 1px solid var(--line) } .index td { display: inline-block; border: 0; padding: 0 12px 0 0 } .index td:nth-child(-n + 2) { display: block } }
@media print { :root { --ink: #000; --quiet: #444; --ground: #fff; --paper: #fff; --line: #999; --accent: #333 } main { max-width: none; margin: 0; padding: 0 } .way { display: none } .earlier::details-content { content-visibility: visible; block-size: auto } }
`
