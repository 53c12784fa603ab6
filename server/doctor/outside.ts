/** What is outside of this machine: Microsoft as the server reaches it, its time, and the address people use. */
import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { connect, type PeerCertificate } from 'node:tls'
import type { Dispatcher } from 'undici'
import type { Config } from '../config.ts'
import type { Clock } from '../domain/clock.ts'
import { DAY_MS } from '../domain/day.ts'
import { createMicrosoftTime } from '../graph/microsoft-time.ts'
import { type Answer, ExchangeError, exchangeOver } from '../graph/wire/exchange.ts'
import { clockWarningOf } from '../services/health/clock-warning.ts'
import { type Finding, fine, look, skipped, wrong } from './check.ts'

const PATIENCE_MS = 20_000
const MOST_BYTES = 4 * 1024 * 1024
const SOON_DAYS = 14

/** Asks as the server does: over the same connections, through the same proxy. */
export type Reach = {
  /** Any answer is one; throws when none comes. */
  ask(url: string): Promise<Answer>
  /** How far our clock is ahead, as the answers so far show. */
  leadMs(): number | undefined
}

export function createReach(dispatcher: Dispatcher, clock: Clock, monotonicMs: () => number): Reach {
  const time = createMicrosoftTime({ clock, monotonicMs })
  const exchange = time.listen(exchangeOver(dispatcher))
  return {
    ask: (url) => exchange({ url, headers: {}, timeoutMs: PATIENCE_MS, maxBytes: MOST_BYTES }),
    leadMs: time.leadMs,
  }
}

/** Sign-in of the backup apps. Its discovery document is public. */
export function examineLogin(config: Config, reach: Reach): Promise<Finding> {
  const url = `${config.cloud.loginUrl}/common/v2.0/.well-known/openid-configuration`
  return examineService(config, reach, config.cloud.loginUrl, url, ({ status }) => status === 200)
}

/** Without a token Graph refuses, and that's an answer. */
export function examineGraph(config: Config, reach: Reach): Promise<Finding> {
  const url = `${config.cloud.graphUrl}/v1.0/organization`
  return examineService(config, reach, config.cloud.graphUrl, url, ({ status }) => status === 401)
}

/** The keys by which sign-ins of people are checked. */
export function examineSignInKeys({ signIn, ...config }: Config, reach: Reach): Promise<Finding> {
  return examineService(config, reach, signIn.jwksUrl, signIn.jwksUrl, hasKeys)
}

type Way = Pick<Config, 'proxy'>

async function examineService(
  { proxy }: Way,
  reach: Reach,
  name: string,
  url: string,
  isExpected: (answer: Answer) => boolean,
): Promise<Finding> {
  const way = proxy === undefined ? 'directly' : 'with the proxy of HTTPS_PROXY'
  try {
    const answer = await reach.ask(url)
    if (isExpected(answer)) return fine(`${name} answers (${way}).`)
    return wrong(
      `${name} answered ${answer.status}, as something in between would (${way}).`,
      'Check which proxy or firewall answers for it, and let this address through unchanged.',
    )
  } catch (thrown) {
    if (!(thrown instanceof ExchangeError)) throw thrown
    return wrong(`${name}: ${thrown.message} (${way}).`, hintOf(thrown.message))
  }
}

function hintOf(failure: string): string {
  if (/proxy answered 407/.test(failure)) return 'Put the user and password of the proxy into HTTPS_PROXY.'
  if (/proxy answered/.test(failure)) return 'Let the proxy allow CONNECT to this host.'
  if (/CERT|ISSUER|SELF_SIGNED/.test(failure))
    return 'If a proxy opens TLS here, put its authority into a file and set NODE_EXTRA_CA_CERTS to it.'
  if (/ENOTFOUND|EAI_AGAIN/.test(failure))
    return 'Check the DNS server of this machine, or set HTTPS_PROXY if names are resolved there.'
  return 'Let this machine open https connections to it, or set HTTPS_PROXY.'
}

