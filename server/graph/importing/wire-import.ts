/** `ChatImport` on the wire, each method one request. Not by the Graph SDK, whose bodies of bytes are broken. */
import * as z from 'zod'
import { toInstant } from '../../domain/clock.ts'
import { blamesToken, refused, saidIn, unanswered, unreadable } from '../wire/answer-errors.ts'
import { type Answer, ExchangeError } from '../wire/exchange.ts'
import { GraphError } from '../wire/graph-error.ts'
import { jsonOfBytes } from '../wire/json-bytes.ts'
import { MAX_PAGE_BYTES, REQUEST_TIMEOUT_MS, type WireOptions } from '../wire-graph.ts'
import { type ChatImport, type ImportedChat, isRefused, type MessageToImport } from './chat-import.ts'
import { importRefusal } from './import-refusals.ts'

type Request = {
  readonly attempted: string
  readonly path: string
  readonly method: 'GET' | 'POST'
  readonly body?: object
  readonly signal: AbortSignal | undefined
}

const maybe = z.string().nullish()
const Created = z.object({ id: maybe })
const ChatBody = z
  .object({
    id: z.string(),
    chatType: maybe,
    topic: maybe,
    createdDateTime: maybe,
    migrationMode: maybe,
  })
  .transform((body): ImportedChat => {
    const { migrationMode: mode } = body
    const createdAt = new Date(body.createdDateTime ?? Number.NaN)
    return {
      id: body.id,
      chatType: body.chatType ?? 'unknownFutureValue',
      topic: body.topic ?? null,
      createdAt: Number.isNaN(createdAt.getTime()) ? null : createdAt,
      migrationMode: mode === 'inProgress' || mode === 'completed' ? mode : null,
    }
  })

export function wireImport(options: Omit<WireOptions, 'billingModel'>): ChatImport {
  const { graphUrl, tokens, exchange, clock, newRequestId, timeoutMs = REQUEST_TIMEOUT_MS } = options

  /** Resolves with any 2xx. A permission that was just granted is in no token from before: then a new one is tried. */
  async function ask(request: Request): Promise<Answer> {
    const token = await tokens.token()
    return send(request, token).catch((thrown: unknown) => {
      if (!isRefused(thrown, 'no-permission')) throw thrown
      tokens.invalidate(token)
      return tokens.token().then((fresh) => send(request, fresh))
    })
  }

  async function send({ attempted, path, method, body, signal }: Request, token: string): Promise<Answer> {
    const answer = await exchange({
      url: `${graphUrl}/v1.0${path}`,
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'client-request-id': newRequestId(),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      timeoutMs,
      maxBytes: MAX_PAGE_BYTES,
      signal,
    }).catch((thrown: unknown) => {
      throw thrown instanceof ExchangeError ? unanswered(thrown, attempted) : thrown
    })
    if (answer.status >= 200 && answer.status < 300) return answer
    const error = refused(answer, { attempted, ofExport: false, nowMs: clock.now().getTime() })
    const refusal = importRefusal(answer.status, saidIn(answer), error)
    if (refusal === undefined && blamesToken(error)) tokens.invalidate(token)
    throw refusal ?? cautious(error)
  }

  const chatPath = (chatId: string) => `/chats/${encodeURIComponent(chatId)}`

  return {
    async createGroup({ topic, memberIds }, signal) {
      const attempted = 'create a group chat'
      const members = memberIds.map((id) => ({
        '@odata.type': '#microsoft.graph.aadUserConversationMember',
        roles: ['owner'],
        'user@odata.bind': `${graphUrl}/v1.0/users('${encodeURIComponent(id)}')`,
      }))
      const body = { chatType: 'group', topic, members }
      const answer = await ask({ attempted, path: '/chats', method: 'POST', body, signal })
      return Created.safeParse(jsonOf(answer, attempted)).data?.id ?? undefined
    },

    async find(chatId, signal) {
      const attempted = `look up chat ${chatId}`
      const path = chatPath(chatId)
      const answer = await ask({ attempted, path, method: 'GET', signal }).catch((thrown: unknown) => {
        if (thrown instanceof GraphError && thrown.httpStatus === 404) return undefined
        throw thrown
      })
      if (answer === undefined) return undefined
      const chat = ChatBody.safeParse(jsonOf(answer, attempted))
      if (chat.success) return chat.data
      throw unreadable(attempted, 'The answer from Microsoft 365 isn’t a chat')
    },

    async start(chatId, since, signal) {
      const body = { conversationCreationDateTime: toInstant(since) }
      const path = `${chatPath(chatId)}/startMigration`
      await ask({ attempted: `open chat ${chatId} for import`, path, method: 'POST', body, signal })
    },

    async post(chatId, message, signal) {
      const attempted = `import a message into chat ${chatId}`
      const path = `${chatPath(chatId)}/messages`
      const answer = await ask({ attempted, path, method: 'POST', body: bodyOf(message), signal })
      return Created.safeParse(jsonOf(answer, attempted)).data?.id ?? null
    },

    async complete(chatId, signal) {
      const path = `${chatPath(chatId)}/completeMigration`
      await ask({ attempted: `close chat ${chatId} after the import`, path, method: 'POST', signal })
    },
  }
}

function bodyOf({ at, author, html, pictures, files }: MessageToImport): object {
  return {
    createdDateTime: toInstant(at),
    from: { user: { ...author, userIdentityType: 'aadUser' } },
    body: { contentType: 'html', content: html },
    ...(pictures.length > 0 && {
      hostedContents: pictures.map(({ contentType, bytes }, index) => ({
        '@microsoft.graph.temporaryId': String(index + 1),
        contentType,
        contentBytes: Buffer.from(bytes).toString('base64'),
      })),
    }),
    ...(files.length > 0 && {
      attachments: files.map(({ id, name, url }) => ({
        id,
        name,
        contentType: 'reference',
        contentUrl: url,
      })),
    }),
  }
}

/** Nothing is as good as an empty object: what was asked for has been done. */
function jsonOf(answer: Answer, attempted: string): unknown {
  if (answer.body.length === 0) return {}
  try {
    return jsonOfBytes(answer.body)
  } catch {
    throw unreadable(attempted, 'The answer from Microsoft 365 is cut off or isn’t JSON')
  }
}

/** A 500 says nothing of whether a write was done. */
function cautious(error: GraphError): GraphError {
  if (error.httpStatus !== 500) return error
  return new GraphError({ ...error, why: error.why, outcome: 'unknown' })
}
