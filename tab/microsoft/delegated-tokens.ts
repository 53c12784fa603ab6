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
import type { SignInConfig } from '../../server/http/contract.ts'
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
   * Shows Microsoft's sign-in with all the rights that will be needed. Must be called from a click. Throws
   * `SignInFailed`: closed, blocked, approval, rule, tenant …
   */
  signIn(): Promise<Delegate>
  /** Never shows anything. Throws `SignInNeeded` when only `signIn` can go on. */
  token(what: TokenFor): Promise<string>
  /** The token was not taken: the next sign-in goes the other way, where there is one. */
  distrust(): void
  /** Forgets person and tokens. */
  drop(): Promise<void>
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

  const open = () => {
    client ??= nested ? openNested(options) : openPopup(options)
    return client
  }
  // The click that signs in must find everything loaded, or the browser blocks the window.
  void open().catch(() => undefined)

  function keep(what: TokenFor, answer: AuthenticationResult): AuthenticationResult {
    account = answer.account
    const expiresAt = answer.expiresOn?.getTime() ?? now()
    held.set(what, { token: answer.accessToken, expiresAt })
    return answer
  }

  async function ask(what: TokenFor): Promise<AuthenticationResult> {
    const it = await open()
    const who = account ? { account } : loginHint === undefined ? {} : { loginHint }
    const also = azure && what === 'graph' ? { extraScopesToConsent: scopes.azure } : {}
    // A window that was closed leaves MSAL waiting for it; the next click counts.
    return it.acquireTokenPopup({
      scopes: scopes[what],
      overrideInteractionInProgress: true,
      ...also,
      ...who,
    })
  }

  async function askAnyWay(what: TokenFor): Promise<AuthenticationResult> {
    try {
      return await ask(what)
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

  function distrust(): void {
    held.clear()
    if (!nested) return
    nested = false
    client = undefined
    account = null
  }

  return {
    distrust,

    async signIn() {
      try {
        const answer = await askAnyWay('graph')
        if (answer.tenantId.toLowerCase() !== tenantId.toLowerCase())
          throw new SignInFailed('tenant', 'another-organization')
        keep('graph', answer)
        const { account: known } = answer
        if (azure) await quietly('azure', known).catch(async () => keep('azure', await ask('azure')))
        return { id: known.localAccountId, username: known.username }
      } catch (error) {
        throw error instanceof SignInFailed ? error : failureOf(error)
      }
    },

    async token(what) {
      const known = held.get(what)
      if (known && known.expiresAt - MARGIN_MS > now()) return known.token
      if (!account) throw new SignInNeeded('ended')
      const answer = await quietly(what, account).catch((error: unknown) => Promise.reject(msalAnswer(error)))
      return answer.accessToken
    },

    async drop() {
      held.clear()
      const [known, it] = [account, await client?.catch(() => undefined)]
      account = null
      client = undefined
      // By name: clearing everything would reach into the tab's own sign-in, which is of the same app.
      if (known) await it?.clearCache({ account: known }).catch(() => undefined)
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
