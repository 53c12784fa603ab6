import { hostedContentId, safeHref } from './links.ts'

/** What this reads of a DOM node; a test can make one without a DOM. */
export interface NodeLike {
  nodeType: number
  nodeName: string
  textContent: string | null
  childNodes: ArrayLike<NodeLike>
  getAttribute?(name: string): string | null
}

/** A message body as a tree of the few things that are drawn. Nothing of the HTML itself is left in it. */
export type RichNode =
  | { kind: 'text'; text: string }
  | { kind: 'element'; tag: RichTag; children: RichNode[]; rtl: boolean }
  | { kind: 'link'; href: string; children: RichNode[] }
  | { kind: 'mention'; id: string; text: string }
  | { kind: 'attachment'; id: string }
  | { kind: 'hosted-image'; hostedContentId: string; alt: string; emoji?: boolean }
  | { kind: 'hosted-media'; hostedContentId: string }
  | { kind: 'remote-image'; alt: string }
  | { kind: 'quote'; name: string | undefined; messageId: string | undefined; preview: string }
  /** The rest is too much to draw. */
  | { kind: 'cut' }

const TAGS = {
  P: 'p',
  DIV: 'div',
  BR: 'br',
  B: 'strong',
  STRONG: 'strong',
  I: 'em',
  EM: 'em',
  U: 'u',
  S: 's',
  STRIKE: 's',
  DEL: 's',
  SUB: 'sub',
  SUP: 'sup',
  SPAN: 'span',
  UL: 'ul',
  OL: 'ol',
  LI: 'li',
  BLOCKQUOTE: 'blockquote',
  PRE: 'pre',
  CODE: 'code',
  CODEBLOCK: 'pre',
  H1: 'heading',
  H2: 'heading',
  H3: 'heading',
  H4: 'heading',
  H5: 'heading',
  H6: 'heading',
  HR: 'hr',
  TABLE: 'table',
  THEAD: 'thead',
  TBODY: 'tbody',
  TFOOT: 'tbody',
  TR: 'tr',
  TH: 'th',
  TD: 'td',
} as const

export type RichTag = (typeof TAGS)[keyof typeof TAGS]

const TEXT_NODE = 3
const ELEMENT_NODE = 1
const REPLY = 'http://schema.skype.com/Reply'

/** The strict list for DOMPurify, in one place with what is drawn of it. */
export const ALLOWED_TAGS = [
  ...Object.keys(TAGS).map((it) => it.toLowerCase()),
  'a',
  'img',
  'at',
  'attachment',
  'emoji',
  'customemoji',
  'video',
  'audio',
]
export const ALLOWED_ATTRIBUTES = [
  'href',
  'src',
  'source',
  'alt',
  'id',
  'itemtype',
  'itemid',
  'itemprop',
  'dir',
  'title',
]

/**
 * Things drawn of one body. A long message by hand has some hundreds; what is made to have a hundred thousand would hold up
 * the whole conversation.
 */
const MOST_NODES = 4000

/** The beginning of a body that is too long ends with `cut`. */
export function readNodes(nodes: ArrayLike<NodeLike>, most = MOST_NODES): RichNode[] {
  const budget = { left: most }
  const read = readList(nodes, budget)
  return budget.left < 0 ? [...read, { kind: 'cut' }] : read
}

type Budget = { left: number }

function readList(nodes: ArrayLike<NodeLike>, budget: Budget): RichNode[] {
  const read: RichNode[] = []
  for (let at = 0; at < nodes.length; at++) {
    if (--budget.left < 0) break
    const node = nodes[at]
    if (node) read.push(...readNode(node, budget))
  }
  return read
}

function readNode(node: NodeLike, budget: Budget): RichNode[] {
  if (node.nodeType === TEXT_NODE) return node.textContent ? [{ kind: 'text', text: node.textContent }] : []
  if (node.nodeType !== ELEMENT_NODE) return []
  return readElement(node, budget)
}

