import { GUID } from '../guid.ts'
import type { Call } from '../http/call.ts'
import type { Chat, HostedContent } from '../tenant/chats.ts'
import type { Draft } from '../tenant/message.ts'
import type { Person } from '../tenant/people.ts'
import { findMessage } from '../tenant/tenant.ts'
import type { GraphContext } from './context.ts'
import { bodyOf } from './directory-objects.ts'
import { badRequest, GraphFailure } from './errors.ts'

/**
 * The body of an imported message, checked as the service checks it (Learn: Import messages into Microsoft Teams chats and
 * channels; Send chatMessage in a channel or a chat, for mentions, hosted contents and attachments).
 */

/** Some 28 kB, mentions and tags included (Learn: Limits and specifications for Microsoft Teams). */
const LARGEST_BODY = 28 * 1024
/** Of a request to Graph, pictures included. */
const LARGEST_REQUEST = 4 * 1024 * 1024

interface ImportedRow {
  readonly createdDateTime?: string
  readonly from?: { readonly user?: { readonly id?: string } | null } | null
  readonly body?: { readonly contentType?: 'text' | 'html'; readonly content?: string }
  readonly mentions?: readonly { readonly id?: number; readonly mentionText?: string }[]
  readonly attachments?: readonly Readonly<Record<string, unknown>>[]
  readonly hostedContents?: readonly Readonly<Record<string, unknown>>[]
}

/** `draft`: what stands in the thread under the id of that millisecond. */
export interface Imported {
  readonly author: Person
  readonly at: number
  readonly draft: (id: number) => Draft
}

export function readImported(graph: GraphContext, call: Call, chat: Chat): Imported {
  const row = bodyOf(call) as ImportedRow
  const at = timeOf(graph, chat, row)
  const author = graph.tenant.findPerson(row.from?.user?.id ?? '')
  if (!author || author.userType === 'Guest') throw badRequest('from must be a user of the tenant.')
  if (!author.licensed || !author.accountEnabled)
    throw new GraphFailure(403, 'Forbidden', 'The user in from is not licensed for Microsoft Teams.')
  const content = row.body?.content ?? ''
  if (content.trim() === '') throw badRequest('Message body cannot be empty.')
  if (Buffer.byteLength(content) > LARGEST_BODY || Buffer.byteLength(call.body) > LARGEST_REQUEST)
    throw new GraphFailure(413, 'RequestEntityTooLarge', 'Request Entity too large')
  checkMentions(row, content)
  checkAttachments(row, content)
  if (findMessage(chat, String(at)))
    throw new GraphFailure(409, 'Conflict', 'A message with the same createdDateTime exists in the chat.')
  const pictures = picturesOf(row, content)
  const contentType = row.body?.contentType ?? 'text'
  const common = { contentType, mentions: row.mentions ?? [], attachments: row.attachments ?? [] }
  const draft = (id: number): Draft => ({
    ...common,
    content: pictures.reduce(
      (text, { temporaryId, hosted }) =>
        text.replaceAll(
          `../hostedContents/${temporaryId}/$value`,
          () => `${call.base}/v1.0/chats/${chat.id}/messages/${id}/hostedContents/${hosted.id}/$value`,
        ),
      content,
    ),
    hosted: pictures.map(({ hosted }) => hosted),
  })
  return { author, at, draft }
}

/** To the millisecond; finer digits are cut off. */
function timeOf(graph: GraphContext, chat: Chat, row: ImportedRow): number {
  const at = Date.parse(row.createdDateTime ?? '')
  if (Number.isNaN(at)) throw badRequest('createdDateTime is required.')
  if (at > graph.clock()) throw badRequest('createdDateTime must not be in the future.')
  if (at <= chat.createdAt) throw badRequest('createdDateTime must be later than that of the chat.')
  return at
}

function checkMentions({ mentions = [] }: ImportedRow, content: string): void {
  for (const { id } of mentions)
    if (!new RegExp(`<at id="${id}">[^<]+</at>`).test(content))
      throw badRequest(`Mention with id ${id} has no matching at tag in the body.`)
}

function checkAttachments({ attachments = [] }: ImportedRow, content: string): void {
  for (const { id, contentType, contentUrl } of attachments) {
    if (!content.includes(`<attachment id="${id}">`))
      throw badRequest(`Attachment ${String(id)} is not referred to in the body.`)
    if (contentType !== 'reference') throw badRequest('This attachment type is not supported for import.')
    if (!GUID.test(String(id))) throw badRequest('Attachment id must be the id of the file.')
    if (!/\.[a-z0-9]{1,8}$/i.test(String(contentUrl)))
      throw new GraphFailure(
        403,
        'Forbidden',
        'File attachment without extension is not supported in application context.',
      )
  }
}

function picturesOf({ hostedContents = [] }: ImportedRow, content: string) {
  return hostedContents.map((one, index): { temporaryId: string; hosted: HostedContent } => {
    const temporaryId = String(one['@microsoft.graph.temporaryId'] ?? '')
    const contentType = String(one.contentType ?? '')
    const bytes = Buffer.from(String(one.contentBytes ?? ''), 'base64')
    if (temporaryId === '' || bytes.length === 0 || !contentType.startsWith('image/'))
      throw badRequest('hostedContents need a temporaryId, bytes and the type of an image.')
    if (!content.includes(`../hostedContents/${temporaryId}/$value`))
      throw badRequest(`Hosted content ${temporaryId} is not referred to in the body.`)
    const id = Buffer.from(`id=imported_${index},type=1`).toString('base64url')
    return { temporaryId, hosted: { id, contentType, bytes: () => bytes } }
  })
}
