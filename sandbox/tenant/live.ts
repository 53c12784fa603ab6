import type { Chat, Message } from './chats.ts'
import { type Afterlife, type Draft, graphTime, historyRow, type Reaction, reactionRow } from './message.ts'
import type { Person } from './people.ts'
import { findMessage, type Tenant } from './tenant.ts'
import { Thread } from './thread.ts'

/** Changes while the tenant runs: what people do between two backups. */

/** Sends a message; `author` must be in the chat. Its time moves on when the millisecond is taken. */
export function sendMessage(tenant: Tenant, chat: Chat, author: string, draft: Draft, at: number): Message {
  const participant = chat.participants.find(({ sender, person }) =>
    [sender.userId, sender.displayName, person?.userPrincipalName, person?.givenName].includes(author),
  )
  if (!participant) throw new Error(`sandbox: ${author} is not in chat ${chat.id}`)
  const time = Math.max(at, (chat.messages.at(-1)?.createdAt ?? chat.createdAt) + 1)
  const message = new Thread(chat, tenant.rows, (owner, copy) => owner.mailbox?.insert(copy)).post(
    time,
    participant.sender,
    draft,
  )
  chat.byId.set(message.id, message)
  chat.version++
  return message
}

/** A message of the past by a migration: in the thread now, in mailboxes once `deliverImported` is called. */
export function importMessage(
  tenant: Tenant,
  chat: Chat,
  author: Person,
  draft: Draft,
  at: number,
  after: Afterlife = {},
): Message {
  const message = new Thread(chat, tenant.rows, () => undefined).post(
    at,
    tenant.senderOf(author),
    draft,
    after,
  )
  chat.messages.pop()
  const place = chat.messages.findLastIndex(({ createdAt }) => createdAt < at) + 1
  chat.messages.splice(place, 0, message)
  chat.byId.set(message.id, message)
  chat.version++
  message.imported = 'pending'
  return message
}

/** The migration ended: members' mailboxes get what it brought. */
export function deliverImported(chat: Chat): void {
  for (const message of chat.messages) {
    if (message.imported !== 'pending') continue
    message.imported = 'delivered'
    for (const owner of message.owners) owner.mailbox?.insert(message)
  }
}

type Row = Record<string, unknown> & { reactions: object[]; messageHistory: object[] }

/** Replaces the row; its etag and lastModifiedDateTime move to `at`. */
function change(tenant: Tenant, message: Message, at: number, apply: (row: Row) => object): void {
  const row = JSON.parse(message.row.toString()) as Row
  const when = Math.max(at, message.modifiedAt + 1)
  const changed = { ...row, ...apply(row), etag: String(when), lastModifiedDateTime: graphTime(when) }
  message.row = tenant.rows.keep(JSON.stringify(changed))
  message.modifiedAt = when
  message.chat.version++
  for (const owner of message.owners) if (owner.mailbox) owner.mailbox.version++
}

export function editMessage(tenant: Tenant, message: Message, content: string, at: number): void {
  change(tenant, message, at, () => ({
    lastEditedDateTime: graphTime(at),
    body: { contentType: 'html', content },
  }))
}

/** The export keeps the body for 21 days; the thread shows none. */
export function deleteMessage(tenant: Tenant, message: Message, at: number): void {
  change(tenant, message, at, () => ({ deletedDateTime: graphTime(at) }))
  message.deletedAt = at
}

export function reactTo(
  tenant: Tenant,
  message: Message,
  person: Person,
  reactionType: string,
  at: number,
): void {
  const reaction: Reaction = { reactionType, displayName: null, at, sender: tenant.senderOf(person) }
  change(tenant, message, at, (row) => ({
    reactions: [...row.reactions, reactionRow(reaction)],
    messageHistory: [...row.messageHistory, historyRow(reaction)],
  }))
}

/** Throws when there is no such chat or message. */
export function requireMessage(tenant: Tenant, chatId: string, id: string): Message {
  const message = findMessage(requireChat(tenant, chatId), id)
  if (!message) throw new Error(`sandbox: no message ${id} in chat ${chatId}`)
  return message
}

export function requireChat(tenant: Tenant, chatId: string): Chat {
  const chat = tenant.chats.get(chatId)
  if (!chat) throw new Error(`sandbox: no chat ${chatId}`)
  return chat
}

export function removeChat(tenant: Tenant, chat: Chat): void {
  for (const participant of chat.participants) tenant.left(chat, participant)
  tenant.chats.delete(chat.id)
}
