import type { Message } from '../tenant/chats.ts'
import { badRequest } from './errors.ts'

/**
 * The export's `$filter`, documented forms only (Learn: chats: getAllMessages; Export content with the Microsoft Teams
 * Export APIs):
 *
 *   filter  := range | senders | senders 'and' range
 *   senders := sender ( 'or' sender )*
 *   range   := lastModifiedDateTime gt T [ 'and' lastModifiedDateTime lt T ]
 *
 * `and` binds closer than `or`, so several senders beside a range need parentheses; more parentheses do no harm.
 * Everything else is 400: what the service does with it is not documented.
 */
export interface ExportFilter {
  /** Any of these, or everyone when empty. */
  readonly senders: readonly SenderClause[]
  /** Exclusive bounds in epoch milliseconds. */
  readonly after: number | undefined
  readonly before: number | undefined
}

interface SenderClause {
  readonly field: SenderField
  readonly operator: 'eq' | 'ne'
  readonly value: string
}

type SenderField = keyof typeof SENDER_FIELDS

const USER_TYPES = [
  'aadUser',
  'onPremiseAadUser',
  'anonymousGuest',
  'federatedUser',
  'personalMicrosoftAccountUser',
  'skypeUser',
  'phoneUser',
]
const APPLICATION_TYPES = ['aadApplication', 'bot', 'tenantBot', 'office365Connector', 'outgoingWebhook']

/** Which operators and values each sender property takes; undefined = any value. */
const SENDER_FIELDS = {
  'from/user/id': { operators: ['eq'], values: undefined },
  'from/user/userIdentityType': { operators: ['eq'], values: USER_TYPES },
  'from/application/applicationIdentityType': { operators: ['eq'], values: APPLICATION_TYPES },
  messageType: { operators: ['eq', 'ne'], values: ['systemEventMessage'] },
} as const

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?Z$/
const TOKEN = /\s*(?:([()])|'((?:[^']|'')*)'|([^\s()']+))/y

type Token =
  | { readonly kind: 'paren'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'word'; readonly text: string }

type Node =
  | { readonly kind: 'sender'; readonly clause: SenderClause }
  | { readonly kind: 'bound'; readonly operator: 'gt' | 'lt'; readonly at: number }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Node[] }

/** Reads a filter; throws 400 BadRequest for anything outside the grammar. */
export function parseExportFilter(text: string): ExportFilter {
  return shape(new Parser(tokens(text)).whole())
}

function tokens(text: string): Token[] {
  const found: Token[] = []
  TOKEN.lastIndex = 0
  const end = text.trimEnd().length
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text)
    if (!match) throw badRequest(`Invalid filter clause: unterminated literal in '${text}'.`)
    const [, paren, literal, word] = match
    if (paren !== undefined) found.push({ kind: 'paren', text: paren })
    else if (literal !== undefined) found.push({ kind: 'string', text: literal.replaceAll("''", "'") })
    else found.push({ kind: 'word', text: word ?? '' })
  }
  return found
}

class Parser {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(list: readonly Token[]) {
    this.#tokens = list
  }

  whole(): Node {
    const node = this.#either()
    if (this.#at < this.#tokens.length) throw this.#unexpected()
    return node
  }

  #either(): Node {
    return this.#chain('or', () => this.#both())
  }

