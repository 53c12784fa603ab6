/** The listening socket, and how it closes: accept nothing more, let what is in progress finish, then hang up. */
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { VaultError } from '../domain/vault-error.ts'

export type Listener = {
  readonly port: number
  /** Resolves when every connection is gone, at the latest after `graceMs`. Calling it again is success. */
  close(graceMs: number): Promise<void>
}

/** Load balancers keep connections for a minute; the side that closes first should be theirs. */
const KEEP_ALIVE_MS = 65_000

export async function listen(app: RequestListener, host: string, port: number): Promise<Listener> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, app)
  server.listen(port, host)
  await once(server, 'listening').catch((error: unknown) => {
    throw cannotListen(host, port, error)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: (graceMs) => close(server, graceMs),
  }
}

/** A connection that becomes idle while we close has had its answer: it is hung up, too. */
async function close(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const hangUp = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearInterval(sweep)
  clearTimeout(hangUp)
}

function cannotListen(host: string, port: number, cause: unknown): VaultError {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown'
  return new VaultError({
    code: 'cannot-listen',
    notice: null,
    attempted: `listen on ${host}, port ${port}`,
    why: code === 'EADDRINUSE' ? 'another program listens there' : `the system answered ${code}`,
    hint: 'Stop the other program, or set PORT and HOST to another place.',
    cause,
  })
}
