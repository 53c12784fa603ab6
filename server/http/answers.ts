/**
 * The forms an answer takes. Each knows how OpenAPI describes it and how it is sent; a handler only returns its value.
 * A value is parsed by its schema on the way out: what the contract does not name does not leave, and an answer that
 * breaks the contract is a defect that shows at once.
 */
import { once } from 'node:events'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { Problem } from './contract.ts'
import { PROBLEM_TYPE } from './problem.ts'

/** Media type → schema of its body; undefined: bytes. */
export type Contents = Readonly<Record<string, z.ZodType | undefined>>

/** One answer under way. `report` sends what is known before the end, where the form can. */
export type Channel<Value, Item> = {
  report(item: Item): void
  close(value: Value): Promise<void>
  /** Set once the status is sent: how a problem is told from then on. */
  endWith?: (problem: Problem) => void
}

export type Answer<Value, Item = never> = {
  readonly status: number
  readonly contents: Contents
  /** Chosen before the work begins. */
  open(request: Request, response: Response, stopping: AbortSignal): Channel<Value, Item>
}

/** One JSON document. */
export function json<S extends z.ZodType>(schema: S, status = 200): Answer<z.input<S>> {
  return {
    status,
    contents: { 'application/json': schema },
    open: (_request, response) => jsonChannel(response, schema, status),
  }
}

function jsonChannel<S extends z.ZodType>(
  response: Response,
  schema: S,
  status: number,
): Channel<z.input<S>, never> {
  return {
    report: () => undefined,
    close: async (value) => {
      response.status(status).json(onContract(schema, value))
    },
  }
}

/** 204. */
export const nothing: Answer<void> = {
  status: 204,
  contents: {},
  open: (_request, response) => ({
    report: () => undefined,
    close: async () => {
      response.status(204).end()
    },
  }),
}

const NDJSON = 'application/x-ndjson'

/**
 * JSON, or for a caller that accepts NDJSON a line as each step completes: `{"check": …}`, …, then `{"result": …}` or
 * `{"problem": …}`. Streaming has status 200 whatever the last line says.
 */
export function jsonOrLines<S extends z.ZodType, I extends z.ZodType>(options: {
  readonly result: S
  readonly resultName: string
  readonly item: I
  readonly itemName: string
}): Answer<z.input<S>, z.input<I>> {
  const { result, resultName, item, itemName } = options
  const line = z.union([
    z.object({ [itemName]: item }),
    z.object({ [resultName]: result }),
    z.object({ problem: Problem }),
  ])
  return {
    status: 200,
    contents: { 'application/json': result, [NDJSON]: line },
    open(request, response) {
      if (request.accepts(['application/json', NDJSON]) !== NDJSON) return jsonChannel(response, result, 200)
      response.status(200).type(NDJSON).set('X-Accel-Buffering', 'no').flushHeaders()
      const write = (value: unknown) => response.write(`${JSON.stringify(value)}\n`)
      return {
        report: (value) => void write({ [itemName]: onContract(item, value) }),
        close: async (value) => {
          write({ [resultName]: onContract(result, value) })
          response.end()
        },
        endWith: (problem) => {
          write({ problem })
          response.end()
        },
      }
    },
  }
}

const HEARTBEAT_MS = 15_000

/**
 * Server-sent events of one name. The first value decides the status, so an unknown run is still a 404. Ends with the
 * values, with the caller, or when the server stops: the caller then comes back to another one.
 */
export function events<S extends z.ZodType>(name: string, schema: S): Answer<AsyncIterable<z.input<S>>> {
  return {
    status: 200,
    contents: { 'text/event-stream': schema },
    open(_request, response, stopping) {
      const channel: Channel<AsyncIterable<z.input<S>>, never> = {
        report: () => undefined,
        async close(values) {
          const iterator = values[Symbol.asyncIterator]()
          const ended = endOf(response, stopping)
          try {
            let step = await Promise.race([iterator.next(), ended.promise])
            channel.endWith = beginEvents(response)
            while (step && !step.done) {
              await writeEvent(response, name, onContract(schema, step.value), ended.signal)
              step = await Promise.race([iterator.next(), ended.promise])
            }
          } finally {
            ended.release()
            // Nobody listens any more: how the source ends is its own matter, and it ended before the answer did.
            void iterator.return?.().catch(() => undefined)
          }
          response.end()
        },
      }
      return channel
    },
  }
}

function beginEvents(response: Response): (problem: Problem) => void {
  response.status(200).type('text/event-stream').set('X-Accel-Buffering', 'no').flushHeaders()
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS)
  response.once('close', () => clearInterval(heartbeat))
  return (problem) => response.end(`event: problem\ndata: ${JSON.stringify(problem)}\n\n`)
}

async function writeEvent(
  response: Response,
  name: string,
  value: unknown,
  ended: AbortSignal,
): Promise<void> {
  const flowing = response.write(`event: ${name}\ndata: ${JSON.stringify(value)}\n\n`)
  if (!flowing) await once(response, 'drain', { signal: ended }).catch(() => undefined)
}

/** Resolves to undefined when the caller has gone or the server stops. */
function endOf(response: Response, stopping: AbortSignal) {
  const ending = new AbortController()
  const end = () => ending.abort()
  const promise = new Promise<undefined>((resolve) => {
    ending.signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
  response.once('close', end)
  stopping.addEventListener('abort', end, { once: true })
  if (stopping.aborted || response.destroyed) end()
  return { promise, signal: ending.signal, release: () => stopping.removeEventListener('abort', end) }
}

export type Download = {
  readonly name: string
  readonly contentType: string
  /** Undefined where it is not known beforehand. */
  readonly bytes: number | undefined
  open(): NodeJS.ReadableStream
}

/** A file to keep: always an attachment, never shown in our origin. */
export function download(...mediaTypes: readonly string[]): Answer<Download> {
  return {
    status: 200,
    contents: Object.fromEntries(mediaTypes.map((type) => [type, undefined])),
    open: (_request, response) => ({
      report: () => undefined,
      close: async (file) => {
        response.attachment(file.name).set('Content-Type', file.contentType)
        if (file.bytes !== undefined) response.set('Content-Length', String(file.bytes))
        await pipeline(file.open(), response)
      },
    }),
  }
}

/** Zod's own message would quote nothing, but a broken answer is our defect, not the caller's bad request. */
function onContract<S extends z.ZodType>(schema: S, value: z.input<S>): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const paths = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`An answer broke the contract: ${paths.join('; ')}`)
}

/** Media types of a problem, for OpenAPI. */
export const problemContents: Contents = { [PROBLEM_TYPE]: Problem }
