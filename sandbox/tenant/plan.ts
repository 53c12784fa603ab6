import type { Random } from '../random.ts'
import type { Chat, Participant } from './chats.ts'
import { Slots } from './dialogue.ts'
import type { Person } from './people.ts'
import { GROUP_TOPICS, MEETING_TOPICS } from './stock/slots.ts'
import { makeChat, type Tenant } from './tenant.ts'
import { HISTORY_DAYS } from './timeline.ts'

const DAY_MS = 86_400_000

/** Of the log-normal distribution with sigma 0.6; rounding up adds a half. */
const LOG_NORMAL_MEAN = 1.2

/** A chat to be filled and its share of all messages. */
export interface Planned {
  readonly chat: Chat
  readonly weight: number
  /** Nothing is said after this instant; default now. */
  readonly until?: number
}

/** Which chats a company of these people has; volumes are long-tailed, a few chats carry most of the traffic. */
export class Planner {
  readonly #tenant: Tenant
  readonly #random: Random
  readonly #now: number
  readonly #groupScale: number
  readonly #people: Person[]
  readonly #pairs = new Set<string>()

  constructor(
    tenant: Tenant,
    random: Random,
    { now, groupSize }: { readonly now: number; readonly groupSize: number },
  ) {
    this.#tenant = tenant
    this.#random = random
    this.#now = now
    this.#groupScale = (groupSize - 2.5) / LOG_NORMAL_MEAN
    this.#people = tenant.people.members.filter((person) => person.mailbox && person.accountEnabled)
  }

