import type { Clock } from '../options.ts'
import type { Message } from '../tenant/chats.ts'
import type { Mailbox } from '../tenant/mailbox.ts'
import type { Person } from '../tenant/people.ts'
import { exportable } from '../tenant/tenant.ts'
import { type ExportFilter, parseExportFilter, passes } from './export-filter.ts'

/** The rows a (person, filter) pair yields, in mailbox order. */
export interface ExportList {
  readonly key: string
  readonly rows: readonly Message[]
  readonly version: number
  /** Offsets whose cursors have been declared invalid in this walk. */
  readonly dead: Set<number>
}

const KEPT = 512
const HOUR_MS = 3_600_000

/** Filtered lists, kept so that a page costs its rows and not the whole mailbox. */
export class ExportLists {
  readonly #lists = new Map<string, ExportList>()
  readonly #filters = new Map<string, ExportFilter>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The list for a first page: always as the mailbox is now. */
  open(person: Person, mailbox: Mailbox, filter: string): ExportList {
    const key = this.#key(person, filter)
    const known = this.#lists.get(key)
    if (known?.version === mailbox.version) {
      known.dead.clear()
      return this.#touch(known)
    }
    return this.#touch(this.#make(key, mailbox, filter))
  }

  /** The list for a later page. With `live`, changes since the first page shift the offsets. */
  reopen(person: Person, mailbox: Mailbox, filter: string, live: boolean): ExportList {
    const known = this.#lists.get(this.#key(person, filter))
    if (!known || (live && known.version !== mailbox.version)) return this.open(person, mailbox, filter)
    return this.#touch(known)
  }

  #key(person: Person, filter: string): string {
    // Deleted messages leave the export as time passes, so lists are not kept over the hour.
    return `${person.id}|${Math.floor(this.#clock() / HOUR_MS)}|${filter}`
  }

  #make(key: string, mailbox: Mailbox, filter: string): ExportList {
    const now = this.#clock()
    const kept = (message: Message) => message.deletedAt === 0 || exportable(message, now)
    const rows =
      filter === ''
        ? mailbox.messages.filter(kept)
        : mailbox.messages.filter(
            (
              (parsed) => (message: Message) =>
                passes(parsed, message) && kept(message)
            )(this.#parse(filter)),
          )
    return { key, rows, version: mailbox.version, dead: new Set() }
  }

  #parse(filter: string): ExportFilter {
    const known = this.#filters.get(filter)
    if (known) return known
    const parsed = parseExportFilter(filter)
    if (this.#filters.size > 10_000) this.#filters.clear()
    this.#filters.set(filter, parsed)
    return parsed
  }

  /** Least recently used lists go first. */
  #touch(list: ExportList): ExportList {
    this.#lists.delete(list.key)
    this.#lists.set(list.key, list)
    if (this.#lists.size > KEPT) {
      const [oldest] = this.#lists.keys()
      if (oldest !== undefined) this.#lists.delete(oldest)
    }
    return list
  }
}
