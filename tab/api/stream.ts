import type { Problem } from '../../server/contract/index.ts'
import { i18n } from '../i18n/index.ts'
import type { Api } from './client.ts'
import { useApi } from './context.tsx'
import type { LineOf, LinesAddress, OptionsOf } from './operations.ts'
import { ApiError, localProblem } from './problem.ts'

/** What a line of that name holds. */
type Named<Line, Name extends string> = Line extends Record<Name, infer T> ? T : never
type NameIn<Line> = Line extends unknown ? Exclude<keyof Line, 'problem'> & string : never

/**
 * A request whose answer comes line by line: `{ [item]: … }` as often as there is news, then `{ [result]: … }` or a
 * problem. Resolves with the result; rejects with the problem, and when the stream was cut off before either.
 */
export function useStream() {
  return streamOf(useApi())
}

export function streamOf(api: Api) {
  return async <
    M extends 'POST' | 'PUT',
    P extends LinesAddress<Lowercase<M>>,
    Item extends NameIn<LineOf<P, Lowercase<M>>>,
    Result extends NameIn<LineOf<P, Lowercase<M>>>,
  >(
    method: M,
    path: P,
    options: OptionsOf<P, Lowercase<M>>,
    names: { item: Item; result: Result },
    onItem: (item: Named<LineOf<P, Lowercase<M>>, Item>) => void,
  ): Promise<Named<LineOf<P, Lowercase<M>>, Result>> => {
    type Line = LineOf<P, Lowercase<M>>
    let result: { value: Named<Line, Result> } | undefined
    let problem: Problem | undefined
    await api.lines(method, path, options, (value) => {
      // One of three, and the compiler cannot tell by a name it does not know yet.
      const line = value as Record<Item, Named<Line, Item>> &
        Record<Result, Named<Line, Result>> & { problem?: Problem }
      if (names.item in line) onItem(line[names.item])
      else if (names.result in line) result = { value: line[names.result] }
      else problem = line.problem
    })
    if (problem) throw new ApiError(problem)
    if (!result) throw cutOff()
    return result.value
  }
}

function cutOff(): ApiError {
  return new ApiError(
    localProblem(
      'cut-off',
      i18n.t('problem.testCut.title'),
      i18n.t('problem.testCut.text'),
      i18n.t('problem.testCut.hint'),
    ),
  )
}