function hasKeys({ status, body }: Answer): boolean {
  try {
    return status === 200 && Array.isArray(JSON.parse(body.toString()).keys)
  } catch {
    return false
  }
}

/** After the services were asked: by the `Date` of their answers. */
export function judgeClock(reach: Reach): Finding {
  const leadMs = reach.leadMs()
  if (leadMs === undefined)
    return skipped('Microsoft didn’t answer, so the clock has nothing to be compared with.')
  const warning = clockWarningOf(leadMs)
  return warning
    ? wrong(`${warning.title}.`, warning.hint)
    : fine('The clock of this machine agrees with Microsoft’s.')
}

/** The certificate that people's browsers and Teams get. Asked directly: the address is this machine's, or its proxy's. */
export async function examineCertificate({ publicUrl }: Config, clock: Clock, ca?: string): Promise<Finding> {
  const { protocol, hostname, port } = new URL(publicUrl)
  if (protocol !== 'https:') return skipped(`${publicUrl} is for this machine only.`)
  const seen = await certificateOf(hostname, Number(port || 443), ca)
  if (typeof seen === 'string')
    return look(
      `Couldn’t connect to ${publicUrl} from here: ${seen}.`,
      'Check that the reverse proxy runs. If this machine can’t reach its own public address, check the certificate from another one.',
    )
  const until = new Date(seen.certificate.valid_to)
  const found = `The certificate of ${publicUrl} is valid until ${until.toISOString().slice(0, 10)}`
  if (seen.fault !== undefined)
    return wrong(
      `${found}, but isn’t trusted: ${seen.fault}.`,
      'Renew it, and let the reverse proxy send the whole chain. Teams shows a blank tab otherwise.',
    )
  if (until.getTime() < clock.now().getTime() + SOON_DAYS * DAY_MS)
    return look(`${found}.`, 'Renew it, and check why that didn’t happen automatically.')
  return fine(`${found}.`)
}

type Seen = { readonly certificate: PeerCertificate; readonly fault: string | undefined }

/** What went wrong, when there's no connection. An untrusted certificate is looked at anyway, and nothing is sent. */
function certificateOf(host: string, port: number, ca: string | undefined): Promise<Seen | string> {
  return new Promise((resolve) => {
    const servername = /^[\d.]+$|:/.test(host) ? '' : host
    const socket = connect({
      host,
      port,
      servername,
      rejectUnauthorized: false,
      timeout: PATIENCE_MS,
      ...(ca && { ca }),
    })
    const end = (seen: Seen | string) => {
      resolve(seen)
      socket.destroy()
    }
    socket.once('secureConnect', () => {
      const { authorizationError } = socket
      const fault = authorizationError ? String(authorizationError.message || authorizationError) : undefined
      end({ certificate: socket.getPeerCertificate(), fault })
    })
    socket.once('timeout', () => end('no answer'))
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message))
  })
}

/** Node.js goes on without a file that it can't read, and says so in one line at its start. */
export async function examineAuthorities(path: string | undefined, clock: Clock): Promise<Finding> {
  if (!path) return skipped('NODE_EXTRA_CA_CERTS isn’t set.')
  const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => thrown)
  if (typeof text !== 'string')
    return wrong(
      `NODE_EXTRA_CA_CERTS names ${path}, which can’t be read (${text.code}).`,
      'Correct the path, or the rights of the file.',
    )
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  const ends = certificates.map(validToOf)
  if (ends.length === 0 || ends.includes(undefined))
    return wrong(
      `${path} isn’t a file of certificates in PEM.`,
      'Put the authority of your proxy there, as PEM.',
    )
  const now = clock.now().getTime()
  const expired = ends.filter((end) => end !== undefined && end < now).length
  const found = `${path} has ${certificates.length} certificates, ${expired} of them expired.`
  return expired === ends.length ? wrong(found, 'Replace the expired authority.') : fine(found)
}

function validToOf(pem: string): number | undefined {
  try {
    return Date.parse(new X509Certificate(pem).validTo)
  } catch {
    return undefined
  }
}
