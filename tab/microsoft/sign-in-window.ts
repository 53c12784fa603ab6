/** Microsoft's sign-in as it is shown: by the host where it knows how, else in a window of our own. */
import {
  type AccountInfo,
  type AuthenticationResult,
  createNestablePublicClientApplication,
  type IPublicClientApplication,
  PublicClientApplication,
} from '@azure/msal-browser'
import type { SignInConfig } from '../../server/contract/index.ts'
import type { Host } from '../host/host.ts'
import { isMicrosoft } from '../host/host.ts'

/** People take out their phone and type codes; MSAL's own minute is too short for that. */
const WINDOW_PATIENCE_MS = 5 * 60_000

export interface WindowOptions {
  config: SignInConfig
  host: Host
  /** Of the organization that is being connected: no other account will do. */
  tenantId: string
}

/** Who is to sign in: one that is known, one that is asked for first, or anyone the person chooses. */
export type Who = { account: AccountInfo } | { loginHint: string } | { prompt: 'select_account' } | undefined

export interface Shown {
  answer: AuthenticationResult
  client: IPublicClientApplication
  byHost: boolean
}

export class SignInWindow {
  readonly #options: WindowOptions
  #isNested: boolean
  #client: Promise<IPublicClientApplication> | undefined

  constructor(options: WindowOptions) {
    this.#options = options
    const { host } = options
    this.#isNested = isMicrosoft(host) && host.nestedAuth
    this.prepare()
  }

  get isNested(): boolean {
    return this.#isNested
  }

  /** The click that signs in must find everything loaded, or the browser blocks the window. */
  prepare(): void {
    void this.#open().catch(() => undefined)
  }

  /** Must be called from a click. */
  async show(scopes: string[], extraScopesToConsent: string[] | undefined, who: Who): Promise<Shown> {
    const [client, byHost] = [await this.#open(), this.#isNested]
    // A window that was closed leaves MSAL waiting for it; the next click counts.
    const answer = await client.acquireTokenPopup({
      scopes,
      overrideInteractionInProgress: true,
      ...(extraScopesToConsent && { extraScopesToConsent }),
      ...who,
    })
    return { answer, client, byHost }
  }

  /** Without showing anything. */
  async quietly(scopes: string[], account: AccountInfo): Promise<AuthenticationResult> {
    const client = await this.#open()
    return client.acquireTokenSilent({ scopes, account })
  }

  /** From now on a window of our own. */
  leaveHost(): void {
    if (!this.#isNested) return
    this.#isNested = false
    this.#client = undefined
  }

  /** What is loaded is given up for something that remembers no one. */
  renew(): void {
    this.#client = undefined
  }

  #open(): Promise<IPublicClientApplication> {
    this.#client ??= this.#isNested ? openNested(this.#options) : openPopup(this.#options)
    return this.#client
  }
}

/** Inside a host of Microsoft's: the host asks, in its own way. */
function openNested({ config, tenantId }: WindowOptions): Promise<IPublicClientApplication> {
  return createNestablePublicClientApplication({
    auth: { clientId: config.clientId, ...authorityOf(config, tenantId) },
    cache: { cacheLocation: 'memoryStorage' },
  })
}

/** Everywhere else a window; from inside a frame through the page that survives what browsers keep apart. */
async function openPopup({ config, host, tenantId }: WindowOptions): Promise<IPublicClientApplication> {
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
