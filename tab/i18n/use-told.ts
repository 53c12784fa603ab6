import type { Problem } from '../../server/contract/index.ts'
import { isLocal } from '../api/problem.ts'
import { type Reported, type Told, tell, titleOf } from './told.ts'
import { useLocale } from './use-locale.ts'

/** What the server reports, in the reader's language. */
export function useTold(): (reported: Reported) => Told {
  const { language } = useLocale()
  return (reported) => tell(reported, language)
}

/** A problem in the reader's language. What failed on this side already is. */
export function useToldProblem(): (problem: Problem) => Told & { title: string } {
  const { language } = useLocale()
  return (problem) => {
    const { title, detail, hint, status } = problem
    if (isLocal(problem)) return { title, text: detail, hint, english: '' }
    return { ...tell(problem, language), title: titleOf(status, title, language) }
  }
}
