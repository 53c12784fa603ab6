/**
 * The world outside as alerts reach it: addresses that tenants entered. No redirect is followed and nothing of an answer but
 * its status is kept, so that no one reads this server's surroundings by it. A name is resolved once for each connection, and
 * what was checked is what is connected to: a name that means another address a moment later changes nothing.
 */
import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici'
import { type Answer, ExchangeError, exchangeOver, type WayOut } from '../graph/wire/exchange.ts'
import { isPublic } from './public-address.ts'

/** Why an address is not asked. */
export type AddressRefusal = 'not-an-address' | 'not-https' | 'not-public'

export type Outside = {
  /** Undefined: it may be asked as far as is known now. A name that can't be resolved says nothing yet. */
  refusalOf(address: string): Promise<AddressRefusal | undefined>
  /** The status of the answer. Throws a `DeliveryError`. */
  send(request: OutsideRequest): Promise<number>
  close(): Promise<void>
}

export type OutsideRequest = {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal | undefined
}

/** `message`: a code, or what a mail server said; without anything of the address. */
export class DeliveryError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'DeliveryError'
  }
}

/** All addresses of a name. */
export type Resolve = (name: string) => Promise<readonly { address: string; family: number }[]>

export type OutsideSettings = {
  /** `host:port`, lower case: asked wherever they are, and by http too. */
  readonly allowedHosts: ReadonlySet<string>
  readonly proxy?: WayOut | undefined
  readonly resolve?: Resolve
}

const TIMEOUT_MS = 10_000
/** Answers are not kept; longer ones are cut off. */
const MAX_BYTES = 64 * 1024
const NOT_PUBLIC = 'not-public'

export function createOutside({
  allowedHosts,
  proxy,
  resolve = (name) => lookup(name, { all: true }),
}: OutsideSettings): Outside {
  const anywhere = new Agent(POOL)
  const guarded = new Agent({ ...POOL, connect: { ...CONNECT, lookup: guardedLookup(resolve) } })
  const way = proxy && throughProxy(proxy)
  const isAllowed = (url: URL) => allowedHosts.has(hostOf(url))

  /** Of the addresses of a name, whether one is not public; undefined when no one knows the name. */
  async function isClosed(name: string): Promise<boolean | undefined> {
    if (isIP(name)) return !isPublic(name)
    const found = await resolve(name).catch(() => undefined)
    return found?.some(({ address }) => !isPublic(address))
  }

  async function wayTo(url: URL): Promise<Dispatcher> {
    if (isAllowed(url)) return anywhere
    const name = nameOf(url)
    // A name in the numbers of an address is never resolved, so the guarded way does not see it.
    if (isIP(name) && !isPublic(name)) throw new DeliveryError(NOT_PUBLIC)
    if (way === undefined) return guarded
    // The proxy resolves the name itself; what it may reach is its own affair, and where we know better we say so.
    if (await isClosed(name)) throw new DeliveryError(NOT_PUBLIC)
    return way
  }

  return {
    async refusalOf(address) {
      const url = URL.parse(address)
      if (url === null || !isPlain(url)) return 'not-an-address'
      if (isAllowed(url)) return undefined
      if (url.protocol !== 'https:') return (await isClosed(nameOf(url))) ? 'not-public' : 'not-https'
      return (await isClosed(nameOf(url))) ? 'not-public' : undefined
    },

    async send({ url, ...request }) {
      const target = new URL(url)
      if (!isAllowed(target) && target.protocol !== 'https:') throw new DeliveryError('not-https')
      const exchange = exchangeOver(await wayTo(target))
      try {
        const answer: Answer = await exchange({ url, ...request, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES })
        return answer.status
      } catch (thrown) {
        if (!(thrown instanceof ExchangeError)) throw thrown
        // It answered, at such length that no one has to read on.
        if (thrown.fault === 'too-large' && thrown.status !== undefined) return thrown.status
        throw new DeliveryError(codeOf(thrown), thrown)
      }
    },

    async close() {
      await Promise.all([anywhere.destroy(), guarded.destroy(), way?.destroy()])
    },
  }
}

const CONNECT = { timeout: TIMEOUT_MS, allowH2: false }
/** Each delivery has its own connection, and its own look at the name. */
const POOL = { connect: CONNECT, pipelining: 0, allowH2: false }

function throughProxy({ https = '', http = '', noProxy }: WayOut): Dispatcher {
  return new EnvHttpProxyAgent({ ...POOL, httpsProxy: https, httpProxy: http, noProxy })
}

/** Resolves as Node would and answers public addresses only, all of them or none. */
function guardedLookup(resolve: Resolve): LookupFunction {
  return (name, options, answer) => {
    resolve(name).then(
      (found) => {
        const [first] = found
        if (first === undefined || found.some(({ address }) => !isPublic(address)))
          return answer(Object.assign(new Error(NOT_PUBLIC), { code: 'ENOTPUBLIC' }), '', 0)
        if (options.all) answer(null, [...found])
        else answer(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => answer(error, '', 0),
    )
  }
}

function isPlain({ protocol, username, password, hostname }: URL): boolean {
  return ['https:', 'http:'].includes(protocol) && hostname !== '' && username === '' && password === ''
}

function nameOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '')
}

function hostOf({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`
}

function codeOf({ fault, message }: ExchangeError): string {
  if (message.includes('ENOTPUBLIC')) return NOT_PUBLIC
  if (/ENOTFOUND|EAI_AGAIN/.test(message)) return 'name-not-found'
  return CODES[fault]
}

const CODES: Readonly<Record<ExchangeError['fault'], string>> = {
  unreachable: 'no-connection',
  broken: 'connection-broken',
  timeout: 'no-answer',
  truncated: 'connection-broken',
  'too-large': 'connection-broken',
}
