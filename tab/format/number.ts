import { lists, numbers } from './kept.ts'
import { formatLocale } from './locale.ts'

export function formatNumber(value: number, locale = formatLocale()): string {
  return numbers(locale, {}).format(value)
}

/** Bytes in the unit a person would use: "4.2 MB". */
export function formatBytes(bytes: number, locale = formatLocale()): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** step
  return numbers(locale, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value)
}

/** "Mia, Ben and Kim"; more than `shown` names end in "and 4 more" by way of `more`. */
export function formatNames(
  names: readonly string[],
  shown: number,
  more: (count: number) => string,
  locale = formatLocale(),
): string {
  const listed = names.length <= shown ? [...names] : [...names.slice(0, shown), more(names.length - shown)]
  return lists(locale, { type: 'conjunction' }).format(listed)
}

/** "Mia, Ben, or Kim". */
export function formatChoices(parts: readonly string[], locale = formatLocale()): string {
  return lists(locale, { type: 'disjunction' }).format(parts)
}

/** "Mia, Ben and Kim". */
export function formatList(parts: readonly string[], locale = formatLocale()): string {
  return lists(locale, { type: 'conjunction' }).format(parts)
}

/** "Admin, Reviewer": side by side, without a word between them. */
export function formatParts(parts: readonly string[], locale = formatLocale()): string {
  return new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).format(parts)
}

/** The share of `part` in `whole`, between 0 and 1; 0 when there is no whole. */
export function share(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0
}
