import { useMutation, useQuery } from '@tanstack/react-query'
import type { Export, StartExport } from '../../../../server/http/contract.ts'
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

/** Fetches the file with the token and hands it to the browser as a download. */
export function useDownloadExport() {
  const api = useApi()
  return useMutation({
    mutationFn: async ({ id, name }: { id: string; name: string }) => {
      const url = URL.createObjectURL(await api.blob(`${exportPath(id)}/file`))
      const link = document.createElement('a')
      link.href = url
      link.download = name
      link.click()
      setTimeout(() => URL.revokeObjectURL(url), 60_000)
    },
  })
}
