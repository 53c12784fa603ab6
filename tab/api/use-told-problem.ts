import type { Problem } from '../../server/contract/index.ts'
import { type Told, tell, titleOf } from '../i18n/told.ts'
import { useLocale } from '../i18n/use-locale.ts'
import { isLocal } from './problem.ts'

/** A problem in the reader's language. What failed on this side already is. */
export function useToldProblem(): (problem: Problem) => Told & { title: string } {
  const { language } = useLocale()
  return (problem) => {
    const { title, detail, hint, status } = problem
    if (isLocal(problem)) return { title, text: detail, hint, english: '' }
    return { ...tell(problem, language), title: titleOf(status, title, language) }
  }
}
