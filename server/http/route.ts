/**
 * One route of the API, described once: its name, who can call it, its request and its answer. Validation,
 * authorisation, audit and the OpenAPI document all come from this description, so they can't disagree.
 */
import type { Request, RequestHandler, Response } from 'express'
import express from 'express'
import type { z } from 'zod'
import { type Action, mayDo, type Operator } from '../domain/operator.ts'
import { findNoText } from '../domain/text.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { AuditService } from '../services/audit.ts'
import type { Answer, Contents } from './answers.ts'
import { exchangeOf, operatorOf } from './exchange.ts'
import type { Lasting, LastingDoor } from './lasting.ts'
import { invalidRequest, notText } from './problem.ts'

export type Method = 'get' | 'post' | 'put' | 'delete'

/** What a handler gets: everything verified, nothing of Express. */
export type Input<P, Q, B> = {
  readonly operator: Operator
  readonly params: P
  readonly query: Q
  readonly body: B
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal
}

type Definition<P, Q, B, Value, Item> = {
  readonly method: Method
  /** Express form, below `/api`: `/runs/:id`. */
  readonly path: string
  readonly summary: string
  readonly action: Action
  /** Recorded with its outcome under this name: every change and every reading of messages. */
  readonly audit?: string
  /** For the audit: what was asked in particular. Never a secret, never a message text. */
  readonly note?: (input: Input<P, Q, B>) => string
  readonly params?: z.ZodType<P>
  readonly query?: z.ZodType<Q>
  readonly body?: z.ZodType<B>
  /** Largest body; 256 kB unless a list of people may come. */
  readonly bodyLimit?: string
  readonly answer: Answer<Value, Item>
  /** Counted while it is in progress (`lasting.ts`); as the answer says when absent. */
  readonly lasts?: Lasting
  /** Statuses of its own refusals, besides those every route has. */
  readonly refusals?: readonly number[]
  readonly handler: (input: Input<P, Q, B>, report: (item: Item) => void) => Promise<Value> | Value
}

/** A route with its types folded away. */
export type Route = {
  readonly method: Method
  readonly path: string
  readonly summary: string
  readonly action: Action
  readonly audit: string | undefined
  readonly params: z.ZodType | undefined
  readonly query: z.ZodType | undefined
  readonly body: z.ZodType | undefined
  readonly status: number
  readonly contents: Contents
  readonly refusals: readonly number[]
  /** Answers one request, after authentication and the rate limit. */
  readonly handle: (door: Door) => RequestHandler
}

export type Door = {
  readonly audit: AuditService
  readonly lasting: LastingDoor
  /** Aborted when the server stops: what never ends on its own ends then. */
  readonly stopping: AbortSignal
}

export function route<P, Q, B, Value, Item = never>(definition: Definition<P, Q, B, Value, Item>): Route {
  const { method, path, summary, action, audit, params, query, body, answer, refusals = [] } = definition
  return {
    method,
    path,
    summary,
    action,
    audit,
    params,
    query,
    body,
    refusals,
    status: answer.status,
    contents: answer.contents,
    handle: (door) => (request, response) => answerTo(definition, door, request, response),
  }
}

/** Authorise, read, act, record, answer; in this order. Whatever is thrown goes to the error handler. */
async function answerTo<P, Q, B, Value, Item>(
  definition: Definition<P, Q, B, Value, Item>,
  door: Door,
  request: Request,
  response: Response,
): Promise<void> {
  const exchange = exchangeOf(response)
  const operator = operatorOf(response)
  const trail = new AuditTrail(definition.audit, request)
  try {
    authorise(operator, definition.action)
    const lasts = definition.lasts ?? definition.answer.lasts
    if (lasts !== undefined) door.lasting.enter(lasts, operator, response)
    const input = await readInput(definition, operator, request, response)
    trail.note = definition.note?.(input) ?? null
    const channel = definition.answer.open(request, response, door.stopping)
    exchange.channel = channel
    const value = await definition.handler(input, channel.report)
    await trail.record(door.audit, operator, 'succeeded', value)
    await channel.close(value)
  } catch (error) {
    await trail.recordFailure(door.audit, operator, error)
    throw error
  }
}

function authorise(operator: Operator, action: Action): void {
  if (operator.roles.length === 0) throw notAnOperator()
  if (!mayDo(operator, action)) throw notAllowed(operator, action)
}

// ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────

async function readInput<P, Q, B>(
  definition: Pick<Definition<P, Q, B, unknown, never>, 'params' | 'query' | 'body' | 'bodyLimit'>,
  operator: Operator,
  request: Request,
  response: Response,
): Promise<Input<P, Q, B>> {
  const params = parse(definition.params, request.params)
  const query = parse(definition.query, request.query)
  const body = definition.body && (await readBody(request, response, definition.bodyLimit))
  const { signal } = exchangeOf(response)
  return { operator, params, query, body: parse(definition.body, body), signal }
}

/** Where a route declares no schema, its handler sees nothing. Text that cannot be stored is refused wherever it stands. */
function parse<T>(schema: z.ZodType<T> | undefined, value: unknown): T {
  if (!schema) return undefined as T
  const noText = findNoText(value)
  if (noText !== undefined) throw notText(noText)
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw invalidRequest(parsed.error)
  return parsed.data
}

const PARSERS = new Map<string, RequestHandler>()

/** The body as JSON; none at all counts as `{}`. It is read after authorisation: strangers cannot make us read. */
async function readBody(request: Request, response: Response, limit = '256kb'): Promise<unknown> {
  const parser = PARSERS.get(limit) ?? express.json({ limit })
  PARSERS.set(limit, parser)
  await new Promise<void>((resolve, reject) => {
    parser(request, response, (error?: unknown) => (error ? reject(error) : resolve()))
  })
  if (request.body === undefined && hasBody(request)) throw notJson()
  return request.body ?? {}
}

function hasBody(request: Request): boolean {
  return (
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0
  )
}

// ── Audit ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The audit of one request: recorded once, or not at all where the route has no `audit`. */
class AuditTrail {
  note: string | null = null
  readonly #action: string | undefined
  readonly #target: string | null
  #recorded = false

  constructor(action: string | undefined, request: Request) {
    this.#action = action
    this.#target = Object.values(request.params).flat().join('/') || null
  }

  async record(
    audit: AuditService,
    operator: Operator,
    outcome: 'succeeded' | 'refused' | 'failed',
    value?: unknown,
    detail = this.note,
  ): Promise<void> {
    if (!this.#action || this.#recorded) return
    this.#recorded = true
    const target = this.#target ?? idOf(value)
    const entry = { action: this.#action, target, outcome, detail }
    await audit.record(operator, { ...entry, allowedBy: allowedByOf(value) })
  }

  async recordFailure(audit: AuditService, operator: Operator, error: unknown): Promise<void> {
    const refused = error instanceof VaultError && error.status === 403
    const code = error instanceof VaultError ? error.code : 'internal'
    const detail = [code, this.note].filter(Boolean).join(': ')
    await this.record(audit, operator, refused ? 'refused' : 'failed', undefined, detail).catch((second) => {
      throw new AggregateError([error, second], 'The audit couldn’t record a failure.')
    })
  }
}

/** What was made is named by its id. */
function idOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null
  return typeof value.id === 'string' ? value.id : null
}

/** What messages say is answered with the reading requests that allowed it. */
function allowedByOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || !('allowedBy' in value)) return []
  const { allowedBy } = value
  return Array.isArray(allowedBy) ? allowedBy.filter((id) => typeof id === 'string') : []
}

// ── Refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────

function notAnOperator(): VaultError {
  return new VaultError({
    code: 'not-an-operator',
    status: 403,
    attempted: 'open Chatvault',
    why: 'you don’t have a role in it',
    hint: 'Ask a Global Administrator to give you a role on the Chatvault app in Microsoft Entra (Enterprise applications, Users and groups).',
  })
}

function notAllowed(operator: Operator, action: Action): VaultError {
  return new VaultError({
    code: 'not-allowed',
    status: 403,
    attempted: `do this (${action})`,
    why: `your role (${operator.roles.join(', ')}) doesn’t include it`,
    hint: 'Ask a Chatvault admin to do it, or to give you a role that does.',
    members: { action },
  })
}

function notJson(): VaultError {
  return new VaultError({
    code: 'not-json',
    status: 415,
    attempted: 'read the request',
    why: 'the body isn’t marked as JSON',
    hint: 'Send it with Content-Type: application/json.',
  })
}
