/**
 * Tokens that act for the admin at Microsoft Graph and Azure, for the few minutes a setup takes: asked for by a click,
 * kept in memory only, forgotten at the end. The tab's own sign-in is another one and is not touched.
 */
import type { AccountInfo, AuthenticationResult } from '@azure/msal-browser'
import { msalAnswer } from '../auth/sign-in-answers.ts'
import { SignInFailed, SignInNeeded } from '../auth/token-source.ts'
import { AZURE_SCOPE, type TokenFor } from './scopes.ts'
import { SignInWindow, type WindowOptions } from './sign-in-window.ts'
import { TokenCache } from './token-cache.ts'
import { Traces } from './traces.ts'

export interface Delegate {
  /** Entra's object id of the person. */
  id: string
  username: string
}

export interface DelegatedTokens {
  /**
   * Shows Microsoft's sign-in with all the rights that will be needed, and resolves when those of Graph are granted. Must be
   * called from a click. Throws `SignInFailed`: closed, blocked, approval, rule, tenant … `otherAccount`: the person
   * chooses there who it is.
   */
  signIn(wanted?: { otherAccount?: boolean }): Promise<Delegate>
  /** The rest of it, where Azure is needed: quietly if Microsoft lets us, else by another window. */
  signInToAzure(): Promise<void>
  /** Never shows anything. Throws `SignInNeeded` when only `signIn` can continue. */
  token(what: TokenFor): Promise<string>
  /** The token was not taken: the next sign-in goes the other way, where there is one. */
  distrust(): void
  /** Forgets persons and tokens. `host`: the host asked for them, and keeps what it got for itself. */
  drop(): Promise<'done' | 'host'>
}

export interface DelegatedOptions extends WindowOptions {
  /** The person who is signed in to the tab, if that is known. */
  loginHint: string | undefined
  /** Names of Graph's delegated permissions. */
  graphScopes: readonly string[]
  /** Whether Azure is needed too. */
  azure: boolean
  now(): number
}

export const createDelegatedTokens = (options: DelegatedOptions): DelegatedTokens => new Tokens(options)

class Tokens implements DelegatedTokens {
  readonly #options: DelegatedOptions
  readonly #scopes: Readonly<Record<TokenFor, string[]>>
  readonly #window: SignInWindow
  readonly #cache: TokenCache
  readonly #traces = new Traces()
  #account: AccountInfo | null = null
  /** Who signed in last, to be asked for first when they have to sign in again. */
  #hint: string | undefined
  /** What comes of an earlier window must not replace what a later one brought. */
  #asked = 0
  /** Without a window Azure said no: asking in vain again would use up the click. */
  #azureInsists = false

  constructor(options: DelegatedOptions) {
    const { config, graphScopes, loginHint, now } = options
    this.#options = options
    this.#scopes = {
      graph: graphScopes.map((name) => `${config.graphUrl}/${name}`),
      azure: [`${config.armUrl}/${AZURE_SCOPE}`],
    }
    this.#hint = loginHint
    this.#cache = new TokenCache(now)
    this.#window = new SignInWindow(options)
  }

  async signIn({ otherAccount = false } = {}): Promise<Delegate> {
    const mine = ++this.#asked
    try {
      const answer = await this.#askAnyWay(otherAccount)
      const { account, tenantId } = answer
      if (tenantId.toLowerCase() !== this.#options.tenantId.toLowerCase())
        throw new SignInFailed('tenant', 'another-organization')
      if (mine === this.#asked) {
        if (account.homeAccountId !== this.#account?.homeAccountId) this.#cache.clear()
        this.#keep('graph', answer)
      }
      return { id: account.localAccountId, username: account.username }
    } catch (error) {
      throw error instanceof SignInFailed ? error : failureOf(error)
    }
  }

  async signInToAzure(): Promise<void> {
    if (!this.#options.azure || this.#cache.find('azure') !== undefined) return
    const mine = this.#asked
    try {
      const known = this.#azureInsists ? null : this.#account
      const quiet = known ? await this.#quietly('azure', known).catch(() => undefined) : undefined
      this.#azureInsists = !quiet
      const answer = quiet ?? (await this.#ask('azure'))
      if (!quiet && mine === this.#asked) this.#keep('azure', answer)
    } catch (error) {
      throw failureOf(error)
    }
  }

  async token(what: TokenFor): Promise<string> {
    const known = this.#cache.find(what)
    if (known !== undefined) return known
    if (!this.#account) throw new SignInNeeded('ended')
    const answer = await this.#quietly(what, this.#account).catch((error: unknown) =>
      Promise.reject(msalAnswer(error)),
    )
    return answer.accessToken
  }

  distrust(): void {
    this.#cache.clear()
    if (this.#window.isNested) this.#account = null
    this.#window.leaveHost()
  }

  async drop(): Promise<'done' | 'host'> {
    this.#cache.clear()
    this.#account = null
    this.#azureInsists = false
    this.#window.renew()
    const outcome = await this.#traces.forget()
    this.#window.prepare()
    return outcome
  }

  async #askAnyWay(otherAccount: boolean): Promise<AuthenticationResult> {
    // A host knows one account only: its own.
    if (otherAccount) this.#window.leaveHost()
    try {
      return await this.#ask('graph', otherAccount)
    } catch (error) {
      if (!this.#window.isNested || isNo(msalAnswer(error))) throw error
      // The host said it could and could not: a window of our own can.
      this.distrust()
      return this.#ask('graph')
    }
  }

  async #ask(what: TokenFor, otherAccount = false): Promise<AuthenticationResult> {
    const known = this.#account
      ? { account: this.#account }
      : this.#hint === undefined
        ? undefined
        : { loginHint: this.#hint }
    const also = this.#options.azure && what === 'graph' ? this.#scopes.azure : undefined
    const who = otherAccount ? ({ prompt: 'select_account' } as const) : known
    const { answer, client, byHost } = await this.#window.show(this.#scopes[what], also, who)
    this.#traces.add({ client, account: answer.account, byHost })
    return answer
  }

  async #quietly(what: TokenFor, known: AccountInfo): Promise<AuthenticationResult> {
    return this.#keep(what, await this.#window.quietly(this.#scopes[what], known))
  }

  #keep(what: TokenFor, answer: AuthenticationResult): AuthenticationResult {
    this.#account = answer.account
    this.#hint = answer.account.username
    this.#cache.keep(what, answer)
    return answer
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
