import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Call, makeCall } from './call.ts'
import { json, type Reply } from './reply.ts'

/** Answers a call; throwing means a bug in the sandbox. */
export type Answer = (call: Call) => Promise<Reply> | Reply

export interface Listener {
  readonly port: number
  close(): Promise<void>
}

const BODY_LIMIT = 8 * 1024 * 1024

/** Starts a TLS listener, or a plain one without `tls`. Answers carry the date of the sandbox's own clock. */
export async function listen(
  address: { host: string; port: number },
  tls: { cert: string; key: string } | undefined,
  clock: () => number,
  answer: Answer,
  onSent: (reply: Reply) => void,
): Promise<Listener> {
  const scheme = tls ? 'https' : 'http'
  const handle = (request: IncomingMessage, response: ServerResponse) =>
    void serve(scheme, request, response, clock, answer, onSent)
  const server: Server = tls ? createTlsServer(tls, handle) : createServer(handle)
  server.keepAliveTimeout = 30_000
  server.maxRequestsPerSocket = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new Error(`sandbox: cannot listen: ${error.message}`)))
    server.listen(address.port, address.host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () => closeNow(server),
  }
}

function closeNow(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

async function serve(
  scheme: string,
  request: IncomingMessage,
  response: ServerResponse,
  clock: () => number,
  answer: Answer,
  onSent: (reply: Reply) => void,
): Promise<void> {
  const reply = await answerSafely(scheme, request, answer)
  if (reply.delayMs) await sleep(reply.delayMs)
  await reply.held
  if (response.destroyed) return
  response.setHeader('date', new Date(clock()).toUTCString())
  send(response, reply, onSent)
}

async function answerSafely(scheme: string, request: IncomingMessage, answer: Answer): Promise<Reply> {
  try {
    const body = request.method === 'GET' || request.method === 'HEAD' ? '' : await readBody(request)
    const base = `${scheme}://${request.headers.host ?? 'localhost'}`
    const { method = 'GET', url = '/', headers } = request
    return await answer(makeCall({ method, url, base, headers, body }))
  } catch (error) {
    if (error instanceof URIError)
      return json(400, { error: { code: 'BadRequest', message: 'Malformed URL.' } })
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return json(500, { error: { code: 'InternalServerError', message: `sandbox bug: ${message}` } })
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    chunks.push(chunk as Buffer)
    size += (chunk as Buffer).length
    if (size > BODY_LIMIT) throw new Error('request body too large')
  }
  return Buffer.concat(chunks).toString('utf8')
}

function send(response: ServerResponse, reply: Reply, onSent: (reply: Reply) => void): void {
  if (reply.damage === 'reset-before') return void response.socket?.destroy()
  onSent(reply)
  const { body } = reply
  if (body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array))
    return void stream(response, reply, body)
  const bytes = body === undefined ? EMPTY : typeof body === 'string' ? Buffer.from(body) : body
  if (reply.damage === 'reset-after') return void sendHalf(response, reply, bytes)
  const whole = reply.damage === 'truncated' ? bytes.subarray(0, Math.floor(bytes.length * 0.6)) : bytes
  response.writeHead(reply.status, { ...reply.headers, 'content-length': whole.length })
  response.end(whole)
}

const EMPTY = Buffer.alloc(0)

/** The connection breaks while the body is in progress. */
function sendHalf(response: ServerResponse, reply: Reply, bytes: Uint8Array): void {
  response.writeHead(reply.status, { ...reply.headers, 'content-length': bytes.length })
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.destroy())
}

/** A caller that goes away ends the stream; no one else minds. */
async function stream(response: ServerResponse, reply: Reply, chunks: Iterable<Uint8Array>): Promise<void> {
  response.writeHead(reply.status, reply.headers)
  await pipeline(Readable.from(chunks), response).catch(() => undefined)
}
