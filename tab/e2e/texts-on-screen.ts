/** What a person can read on a screen or is told by a screen reader, and what of it goes wrong in another language. */
import type { Page } from 'playwright-core'

export interface Shown {
  text: string
  /** Where: tag and class of the nearest element, for anyone who has to find it. */
  where: string
}

/**
 * Every text that is seen or named: text nodes, labels, placeholders, titles, the name of the page. Left out is what no
 * catalogue can hold: names and ids (`translate="no"`), messages (`data-user-content`), times and amounts that Intl writes (`time`, `data`),
 * the server's own English (`lang`), pictures made of initials, code.
 */
export async function textsOn(page: Page): Promise<Shown[]> {
  return page.evaluate(() => {
    const DATA =
      '[translate="no"], [data-user-content], time, data, [lang]:not(html), script, style, noscript, .fui-Avatar'
    const LABELS = ['aria-label', 'aria-valuetext', 'aria-description', 'placeholder', 'alt', 'title']
    const shown: { text: string; where: string }[] = [{ text: document.title, where: 'title' }]
    const add = (text: string | null, element: Element) => {
      if (!text || !/\p{L}/u.test(text) || element.closest(DATA)) return
      if (!element.checkVisibility({ visibilityProperty: true })) return
      shown.push({ text: text.trim(), where: `${element.tagName} ${element.outerHTML.slice(0, 90)}` })
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const { nodeValue, parentElement } = walker.currentNode
      if (parentElement) add(nodeValue, parentElement)
    }
    for (const element of document.body.querySelectorAll(LABELS.map((it) => `[${it}]`).join())) {
      for (const name of LABELS) add(element.getAttribute(name), element)
    }
    return shown
  })
}

/** In the accented English: what stands outside brackets is hard-coded. */
export async function outsideBrackets(page: Page): Promise<string[]> {
  const texts = await textsOn(page)
  return texts
    .filter(({ text }) => /\p{L}/u.test(withoutBrackets(text)))
    .map(({ text, where }) => `${text} (${where})`)
}

function withoutBrackets(text: string): string {
  const less = text.replace(/\[[^[\]]*\]/g, '')
  return less === text ? text : withoutBrackets(less)
}

/** Scrolling sideways, and buttons and headings whose words do not fit into them. */
export async function overflowsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth) found.push(`page: ${scrollWidth} px wide in ${clientWidth}`)
    for (const it of document.querySelectorAll<HTMLElement>('button, a, h1, h2, h3, [role="tab"], label')) {
      if (!it.checkVisibility({ visibilityProperty: true }) || it.closest('.sr-only')) continue
      const clips = getComputedStyle(it).overflowX !== 'visible'
      const box = it.getBoundingClientRect()
      const outside = box.width > 0 && (box.left < -1 || box.right > clientWidth + 1)
      const scrolled = it.closest('[data-scrolls-sideways]') !== null
      if ((clips && it.scrollWidth > it.clientWidth + 1) || (outside && !scrolled))
        found.push(
          `${it.tagName} “${it.textContent?.slice(0, 60)}”: ${box.left}–${box.right} of ${clientWidth}`,
        )
    }
    return found
  })
}
