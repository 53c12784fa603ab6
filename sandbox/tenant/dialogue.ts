import type { Random } from '../random.ts'
import type { Language } from './names.ts'
import { ENGLISH, ENGLISH_LINES } from './stock/english.ts'
import { OTHER_DIALOGUES, OTHER_LINES } from './stock/other-languages.ts'
import { DAYS, SLOTS } from './stock/slots.ts'

/** A piece of a line: plain text, a slot to fill, or a speaker's name. */
export type Part =
  | string
  | { readonly slot: string }
  | { readonly speaker: number; readonly mention: boolean }

export interface Line {
  readonly speaker: number
  readonly parts: readonly Part[]
  readonly attach: 'file' | 'image' | 'code' | undefined
}

export interface Dialogue {
  readonly speakers: number
  readonly lines: readonly Line[]
}

const FIRST_SPEAKER = 'A'.charCodeAt(0)
const ATTACHMENT = /\s*\[(file|image|code)\]\s*/

function parseLine(text: string): Line {
  const said = text.slice(2)
  const attach = ATTACHMENT.exec(said)?.[1] as Line['attach']
  const parts = said
    .replace(ATTACHMENT, ' ')
    .trim()
    .split(/(\{[^}]+\})/)
    .filter((part) => part !== '')
    .map(parsePart)
  return { speaker: text.charCodeAt(0) - FIRST_SPEAKER, parts, attach }
}

function parsePart(text: string): Part {
  if (!text.startsWith('{')) return text
  const name = text.slice(1, -1)
  const speaker = /^@?([A-C])$/.exec(name)?.[1]
  if (speaker) return { speaker: speaker.charCodeAt(0) - FIRST_SPEAKER, mention: name.startsWith('@') }
  return { slot: name }
}

function parseDialogue(text: string): Dialogue {
  const lines = text.split('\n').map(parseLine)
  return { lines, speakers: 1 + Math.max(...lines.map((line) => line.speaker)) }
}

interface Stock {
  readonly dialogues: readonly Dialogue[]
  readonly lines: readonly Line[]
}

const stock = new Map<Language, Stock>()

/** Everything people say in a language. */
export function stockOf(language: Language): Stock {
  const known = stock.get(language)
  if (known) return known
  const [dialogues, lines] =
    language === 'en' ? [ENGLISH, ENGLISH_LINES] : [OTHER_DIALOGUES[language], OTHER_LINES[language]]
  const made = { dialogues: dialogues.map(parseDialogue), lines: lines.map((line) => parseLine(`A ${line}`)) }
  stock.set(language, made)
  return made
}

/** Values for `{project}`, `{money}` and the like; who and what is talked about remains the same in a conversation. */
export class Slots {
  readonly #random: Random
  readonly #language: Language
  readonly #kept = new Map<string, string>()

  constructor(random: Random, language: Language) {
    this.#random = random
    this.#language = language
  }

  fill(slot: string): string {
    const random = this.#random
    switch (slot) {
      case 'time':
        return `${random.between(7, 19)}:${random.pick(['00', '15', '30', '45'])}`
      case 'n':
        return String(random.between(3, 480))
      case 'money':
        return `${random.between(1, 96)},${random.pick(['000', '250', '500', '900'])} €`
      case 'ticket':
        return this.#keep(slot, () => `OPS-${random.between(1000, 9999)}`)
      case 'day':
        return random.pick(DAYS[this.#language])
      case 'file':
        return random.pick(SLOTS.file)
      default:
        return this.#keep(slot, () => random.pick(SLOTS[slot as keyof typeof SLOTS]))
    }
  }

  /** A text whose braces are slots only, such as a topic. */
  fillText(template: string): string {
    return template.replace(/\{(\w+)\}/g, (_, slot: string) => this.fill(slot))
  }

  #keep(slot: string, make: () => string): string {
    const kept = this.#kept.get(slot) ?? make()
    this.#kept.set(slot, kept)
    return kept
  }
}
