import type { Problem } from '../../server/contract/index.ts'
import { i18n } from '../i18n/index.ts'
import type { Api } from './client.ts'
import { useApi } from './context.tsx'
import { ApiError, localProblem } from './problem.ts'

/**
 * A request whose answer comes line by line: `{ [item]: … }` as often as there is news, then `{ [result]: … }` or a
 * problem. Resolves with the result; rejects with the problem, and when the stream was cut off before either.
 */
export function useStream() {
  return streamOf(useApi())
}

export function streamOf(api: Api) {
  return async <Item, Result>(
    request: { method: 'POST' | 'PUT'; path: string; body: unknown; signal?: AbortSignal },
    names: { item: string; result: string },
    onItem: (item: Item) => void,
  ): Promise<Result> => {
    let result: { value: Result } | undefined
    let problem: Problem | undefined
    const onLine = (value: unknown) => {
      const line = value as Record<string, unknown> & { problem?: Problem }
      if (names.item in line) onItem(line[names.item] as Item)
      else if (names.result in line) result = { value: line[names.result] as Result }
      else problem = line.problem
    }
    await api.lines(request.method, request.path, request.body, onLine, request.signal)
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
