import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { RunPersonState, StartRun } from '../../../../server/contract/index.ts'
import { useApi } from '../../../api/context.tsx'
import { keys } from '../../../api/keys.ts'
import { ApiError } from '../../../api/problem.ts'

export function useRuns() {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: keys.runs,
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/runs', { query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

export function useRunFaults(id: string, live: boolean) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: keys.runFaults(id),
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/runs/{id}/faults', { path: { id }, query: { limit: 100, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: live ? 10_000 : false,
  })
}

/** So many names at first; the others come when they are asked for. */
const FIRST_PEOPLE = 10
const MORE_PEOPLE = 500

/** The people of a run in one state, by name; asked again when their number has changed. */
export function useRunPeople(id: string, state: RunPersonState, count: number) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: [...keys.runPeople(id, state), count],
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => {
      const limit = pageParam === undefined ? FIRST_PEOPLE : MORE_PEOPLE
      return api.get('/api/runs/{id}/people', {
        path: { id },
        query: { state, limit, cursor: pageParam },
        signal,
      })
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** Starts a run, or continues the suspended one. A 409 names the run in progress: that one is then the answer. */
export function useStartRun() {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: StartRun) =>
      api.send('POST', '/api/runs', { body }).catch((error: unknown) => {
        const runId = error instanceof ApiError && error.status === 409 ? error.problem.runId : undefined
        if (runId) return { id: runId }
        throw error
      }),
    onSuccess: () => refreshAfterRun(client),
  })
}

export function useCancelRun(id: string) {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api.send('POST', '/api/runs/{id}/cancel', { path: { id } }),
    onSuccess: () =>
      Promise.all([client.invalidateQueries({ queryKey: keys.run(id) }), refreshAfterRun(client)]),
  })
}

/** What a run changes once it starts, is suspended or ends: all that shows its figures, its own lists included. */
export function refreshAfterRun(client: ReturnType<typeof useQueryClient>) {
  const listsOfRuns = ({ queryKey }: { queryKey: readonly unknown[] }) =>
    queryKey[0] === keys.eachRun[0] && queryKey.length > keys.run('').length
  return Promise.all([
    ...[keys.overview, keys.quota, keys.runs, keys.allSubjects].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
    client.invalidateQueries({ predicate: listsOfRuns }),
  ])
}

/** The run that is queued, running or suspended now, as the newest of the history tells. */
export function useCurrentRun() {
  const api = useApi()
  return useQuery({
    queryKey: [...keys.runs, 'newest'],
    queryFn: async ({ signal }) => {
      const page = await api.get('/api/runs', { query: { limit: 1 }, signal })
      return page.items[0] ?? null
    },
  })
}
