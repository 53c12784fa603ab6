import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../api/problem.ts'

/** What the server refuses remains refused; only silence and 5xx are asked again. */
export function worthAsking(failures: number, error: unknown): boolean {
  if (failures >= 2) return false
  return !(error instanceof ApiError) || error.status === 0 || error.status >= 500
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: worthAsking, retryDelay: (n) => 400 * 2 ** n, staleTime: 10_000 },
      mutations: { retry: false },
    },
  })
}
