import type { Random } from '../random.ts'
import type { Chat, Message, Participant } from './chats.ts'
import { compose } from './composer.ts'
import { type Dialogue, type Line, Slots, stockOf } from './dialogue.ts'
import { callEvents, chatRenamed } from './events.ts'
import { adaptiveCard, forward, inlineQuote, quote, thumbnailCard } from './extras.ts'
import type { Afterlife, Draft, Reaction } from './message.ts'
import type { Language } from './names.ts'
import type { People } from './people.ts'
import { LONG_PARAGRAPHS, NOTES } from './stock/slots.ts'
import type { Thread } from './thread.ts'

/** One thing that happens in a chat, given its time. */
export type Step = (at: number) => void

/** Composes believable everyday traffic of one chat, session by session. */
export class Everyday {
  readonly #thread: Thread
  readonly #chat: Chat
  readonly #people: People
  readonly #random: Random
  /** Nothing happens after this instant. */
  readonly #until: number
  readonly #language: Language
  readonly #recent: Message[] = []
  readonly #bags = new Map<Language, Dialogue[]>()

  constructor(thread: Thread, people: People, random: Random, until: number) {
    this.#thread = thread
    this.#chat = thread.chat
    this.#people = people
    this.#random = random
    this.#until = until
    this.#language = languageOf(thread.chat, random)
  }

