import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  Connection,
  ConnectionCheck,
  Problem,
  SaveConnection,
  TestConnection,
  TestResult,
} from '../../server/http/contract.ts'
import { i18n } from '../i18n/index.ts'
import { useApi } from './context.tsx'
import { keys } from './keys.ts'
import { ApiError, localProblem } from './problem.ts'

const PATH = '/api/connection'

export function useConnection() {
  const api = useApi()
  return useQuery({
    queryKey: keys.connection,
    queryFn: ({ signal }) => api.get<Connection>(PATH, {}, signal),
  })
}

/** One line of the streams below: a check as it completes, then exactly one of the other three. */
interface Line {
  check?: ConnectionCheck
  connection?: Connection
  result?: TestResult
  problem?: Problem
}

function useRefresh() {
  const client = useQueryClient()
  return () =>
    Promise.all(
      [keys.connection, keys.quota, keys.overview, keys.runs, keys.allSubjects].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    )
}

/** Tests, then saves; `onCheck` hears each check as it completes. Rejects with the problem when nothing was saved. */
export function useSaveConnection(onCheck: (check: ConnectionCheck) => void) {
  const stream = useLines(onCheck)
  const refresh = useRefresh()
  return useMutation({
    mutationFn: async (body: SaveConnection) => {
      const last = await stream('PUT', PATH, body)
      if (!last?.connection) throw cutOff()
      return last.connection
    },
    onSuccess: refresh,
  })
}

/** Tests and stores nothing but the outcome of the test. */
export function useTestConnection(onCheck: (check: ConnectionCheck) => void) {
  const stream = useLines(onCheck)
  const refresh = useRefresh()
  return useMutation({
    mutationFn: async (body: TestConnection) => {
      const last = await stream('POST', `${PATH}/test`, body)
      if (!last?.result) throw cutOff()
      return last.result
    },
    onSuccess: refresh,
  })
}

export function useForgetConnection() {
  const api = useApi()
  const refresh = useRefresh()
  return useMutation({ mutationFn: () => api.send<undefined>('DELETE', PATH), onSuccess: refresh })
}

function useLines(onCheck: (check: ConnectionCheck) => void) {
  const api = useApi()
  return async (method: 'POST' | 'PUT', path: string, body: unknown): Promise<Line | undefined> => {
    let last: Line | undefined
    await api
      .lines(method, path, body, (value) => {
        const line = value as Line
        if (line.check) onCheck(line.check)
        else last = line
      })
      .catch((error: unknown) => {
        if (error instanceof ApiError) for (const check of error.problem.checks ?? []) onCheck(check)
        throw error
      })
    if (last?.problem) throw new ApiError(last.problem)
    return last
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