  #both(): Node {
    return this.#chain('and', () => this.#single())
  }

  #chain(word: 'and' | 'or', next: () => Node): Node {
    const parts = [next()]
    while (this.#takes(word)) parts.push(next())
    const [only] = parts
    return parts.length === 1 && only ? only : { kind: word, parts }
  }

  #single(): Node {
    if (!this.#takes('(')) return this.#clause()
    const node = this.#either()
    if (!this.#takes(')')) throw this.#unexpected()
    return node
  }

  #clause(): Node {
    const field = this.#next('word')
    const operator = this.#next('word')
    if (field === 'lastModifiedDateTime') return bound(operator, this.#next('word'))
    if (!Object.hasOwn(SENDER_FIELDS, field))
      throw badRequest(`Invalid filter clause: property '${field}' is not supported.`)
    return { kind: 'sender', clause: senderClause(field as SenderField, operator, this.#next('string')) }
  }

  #takes(text: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.text !== text || token.kind === 'string') return false
    this.#at++
    return true
  }

  #next(kind: Token['kind']): string {
    const token = this.#tokens[this.#at]
    if (token?.kind !== kind) throw this.#unexpected()
    this.#at++
    return token.text
  }

  #unexpected() {
    const token = this.#tokens[this.#at]
    return badRequest(
      `Invalid filter clause: unexpected ${token ? `'${token.text}'` : 'end'} at position ${this.#at}.`,
    )
  }
}

function bound(operator: string, value: string): Node {
  if (operator !== 'gt' && operator !== 'lt')
    throw badRequest(
      `Invalid filter clause: operator '${operator}' is not supported on lastModifiedDateTime.`,
    )
  const at = TIME.test(value) ? Date.parse(value.replace(/(\.\d{3})\d+Z$/, '$1Z')) : Number.NaN
  if (Number.isNaN(at)) throw badRequest(`Invalid filter clause: '${value}' is not a UTC date and time.`)
  return { kind: 'bound', operator, at }
}

function senderClause(field: SenderField, operator: string, value: string): SenderClause {
  const { operators, values } = SENDER_FIELDS[field]
  if (!(operators as readonly string[]).includes(operator))
    throw badRequest(`Invalid filter clause: operator '${operator}' is not supported on ${field}.`)
  if (values && !(values as readonly string[]).includes(value))
    throw badRequest(`Invalid filter clause: value '${value}' is not supported on ${field}.`)
  return { field, operator: operator as 'eq' | 'ne', value }
}

/** Accepts only the documented combinations. */
function shape(node: Node): ExportFilter {
  if (node.kind !== 'and') {
    if (node.kind === 'bound') return window([node], [])
    return { senders: senders(node), after: undefined, before: undefined }
  }
  const parts = node.parts.flatMap((part) => (part.kind === 'and' ? part.parts : [part]))
  const [first] = parts
  if (first && first.kind !== 'bound') return window(parts.slice(1), senders(first))
  return window(parts, [])
}

function senders(node: Node): SenderClause[] {
  const parts = node.kind === 'or' ? node.parts : [node]
  return parts.flatMap((part) => {
    if (part.kind === 'or') return senders(part)
    if (part.kind !== 'sender')
      throw badRequest('Invalid filter clause: only sender clauses may be joined by or.')
    return [part.clause]
  })
}

function window(parts: readonly Node[], who: readonly SenderClause[]): ExportFilter {
  const [from, until, more] = parts
  if (from?.kind !== 'bound' || from.operator !== 'gt' || more)
    throw badRequest(
      'Invalid filter clause: a window is lastModifiedDateTime gt X [and lastModifiedDateTime lt Y].',
    )
  if (until && (until.kind !== 'bound' || until.operator !== 'lt'))
    throw badRequest('Invalid filter clause: the second bound must be lastModifiedDateTime lt Y.')
  return { senders: who, after: from.at, before: until?.kind === 'bound' ? until.at : undefined }
}

/** Whether a message passes. */
export function passes(filter: ExportFilter, message: Message): boolean {
  if (filter.after !== undefined && message.modifiedAt <= filter.after) return false
  if (filter.before !== undefined && message.modifiedAt >= filter.before) return false
  return filter.senders.length === 0 || filter.senders.some((clause) => matches(clause, message))
}

function matches({ field, operator, value }: SenderClause, { sender, event }: Message): boolean {
  switch (field) {
    case 'from/user/id':
      return sender.userId?.toLowerCase() === value.toLowerCase()
    case 'from/user/userIdentityType':
      return sender.userIdentityType === value
    case 'from/application/applicationIdentityType':
      return sender.applicationIdentityType === value
    case 'messageType':
      return event === (operator === 'eq')
  }
}
