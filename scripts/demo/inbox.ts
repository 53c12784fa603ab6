/** Where the demo's alerts arrive: a web server on this machine, the only one that the demo's product may reach. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

/** What a webhook brings of an alert, as far as the demo shows it. */
type Alerted = {
  readonly event: string
  /** `resolved`: its cause is over. */
  readonly severity: string
  readonly title: string
  readonly text: string
}

export type Inbox = {
  /** As `ALERT_ALLOWED_HOSTS` takes it. */
  readonly host: string
  readonly url: string
  readonly received: readonly Alerted[]
  close(): void
}

export async function openInbox(): Promise<Inbox> {
  const received: Alerted[] = []
  const server = createServer((request, response) => {
    json(request).then(
      (body) => {
        received.push(body as Alerted)
        response.writeHead(200).end()
      },
      () => response.writeHead(400).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Whether the demo ends is not for the inbox to decide.
  server.unref()
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { host, url: `http://${host}/alerts`, received, close: () => void server.close() }
}
