import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SaveSearch, SearchAsked } from '../../../../../server/contract/index.ts'
import { useApi } from '../../../../api/context.tsx'
import { type Asked, askedOf, isAsking } from '../asked.ts'

const SAVED = ['saved-searches'] as const

/** The reader's own, by name. */
export function useSavedSearches() {
  const api = useApi()
  return useQuery({ queryKey: SAVED, queryFn: ({ signal }) => api.get('/api/searches', { signal }) })
}

export function useSaveSearch() {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: SaveSearch) => api.send('POST', '/api/searches', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: SAVED }),
  })
}

export function useDeleteSearch() {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api.send('DELETE', '/api/searches/{id}', { path: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: SAVED }),
  })
}

/** As it is kept: nothing of what narrows nothing. */
export function toSaved({ q, person, sender, has, type, deleted, from, to }: Asked): SearchAsked {
  return {
    ...(q.trim() && { q: q.trim() }),
    ...(person && { subjectId: person }),
    ...(sender && { senderId: sender }),
    ...(has && { has }),
    ...(type && { type }),
    ...(deleted && { deleted }),
    ...(from && { from }),
    ...(to && { to }),
  }
}

/** As the search bar has it; read as carefully as an address is. */
export function fromSaved({ subjectId, senderId, ...rest }: SearchAsked): Asked {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) if (value !== undefined) search.set(name, value)
  if (subjectId) search.set('person', subjectId)
  if (senderId) search.set('sender', senderId)
  return askedOf(search)
}

/** The one that is asked for now, so that it can be told apart. */
export function isSame(saved: SearchAsked, asked: Asked): boolean {
  return isAsking(asked) && JSON.stringify(toSaved(fromSaved(saved))) === JSON.stringify(toSaved(asked))
}
