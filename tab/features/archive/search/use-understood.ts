import { useTranslation } from 'react-i18next'
import type { SearchPage, SearchTerm } from '../../../../server/contract/index.ts'
import { formatChoices, formatList } from '../../../format/number.ts'

/** What the search made of what was typed; nothing where that is plain words. */
export function useUnderstood(understood: SearchPage['understood'] | undefined): string | undefined {
  const { t } = useTranslation()
  if (understood === undefined || understood.length === 0) return undefined
  const isPlain = understood.every(
    (terms) => terms.length === 1 && terms[0]?.kind === 'word' && !terms[0].not,
  )
  if (isPlain) return undefined
  const toldTerm = ({ text, kind, not }: SearchTerm): string => {
    const words = t(`search.understood.${kind}`, { text })
    return not ? t('search.understood.not', { words }) : words
  }
  const told = understood.map((terms) => formatChoices(terms.map(toldTerm)))
  return t('search.understood.all', { terms: formatList(told) })
}
