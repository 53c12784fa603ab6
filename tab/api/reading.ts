import { useQuery } from '@tanstack/react-query'
import { useApi } from './context.tsx'
import { keys } from './keys.ts'
import { ApiError } from './problem.ts'

/** What reading takes in this organization. */
export function useReadingPolicy() {
  const api = useApi()
  return useQuery({
    queryKey: keys.readingPolicy,
    queryFn: ({ signal }) => api.get('/api/reading-policy', { signal }),
  })
}

/** Refused because no request of the reader covers it: they may ask. */
export function isNotApproved(error: unknown): boolean {
  return error instanceof ApiError && error.problem.code === 'reading-not-approved'
}
