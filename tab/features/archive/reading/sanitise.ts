import DOMPurify from 'dompurify'
import { ALLOWED_ATTRIBUTES, ALLOWED_TAGS, quietened, type RichNode, readNodes } from './read-body.ts'

/**
 * A message body as nodes to draw. Two nets, one behind the other: DOMPurify takes out what is not on the strict list,
 * in a document that loads nothing; then only what `readNodes` knows is read off. No HTML string reaches the page.
 */
export function readHtml(html: string): RichNode[] {
  const nodes = readFragment(html.slice(0, MOST_CHARACTERS))
  return html.length > MOST_CHARACTERS && nodes.at(-1)?.kind !== 'cut' ? [...nodes, { kind: 'cut' }] : nodes
}

/** Teams takes 28 kB a message, and cards of apps are of the same size. */
const MOST_CHARACTERS = 200_000

function readFragment(html: string): RichNode[] {
  const fragment = DOMPurify.sanitize(quietened(html), {
    ALLOWED_TAGS,
    ALLOWED_ATTR: ALLOWED_ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  })
  return readNodes(fragment.childNodes)
}

/** The nodes of a body as Graph gives it: HTML, or text as it is. */
export function nodesOf(body: unknown): RichNode[] {
  const { contentType, content } = (body ?? {}) as { contentType?: unknown; content?: unknown }
  if (typeof content !== 'string' || !content) return []
  return contentType === 'html' ? readHtml(content) : [{ kind: 'text', text: content }]
}
