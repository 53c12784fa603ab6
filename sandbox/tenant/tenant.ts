import { Random } from '../random.ts'
import type { Chat, ChatType, Message, Participant } from './chats.ts'
import { Mailbox } from './mailbox.ts'
import { makePeople, type People, type Person, type Sender, userSender } from './people.ts'
import { Rows } from './rows.ts'

const EXPORT_KEEPS_DELETED_MS = 21 * 86_400_000

/** Everything one Microsoft 365 customer has: people, threads, mailbox copies. */
export class Tenant {
  readonly id: string
  readonly displayName = 'Contoso'
  readonly seed: number
  readonly people: People
  readonly chats = new Map<string, Chat>()
  readonly rows = new Rows()
  readonly random: Random
  readonly #byKey = new Map<string, Person>()
  readonly #chatsOf = new Map<string, Chat[]>()

  constructor(seed: number, users: number, id: string) {
    this.seed = seed
    this.random = new Random(`tenant:${seed}`)
    const ownId = this.random.guid()
    this.id = id === '' ? ownId : id
    this.people = makePeople(seed, users, (one) => new Mailbox(one.id, seed))
    for (const person of this.people.all) this.#index(person)
  }

  #index(person: Person): void {
    this.#byKey.set(person.id, person)
    this.#byKey.set(person.userPrincipalName.toLowerCase(), person)
  }

  /** By object id or user principal name. */
  findPerson(key: string): Person | undefined {
    return this.#byKey.get(key.toLowerCase())
  }

  addPerson(person: Person): void {
    ;(person.userType === 'Guest' ? this.people.guests : this.people.members).push(person)
    this.people.all.push(person)
    this.#index(person)
  }

  chatsOf(person: Person): readonly Chat[] {
    return this.#chatsOf.get(person.id) ?? []
  }

  addChat(chat: Chat): void {
    this.chats.set(chat.id, chat)
    for (const participant of chat.participants) this.joined(chat, participant)
  }

  joined(chat: Chat, { person }: Participant): void {
    if (!person) return
    const list = this.#chatsOf.get(person.id)
    if (!list) this.#chatsOf.set(person.id, [chat])
    else if (!list.includes(chat)) list.push(chat)
  }

  left(chat: Chat, { person }: Participant): void {
    const list = person && this.#chatsOf.get(person.id)
    list?.splice(list.indexOf(chat), 1)
  }

  /** A directory account as a member of chats. */
  participant(person: Person, owner = false): Participant {
    return { sender: this.senderOf(person), person, membershipId: person.id, owner }
  }

  outsider(sender: Sender): Participant {
    return { sender, person: undefined, membershipId: sender.userId ?? sender.displayName, owner: false }
  }

  readonly #senders = new Map<string, Sender>()

  senderOf(person: Person): Sender {
    const known = this.#senders.get(person.id)
    if (known) return known
    const sender = userSender(person.id, person.displayName, 'aadUser', this.id)
    this.#senders.set(person.id, sender)
    return sender
  }

  *messages(): Generator<Message> {
    for (const chat of this.chats.values()) yield* chat.messages
  }
}

/** A new, empty thread. */
export function makeChat(
  type: ChatType,
  id: string,
  topic: string | null,
  participants: Participant[],
  at: number,
): Chat {
  return {
    id,
    type,
    topic,
    createdAt: at,
    lastUpdatedAt: at,
    notesToSelf: id.startsWith('19:teamsstream_notes_'),
    participants,
    messages: [],
    byId: new Map(),
    version: 0,
  }
}

/** Deleted messages remain in the export for 21 days (Learn: Export content with the Microsoft Teams Export APIs). */
export function exportable(message: Message, now: number): boolean {
  return message.deletedAt === 0 || now - message.deletedAt < EXPORT_KEEPS_DELETED_MS
}

/** A message by id; the index is built when first needed. */
export function findMessage(chat: Chat, id: string): Message | undefined {
  if (chat.byId.size !== chat.messages.length)
    for (const message of chat.messages) chat.byId.set(message.id, message)
  return chat.byId.get(id)
}
