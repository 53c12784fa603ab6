import { useTranslation } from 'react-i18next'
import type { SelectionScope } from '../../server/contract/index.ts'
import { formatNames, formatNumber } from '../format/number.ts'
import { dateOnly } from '../format/time.ts'

/** What people chose, in words: "Chats of Aisha Rahman · from Nov 1, 2026 · with “budget”". */
export function useScopeWords(): (scope: SelectionScope) => string {
  const { t } = useTranslation()

  /** The names that are known, and how many more; without a name, how many. */
  const named = ({ count, names }: SelectionScope['people'], counted: string): string => {
    if (names.length === 0) return counted
    const rest = count - names.length
    const listed = rest > 0 ? [...names, t('count.more', { n: formatNumber(rest) })] : names
    return formatNames(listed, listed.length, String)
  }

  return ({ people, conversations, from, to, q }) => {
    const words: string[] = []
    if (people.count > 0) {
      const { count } = people
      const counted = t('count.people', { count, n: formatNumber(count) })
      words.push(t('archive.exports.of', { names: named(people, counted) }))
    }
    if (conversations.count > 0) {
      const { count } = conversations
      words.push(named(conversations, t('count.conversations', { count, n: formatNumber(count) })))
    }
    if (words.length === 0) words.push(t('archive.exports.everything'))
    if (from) words.push(t('archive.exports.from', { when: dateOnly(from) }))
    if (to) words.push(t('archive.exports.to', { when: dateOnly(to) }))
    if (q) words.push(t('archive.exports.q', { q }))
    return words.join(' · ')
  }
}
