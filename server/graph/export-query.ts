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

/**
 * How Microsoft billed an export until 25 August 2025: A for compliance, B for all others, backup among them; without one
 * 500 messages a month were a trial. Ignored when sent since (Learn: Payment models and licensing requirements).
 */
export type BillingModel = 'A' | 'B'

export function exportPath(request: PageRequest, model?: BillingModel): string {
  const filter = encodeURIComponent(exportFilter(request))
  const billed = model === undefined ? '' : `&model=${model}`
  return `/users/${encodeURIComponent(request.userId)}/chats/getAllMessages?$top=${request.top}&$filter=${filter}${billed}`
}
