/**
 * One person's messages in one window, page by page.
 *
 *   first page   names window and size; the month may leave fewer rows than wanted, and the link keeps that size
 *   link         followed until there is none; a page may be empty and still have one
 *   no link      the window was read to its end: cursor null
 *   link refused the window is read again from its start, once (`restarted`); rows come, and cost, twice
 *   loop         a link, or the same rows, again: one page back once, to be given another link (from a stored position:
 *                `restarted`); then `export-loop`
 *
 * The position of a step is where reading continues once its rows are durable. Stored links live for an unknown time.
 */
import { createHash } from 'node:crypto'
import { toInstant } from '../domain/clock.ts'
import type { ChatMessage } from '../domain/message.ts'
import type { Position } from '../domain/position.ts'
import type { Window } from '../domain/window.ts'
import { isCursorRefused } from './cursor-refused.ts'
import { type ExportPage, type Graph, type PageRequest, rowsIn, type SenderClause } from './graph.ts'
import { GraphError } from './wire/graph-error.ts'

export type WalkStep =
  | {
      readonly kind: 'page'
      readonly rows: readonly ChatMessage[]
      readonly strange?: readonly unknown[]
      readonly position: Position
    }
  /** Worth an alert: the rows of the window come again. `why` is Graph's code. */
  | { readonly kind: 'restarted'; readonly why: string }

export type WalkRequest = {
  readonly userId: string
  readonly window: Window
  /** Rows per page. */
  readonly top: number
  readonly runId: string | null
  /** Part of the link: a position must be continued with the senders it began with. */
  readonly senders?: readonly SenderClause[]
  /** From an earlier walk over the same window. One whose cursor is null yields nothing. */
  readonly position?: Position
  readonly signal?: AbortSignal
}

/** Empty pages cost nothing, and a filter may skip much of a mailbox; this many in a row is a service gone wrong. */
export const MAX_EMPTY_PAGES = 500

type Exporting = Pick<Graph, 'exportPage'>

export async function* walkWindow(graph: Exporting, request: WalkRequest): AsyncGenerator<WalkStep> {
  const { position } = request
  if (position?.cursor === null) return
  let place: Place | undefined = position && { cursor: position.cursor, top: position.top }
  let before: Place | undefined
  let guard = loopGuard(place)
  let restarts = 1
  let stepsBack = 1
  for (;;) {
    const page: ExportPage | GraphError = await pageAt(graph, request, place).catch((error: unknown) => {
      if (place === undefined || restarts-- === 0 || !isCursorRefused(error)) throw error
      return error
    })
    if (page instanceof GraphError) {
      place = before = undefined
      guard = loopGuard(undefined)
      yield { kind: 'restarted', why: page.code }
      continue
    }
    yield {
      kind: 'page',
      rows: page.rows,
      ...(page.strange && { strange: page.strange }),
      position: positionAfter(request.window, page),
    }
    if (page.next === undefined) return
    const circle = guard(page, page.next)
    if (circle === undefined) {
      before = place
      place = { cursor: page.next, top: page.top }
      continue
    }
    if (stepsBack-- === 0) throw loop(request.userId, circle)
    if (before === undefined && position !== undefined) yield { kind: 'restarted', why: 'export-loop' }
    place = before
    guard = loopGuard(place)
  }
}

/** A link and the size it was made with. */
type Place = { readonly cursor: string; readonly top: number }

function pageAt(graph: Exporting, request: WalkRequest, place: Place | undefined): Promise<ExportPage> {
  const { userId, window, runId, senders, top, signal } = request
  const common = { userId, window, runId, ...(senders && { senders }) }
  const asked: PageRequest = place === undefined ? { ...common, top } : { ...common, ...place }
  return graph.exportPage(asked, signal)
}

function positionAfter(window: Window, page: ExportPage): Position {
  return { from: toInstant(window.from), to: toInstant(window.to), cursor: page.next ?? null, top: page.top }
}

/**
 * Shown every page but the last, says why continuing would only cost. `begun` is the link it starts from: one that leads to
 * itself is known at once. Remembers 16 bytes of each link.
 */
function loopGuard(begun: Place | undefined): (page: ExportPage, next: string) => string | undefined {
  const links = new Set(begun && [digestOf(begun.cursor)])
  let empty = 0
  let before = ''
  return (page, next) => {
    const link = digestOf(next)
    if (links.has(link)) return 'the same link to the next page was returned twice'
    links.add(link)
    empty = rowsIn(page) === 0 ? empty + 1 : 0
    if (empty > MAX_EMPTY_PAGES) return `${empty} empty pages were returned in a row`
    const rows = fingerprint(page.rows)
    if (rows !== '' && rows === before) return 'two pages in a row had the same messages'
    before = rows
    return undefined
  }
}

function digestOf(link: string): string {
  return createHash('sha256').update(link).digest('base64').slice(0, 22)
}

/** Which rows came, in their order. A single row may honestly come twice; two or more in the same order do not. */
function fingerprint(rows: readonly ChatMessage[]): string {
  return rows.length < 2 ? '' : rows.map((row) => `${row.chatId} ${row.id} ${row.etag}`).join('\n')
}

function loop(userId: string, why: string): GraphError {
  return new GraphError({
    code: 'export-loop',
    attempted: `read the messages of ${userId}`,
    why: `Microsoft 365 returned pages in a circle: ${why}`,
    hint: 'Chatvault stopped reading this person so that you don’t pay for the same messages again and again. Messages already read are kept. If the next run reports the same, report it to Microsoft.',
    retry: 'never',
    outcome: 'refused',
  })
}
