/**
 * Comma-separated values, RFC 4180. A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a return, in their
 * full-width forms too, for a formula: such a cell gets an apostrophe before it (OWASP: CSV Injection).
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/** For the first line: without it, Excel reads UTF-8 as something else. */
export const BYTE_ORDER_MARK = '\uFEFF'

/**
 * A text for a cell that a spreadsheet must not turn into something else: `00123` and `1e5` would become numbers, `2024-05-06` a
 * date. Reversible: one apostrophe is put before such texts and before those that begin with one.
 */
export function spreadsheetText(text: string): string {
  return FORMULA.test(text) || text.startsWith("'") || NUMBER.test(text) ? `'${text}` : text
}

/** Short, without a letter but those of numbers, with a digit: what spreadsheets may read as number, date, time or share. */
const NUMBER = /^(?=.{0,40}$)(?=.*\d)[\s\d.,:/\\%$€£¥()eE+-]+$/s

/** One line with its end. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => csvCell(cell ?? '')).join(',')}\r\n`
}

function csvCell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** The cells of one line, without its end; blanks around them are left out, as are the quotes. */
export function csvFields(line: string): string[] {
  const cells = line.matchAll(/(?:^|,)(?:\s*"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))/g)
  return [...cells].map(([, quoted, plain = '']) => (quoted?.replaceAll('""', '"') ?? plain).trim())
}
