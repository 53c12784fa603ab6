/**
 * A message body as HTML that runs nothing, loads nothing and leads nowhere but to https and mail addresses. What isn't on the
 * list goes; a picture becomes the archived one, or words that say there was one.
 */
import sanitize from 'sanitize-html'
import { hostedContentAt } from '../../domain/hosted-contents.ts'
import type { ChatMessage } from '../../domain/message.ts'
import { escapeHtml, type Html, html } from '../../evidence/html.ts'

/** Where a page finds a hosted content of the message; undefined when it has none. */
export type PictureAt = (contentId: string) => string | undefined

const KEPT = (
  'p div br b strong i em u s strike del sub sup span ul ol li blockquote pre code h1 h2 h3 h4 h5 h6 hr ' +
  'table thead tbody tfoot tr th td a img'
).split(' ')

export function bodyHtml(message: ChatMessage, pictureAt: PictureAt): Html {
  const { contentType, content } = message.body ?? {}
  if (typeof content !== 'string' || content === '') return html``
  if (contentType === 'text') return { html: `<p class="plain">${escapeHtml(content)}</p>` }
  return { html: sanitize(withoutControls(content), optionsFor(message, pictureAt)) }
}

function optionsFor(message: ChatMessage, pictureAt: PictureAt): sanitize.IOptions {
  const picture = (attribs: sanitize.Attributes): sanitize.Tag => {
    const alt = attribs.alt || attribs.title || ''
    if (/emoji/i.test(attribs.itemtype ?? '')) return words(alt)
    const contentId = hostedContentAt(message, attribs.src ?? attribs.source ?? '')
    const at = contentId && pictureAt(contentId)
    return at
      ? { tagName: 'img', attribs: { src: at, alt } }
      : words(`[${alt && alt !== 'image' ? alt : 'Picture'}]`)
  }
  return {
    allowedTags: KEPT,
    allowedAttributes: {
      a: ['href', 'rel'],
      img: ['src', 'alt', 'class'],
      span: ['class'],
      '*': ['dir'],
    },
    allowedClasses: { span: ['mention'] },
    allowedSchemes: ['https', 'mailto'],
    // Our own pictures have no scheme; `pictureAt` alone writes the address.
    allowedSchemesByTag: { img: ['cid'] },
    allowProtocolRelative: false,
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'template', 'title', 'svg', 'math'],
    // Deeper than any person writes, and deeper than a browser likes to draw.
    nestingLimit: 60,
    transformTags: {
      at: (_name, _attribs) => ({ tagName: 'span', attribs: { class: 'mention' } }),
      codeblock: 'pre',
      a: (_name, { href = '' }) => ({ tagName: 'a', attribs: { href, rel: 'noreferrer noopener' } }),
      emoji: (_name, { alt, title }) => words(alt || title || ''),
      customemoji: (_name, attribs) => picture(attribs),
      img: (_name, attribs) => picture(attribs),
      video: () => words('[Recording]'),
      audio: () => words('[Recording]'),
    },
  }
}

function words(text: string): sanitize.Tag {
  return { tagName: 'span', attribs: {}, text }
}

/** Characters no page may have. Those that turn the direction of text end with their line: each line is a block of its own. */
function withoutControls(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\t\n\r]/gu, '\ufffd')
}