function readElement(node: NodeLike, budget: Budget): RichNode[] {
  const attribute = (name: string) => node.getAttribute?.(name) ?? null
  const children = () => readList(node.childNodes, budget)
  switch (node.nodeName.toUpperCase()) {
    case 'A': {
      const href = safeHref(attribute('href'))
      return href ? [{ kind: 'link', href, children: children() }] : children()
    }
    case 'AT':
      return [{ kind: 'mention', id: attribute('id') ?? '', text: node.textContent ?? '' }]
    case 'ATTACHMENT':
      return [{ kind: 'attachment', id: attribute('id') ?? '' }]
    case 'EMOJI':
      return text(attribute('alt') || node.textContent || attribute('title'))
    case 'CUSTOMEMOJI':
      return readEmoji(hostedContentId(attribute('source') ?? attribute('src')), attribute('alt') ?? '')
    case 'VIDEO':
    case 'AUDIO':
      return readMedia(hostedContentId(attribute('src')))
    case 'IMG':
      return readImage(attribute('src'), attribute('alt') ?? '', attribute('itemtype') ?? '')
    case 'BLOCKQUOTE':
      if (attribute('itemtype') === REPLY) return [readReply(node, attribute('itemid'))]
  }
  const tag = TAGS[node.nodeName.toUpperCase() as keyof typeof TAGS]
  return tag ? [{ kind: 'element', tag, children: children(), rtl: attribute('dir') === 'rtl' }] : children()
}

/** An emoji of the organization's own. */
function readEmoji(id: string | undefined, alt: string): RichNode[] {
  return id ? [{ kind: 'hosted-image', hostedContentId: id, alt, emoji: true }] : text(alt)
}

function readMedia(id: string | undefined): RichNode[] {
  return [id ? { kind: 'hosted-media', hostedContentId: id } : { kind: 'remote-image', alt: '' }]
}

function text(value: string | null): RichNode[] {
  return value ? [{ kind: 'text', text: value }] : []
}

function readImage(src: string | null, alt: string, type: string): RichNode[] {
  if (/emoji/i.test(type)) return text(alt)
  const hosted = hostedContentId(src)
  return [hosted ? { kind: 'hosted-image', hostedContentId: hosted, alt } : { kind: 'remote-image', alt }]
}

/** The inline form of a quoted reply, as exports carry it. */
function readReply(node: NodeLike, messageId: string | null): RichNode {
  return {
    kind: 'quote',
    name: findByProp(node, 'mri')?.textContent?.trim() || undefined,
    messageId: messageId ?? undefined,
    preview: (findByProp(node, 'preview')?.textContent ?? '').trim(),
  }
}

function findByProp(node: NodeLike, prop: string): NodeLike | undefined {
  for (const child of Array.from(node.childNodes)) {
    if (child.getAttribute?.('itemprop') === prop) return child
    const deeper = findByProp(child, prop)
    if (deeper) return deeper
  }
  return undefined
}

/** Ids of the attachments a body has a place for; the others are drawn below it. */
export function placedAttachments(nodes: readonly RichNode[]): Set<string> {
  const found = new Set<string>()
  const visit = (node: RichNode) => {
    if (node.kind === 'attachment') found.add(node.id)
    if ('children' in node) node.children.forEach(visit)
  }
  nodes.forEach(visit)
  return found
}

/** True when nothing would be seen: no text, no picture, no place for an attachment. */
export function isBlank(nodes: readonly RichNode[]): boolean {
  return nodes.every((node) => {
    if (node.kind === 'text') return node.text.trim() === ''
    return 'children' in node && isBlank(node.children)
  })
}

/**
 * Renames styles and event handlers before the HTML is parsed: they would be dropped anyway, but the browser reports
 * each one against our content security policy as soon as it is parsed. For quiet, not for safety. A tag ends at the next `<`,
 * so that unclosed ones do not make this quadratic.
 */
export function quietened(html: string): string {
  return html.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\s(style|on[a-z]+)\s*=/gi, ' data-$1='))
}
