import { useMutation, useQuery } from '@tanstack/react-query'
import type { Export, StartExport, Ticket } from '../../../../server/http/contract.ts'
import { useApi } from '../../../api/context.tsx'

export type Selection = NonNullable<StartExport['selection']>

const exportPath = (id: string) => `/api/exports/${encodeURIComponent(id)}`

export function useStartExport() {
  const api = useApi()
  return useMutation({
    mutationFn: (selection: Selection) =>
      api.send<{ id: string }>('POST', '/api/exports', { format: 'jsonl', selection } satisfies StartExport),
  })
}

/** An export as it stands, asked every second until it is over. */
export function useExport(id: string | undefined) {
  const api = useApi()
  return useQuery({
    queryKey: ['export', id],
    queryFn: ({ signal }) => api.get<Export>(exportPath(id ?? ''), {}, signal),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (isOver(state.data) ? false : 1000),
  })
}

export function isOver(job: Export | undefined): boolean {
  return job !== undefined && job.state !== 'queued' && job.state !== 'running'
}

/**
 * The browser fetches the file by itself, straight to disk, from an address that works once: it cannot send a token. Where
 * that address fails, the download does, and the page stays.
 */
export function useDownloadExport() {
  const api = useApi()
  return useMutation({
    mutationFn: async (id: string) => {
      const { url } = await api.send<Ticket>('POST', `${exportPath(id)}/tickets`)
      const link = document.createElement('a')
      link.href = url
      link.download = ''
      link.click()
    },
  })
}
