/**
 * A tenant small enough to make up at random: people, chats with members who come and go, mailbox copies, and the answers
 * of Microsoft 365 about them. For tests; it knows what exists, and counts what is charged.
 */
import type { ChatMessage } from '../../../domain/message.ts'
import type { Chat, Graph, PageRequest, SenderClause } from '../../../graph/graph.ts'
import { GraphError } from '../../../graph/wire/graph-error.ts'

export type ModelPerson = {
  readonly id: string
  readonly name: string
  /** As Graph calls the kind of account; apps have none. */
  readonly kind: 'aadUser' | 'federatedUser' | 'anonymousGuest' | 'bot'
  /** Answers exports. */
  hasMailbox: boolean
  inScope: boolean
}

type ModelMessage = {
  row: ChatMessage
  readonly sender: ModelPerson | undefined
  readonly owners: ReadonlySet<string>
}

export type ModelChat = {
  readonly id: string
  readonly type: string
  readonly createdAt: Date
  readonly members: Set<ModelPerson>
  readonly messages: ModelMessage[]
  /** Belongs to another organization: nothing about it may be listed. */
  readonly foreign: boolean
}

export class TenantModel {
  readonly people: ModelPerson[] = []
  readonly chats: ModelChat[] = []
  /** Rows charged, of all exports. */
  charged = 0
  /** Requests to list a chat's messages. */
  listed = 0
  refusesSenders = false
  /** Microsoft is away for whoever asks for single messages. */
  failsSmallWindows = false
  /** The same for lists of a chat's messages. */
  failsLists = false
  /** Before a chat's messages are listed. */
  onList: (signal: AbortSignal | undefined) => void = () => {}
  #now: number
  #etag = 0

  constructor(start: Date) {
    this.#now = start.getTime()
  }

  get now(): Date {
    return new Date(this.#now)
  }

  pass(ms: number): void {
    this.#now += ms
  }

  addPerson(kind: ModelPerson['kind'], inScope: boolean): ModelPerson {
    const hasMailbox = kind === 'aadUser'
    const id = `00000000-0000-4000-8000-${String(this.people.length).padStart(12, '0')}`
    const person = { id, name: `${kind} ${this.people.length}`, kind, hasMailbox, inScope }
    this.people.push(person)
    return person
  }

  addChat(type: string, members: readonly ModelPerson[], foreign = false): ModelChat {
    const [one, other] = members
    const id =
      type === 'oneOnOne' && one && other
        ? `19:${[one.id, other.id].sort().join('_')}@unq.gbl.spaces`
        : `19:${this.chats.length}@thread.v2`
    const chat = { id, type, createdAt: this.now, members: new Set(members), messages: [], foreign }
    this.chats.push(chat)
    if (type === 'group') this.event(chat, 'membersAdded', members)
    return chat
  }

  join(chat: ModelChat, person: ModelPerson): void {
    chat.members.add(person)
    this.event(chat, 'membersAdded', [person])
  }

  leave(chat: ModelChat, person: ModelPerson): void {
    this.event(chat, 'membersDeleted', [person])
    chat.members.delete(person)
  }

  post(chat: ModelChat, sender: ModelPerson): ModelMessage {
    const from =
      sender.kind === 'bot'
        ? { user: null, application: { id: sender.id, applicationIdentityType: 'bot' } }
        : { user: { id: sender.id, displayName: sender.name, userIdentityType: sender.kind } }
    return this.#store(chat, sender, { messageType: 'message', from, eventDetail: null })
  }

  event(chat: ModelChat, name: string, members: readonly ModelPerson[]): void {
    const eventDetail = {
      '@odata.type': `#microsoft.graph.${name}EventMessageDetail`,
      members: members.map(({ id }) => ({ id })),
    }
    this.#store(chat, undefined, { messageType: 'systemEventMessage', from: null, eventDetail })
  }

  change(message: ModelMessage, how: 'edit' | 'react' | 'delete'): void {
    this.pass(1000)
    const at = this.now.toISOString()
    const more =
      how === 'edit'
        ? { lastEditedDateTime: at, body: { contentType: 'html', content: `edited ${at}` } }
        : how === 'delete'
          ? { deletedDateTime: at }
          : { reactions: [{ reactionType: 'like', createdDateTime: at }] }
    message.row = { ...message.row, ...more, lastModifiedDateTime: at, etag: this.#nextEtag() }
  }

  #nextEtag(): string {
    this.#etag += 1
    return `e${this.#etag}`
  }

  #store(chat: ModelChat, sender: ModelPerson | undefined, more: Partial<ChatMessage>): ModelMessage {
    this.pass(1000)
    const at = this.now.toISOString()
    const row: ChatMessage = {
      '@odata.type': '#microsoft.graph.chatMessage',
      id: String(this.#now),
      etag: this.#nextEtag(),
      chatId: chat.id,
      createdDateTime: at,
      lastModifiedDateTime: at,
      body: { contentType: 'html', content: `message at ${at}` },
      ...more,
    }
    const owners = new Set([...chat.members].filter(({ hasMailbox }) => hasMailbox).map(({ id }) => id))
    const message = { row, sender, owners }
    chat.messages.push(message)
    return message
  }

  messages(): ModelMessage[] {
    return this.chats.flatMap(({ messages }) => messages)
  }

  /** What Microsoft 365 answers. */
  graph(): Graph {
    const unused = async () => {
      throw new Error('not part of this model')
    }
    return {
      organization: unused,
      findUser: async () => undefined,
      groupMemberIds: async () => [],
      hostedContent: unused,
      async *users() {},
      chatsOf: (userId, options) => this.#chatsOf(userId, options?.wanted ?? (() => true)),
      chatMessages: (chatId, options) => this.#thread(chatId, options),
      exportPage: async (request) => this.#page(request),
    }
  }

  async *#chatsOf(userId: string, wanted: (id: string) => boolean): AsyncGenerator<Chat[]> {
    yield this.chats
      .filter((chat) => [...chat.members].some(({ id }) => id === userId) && wanted(chat.id))
      .map(({ id, type, createdAt, members, messages }) => ({
        id,
        chatType: type,
        topic: null,
        createdAt,
        members: [...members]
          .filter(({ kind }) => kind !== 'bot')
          .map((one) => ({ id: one.id, displayName: one.name, email: null, tenantId: null })),
        lastMessage: previewOf(messages.at(-1)),
      }))
  }