  /** The four chats that show every kind of content, in the order showcase.ts expects. */
  showcase(): Planned[] {
    const [mia, jonas = mia, ...others] = this.#people
    if (!mia || !jonas) return []
    const team = [mia, jonas, ...others.slice(0, 4)]
    const outside = [...this.#guests(1), ...this.#federated(1)]
    return [
      { chat: jonas === mia ? this.#notes(mia) : this.#pair(mia, jonas), weight: 1.5 },
      { chat: this.#group('Project Aurora – launch', this.#members(team, outside)), weight: 3 },
      {
        chat: this.#meeting('Weekly sync: Aurora', this.#members(team.slice(0, 4), this.#everyVisitor())),
        weight: 1,
      },
      ...(jonas === mia ? [] : [{ chat: this.#notes(mia), weight: 0.3 }]),
    ]
  }

  /** Up to `count` further chats. */
  everyday(count: number): Planned[] {
    const people = this.#people.length
    const planned: Planned[] = []
    const kinds = {
      everyone: people > 8 ? 1 : 0,
      pair: people * 2.5,
      group: people * 0.7,
      meeting: people * 0.5,
      notes: people * 0.3,
    }
    const wanted = Object.values(kinds).reduce((sum, n) => sum + n, 0)
    const share = Math.min(1, count / Math.max(1, wanted))
    if (kinds.everyone && count > 10) planned.push({ chat: this.#everyone(), weight: 4 })
    const add = (n: number, make: () => Chat | undefined, typical: number) => {
      for (let i = 0; i < Math.round(n * share); i++) {
        const chat = make()
        if (chat) planned.push({ chat, weight: typical * this.#random.logNormal(1.1) })
      }
    }
    add(kinds.pair, () => this.#randomPair(), 1)
    add(kinds.group, () => this.#randomGroup(), 3)
    add(kinds.meeting, () => this.#randomMeeting(), 1)
    add(kinds.notes, () => this.#randomNotes(), 0.3)
    if (count > 10) planned.push(...this.#ofLeavers())
    return planned
  }

  /** People who left have talked to someone until some weeks ago. */
  #ofLeavers(): Planned[] {
    const leavers = this.#tenant.people.members.filter((person) => person.mailbox && !person.accountEnabled)
    return leavers.map((leaver) => ({
      chat: this.#pair(this.#someone(), leaver),
      weight: 0.5,
      until: this.#now - 40 * DAY_MS,
    }))
  }

  /** People seen often are found near the start of the list: activity falls off with the square. */
  #someone(): Person {
    const at = Math.floor(this.#random.next() ** 1.6 * this.#people.length)
    return this.#people[at] as Person
  }

  #several(count: number): Person[] {
    const chosen = new Set<Person>()
    for (let tries = 0; chosen.size < Math.min(count, this.#people.length) && tries < count * 20; tries++)
      chosen.add(this.#someone())
    return [...chosen]
  }

  #randomPair(): Chat | undefined {
    const random = this.#random
    const one = this.#someone()
    if (random.chance(0.06)) return this.#pairWithOutsider(one)
    const other = this.#someone()
    const key = [one.id, other.id].sort().join()
    if (one === other || this.#pairs.has(key)) return undefined
    return this.#pair(one, other)
  }

  #randomGroup(): Chat {
    const random = this.#random
    const size = Math.min(40, 2 + Math.ceil(this.#groupScale * random.logNormal(0.6)))
    const outside = random.chance(0.25) ? [...this.#guests(random.int(2)), ...this.#federated(1)] : []
    const topic = random.chance(0.85) ? new Slots(random, 'en').fillText(random.pick(GROUP_TOPICS)) : null
    return this.#group(topic, this.#members(this.#several(size), outside))
  }

  #randomMeeting(): Chat {
    const random = this.#random
    const size = Math.min(60, 2 + Math.ceil(3 * random.logNormal(0.6)))
    const outside = random.chance(0.4) ? this.#visitors() : []
    return this.#meeting(
      new Slots(random, 'en').fillText(random.pick(MEETING_TOPICS)),
      this.#members(this.#several(size), outside),
    )
  }

  #randomNotes(): Chat | undefined {
    const person = this.#someone()
    return this.#tenant.chats.has(notesId(person)) ? undefined : this.#notes(person)
  }

  #everyone(): Chat {
    return this.#group('Contoso – all hands 📣', this.#members(this.#people.slice(0, 300), []))
  }

  #pair(one: Person, other: Person): Chat {
    this.#pairs.add([one.id, other.id].sort().join())
    return this.#open('oneOnOne', pairId(one.id, other.id), null, this.#members([one, other], []))
  }

  #pairWithOutsider(one: Person): Chat | undefined {
    const outsider = this.#random.pick(this.#tenant.people.federated)
    const id = pairId(one.id, outsider.userId ?? '')
    if (this.#tenant.chats.has(id)) return undefined
    return this.#open('oneOnOne', id, null, this.#members([one], [this.#tenant.outsider(outsider)]))
  }

  #group(topic: string | null, members: Participant[]): Chat {
    return this.#open('group', `19:${this.#random.hex(32)}@thread.v2`, topic, members)
  }

  #meeting(topic: string, members: Participant[]): Chat {
    const id = Buffer.from(this.#random.guid()).toString('base64url')
    return this.#open('meeting', `19:meeting_${id}@thread.v2`, topic, members)
  }

  #notes(person: Person): Chat {
    return this.#open('oneOnOne', notesId(person), null, this.#members([person], []))
  }

  #open(type: Chat['type'], id: string, topic: string | null, members: Participant[]): Chat {
    const age = HISTORY_DAYS * DAY_MS * (0.35 + 0.65 * this.#random.next())
    const chat = makeChat(type, id, topic, members, Math.floor(this.#now - age))
    this.#tenant.addChat(chat)
    return chat
  }

  #members(people: readonly Person[], outside: readonly Participant[]): Participant[] {
    return [...people.map((person, i) => this.#tenant.participant(person, i === 0)), ...outside]
  }

  #guests(count: number): Participant[] {
    return this.#random
      .sample(this.#tenant.people.guests, count)
      .map((guest) => this.#tenant.participant(guest))
  }

  #federated(count: number): Participant[] {
    return this.#random
      .sample(this.#tenant.people.federated, count)
      .map((sender) => this.#tenant.outsider(sender))
  }

  #everyVisitor(): Participant[] {
    return this.#tenant.people.visitors.map((visitor) => this.#tenant.outsider(visitor))
  }

  #visitors(): Participant[] {
    const visitor = this.#random.pick(this.#tenant.people.visitors)
    return [this.#tenant.outsider(visitor), ...this.#federated(1)]
  }
}

/** Chat ids in the forms Learn shows. */
export function pairId(one: string, other: string): string {
  return `19:${[one, other].sort().join('_')}@unq.gbl.spaces`
}

function notesId(person: Person): string {
  return `19:teamsstream_notes_${person.id}@thread.v2`
}
