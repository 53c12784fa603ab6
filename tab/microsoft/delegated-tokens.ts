/**
 * Tokens that act for the admin at Microsoft Graph and Azure, for the few minutes a setup takes: asked for by a click,
 * kept in memory only, forgotten at the end. The tab's own sign-in is another one and is not touched.
 */
import {
  type AccountInfo,
  type AuthenticationResult,
  createNestablePublicClientApplication,
  type IPublicClientApplication,
  PublicClientApplication,
} from '@azure/msal-browser'
import type { SignInConfig } from '../../server/contract/index.ts'
import { msalAnswer } from '../auth/sign-in-answers.ts'
import { SignInFailed, SignInNeeded } from '../auth/token-source.ts'
import type { Host } from '../host/host.ts'
import { isMicrosoft } from '../host/host.ts'
import { AZURE_SCOPE, type TokenFor } from './scopes.ts'

export interface Delegate {
  /** Entra's object id of the person. */
  id: string
  username: string
}

export interface DelegatedTokens {
  /**
   * Shows Microsoft's sign-in with all the rights that will be needed, and resolves when those of Graph are lent. Must be
   * called from a click. Throws `SignInFailed`: closed, blocked, approval, rule, tenant … `otherAccount`: the person
   * chooses there who it is.
   */
  signIn(wanted?: { otherAccount?: boolean }): Promise<Delegate>
  /** The rest of it, where Azure is needed: quietly if Microsoft lets us, else by another window. */
  signInToAzure(): Promise<void>
  /** Never shows anything. Throws `SignInNeeded` when only `signIn` can go on. */
  token(what: TokenFor): Promise<string>
  /** The token was not taken: the next sign-in goes the other way, where there is one. */
  distrust(): void
  /** Forgets persons and tokens. `host`: the host asked for them, and keeps what it got for itself. */
  drop(): Promise<'done' | 'host'>
}

/** People take out their phone and type codes; MSAL's own minute is too short for that. */
const WINDOW_PATIENCE_MS = 5 * 60_000
/** A token is renewed when it is good for less than this. */
const MARGIN_MS = 60_000

interface Held {
  token: string
  expiresAt: number
}

export interface DelegatedOptions {
  config: SignInConfig
  host: Host
  /** Of the organization that is being connected: no other account will do. */
  tenantId: string
  /** The person who is signed in to the tab, if that is known. */
  loginHint: string | undefined
  /** Names of Graph's delegated permissions. */
  graphScopes: readonly string[]
  /** Whether Azure is needed too. */
  azure: boolean
  now(): number
}

