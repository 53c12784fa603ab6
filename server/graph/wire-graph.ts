/**
 * `GraphCalls` on the wire: paths and headers out, port types in, every failure a `GraphError`.
 *
 * Followed links go to the configured origin and below its `/v1.0` only; anything else is refused before a token is
 * fetched. Paths compare without regard to case: Graph's links say `getallMessages` (Learn: chats getAllMessages).
 */

import type * as z from 'zod'
import { type Clock, toInstant } from '../domain/clock.ts'
import type { ChatMessage } from '../domain/message.ts'
import { notice } from '../domain/notice.ts'
import type { GraphCalls, Page } from './calls.ts'
import type { TokenSource } from './entra/tokens.ts'
import { type BillingModel, exportPath, quoted } from './export-query.ts'
import type { ExportPage, PageRequest } from './graph.ts'
import { ChatBody, Identified, listOf, Member, Tenant, User, userMembers } from './reading.ts'
import { Call, sdkClient } from './sdk-client.ts'
import { blamesToken, refused, unanswered, unreadable } from './wire/answer-errors.ts'
import type { Answer, Exchange } from './wire/exchange.ts'
import { ExchangeError } from './wire/exchange.ts'
import { GraphError } from './wire/graph-error.ts'
import { jsonOfBytes } from './wire/json-bytes.ts'

/** Graph's own gateway gives up (504) after about 100 s; waiting longer cannot bring an answer. */
export const REQUEST_TIMEOUT_MS = 100_000
/** 250 rows of 28 kB text each (the size limit of a Teams message) and their envelope, four times over. */
export const MAX_PAGE_BYTES = 32 * 1024 * 1024
/** Pasted images are a few MB; this only guards the memory of the process. */
export const MAX_CONTENT_BYTES = 64 * 1024 * 1024

export type WireOptions = {
  /** `https://graph.microsoft.com`, or another root. */
  readonly graphUrl: string
  readonly tokens: Pick<TokenSource, 'token' | 'invalidate'>
  readonly exchange: Exchange
  readonly clock: Pick<Clock, 'now'>
  /** Makes the `client-request-id` Microsoft's support asks for. */
  readonly newRequestId: () => string
  /** Sent with first export pages; left out by default. */
  readonly billingModel?: BillingModel | undefined
  readonly timeoutMs?: number | undefined
}

/** One request: what is done (for errors), a path or a link, and what else it needs. */
type Request = {
  readonly attempted: string
  readonly path: string
  readonly link?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  readonly maxBytes?: number
  /** An export of a person's messages: some refusals mean something else there. */
  readonly ofExport?: boolean
  readonly signal?: AbortSignal | undefined
}

/** Without it newer enum values arrive as `unknownFutureValue` (Learn: chatMessage; also for messages of chats). */
const ALL_ENUM_MEMBERS = { prefer: 'include-unknown-enum-members' }
/** With `$count=true`, what a cast to users asks for, on every page (Learn: List group transitive members). */
const ADVANCED_QUERY = { consistencylevel: 'eventual' }
const NOTHING = {}

