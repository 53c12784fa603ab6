import { Random } from '../random.ts'
import type { Message } from './chats.ts'

/**
 * One person's copies, in no useful order, as the export reads them from an Exchange mailbox folder
 * (Learn: Export content with the Microsoft Teams Export APIs).
 */
export class Mailbox {
  readonly messages: Message[] = []
  /** Grows with each change of content or order. */
  version = 0
  /** A test may take it away for a while. */
  available = true
  readonly #random: Random

  constructor(ownerId: string, seed: number) {
    this.#random = new Random(`mailbox:${seed}:${ownerId}`)
  }

  /** Adds a copy at the end; call `shuffle` after seeding. */
  append(message: Message): void {
    this.messages.push(message)
  }

  /** Puts a copy somewhere into the folder. */
  insert(message: Message): void {
    const at = this.#random.int(this.messages.length + 1)
    this.messages.push(message)
    const other = this.messages[at] ?? message
    this.messages[this.messages.length - 1] = other
    this.messages[at] = message
    this.version++
  }

  shuffle(): void {
    this.#random.shuffle(this.messages)
    this.version++
  }
}