  async *#thread(
    chatId: string,
    { since, signal }: { since?: Date; signal?: AbortSignal } = {},
  ): AsyncGenerator<ChatMessage[]> {
    this.listed += 1
    this.onList(signal)
    if (this.failsLists) throw refusal(503, 'ServiceUnavailable', 'later')
    const chat = this.chats.find(({ id }) => id === chatId)
    if (chat === undefined || chat.foreign) throw refusal(403, 'Forbidden')
    yield chat.messages
      .map(({ row: { '@odata.type': _, ...row } }) => row as ChatMessage)
      .filter(({ lastModifiedDateTime: at }) => since === undefined || Date.parse(at) > since.getTime())
      .toReversed()
  }

  #page({ userId, window, senders = [], top, cursor }: PageRequest) {
    const person = this.people.find(({ id }) => id === userId)
    if (!person?.hasMailbox) throw refusal(404, 'NotFound')
    if (this.failsSmallWindows && window.to.getTime() - window.from.getTime() < 10)
      throw refusal(503, 'ServiceUnavailable', 'later')
    if (senders.length > 0 && this.refusesSenders) throw refusal(400, 'BadRequest')
    const rows = this.messages()
      .filter(({ owners }) => owners.has(userId))
      .filter(({ row: { lastModifiedDateTime: at } }) => isWithin(Date.parse(at), window))
      .filter((message) => senders.length === 0 || senders.some((clause) => matches(clause, message)))
      .map(({ row }) => row)
    const skip = cursor === undefined ? 0 : Number(cursor.split('=').at(-1))
    const page = rows.slice(skip, skip + top)
    this.charged += page.length
    const more = skip + top < rows.length
    return {
      rows: page,
      top,
      next: more ? `https://graph.microsoft.com/v1.0/next?skip=${skip + top}` : undefined,
    }
  }
}

function previewOf(message: ModelMessage | undefined) {
  return message === undefined
    ? null
    : { id: message.row.id, createdAt: new Date(message.row.createdDateTime) }
}

function isWithin(at: number, { from, to }: { from: Date; to: Date }): boolean {
  return at > from.getTime() && at < to.getTime()
}

function matches(clause: SenderClause, { sender, row }: ModelMessage): boolean {
  switch (clause.kind) {
    case 'user':
      return sender !== undefined && sender.kind !== 'bot' && sender.id === clause.id
    case 'user-type':
      return sender?.kind === clause.type
    case 'application-type':
      return sender?.kind === clause.type
    case 'system':
      return row.messageType === 'systemEventMessage'
  }
}

function refusal(httpStatus: number, code: string, retry: 'never' | 'later' = 'never'): GraphError {
  return new GraphError({
    code,
    notice: null,
    attempted: 'answer',
    why: code,
    hint: '',
    retry,
    outcome: 'refused',
    httpStatus,
  })
}
