/** A TLS server of a few lines that plays Graph and Entra on the wire, for tests that script each answer. */
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { openCertificates, selfSignedPem } from '../../../sandbox/certificates/authority.ts'

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

type Trust = { readonly ca: string; readonly cert: string; readonly key: string }
let trust: Trust | undefined

export async function localService(handle: Handler): Promise<LocalService> {
  trust ??= newTrust()
  const { ca, cert, key } = trust
  const requests: LocalService['requests'] = []
  const server = createServer({ cert, key }, (request, response) => {
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

/** A certificate and its key as one PEM text, the way an operator pastes it. */
export function certificatePem(): string {
  return selfSignedPem('backup application')
}

function newTrust(): Trust {
  const certificates = openCertificates('')
  const ca = readFileSync(certificates.caFile, 'utf8')
  certificates.remove()
  return { ca, ...certificates.server }
}
