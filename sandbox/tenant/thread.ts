import { type Chat, type Message, mailboxOwners, type Participant } from './chats.ts'
import { type Afterlife, chatMessage, type Draft, modifiedAt } from './message.ts'
import { NOBODY, type Person, type Sender } from './people.ts'
import type { Rows } from './rows.ts'

/** Puts a copy into an owner's mailbox. */
export type Deliver = (owner: Person, message: Message) => unknown

/** Writes a chat's messages in order, and the copies each member's mailbox gets. */
export class Thread {
  readonly chat: Chat
  readonly #rows: Rows
  #owners: readonly Person[]
  readonly #deliver: Deliver
  #last = 0

  constructor(chat: Chat, rows: Rows, deliver: Deliver = (owner, message) => owner.mailbox?.append(message)) {
    this.#deliver = deliver
    this.chat = chat
    this.#rows = rows
    this.#owners = mailboxOwners(chat.participants)
    this.#last = chat.createdAt
  }

  /** The id a message sent at `at` will get: its time, moved on when the millisecond is taken. */
  slot(at: number): number {
    this.#last = Math.max(Math.floor(at), this.#last + 1)
    return this.#last
  }

  /** Stores a message at a time from `slot`. */
  post(at: number, sender: Sender, draft: Draft, after: Afterlife = {}, extra: object = {}): Message {
    return this.#store(at, sender, draft, after, extra, this.#owners)
  }

  /** Stores a system event; `thread-only` ones reach no mailbox. */
  event(at: number, draft: Draft & { thread?: 'exported' | 'thread-only' }): Message {
    return this.#store(at, NOBODY, draft, {}, {}, draft.thread === 'thread-only' ? [] : this.#owners)
  }

  add(participant: Participant): void {
    this.chat.participants.push(participant)
    this.#owners = mailboxOwners(this.chat.participants)
  }

  remove(participant: Participant): void {
    this.chat.participants.splice(this.chat.participants.indexOf(participant), 1)
    this.#owners = mailboxOwners(this.chat.participants)
  }

  #store(
    at: number,
    sender: Sender,
    draft: Draft,
    after: Afterlife,
    extra: object,
    owners: readonly Person[],
  ): Message {
    const row = { ...chatMessage(this.chat, at, sender, draft, after), ...extra }
    const message: Message = {
      chat: this.chat,
      id: String(at),
      createdAt: at,
      modifiedAt: modifiedAt(at, after),
      deletedAt: after.deletedAt ?? 0,
      sender,
      event: draft.eventDetail !== undefined,
      owners,
      row: this.#rows.keep(JSON.stringify(row)),
      hosted: draft.hosted ?? NO_MEDIA,
    }
    this.chat.messages.push(message)
    for (const owner of owners) this.#deliver(owner, message)
    return message
  }
}

const NO_MEDIA: readonly never[] = []
