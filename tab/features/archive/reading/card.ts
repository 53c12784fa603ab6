import { safeWebHref } from './links.ts'

/** What a card says, as lines that can be read in order. */
export type CardLine =
  | { kind: 'title' | 'text'; text: string }
  | { kind: 'facts'; facts: { title: string; value: string }[] }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'button'; text: string }

type Json = Record<string, unknown>

/** The words of an adaptive card, or of a hero, thumbnail, list or receipt card. Pictures and inputs say their text. */
export function readCard(card: Json): CardLine[] {
  const adaptive = Array.isArray(card.body) || card.type === 'AdaptiveCard'
  const lines = adaptive ? elements(card.body) : classic(card)
  return [...lines, ...buttons(card.actions ?? card.buttons)]
}

function elements(value: unknown): CardLine[] {
  return objects(value).flatMap(element)
}

function element(it: Json): CardLine[] {
  switch (it.type) {
    case 'TextBlock':
      return line(isTitle(it) ? 'title' : 'text', it.text)
    case 'RichTextBlock':
      return line('text', inlineText(it.inlines))
    case 'FactSet':
      return factSet(it.facts)
    case 'Image':
    case 'Media':
      return line('text', it.altText)
    case 'ActionSet':
      return buttons(it.actions)
    default:
      return [
        ...line('text', it.label ?? it.text ?? it.placeholder),
        ...['items', 'columns', 'body', 'cells', 'rows', 'images'].flatMap((name) => elements(it[name])),
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
  ]
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

/** Text without the few markdown marks cards use. */
function plain(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value
    .replace(/<[^>]*>/g, '')
    .replace(/\*\*(.+?)\*\*/g, '$1')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .trim()
  return text || undefined
}

function joined(...parts: unknown[]): string {
  return parts.map(plain).filter(Boolean).join(' · ')
}

function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((it): it is Json => typeof it === 'object' && it !== null) : []
}
