/**
 * What counts as text. PostgreSQL stores no U+0000, UTF-8 has no half of a surrogate pair, and `encodeURIComponent`
 * throws at one: the door refuses such text, and text that has to be kept anyway is turned into storable text first.
 */

export function isText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

/** U+0000 and halves of surrogate pairs become U+FFFD. Doing it twice changes nothing. */
export function toText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}

/** Storable, and at most `longest` UTF-16 units long: an ellipsis replaces the rest. */
export function toShortText(text: string, longest: number): string {
  const whole = toText(text)
  return whole.length <= longest ? whole : `${whole.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/**
 * The path (`name`, `ids.3`; empty for `value` itself) of a string in JSON-like `value` that is no text; for a key that
 * is no text, the path of its object. Undefined when all of it is text. Walks without recursion: JSON can be nested
 * deeper than a stack.
 */
export function findNoText(value: unknown): string | undefined {
  const left: { value: unknown; path: string }[] = [{ value, path: '' }]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value: found, path } = next
    if (typeof found === 'string' && !isText(found)) return path
    if (typeof found !== 'object' || found === null) continue
    for (const [key, member] of Object.entries(found)) {
      if (!isText(key)) return path
      left.push({ value: member, path: path === '' ? key : `${path}.${key}` })
    }
  }
  return undefined
}

/** `1 message`, `2 messages`: what a sentence says of a number of things. */
export function counted(number: number, one: string, more: string): string {
  return `${number} ${number === 1 ? one : more}`
}
