/**
 * An archived message as it can be imported: what travels, and what it lacks then (Microsoft, Import third-party platform
 * messages to Teams, 10 Nov 2025). Mentions become their names: Microsoft's own pages disagree on whether mentions can be
 * imported, and no one should be notified of a message of last year.
 */
import { createHash } from 'node:crypto'
import type { MediaRow } from '../../catalog/media.ts'
import { isGuid } from '../../domain/guid.ts'
import { harmlessType, hostedContentAt } from '../../domain/hosted-contents.ts'
import { type ChatMessage, hasBody } from '../../domain/message.ts'
import { comparableText, type Loss, type Reduction } from '../../domain/restore.ts'
import { html } from '../../evidence/html.ts'
import type { FileLink, Picture } from '../../graph/importing/chat-import.ts'
import { bodyHtml } from '../exports/body-html.ts'
import { type Json, objectsIn, textIn } from '../exports/graph-parts.ts'
import { readHtml } from '../search/html-text.ts'

export type Composed = {
  readonly html: string
  readonly pictures: readonly MediaRow[]
  readonly files: readonly FileLink[]
  readonly reductions: readonly Reduction[]
}

/** Teams takes some 28 kB a message, tags included. */
const LARGEST_HTML = 28_000
/** Of a request to Graph, 4 MB; bytes grow by a third on their way. */
const MOST_PICTURE_BYTES = 2_500_000

/** `media`: what the archive has of its contents. */
export function composeMessage(
  message: ChatMessage,
  media: readonly MediaRow[],
): Composed | { readonly loss: Loss } {
  const packed = packPictures(media)
  const attachments = objectsIn(message.attachments)
  const { files, links } = filesOf(attachments)
  const body = hasBody(message) ? bodyHtml(message, packed.pictureAt).html : ''
  const says = comparableText(readHtml(body).text) !== ''
  const losses = attachments.flatMap((one) => lossOf(one) ?? [])
  if (!says && packed.pictures.length === 0 && files.length === 0 && links.length === 0)
    return { loss: losses[0] ?? 'empty' }
  const whole = html`${{ html: body }}${links.map(
    ({ name, url }) => html`<p><a href="${url}">${name}</a></p>`,
  )}${files.map(({ id }) => html`<attachment id="${id}"></attachment>`)}`.html
  if (Buffer.byteLength(whole) > LARGEST_HTML) return { loss: 'too-large' }
  const isMissing = packed.missing() || showsForeignPictures(message)
  return {
    html: whole,
    pictures: packed.pictures,
    files,
    reductions: reductionsOf(message, losses, isMissing),
  }
}

/** What a restored message is known by in a chat, besides its time and author. */
export function fingerprint(content: string): string {
  return createHash('sha256')
    .update(comparableText(readHtml(content).text))
    .digest('base64url')
    .slice(0, 16)
}

/** The bytes of a composed message's pictures. */
export async function openPictures(
  rows: readonly MediaRow[],
  readMedia: (name: string) => Promise<Uint8Array>,
): Promise<Picture[]> {
  return Promise.all(
    rows.map(async ({ contentType, name }) => ({
      contentType: harmlessType(contentType),
      bytes: await readMedia(name ?? ''),
    })),
  )
}

/** Archived pictures, numbered as the body names them, as long as there is room for them. */
function packPictures(media: readonly MediaRow[]) {
  const pictures: MediaRow[] = []
  let bytes = 0
  let isMissing = false
  const take = (row: MediaRow | undefined): boolean => {
    if (row?.state !== 'archived' || !harmlessType(row.contentType).startsWith('image/')) return false
    if (pictures.includes(row)) return true
    if (bytes + (row.bytes ?? 0) > MOST_PICTURE_BYTES) return false
    pictures.push(row)
    bytes += row.bytes ?? 0
    return true
  }
  return {
    pictures,
    missing: () => isMissing,
    pictureAt: (contentId: string) => {
      const row = media.find(({ id }) => id === contentId)
      if (row !== undefined && take(row)) return `../hostedContents/${pictures.indexOf(row) + 1}/$value`
      isMissing = true
      return undefined
    },
  }
}

/** Teams shows a file as one where it knows its id and its name; else it is a link (seen in the field: 403 otherwise). */
function filesOf(attachments: readonly Json[]) {
  const files: FileLink[] = []
  const links: FileLink[] = []
  for (const { contentType, id, contentUrl, name } of attachments) {
    const url = textIn(contentUrl)
    if (contentType !== 'reference' || url === undefined || !/^https:\/\//i.test(url)) continue
    const file = { id: textIn(id) ?? '', name: textIn(name) ?? url, url }
    if (isGuid(file.id) && /\.[a-z0-9]{1,8}$/i.test(url)) files.push(file)
    else links.push(file)
  }
  return { files, links }
}

/** The part that doesn't travel, and is the whole message where there's nothing else. */
function lossOf({ contentType }: Json): (Loss & Reduction) | undefined {
  const type = textIn(contentType) ?? ''
  if (type === 'reference') return undefined
  if (type === 'messageReference') return 'quote'
  if (type === 'forwardedMessageReference') return 'forwarded'
  if (/codesnippet/i.test(type)) return 'code-snippet'
  if (/audio/i.test(type)) return 'voice'
  return 'card'
}

function reductionsOf(message: ChatMessage, losses: readonly Reduction[], isMissing: boolean): Reduction[] {
  const named: (Reduction | false)[] = [
    objectsIn(message.reactions).length > 0 && 'reactions',
    objectsIn(message.mentions).length > 0 && 'mentions',
    isMissing && 'pictures',
    typeof message.lastEditedDateTime === 'string' && 'edits',
    ...losses,
  ]
  return [...new Set(named.filter((one) => one !== false))]
}

/** Stickers and GIFs are addresses of others; nothing of them is archived. */
function showsForeignPictures(message: ChatMessage): boolean {
  const tags = message.body?.content?.match(/<(?:img|video)\b[^>]*>/gi) ?? []
  return tags.some((tag) => {
    const src = /\bsrc="([^"]*)"/i.exec(tag)?.[1] ?? ''
    return !/Emoji"/i.test(tag) && hostedContentAt(message, src) === undefined
  })
}
