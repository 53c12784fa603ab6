/** HTML out of texts that anyone may have written: what is put in is escaped, unless it is HTML already. */

export type Html = { readonly html: string }

type Part = string | number | Html | null | undefined | false | readonly Part[]

/** `html`<p>${text}</p>``; empty values and lists of parts are taken as they come. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: texts.map((text, at) => text + (at < parts.length ? written(parts[at]) : '')).join('') }
}

function written(part: Part): string {
  if (part === null || part === undefined || part === false) return ''
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part))
  return 'html' in part ? part.html : part.map(written).join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** For text and for attributes in quotes. Characters no page may have become U+FFFD. */
export function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

/**
 * The policy of every page in an export: nothing runs, nothing is fetched, nothing is sent. Pictures come from beside the
 * page or from within it.
 */
const POLICY =
  "default-src 'none'; img-src 'self' data: file:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"

/** Up to the body of a page that needs nothing but itself. `style` is ours. */
export function pageStart({ title, style }: { title: string; style: string }): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ html: style }}</style>
</head>
<body>
`.html
}

export const PAGE_END = '\n</body>\n</html>\n'

/** A whole page at once. */
export function page({ body, ...head }: { title: string; style: string; body: Html }): string {
  return pageStart(head) + body.html + PAGE_END
}