  /** The next conversation: at most `room` steps. */
  session(room: number): Step[] {
    const random = this.#random
    if (this.#chat.notesToSelf) return [this.#note()]
    if (random.chance(this.#chat.type === 'oneOnOne' ? 0.07 : 0.2)) return this.#special().slice(0, room)
    const language = random.chance(0.93) ? this.#language : 'en'
    const slots = new Slots(random, language)
    const cast = random.sample(this.#chat.participants, 3)
    if (random.chance(0.12)) return [this.#line(random.pick(stockOf(language).lines), cast, slots)]
    return this.#dialogue(language, cast.length)
      .lines.slice(0, room)
      .map((line) => this.#line(line, cast, slots))
  }

  /** One not heard here lately that has parts for no more people than there are. */
  #dialogue(language: Language, speakers: number): Dialogue {
    const bag = this.#bags.get(language) ?? []
    this.#bags.set(language, bag)
    if (bag.length === 0)
      bag.push(
        ...this.#random.shuffle(
          stockOf(language).dialogues.filter((one) => one.speakers <= Math.max(2, speakers)),
        ),
      )
    return bag.pop() as Dialogue
  }

  #line(line: Line, cast: readonly Participant[], slots: Slots): Step {
    return (at) => {
      const author = cast[line.speaker % cast.length]
      if (!author) return
      const draft = this.#decorated(compose(line, cast, this.#chat, String(at), this.#random, slots))
      this.#post(at, author, draft)
    }
  }

  #note(): Step {
    return (at) => {
      const random = this.#random
      const [owner] = this.#chat.participants
      if (!owner) return
      const text = random.pick(NOTES)
      const line: Line = {
        speaker: 0,
        parts: [...noteParts(text)],
        attach: random.chance(0.05) ? 'image' : undefined,
      }
      this.#post(at, owner, compose(line, [owner], this.#chat, String(at), random, new Slots(random, 'en')))
    }
  }

  #post(at: number, author: Participant, draft: Draft): void {
    const random = this.#random
    const extra = random.chance(0.02) ? UNKNOWN_MEMBERS[random.int(UNKNOWN_MEMBERS.length)] : undefined
    const message = this.#thread.post(at, author.sender, draft, this.#afterlife(at), extra)
    this.#recent.push(message)
    if (this.#recent.length > 12) this.#recent.shift()
  }

  /** Now and then a quote, a forward, an importance mark or a very long text. */
  #decorated(draft: Draft): Draft {
    const random = this.#random
    const luck = random.next()
    if (luck < 0.0006) return { contentType: 'html', content: longText(random) }
    if (luck < 0.007) return { ...draft, importance: luck < 0.002 ? 'urgent' : 'high' }
    const earlier = luck < 0.06 && this.#recent.length > 2 ? random.pick(this.#recent) : undefined
    if (!earlier || earlier.event || draft.attachments) return draft
    const drawn =
      luck < 0.012
        ? forward(earlier)
        : luck < 0.04 || !earlier.sender.userId
          ? quote(earlier)
          : inlineQuote(earlier)
    return {
      ...draft,
      contentType: 'html',
      content: `${drawn.markup}${draft.contentType === 'html' ? draft.content : `<p>${draft.content}</p>`}`,
      ...(drawn.attachment ? { attachments: [drawn.attachment] } : {}),
    }
  }

  #afterlife(at: number): Afterlife {
    const random = this.#random
    const luck = random.next()
    if (luck > 0.19) return NOTHING
    if (luck < 0.13) return { reactions: this.#reactions(at, luck < 0.03 ? 3 : 1) }
    const later = at + random.between(15, 900) * 1000 + random.int(1000)
    if (later >= this.#until) return NOTHING
    if (luck < 0.178) return { editedAt: later }
    // Deletions are seeded mostly within the 21 days the export still shows.
    const fresh = this.#until - at < 20 * 86_400_000
    return fresh || luck > 0.188 ? { deletedAt: later } : NOTHING
  }

  #reactions(at: number, most: number): Reaction[] {
    const random = this.#random
    return random
      .sample(this.#chat.participants, random.between(1, most))
      .map(({ sender }) => {
        const [reactionType, displayName] = random.pick(REACTIONS)
        return {
          reactionType,
          displayName,
          sender,
          at: at + random.between(3, 5400) * 1000 + random.int(1000),
        }
      })
      .filter((reaction) => reaction.at < this.#until)
      .sort((a, b) => a.at - b.at)
  }

  /** Bots, connectors, calls and renames. */
  #special(): Step[] {
    const random = this.#random
    const luck = random.next()
    if (luck < 0.45)
      return callEvents(this.#chat, random).map((draft) => (at: number) => void this.#thread.event(at, draft))
    if (luck < 0.72 && this.#chat.topic) return [(at) => this.#rename(at)]
    return [(at) => this.#card(at)]
  }

  #rename(at: number): void {
    const [by] = this.#chat.participants
    if (!by || !this.#chat.topic) return
    this.#chat.lastUpdatedAt = at
    this.#thread.event(at, chatRenamed(by.sender, this.#chat, this.#chat.topic))
  }

  #card(at: number): void {
    const random = this.#random
    const sender = random.pick(this.#people.applications)
    const drawn =
      sender.applicationIdentityType === 'bot'
        ? adaptiveCard(random, 'Where do we eat today?', ['Ramen', 'Pizza', 'Canteen'])
        : thumbnailCard(random, `Build ${random.between(1000, 9999)} finished`, '42 tests, 0 failed')
    this.#thread.post(at, sender, {
      contentType: 'html',
      content: drawn.markup,
      ...(drawn.attachment ? { attachments: [drawn.attachment] } : {}),
    })
  }
}

const NOTHING: Afterlife = {}

/** Graph types are open: clients meet members they do not know. */
const UNKNOWN_MEMBERS: readonly object[] = [
  { onBehalfOf: null },
  {
    'someFutureMember@odata.type': '#microsoft.graph.unknownThing',
    someFutureMember: { depth: 3, words: ['a', 'b'] },
  },
]

const REACTIONS: readonly [string, string | null][] = [
  ['like', 'Like'],
  ['heart', 'Heart'],
  ['laugh', 'Laugh'],
  ['surprised', 'Surprised'],
  ['👍', 'Like'],
  ['🎉', null],
  ['🙏', null],
]

function noteParts(text: string): Line['parts'] {
  return stockOfNotes.get(text) ?? []
}

const stockOfNotes = new Map(
  NOTES.map((text): [string, Line['parts']] => [
    text,
    text.split(/(\{\w+\})/).map((part) => (part.startsWith('{') ? { slot: part.slice(1, -1) } : part)),
  ]),
)

const SCRIPTS: readonly [RegExp, Language][] = [
  [/[\u0600-\u06ff]/, 'ar'],
  [/[\u0590-\u05ff]/, 'he'],
  [/[\u3040-\u30ff]/, 'ja'],
  [/[\u4e00-\u9fff]/, 'zh'],
  [/Betriebsrat|Kundenprojekt|Jour fixe/, 'de'],
]

/** The language most of a chat is written in: that of its topic, or of someone in it. */
function languageOf(chat: Chat, random: Random): Language {
  const byTopic = SCRIPTS.find(([script]) => script.test(chat.topic ?? ''))
  if (byTopic) return byTopic[1]
  const { person } = random.pick(chat.participants)
  return person && random.chance(0.8) ? person.language : 'en'
}

/** Close to the largest message Teams accepts, about 28 KB. */
export function longText(random: Random): string {
  let content = ''
  while (content.length < 27_000) content += `<p>${random.pick(LONG_PARAGRAPHS)}</p>`
  return content
}
