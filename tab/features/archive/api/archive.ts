import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Conversation } from '../../../../server/contract/index.ts'
import { useApi } from '../../../api/context.tsx'
import type { Page } from '../../../api/page.ts'
import { mergePages } from '../reading/thread-rows.ts'

const PAGE = 50

export function useConversations(subjectId: string, q: string) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['conversations', subjectId, q],
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/conversations', {
        query: { subjectId, q, limit: 100, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (previous) => previous,
    staleTime: 60_000,
  })
}

/** One conversation: out of the lists already here, else asked for. */
export function useConversation(id: string) {
  const api = useApi()
  const client = useQueryClient()
  return useQuery({
    queryKey: ['conversation', id],
    queryFn: ({ signal }) => api.get('/api/conversations/{id}', { path: { id }, signal }),
    initialData: () =>
      client
        .getQueriesData<{ pages: Page<Conversation>[] }>({ queryKey: ['conversations'] })
        .flatMap(([, data]) => data?.pages.flatMap((page) => page.items) ?? [])
        .find((it) => it.id === id),
    staleTime: 60_000,
    retry: false,
  })
}

interface Place {
  around?: string
  before?: string
  after?: string
}

/** From where a conversation is read: a message in the middle, an instant at the top, or else the newest at the end. */
export interface ThreadStart {
  around?: string | undefined
  at?: string | undefined
}

/** Months of a conversation: asked for where it is too long to be scrolled through. */
export function useTimeline(conversationId: string, enabled: boolean) {
  const api = useApi()
  return useQuery({
    queryKey: ['timeline', conversationId],
    queryFn: ({ signal }) =>
      api.get('/api/conversations/{id}/timeline', { path: { id: conversationId }, signal }),
    staleTime: 60_000,
    enabled,
  })
}

/** The messages of a conversation, oldest first, growing at both ends. */
export function useThread(conversationId: string, { around, at }: ThreadStart) {
  const api = useApi()
  const start: Place = around ? { around } : at ? { after: justBefore(at) } : {}
  const query = useInfiniteQuery({
    queryKey: ['thread', conversationId, around ?? at ?? 'newest'],
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/conversations/{id}/messages', {
        path: { id: conversationId },
        query: { limit: PAGE, ...pageParam },
        signal,
      }),
    initialPageParam: start,
    getPreviousPageParam: ({ before }): Place | undefined => (before ? { before } : undefined),
    getNextPageParam: ({ after, items }): Place | undefined =>
      after && items.length > 0 ? { after } : undefined,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
  return { query, messages: query.data && mergePages(query.data.pages) }
}

/** `after` leaves out what was sent at that very instant. */
function justBefore(at: string): string {
  return new Date(Date.parse(at) - 1).toISOString()
}

/** Every archived version of a message, oldest first. */
export function useRevisions(conversationId: string, messageId: string, enabled: boolean) {
  const api = useApi()
  return useQuery({
    queryKey: ['revisions', conversationId, messageId],
    queryFn: ({ signal }) =>
      api.get('/api/conversations/{id}/messages/{messageId}/revisions', {
        path: { id: conversationId, messageId },
        signal,
      }),
    staleTime: 60_000,
    enabled,
  })
}

/** An archived image as a Blob, kept for the session: what is archived never changes. */
export function useHostedContent(
  conversationId: string,
  messageId: string,
  contentId: string,
  enabled: boolean,
) {
  const api = useApi()
  return useQuery({
    queryKey: ['hosted-content', conversationId, messageId, contentId],
    queryFn: ({ signal }) =>
      api.blob('/api/conversations/{id}/messages/{messageId}/hostedContents/{contentId}', {
        path: { id: conversationId, messageId, contentId },
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  })
}
