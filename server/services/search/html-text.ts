/** The words of an HTML body, as a reader sees them, and what it shows beside them. */
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'

export type HtmlText = {
  readonly text: string
  /** Where links lead that doesn't stand in the text anyway. */
  readonly links: readonly string[]
  readonly hasLink: boolean
  readonly hasImage: boolean
}

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

/** Tags within a line: text before and after them is of one word. */
const INLINE = new Set(
  'a abbr at b bdi bdo big cite code customemoji em emoji font i ins kbd mark q s samp small span strike strong sub sup tt u var'.split(
    ' ',
  ),
)
const HIDDEN = new Set(['script', 'style', 'template', 'title'])
/** Teams draws these as text: the letters are in `alt`. */
const LETTERED = new Set(['emoji', 'customemoji'])

/** Linear in the length of `html`, however it is nested. */
export function readHtml(html: string): HtmlText {
  if (!/[<&]/.test(html)) return { text: html, links: [], hasLink: false, hasImage: false }
  const links: string[] = []
  let text = ''
  let hasImage = false
  const left: (Node | string)[] = parseFragment(html).childNodes.toReversed()
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (typeof next === 'string') text += next
    else if (next.nodeName === '#text') text += (next as DefaultTreeAdapterTypes.TextNode).value
    else if ('tagName' in next && !HIDDEN.has(next.tagName)) {
      text += (isBlock(next) ? '\n' : '') + altOf(next)
      const href = next.tagName === 'a' ? webAddress(attribute(next, 'href')) : undefined
      if (href !== undefined) links.push(href)
      hasImage ||= next.tagName === 'img' && !isLettered(next)
      if (isBlock(next)) left.push('\n')
      for (const child of next.childNodes.toReversed()) left.push(child)
    }
  }
  const told = links.filter((link) => !text.includes(link))
  return { text, links: [...new Set(told)], hasLink: links.length > 0, hasImage }
}

function isBlock(element: Element): boolean {
  return !INLINE.has(element.tagName) && !isLettered(element)
}

/** `image` is what Teams calls every picture. */
function altOf(element: Element): string {
  if (element.tagName !== 'img' && !LETTERED.has(element.tagName)) return ''
  const alt = attribute(element, 'alt') ?? ''
  return alt === 'image' ? '' : alt
}

function isLettered(element: Element): boolean {
  return LETTERED.has(element.tagName) || (attribute(element, 'itemtype') ?? '').endsWith('/Emoji')
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((it) => it.name === name)?.value
}

/** As a person reads it: the address without what it is spelled with. */
function webAddress(href: string | undefined): string | undefined {
  if (href === undefined || !/^https?:/i.test(href)) return undefined
  try {
    return decodeURI(href)
  } catch {
    return href
  }
}
