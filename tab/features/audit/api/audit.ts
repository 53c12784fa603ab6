import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import type { AuditKind, AuditOutcome } from '../../../../server/contract/index.ts'
import { useApi } from '../../../api/context.tsx'
import { saveFile } from '../../../components/save-file.ts'

/** `from` and `to` are days of the reader's calendar, as `<input type="date">` has them; empty: any. */
export interface AuditFilter {
  who: string
  kind: AuditKind | ''
  outcome: AuditOutcome | ''
  from: string
  to: string
}

export const NO_FILTER: AuditFilter = { who: '', kind: '', outcome: '', from: '', to: '' }

export function useAudit(filter: AuditFilter) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/audit', { query: { ...queryOf(filter), limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** All entries of the filter as a file in the browser's downloads. */
export function useDownloadAudit() {
  const api = useApi()
  return useMutation({
    mutationFn: async (filter: AuditFilter) =>
      saveFile(await api.blob('/api/audit/file', { query: queryOf(filter) }), 'chatvault-audit.csv'),
  })
}

function queryOf({ who, kind, outcome, from, to }: AuditFilter) {
  return {
    who: who.trim(),
    kind: kind || undefined,
    outcome: outcome || undefined,
    from: startOf(from),
    to: endOf(to),
  }
}

function startOf(day: string): string {
  return instantOf(day && `${day}T00:00:00.000`)
}

function endOf(day: string): string {
  return instantOf(day && `${day}T23:59:59.999`)
}

/** A day being typed may not be one yet. */
function instantOf(local: string): string {
  const at = new Date(local)
  return Number.isNaN(at.getTime()) ? '' : at.toISOString()
}