export function wireGraph(options: WireOptions): GraphCalls {
  const { graphUrl, tokens, exchange, clock, newRequestId, timeoutMs = REQUEST_TIMEOUT_MS } = options
  const client = sdkClient(graphUrl, tokens.token, exchange)
  /** Two expansions at once are in no example of Learn's: where they are refused, members are what is needed. */
  let showsPreviews = true

  /** Resolves with a 200. A token that may be to blame is forgotten, so that another attempt fetches a new one. */
  async function get(request: Request): Promise<Answer> {
    const { attempted, path, link, headers = NOTHING, maxBytes = MAX_PAGE_BYTES, signal } = request
    if (link !== undefined) verifyLink(link, graphUrl, attempted)
    const call = new Call({ timeoutMs, maxBytes, signal, link })
    const common = {
      accept: 'application/json',
      'accept-encoding': 'gzip',
      'client-request-id': newRequestId(),
    }
    const answer = await client.get(path, { ...common, ...headers }, call).catch((thrown: unknown) => {
      throw thrown instanceof ExchangeError ? unanswered(thrown, attempted) : thrown
    })
    if (answer.status === 200) return answer
    const nowMs = clock.now().getTime()
    const error = refused(answer, { attempted, ofExport: request.ofExport ?? false, nowMs })
    if (call.token !== undefined && blamesToken(error)) tokens.invalidate(call.token)
    throw error
  }

  async function read<T>(request: Request, shape: z.ZodType<T>): Promise<T> {
    const answer = await get(request)
    const parsed = shape.safeParse(jsonOf(answer, request.attempted))
    if (parsed.success) return parsed.data
    throw unreadable(
      request.attempted,
      `The answer from Microsoft 365 has an unexpected shape: ${whereIn(parsed.error)}`,
    )
  }

  async function list<T>(request: Request, item: z.ZodType<T>): Promise<Page<T>> {
    const body = await read(request, listOf(item))
    return { items: body.value, next: body['@odata.nextLink'] ?? undefined }
  }

  return {
    async organization(signal) {
      const request = {
        attempted: 'read the organization',
        path: '/organization?$select=id,displayName',
        signal,
      }
      const { items } = await list(request, Tenant)
      const [tenant] = items
      if (tenant === undefined) throw unreadable(request.attempted, 'Microsoft 365 named no organization')
      return tenant
    },

    async user(id, signal) {
      const path = `/users/${encodeURIComponent(id)}?$select=${userMembers}`
      return read({ attempted: 'look up a person', path, signal }, User).catch(undefinedWhenMissing)
    },

    async userByMail(address, signal) {
      const filter = encodeURIComponent(`mail eq ${quoted(address)}`)
      const path = `/users?$filter=${filter}&$select=${userMembers}`
      const { items } = await list({ attempted: 'look up a mail address', path, signal }, User)
      return items[0]
    },

    usersPage(link, signal) {
      return list(
        { attempted: 'list the people', path: `/users?$select=${userMembers}&$top=999`, link, signal },
        User,
      )
    },

    async groupMembersPage(groupId, link, signal) {
      const path = `/groups/${encodeURIComponent(groupId)}/transitiveMembers/microsoft.graph.user?$count=true&$select=id&$top=999`
      const headers = ADVANCED_QUERY
      const page = await list(
        { attempted: 'list the members of a group', path, link, headers, signal },
        Identified,
      )
      return { items: page.items.map((user) => user.id), next: page.next }
    },

    async chatsPage(userId, link, signal) {
      const page = (expand: string) => {
        const path = `/users/${encodeURIComponent(userId)}/chats?$expand=${expand}&$top=50`
        return list({ attempted: `list the chats of ${userId}`, path, link, signal }, ChatBody)
      }
      if (!showsPreviews) return page('members')
      return page('members,lastMessagePreview').catch((thrown: unknown) => {
        if (link !== undefined || !isBadRequest(thrown)) throw thrown
        showsPreviews = false
        return page('members')
      })
    },

    async chatMessagesPage(chatId, since, link, signal) {
      const filter =
        since === undefined
          ? ''
          : `&$filter=${encodeURIComponent(`lastModifiedDateTime gt ${toInstant(since)}`)}`
      const path = `/chats/${encodeURIComponent(chatId)}/messages?$top=50&$orderby=${encodeURIComponent('lastModifiedDateTime desc')}${filter}`
      const attempted = `list the messages of chat ${chatId}`
      const answer = await get({ attempted, path, link, headers: ALL_ENUM_MEMBERS, signal })
      const { rows, next } = exportPageOf(jsonOf(answer, attempted), { top: 50 }, attempted)
      return { items: rows, next }
    },

    chatMembersPage(chatId, link, signal) {
      const path = `/chats/${encodeURIComponent(chatId)}/members`
      return list({ attempted: 'list the members of a chat', path, link, signal }, Member)
    },

    async exportPage(request, signal) {
      const attempted = `read the messages of ${request.userId}`
      const path = request.cursor === undefined ? exportPath(request, options.billingModel) : '/'
      const answer = await get({
        attempted,
        path,
        link: request.cursor,
        headers: ALL_ENUM_MEMBERS,
        ofExport: true,
        signal,
      })
      return exportPageOf(jsonOf(answer, attempted), request, attempted)
    },

    async hostedContent(chatId, messageId, contentId, signal) {
      const place = [chatId, messageId, contentId].map(encodeURIComponent)
      const path = `/chats/${place[0]}/messages/${place[1]}/hostedContents/${place[2]}/$value`
      const headers = { accept: '*/*' }
      const answer = await get({
        attempted: 'read a picture or other content of a message',
        path,
        headers,
        maxBytes: MAX_CONTENT_BYTES,
        signal,
      })
      const contentType = String(answer.headers['content-type'] ?? 'application/octet-stream')
      return { contentType, bytes: answer.body }
    },
  }
}

