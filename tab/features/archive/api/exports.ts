import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Export, StartExport } from '../../../../server/contract/index.ts'
import { useApi } from '../../../api/context.tsx'
import { itemsOf } from '../../../api/page.ts'
import { saveFile } from '../../../components/save-file.ts'

export type Selection = NonNullable<StartExport['selection']>
export type ExportFormat = StartExport['format']

const EXPORTS = ['exports']

export function useStartExport() {
  const api = useApi()
  return useMutation({
    mutationFn: (body: StartExport) => api.send('POST', '/api/exports', { body }),
  })
}

/** An export as it stands, asked every second until it is over. */
export function useExport(id: string | undefined) {
  const api = useApi()
  return useQuery({
    queryKey: ['export', id],
    queryFn: ({ signal }) => api.get('/api/exports/{id}', { path: { id: id ?? '' }, signal }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (isOver(state.data) ? false : 1000),
  })
}

/** Every export, newest first, asked again while one is not over. */
export function useExports() {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: EXPORTS,
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/exports', { query: { limit: 20, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => (itemsOf(state.data).every(isOver) ? false : 2000),
  })
}

/** Done when the list is without it. */
export function useDeleteExport() {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api.send('DELETE', '/api/exports/{id}', { path: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: EXPORTS }),
  })
}

export function isOver(job: Export | undefined): boolean {
  return job !== undefined && job.state !== 'queued' && job.state !== 'running'
}

/**
 * The browser fetches the file on its own, straight to disk, from an address that works once: it cannot send a token. Where
 * that address fails, the download does, and the page remains.
 */
export function useDownloadExport() {
  const api = useApi()
  return useMutation({
    mutationFn: async (id: string) => {
      const { url } = await api.send('POST', '/api/exports/{id}/tickets', { path: { id } })
      const link = document.createElement('a')
      link.href = url
      link.download = ''
      link.click()
    },
  })
}

/** Saves the public key that exports are checked with. */
export function useDownloadKey() {
  const api = useApi()
  return useMutation({
    mutationFn: async () => saveFile(await api.blob('/api/exports/key'), 'chatvault-public-key.pem'),
  })
}
