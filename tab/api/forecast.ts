import { useQuery } from '@tanstack/react-query'
import { useApi } from './context.tsx'
import { keys } from './keys.ts'

/** What the next backup will read. Microsoft is asked, which takes seconds, so an answer serves for some minutes. */
export function useForecast() {
  const api = useApi()
  return useQuery({
    queryKey: keys.forecast,
    queryFn: ({ signal }) => api.send('POST', '/api/forecasts', { body: {}, signal }),
    staleTime: 5 * 60_000,
    retry: false,
  })
}
