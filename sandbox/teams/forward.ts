/** Hands a request on to another server, byte for byte both ways: streams and event streams remain streams. */
import { type IncomingMessage, request as plainRequest, type ServerResponse } from 'node:http'
import { request as tlsRequest } from 'node:https'

export type Target = {
  readonly url: string
  /** Of a TLS target. */
  readonly ca?: string
  /** Added to the answer. */
  readonly headers?: Readonly<Record<string, string>>
}

export function forward(request: IncomingMessage, response: ServerResponse, target: Target): void {
  const { hostname, port, protocol } = new URL(target.url)
  const send = protocol === 'https:' ? tlsRequest : plainRequest
  const onward = send({
    host: hostname,
    port,
    method: request.method,
    path: request.url,
    // The Host header remains what the browser asked for: links and redirects in answers are made of it.
    headers: { ...request.headers, 'x-forwarded-proto': 'https', 'x-forwarded-for': '127.0.0.1' },
    ...(protocol === 'https:' && { ca: target.ca, servername: 'localhost' }),
  })
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...target.headers })
    response.flushHeaders()
    answer.pipe(response)
    answer.on('error', () => response.destroy())
  })
  onward.on('error', () => refuse(response))
  // A browser that leaves ends its event stream at the other side too.
  response.on('close', () => onward.destroy())
  request.pipe(onward)
}

function refuse(response: ServerResponse): void {
  if (response.headersSent) return void response.destroy()
  response.writeHead(502, { 'content-type': 'text/plain' }).end('Nobody answers behind the front.')
}
