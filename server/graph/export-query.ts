/**
 * The address of a first export page. Grammar: Learn "chats: getAllMessages" (2026-09-05): only `gt` and `lt` on
 * `lastModifiedDateTime`, sender clauses joined by `or`; dates bare, text in single quotes.
 */
import { toInstant } from '../domain/clock.ts'
import type { PageRequest, SenderClause } from './graph.ts'

/** OData text: quotes are doubled. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function clause(sender: SenderClause): string {
  switch (sender.kind) {
    case 'user':
      return `from/user/id eq ${quoted(sender.id)}`
    case 'user-type':
      return `from/user/userIdentityType eq ${quoted(sender.type)}`
    case 'application-type':
      return `from/application/applicationIdentityType eq ${quoted(sender.type)}`
    case 'system':
      return "messageType eq 'systemEventMessage'"
  }
}

export function exportFilter({ window, senders = [] }: Pick<PageRequest, 'window' | 'senders'>): string {
  const range = `lastModifiedDateTime gt ${toInstant(window.from)} and lastModifiedDateTime lt ${toInstant(window.to)}`
  return senders.length === 0 ? range : `(${senders.map(clause).join(' or ')}) and (${range})`
}

export function exportPath(request: PageRequest): string {
  const filter = encodeURIComponent(exportFilter(request))
  return `/users/${encodeURIComponent(request.userId)}/chats/getAllMessages?$top=${request.top}&$filter=${filter}`
}