export function createDelegatedTokens(options: DelegatedOptions): DelegatedTokens {
  const { config, host, tenantId, loginHint, graphScopes, azure, now } = options
  const scopes = {
    graph: graphScopes.map((name) => `${config.graphUrl}/${name}`),
    azure: [`${config.armUrl}/${AZURE_SCOPE}`],
  }
  const held = new Map<TokenFor, Held>()
  let nested = isMicrosoft(host) && host.nestedAuth
  let client: Promise<IPublicClientApplication> | undefined
  let account: AccountInfo | null = null
  /** Who signed in last, to be asked for first when they have to sign in again. */
  let hint = loginHint
  /** Everything MSAL remembers of this, to be forgotten with it. */
  let traces: { it: IPublicClientApplication; account: AccountInfo; byHost: boolean }[] = []
  /** What comes of an earlier window must not replace what a later one brought. */
  let asked = 0
  /** Without a window Azure said no: asking in vain again would use up the click. */
  let azureInsists = false

  const open = () => {
    client ??= nested ? openNested(options) : openPopup(options)
    return client
  }
  // The click that signs in must find everything loaded, or the browser blocks the window.
  const prepare = () => void open().catch(() => undefined)
  prepare()

  function keep(what: TokenFor, answer: AuthenticationResult): AuthenticationResult {
    account = answer.account
    hint = answer.account.username
    const expiresAt = answer.expiresOn?.getTime() ?? now()
    held.set(what, { token: answer.accessToken, expiresAt })
    return answer
  }

  const isGood = (known: Held | undefined): known is Held =>
    known !== undefined && known.expiresAt - MARGIN_MS > now()

  async function ask(what: TokenFor, otherAccount = false): Promise<AuthenticationResult> {
    const [it, byHost] = [await open(), nested]
    const known = account ? { account } : hint === undefined ? {} : { loginHint: hint }
    const who = otherAccount ? { prompt: 'select_account' } : known
    const also = azure && what === 'graph' ? { extraScopesToConsent: scopes.azure } : {}
    // A window that was closed leaves MSAL waiting for it; the next click counts.
    const answer = await it.acquireTokenPopup({
      scopes: scopes[what],
      overrideInteractionInProgress: true,
      ...also,
      ...who,
    })
    traces.push({ it, account: answer.account, byHost })
    return answer
  }

  async function askAnyWay(what: TokenFor, otherAccount: boolean): Promise<AuthenticationResult> {
    // A host knows one account only: its own.
    if (otherAccount) leaveHost()
    try {
      return await ask(what, otherAccount)
    } catch (error) {
      if (!nested || isNo(msalAnswer(error))) throw error
      // The host said it could and could not: a window of our own can.
      distrust()
      return ask(what)
    }
  }

  async function quietly(what: TokenFor, known: AccountInfo): Promise<AuthenticationResult> {
    const it = await open()
    return keep(what, await it.acquireTokenSilent({ scopes: scopes[what], account: known }))
  }

  function leaveHost(): void {
    if (!nested) return
    nested = false
    client = undefined
  }

  function distrust(): void {
    held.clear()
    if (nested) account = null
    leaveHost()
  }

  return {
    distrust,

    async signIn({ otherAccount = false } = {}) {
      const mine = ++asked
      try {
        const answer = await askAnyWay('graph', otherAccount)
        if (answer.tenantId.toLowerCase() !== tenantId.toLowerCase())
          throw new SignInFailed('tenant', 'another-organization')
        if (mine === asked) {
          if (answer.account.homeAccountId !== account?.homeAccountId) held.clear()
          keep('graph', answer)
        }
        return { id: answer.account.localAccountId, username: answer.account.username }
      } catch (error) {
        throw error instanceof SignInFailed ? error : failureOf(error)
      }
    },

    async signInToAzure() {
      if (!azure || isGood(held.get('azure'))) return
      const mine = asked
      try {
        const known = azureInsists ? null : account
        const quiet = known ? await quietly('azure', known).catch(() => undefined) : undefined
        azureInsists = !quiet
        const answer = quiet ?? (await ask('azure'))
        if (!quiet && mine === asked) keep('azure', answer)
      } catch (error) {
        throw failureOf(error)
      }
    },

    async token(what) {
      const known = held.get(what)
      if (isGood(known)) return known.token
      if (!account) throw new SignInNeeded('ended')
      const answer = await quietly(what, account).catch((error: unknown) => Promise.reject(msalAnswer(error)))
      return answer.accessToken
    },

    async drop() {
      held.clear()
      account = null
      azureInsists = false
      const forgotten = traces
      traces = []
      client = undefined
      let outcome: 'done' | 'host' = 'done'
      // By name: clearing everything would reach into the tab's own sign-in, which is of the same app.
      for (const { it, account: known, byHost } of forgotten)
        await it.clearCache({ account: known }).catch(() => {
          // A window's tokens are in a client that nobody has any more; a host has its own and lets nobody clear them.
          if (byHost) outcome = 'host'
        })
      prepare()
      return outcome
    },
  }
}

/** A person's answer, which asking elsewhere would not change. */
function isNo(meaning: SignInNeeded | SignInFailed): boolean {
  return meaning instanceof SignInFailed && !['unknown', 'host', 'setup', 'network'].includes(meaning.reason)
}

/** A sign-in that needs a sign-in has failed: consent was not given, or a rule wants what was not there. */
function failureOf(error: unknown): SignInFailed {
  const meaning = msalAnswer(error)
  if (meaning instanceof SignInFailed) return meaning
  return new SignInFailed(meaning.need === 'consent' ? 'approval' : 'rule', meaning.need)
}

/** Inside a host of Microsoft's: the host asks, in its own way. */
function openNested({ config, tenantId }: DelegatedOptions): Promise<IPublicClientApplication> {
  return createNestablePublicClientApplication({
    auth: { clientId: config.clientId, ...authorityOf(config, tenantId) },
    cache: { cacheLocation: 'memoryStorage' },
  })
}

/** Everywhere else a window; from inside a frame through the page that survives what browsers keep apart. */
async function openPopup({ config, host, tenantId }: DelegatedOptions): Promise<IPublicClientApplication> {
  const relay = `${config.relayPath}?lang=${encodeURIComponent(document.documentElement.lang)}`
  const client = new PublicClientApplication({
    auth: {
      clientId: config.clientId,
      ...authorityOf(config, tenantId),
      redirectUri: window.location.origin + config.redirectPath,
      ...(host.kind === 'page' ? {} : { popupRelayUri: relay }),
    },
    cache: { cacheLocation: 'memoryStorage' },
    system: { popupBridgeTimeout: WINDOW_PATIENCE_MS },
  })
  await client.initialize()
  return client
}

/** The organization's own address: at it no account of another one signs in. */
function authorityOf(config: SignInConfig, tenantId: string) {
  const { authority, knownAuthorities, authorityMetadata } = config
  const named = (text: string) => text.replaceAll('/organizations', `/${tenantId}`)
  return {
    authority: named(authority),
    knownAuthorities,
    ...(authorityMetadata ? { authorityMetadata: named(authorityMetadata) } : {}),
  }
}
