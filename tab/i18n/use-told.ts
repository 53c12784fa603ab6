import type { Problem } from '../../server/contract/index.ts'
import { isLocal } from '../api/problem.ts'
import { formatNumber } from '../format/number.ts'
import { dateOnly } from '../format/time.ts'
import { serverWords } from './index.ts'
import { type Said, type Told, tell, titleOf } from './server-words.ts'
import { useLocale } from './use-locale.ts'

const FORMAT = {
  number: (value: number) => formatNumber(value),
  date: (day: string) => dateOnly(day, undefined, 'UTC'),
}

/** What the server said, in the reader's language. */
export function useTold(): (said: Said) => Told {
  const { language } = useLocale()
  return (said) => {
    const words = serverWords()
    if (words) return tell(said, words, FORMAT)
    const { detail, hint } = said
    const told = { text: detail, hint, english: '' }
    return language === 'en' ? told : { ...told, lang: 'en' }
  }
}

/** A problem in the reader's language. What failed on this side already is. */
export function useToldProblem(): (problem: Problem) => Told & { title: string } {
  const told = useTold()
  return (problem) => {
    const { title, detail, hint, status } = problem
    if (isLocal(problem)) return { title, text: detail, hint, english: '' }
    const words = serverWords()
    return { ...told(problem), title: words ? titleOf(status, title, words) : title }
  }
}
