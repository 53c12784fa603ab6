import { hostedContentId, safeWebHref } from './links.ts'

/** What a card says, as lines that can be read in order. */
export type CardLine =
  | { kind: 'title' | 'text'; text: string }
  | { kind: 'facts'; facts: { title: string; value: string }[] }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'image'; hostedContentId: string; alt: string }
  | { kind: 'button'; text: string }

type Json = Record<string, unknown>

/** Elements within elements, and lines, of one card. Cards people make have a tenth of that. */
const DEEPEST = 40
const MOST_LINES = 300

/**
 * The words of an adaptive card, or of a hero, thumbnail, list or receipt card, and the pictures that are stored with the
 * message. Other pictures and inputs say their text.
 */
export function readCard(card: Json): CardLine[] {
  const adaptive = Array.isArray(card.body) || card.type === 'AdaptiveCard'
  const lines = adaptive ? elements(card.body, 0) : classic(card)
  return [...lines, ...buttons(card.actions ?? card.buttons)].slice(0, MOST_LINES)
}

function elements(value: unknown, depth: number): CardLine[] {
  return depth > DEEPEST ? [] : objects(value).flatMap((it) => element(it, depth))
}

function element(it: Json, depth: number): CardLine[] {
  switch (it.type) {
    case 'TextBlock':
      return line(isTitle(it) ? 'title' : 'text', it.text)
    case 'RichTextBlock':
      return line('text', inlineText(it.inlines))
    case 'FactSet':
      return factSet(it.facts)
    case 'Image':
      return image(it.url, it.altText)
    case 'Media':
      return [...image(it.poster, it.altText), ...line('text', it.altText)].slice(0, 1)
    case 'ActionSet':
      return buttons(it.actions)
    default:
      return [
        ...line('text', it.label ?? it.text ?? it.placeholder),
        ...['items', 'columns', 'body', 'cells', 'rows', 'images'].flatMap((name) =>
          elements(it[name], depth + 1),
        ),
      ]
  }
}

function classic(card: Json): CardLine[] {
  return [
    ...line('title', card.title),
    ...line('text', card.subtitle),
    ...line('text', card.text),
    ...objects(card.items).flatMap((item) => [
      ...line('text', joined(item.title, item.subtitle ?? item.price)),
    ]),
    ...factSet(objects(card.facts).map((it) => ({ title: it.key ?? it.title, value: it.value }))),
    ...line('text', card.total ? `${card.total}` : undefined),
    ...objects(card.images).flatMap((it) => image(it.url, it.alt)),
  ]
}

/** A picture that is stored with the message; one of anywhere else is its words. */
function image(url: unknown, alt: unknown): CardLine[] {
  const id = typeof url === 'string' ? hostedContentId(url) : undefined
  return id ? [{ kind: 'image', hostedContentId: id, alt: plain(alt) ?? '' }] : line('text', alt)
}

function buttons(value: unknown): CardLine[] {
  return objects(value).flatMap((action): CardLine[] => {
    const text = plain(action.title)
    if (!text) return []
    const href = safeWebHref(plain(action.url) ?? plain(action.value))
    return [href ? { kind: 'link', text, href } : { kind: 'button', text }]
  })
}

function factSet(value: unknown): CardLine[] {
  const facts = objects(value)
    .map((it) => ({ title: plain(it.title) ?? '', value: plain(it.value) ?? '' }))
    .filter((it) => it.title || it.value)
  return facts.length ? [{ kind: 'facts', facts }] : []
}

function isTitle({ size, weight, style }: Json): boolean {
  return style === 'heading' || /^(large|extraLarge)$/i.test(String(size)) || /^bolder$/i.test(String(weight))
}

function inlineText(value: unknown): string {
  if (!Array.isArray(value)) return ''
  return value.map((it) => (typeof it === 'string' ? it : (plain((it as Json | null)?.text) ?? ''))).join('')
}

function line(kind: 'title' | 'text', value: unknown): CardLine[] {
  const text = plain(value)
  return text ? [{ kind, text }] : []
}

/** Text without the few markdown marks cards use. No mark holds its like, so none is looked for to the end of the text. */
function plain(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value
    .replace(/<[^<>]*>/g, '')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/\[([^[\]]+)\]\([^()]*\)/g, '$1')
    .trim()
  return text || undefined
}

function joined(...parts: unknown[]): string {
  return parts.map(plain).filter(Boolean).join(' · ')
}

function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((it): it is Json => typeof it === 'object' && it !== null) : []
}
