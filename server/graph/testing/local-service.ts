/** A TLS server of a few lines that plays Graph and Entra on the wire, for tests that script each answer. */
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'

export type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void

export type LocalService = AsyncDisposable & {
  /** `https://localhost:{port}` */
  readonly url: string
  /** PEM of the authority to trust. */
  readonly ca: string
  /** Every request so far, oldest first. */
  readonly requests: {
    readonly path: string
    readonly headers: IncomingMessage['headers']
    readonly body: string
  }[]
}

/** Anyone who issues certificates for localhost: the sandbox, which only a test itself may import. */
type Authority = () => Promise<{
  readonly caFile: string
  readonly server: { readonly cert: string; readonly key: string }
  remove(): void
}>

export type StartService = (handle: Handler) => Promise<LocalService>

export async function localServices(authority: Authority): Promise<StartService> {
  const issued = await authority()
  const ca = readFileSync(issued.caFile, 'utf8')
  issued.remove()
  return (handle) => start(handle, ca, issued.server)
}

async function start(
  handle: Handler,
  ca: string,
  identity: { cert: string; key: string },
): Promise<LocalService> {
  const requests: LocalService['requests'] = []
  const server = createServer(identity, (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      requests.push({ path: request.url ?? '', headers: request.headers, body })
      handle(request, response, body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `https://localhost:${port}`, ca, requests, [Symbol.asyncDispose]: close }
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}
