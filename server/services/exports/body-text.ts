/** The words of a message body, line by line, without its HTML. Linear in its length, however it is nested. */
import { Parser } from 'htmlparser2'

const BLOCKS = new Set(
  'p div li ul ol blockquote pre codeblock h1 h2 h3 h4 h5 h6 table tr hr section article'.split(' '),
)
/** What is in these is no text of the message. */
const SILENT = new Set(['script', 'style', 'template', 'title'])

export function textOfHtml(html: string): string {
  const parts: string[] = []
  const links: { href: string | undefined; from: number }[] = []
  let silent = 0
  let verbatim = 0
  const parser = new Parser({
    onopentag(name, attributes) {
      if (SILENT.has(name)) silent += 1
      if (name === 'pre' || name === 'codeblock') verbatim += 1
      if (name === 'a') links.push({ href: attributes.href, from: parts.length })
      parts.push(before(name, attributes))
    },
    ontext(text) {
      if (silent === 0) parts.push(verbatim > 0 ? text : text.replace(/\s+/g, ' '))
    },
    onclosetag(name) {
      if (SILENT.has(name)) silent -= 1
      if (name === 'pre' || name === 'codeblock') verbatim -= 1
      if (name === 'a') parts.push(target(links.pop(), parts))
      if (name === 'td' || name === 'th') parts.push('\t')
      if (BLOCKS.has(name)) parts.push('\n')
    },
  })
  parser.write(html)
  parser.end()
  return tidied(parts.join(''))
}

function before(name: string, { alt = '', itemtype = '', ...attributes }: Record<string, string>): string {
  switch (name) {
    case 'br':
      return '\n'
    case 'hr':
      return '\n---\n'
    case 'li':
      return '\n• '
    case 'emoji':
    case 'customemoji':
      return alt || attributes.title || ''
    case 'img':
      return /emoji/i.test(itemtype) ? alt : `[${alt === '' || alt === 'image' ? 'Picture' : alt}]`
    case 'video':
    case 'audio':
      return '[Recording]'
    default:
      return BLOCKS.has(name) ? '\n' : ''
  }
}

/** Where a link leads, if its words don't say so. */
function target(
  link: { href: string | undefined; from: number } | undefined,
  parts: readonly string[],
): string {
  if (link?.href === undefined || !/^(?:https?|mailto):/i.test(link.href)) return ''
  const words = parts.slice(link.from).join('').trim()
  return words === '' || link.href.includes(words) ? '' : ` <${link.href}>`
}

function tidied(text: string): string {
  return text
    .replaceAll('\u00a0', ' ')
    .replace(/[ \t]*\n\s*/g, '\n')
    .trim()
}
