import type { DueFault, Exposure } from '../faults.ts'
import { type Call, option } from '../http/call.ts'
import type { Reply } from '../http/reply.ts'
import { LIMITS } from '../throttle.ts'
import type { Caller } from './access.ts'
import { batch } from './batch.ts'
import type { GraphContext } from './context.ts'
import { failureReply, GraphFailure, throttled } from './errors.ts'
import { findRoute, type Route } from './routes.ts'

/** Answers `/v1.0/…`: token, fault, limit, then the call itself. */
export function graphDoor(graph: GraphContext, call: Call): Reply {
  const clientRequestId = call.headers['client-request-id']
  try {
    const batched = call.method === 'POST' && call.lower[1] === '$batch'
    const reply = batched ? batch(call, (one) => graphDoor(graph, one)) : answer(graph, call)
    return { ...reply, delayMs: graph.knobs.latencyMs }
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error
    const id = typeof clientRequestId === 'string' ? clientRequestId : undefined
    return { ...failureReply(error, graph.clock(), id), delayMs: graph.knobs.latencyMs }
  }
}

function answer(graph: GraphContext, call: Call): Reply {
  const route = findRoute(call)
  const kind = route?.kind ?? 'unknown'
  graph.requests.set(kind, (graph.requests.get(kind) ?? 0) + 1)
  const caller = graph.access.caller(call)
  const exportPage = kind === 'export'
  const exposure: Exposure = { exportPage, laterPage: exportPage && option(call, '$skiptoken') !== undefined }
  const fault = graph.faults.due(call, exposure)
  refuse(fault)
  if (!route)
    throw new GraphFailure(
      404,
      'ResourceNotFound',
      `Resource not found for the segment '${call.segments.slice(1).join('/')}'.`,
    )
  limit(graph, call, route, caller)
  return damaged(route.answer(graph, call, caller, fault), fault)
}

/** Faults that replace the answer (Learn: Microsoft Graph throttling guidance; error responses). */
function refuse(fault: DueFault | undefined): void {
  if (fault?.kind === '429') {
    fault.met()
    throw throttled(fault.retryAfterSeconds)
  }
  if (fault?.kind === '503') {
    fault.met()
    throw new GraphFailure(503, 'ServiceUnavailable', 'The service is temporarily unavailable.')
  }
  if (fault?.kind === '504') {
    fault.met()
    throw new GraphFailure(504, 'UnknownError', '')
  }
}

/** Faults that spoil a good answer on its way. */
function damaged(reply: Reply, fault: DueFault | undefined): Reply {
  if (fault?.kind === 'truncated') {
    fault.met()
    return { ...reply, damage: 'truncated' }
  }
  if (fault?.kind === 'reset') {
    fault.met()
    return { ...reply, damage: fault.when === 'before' ? 'reset-before' : 'reset-after' }
  }
  return reply
}

function limit(graph: GraphContext, call: Call, route: Route, caller: Caller): void {
  const { throttleRps } = graph.knobs
  if (throttleRps === 0 || !route.limit) return
  const { clientId } = caller.app
  for (const [key, rate] of limitsOf(route, clientId, call, throttleRps)) {
    const wait = graph.throttle.refuse(key, rate)
    if (wait === undefined) continue
    graph.requests.set('throttled', (graph.requests.get('throttled') ?? 0) + 1)
    throw throttled(wait)
  }
}

function limitsOf(
  route: Route,
  clientId: string,
  call: Call,
  exportRate: number,
): [key: string, rate: number][] {
  const perChat: [string, number][] = route.chatId
    ? [[`chat|${clientId}|${route.chatId}`, LIMITS.perChat]]
    : []
  switch (route.limit) {
    case 'export':
      return [[`export|${clientId}`, exportRate]]
    case 'chat-messages':
      return [...perChat, [`messages|${clientId}`, LIMITS.chatMessages]]
    case 'import':
      return [
        [`import|${clientId}|${route.chatId}`, LIMITS.importPerChat],
        [`messages|${clientId}`, LIMITS.chatMessages],
      ]
    case 'chats-of-user':
      return [
        [`chats|${clientId}|${call.lower[2]}`, LIMITS.chatsPerUser],
        [`teams|${clientId}`, LIMITS.otherTeams],
      ]
    default:
      return [...perChat, [`teams|${clientId}`, LIMITS.otherTeams]]
  }
}
