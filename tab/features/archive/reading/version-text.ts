import { diffWordsWithSpace } from 'diff'
import type { GraphAttachment } from './graph.ts'
import type { RichNode } from './read-body.ts'

/** What stands in a version's text for what is no text. */
export interface Stands {
  image: string
  media: string
  attachment: string
}

const BLOCKS = new Set(['p', 'div', 'li', 'blockquote', 'pre', 'heading', 'tr', 'table', 'ul', 'ol', 'hr'])

/** The words of a version, line by line, with what is attached at the end: what two versions are compared by. */
export function versionText(
  nodes: readonly RichNode[],
  attachments: readonly GraphAttachment[],
  stands: Stands,
): string {
  const attached = attachments.map(({ name }) =>
    name ? `[${stands.attachment}: ${name}]` : `[${stands.attachment}]`,
  )
  return [textOf(nodes, stands), ...attached]
    .join('\n')
    .replace(/[ \t\u00a0]*\n\s*/g, '\n')
    .trim()
}

function textOf(nodes: readonly RichNode[], stands: Stands): string {
  return nodes.map((node) => wordsOf(node, stands)).join('')
}

function wordsOf(node: RichNode, stands: Stands): string {
  switch (node.kind) {
    case 'text':
    case 'mention':
      return node.text
    case 'link':
      return textOf(node.children, stands)
    case 'element': {
      if (node.tag === 'br') return '\n'
      const inner = textOf(node.children, stands)
      if (node.tag === 'td' || node.tag === 'th') return `${inner}\t`
      return BLOCKS.has(node.tag) ? `\n${inner}\n` : inner
    }
    case 'hosted-image':
    case 'remote-image':
      return node.alt && node.alt !== 'image' ? `[${node.alt}]` : `[${stands.image}]`
    case 'hosted-media':
      return `[${stands.media}]`
    case 'quote':
      return `\n> ${node.preview}\n`
    case 'attachment':
    case 'cut':
      return ''
  }
}

/** A stretch of two texts: in both, or only in the earlier (removed) or the later one (added). */
export interface Stretch {
  text: string
  change: 'same' | 'removed' | 'added'
}

/** Two long texts without a word in common would take minutes. */
const PATIENCE_MS = 400

/** What changed from one text to the next, in order; undefined when they are too long and too different to tell. */
export function stretches(earlier: string, later: string): Stretch[] | undefined {
  const changes = diffWordsWithSpace(earlier, later, { timeout: PATIENCE_MS })
  return changes?.map(({ value, added, removed }) => ({
    text: value,
    change: added ? 'added' : removed ? 'removed' : 'same',
  }))
}
