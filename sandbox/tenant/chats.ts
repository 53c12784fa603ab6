import type { Person, Sender } from './people.ts'

export type ChatType = 'oneOnOne' | 'group' | 'meeting'

/** Someone in a chat: of the directory, or only a sender from outside. */
export interface Participant {
  readonly sender: Sender
  readonly person: Person | undefined
  /** Membership id as Graph shows it. */
  readonly membershipId: string
  readonly owner: boolean
}

interface Migration {
  readonly mode: 'inProgress' | 'completed'
  readonly appId: string
  readonly originalCreatedAt: number
  /** The service believes it is still importing, and starts no other migration. */
  readonly isWedged?: boolean
}

/** One thread: the truth that mailboxes hold copies of. */
export interface Chat {
  readonly id: string
  readonly type: ChatType
  topic: string | null
  createdAt: number
  lastUpdatedAt: number
  /** Import of messages: in progress, or over (Learn: chat: startMigration). */
  migration?: Migration
  readonly notesToSelf: boolean
  readonly participants: Participant[]
  readonly messages: Message[]
  readonly byId: Map<string, Message>
  /** Grows with each change, so that sorted views can be kept. */
  version: number
}

export interface HostedContent {
  readonly id: string
  readonly contentType: string
  readonly bytes: () => Buffer
}

export interface Message {
  readonly chat: Chat
  /** Milliseconds of creation, unique within the chat only (Learn: chatMessage). */
  readonly id: string
  readonly createdAt: number
  modifiedAt: number
  /** 0 = not deleted. */
  deletedAt: number
  readonly sender: Sender
  readonly event: boolean
  /** Internal members with a mailbox when it was sent: each holds a copy the export returns. */
  readonly owners: readonly Person[]
  /** The row as the export returns it, serialised once. */
  row: Buffer
  readonly hosted: readonly HostedContent[]
  /** Came by a migration; no mailbox has it while that is in progress. */
  imported?: 'pending' | 'delivered'
}

/** The chat's mailbox owners right now; the shared array changes identity when membership changes. */
export function mailboxOwners(participants: readonly Participant[]): Person[] {
  return participants.flatMap(({ person }) => (person?.mailbox ? [person] : []))
}
