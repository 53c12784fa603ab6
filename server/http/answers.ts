/**
 * The forms an answer takes. Each knows how OpenAPI describes it and how it is sent; a handler only returns its value.
 * A value is parsed by its schema on the way out: what the contract does not name does not leave, and an answer that
 * breaks the contract is a defect that shows at once.
 */
import { once } from 'node:events'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { Problem } from '../contract/index.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { Lasting } from './lasting.ts'
import { PROBLEM_TYPE } from './problem.ts'

/** Media type → schema of its body; undefined: bytes. */
export type Contents = Readonly<Record<string, z.ZodType | undefined>>

/** One answer in progress. `report` sends partial results before the end, if the form allows it. */
export type Channel<Value, Item> = {
  report(item: Item): void
  close(value: Value): Promise<void>
  /** Set once the status is sent: how a problem is told from then on. */
  endWith?: (problem: Problem) => void
}

export type Answer<Value, Item = never> = {
  readonly status: number
  readonly contents: Contents
  /** Answers that last are counted while they do (`lasting.ts`). */
  readonly lasts?: Lasting
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

const CSV = 'text/csv'

/** JSON, or for callers that would rather have it a CSV file of the same value. */
export function jsonOrCsv<S extends z.ZodType>(
  schema: S,
  name: string,
  write: (value: z.output<S>) => string,
): Answer<z.input<S>> {
  return {
    status: 200,
    contents: { 'application/json': schema, [CSV]: undefined },
    open(request, response) {
      if (request.accepts(['application/json', CSV]) !== CSV) return jsonChannel(response, schema, 200)
      return {
        report: () => undefined,
        close: async (value) => {
          response
            .attachment(name)
            .type(`${CSV}; charset=utf-8`)
            .send(write(onContract(schema, value)))
        },
      }
    },
  }
}

const NDJSON = 'application/x-ndjson'

/**
 * An answer that waits for Microsoft. JSON, or for callers that accept NDJSON a line as each step completes: `{"check":
 * …}`, …, then `{"result": …}` or `{"problem": …}`. Streaming has status 200 whatever the last line says.
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
    lasts: 'waits',
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
/** A stream ends after half an hour at the latest: anyone who comes back shows a token that is good then. */
const STREAM_MS = 30 * 60_000
/** Someone who takes nothing for a minute is not there. */
const DRAIN_MS = 60_000

/**
 * Server-sent events of one name. The first value decides the status, so an unknown run is still a 404. Ends with the
 * values, with the caller, after half an hour, or when the server stops: the caller then comes back.
 */
export function events<S extends z.ZodType>(name: string, schema: S): Answer<AsyncIterable<z.input<S>>> {
  return {
    status: 200,
    contents: { 'text/event-stream': schema },
    lasts: 'events',
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
            // No one listens any more: how the source ends is its own matter, and it ended before the answer did.
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
  if (flowing) return
  const signal = AbortSignal.any([ended, AbortSignal.timeout(DRAIN_MS)])
  await once(response, 'drain', { signal }).catch(() => response.destroy())
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
  const over = setTimeout(end, STREAM_MS)
  if (stopping.aborted || response.destroyed) end()
  const release = () => {
    clearTimeout(over)
    stopping.removeEventListener('abort', end)
  }
  return { promise, signal: ending.signal, release }
}

export type Download = {
  readonly name: string
  readonly contentType: string
  /** Undefined where it is not known beforehand. */
  readonly bytes: number | undefined
  /** Names these very bytes (RFC 9110, a strong validator). With it a caller may ask for a part. */
  readonly etag?: string
  /** From byte `start` through `end`; all of them without. */
  open(part?: { readonly start: number; readonly end: number }): NodeJS.ReadableStream
  /** Called with the first byte and the number of those handed to the caller, whether the answer ended or broke off. */
  onSent?(from: number, count: number): void
}

/** A file to keep: always an attachment, never shown in our origin. */
export function download(...mediaTypes: readonly string[]): Answer<Download> {
  return {
    status: 200,
    contents: Object.fromEntries(mediaTypes.map((type) => [type, undefined])),
    open: (request, response) => ({
      report: () => undefined,
      close: async (file) =>
        request.method === 'HEAD' ? tellFile(request, response, file) : sendFile(request, response, file),
    }),
  }
}

/** The answer to HEAD: that of GET without the file. */
export function tellFile(request: Request, response: Response, file: Omit<Download, 'open'>): void {
  beginFile(request, response, file)
  response.end()
}

async function sendFile(request: Request, response: Response, file: Download): Promise<void> {
  const part = beginFile(request, response, file)
  // A proxy that takes the whole file at once would hide from us whether it arrived.
  response.set('X-Accel-Buffering', 'no')
  let count = 0
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      count += chunk.length
      done(null, chunk)
    },
  })
  const release = cutWhenSlow(response, () => count)
  try {
    await pipeline(file.open(part), counting, response)
  } finally {
    release()
    // Of an answer that broke off, the last byte for certain was not sent.
    file.onSent?.(part?.start ?? 0, response.writableFinished ? count : Math.max(0, count - 1))
  }
}

/** Name, type, status and length for the whole file or the part that is asked for. Several parts at once are answered by the whole. */
function beginFile(
  request: Request,
  response: Response,
  { name, contentType, bytes, etag }: Omit<Download, 'open'>,
): { start: number; end: number } | undefined {
  response.attachment(name).set('Content-Type', contentType)
  if (bytes === undefined) return undefined
  response.set('Content-Length', String(bytes))
  if (etag === undefined) return undefined
  response.set({ ETag: etag, 'Accept-Ranges': 'bytes' })
  const condition = request.get('If-Range')
  if (request.method !== 'GET' || (condition !== undefined && condition !== etag)) return undefined
  const ranges = request.range(bytes)
  if (ranges === -1) throw outOfRange(response, bytes)
  if (ranges === undefined || ranges === -2 || ranges.type !== 'bytes') return undefined
  const [part, ...others] = ranges
  if (part === undefined || others.length > 0) return undefined
  response.status(206).set({
    'Content-Range': `bytes ${part.start}-${part.end}/${bytes}`,
    'Content-Length': String(part.end - part.start + 1),
  })
  return part
}

function outOfRange(response: Response, bytes: number): VaultError {
  response.removeHeader('Content-Length')
  response.removeHeader('Content-Disposition')
  response.set('Content-Range', `bytes */${bytes}`)
  return new VaultError({
    code: 'range-not-satisfiable',
    status: 416,
    attempted: 'send a part of the file',
    why: 'the file ends before that part begins',
    hint: 'Download the file from its beginning.',
  })
}

const PACE_MS = 60_000
/** 1 kB a second: less than any line of today, more than someone who only wants to occupy us. */
const PACE_BYTES = 64 * 1024

/** Hangs up when a minute brought less than 64 kB forward; anyone who means it continues from there. */
function cutWhenSlow(response: Response, count: () => number): () => void {
  let before = 0
  const look = setInterval(() => {
    if (count() - before < PACE_BYTES) response.destroy()
    before = count()
  }, PACE_MS)
  return () => clearInterval(look)
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