/** Rows are kept as they came; only what names and dates a message must be there. */
function exportPageOf(body: unknown, request: Pick<PageRequest, 'top'>, attempted: string): ExportPage {
  if (!isPage(body)) throw unreadable(attempted, 'The answer from Microsoft 365 isn’t a list of messages')
  const place = { top: request.top, next: body['@odata.nextLink'] ?? undefined }
  const strange = body.value.filter((row) => !isMessage(row))
  if (strange.length === 0) return { rows: body.value, ...place }
  return { rows: body.value.filter(isMessage), strange, ...place }
}

function isPage(body: unknown): body is { value: ChatMessage[]; '@odata.nextLink'?: string | null } {
  return typeof body === 'object' && body !== null && 'value' in body && Array.isArray(body.value)
}

/** The catalog cannot take a row without these (Learn: chatMessage; all are documented as always set). */
function isMessage(row: Partial<ChatMessage> | null): row is ChatMessage {
  if (typeof row !== 'object' || row === null) return false
  const { id, etag, chatId, createdDateTime, lastModifiedDateTime } = row
  const named = [id, etag, chatId].every((text) => typeof text === 'string' && text !== '')
  return (
    named && isInstant(createdDateTime) && (lastModifiedDateTime == null || isInstant(lastModifiedDateTime))
  )
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value))
}

function jsonOf(answer: Answer, attempted: string): unknown {
  try {
    return jsonOfBytes(answer.body)
  } catch {
    throw unreadable(attempted, 'The answer from Microsoft 365 is cut off or isn’t JSON')
  }
}

/** Places and expectations, never values. */
function whereIn(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.')} (${issue.code})`).join(', ')
}

function isBadRequest(thrown: unknown): boolean {
  return thrown instanceof GraphError && thrown.httpStatus === 400
}

/** Learn: Graph errors. 404 for an unknown id or name; 400 for text that can be neither. */
function undefinedWhenMissing(thrown: unknown): undefined {
  if (thrown instanceof GraphError && (thrown.absent || isBadRequest(thrown))) return undefined
  throw thrown
}

/** The only place that decides where a token may follow a link. Nothing has been sent when it throws. */
function verifyLink(link: string, graphUrl: string, attempted: string): void {
  const url = URL.parse(link)
  const root = new URL(`${graphUrl}/v1.0/`)
  const below = url?.pathname.toLowerCase().startsWith(root.pathname.toLowerCase()) === true
  if (url !== null && url.origin === root.origin && below && url.username === '') return
  const why = `the link to the next page leads to ${url?.host ?? 'no address at all'}, not to ${root.host}`
  throw new GraphError({
    notice: notice('foreign-link', { quoted: why }),
    attempted,
    why,
    hint: 'No token was sent there. If a proxy rewrites addresses between here and Microsoft, set GRAPH_URL to its address.',
    retry: 'never',
    outcome: 'refused',
  })
}
