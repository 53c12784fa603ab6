import type { Restore } from '../../../server/contract/index.ts'

export type Plan = NonNullable<Restore['plan']>

/** Nothing a spreadsheet would calculate, quoted as CSV asks. */
function field(text: string | number): string {
  const plain = typeof text === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : String(text)
  return `"${plain.replaceAll('"', '""')}"`
}

/** What the plan says, a line for each reason. The mark in front lets spreadsheets read it as UTF-8. */
export function csvOf(lines: readonly (readonly (string | number)[])[]): string {
  return `\ufeff${lines.map((line) => line.map(field).join(',')).join('\r\n')}\r\n`
}

export function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
