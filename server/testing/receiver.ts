/** An HTTP server on this machine that keeps what it is sent and answers as it is told. */
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

export type Received = {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export type Receiver = {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string
  readonly host: string
  readonly received: Received[]
  /** The next ones are answered like this, one after the other; then 200. */
  answer(...statuses: (number | { status: number; location: string })[]): void
}

/** Goes away with the test. */
export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const answers: (number | { status: number; location: string })[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url: path = '', headers } = request
      received.push({ method, path, headers, body })
      const next = answers.shift() ?? 200
      if (typeof next === 'number') response.writeHead(next).end('said by the other side')
      else response.writeHead(next.status, { location: next.location }).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url: `http://${host}`, host, received, answer: (...more) => void answers.push(...more) }
}
