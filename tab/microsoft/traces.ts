/** Everything MSAL remembers of the sign-ins of a setup, to be forgotten with it. */
import type { AccountInfo, IPublicClientApplication } from '@azure/msal-browser'

interface Trace {
  client: Pick<IPublicClientApplication, 'clearCache'>
  account: AccountInfo
  /** The host asked, and keeps what it got for itself. */
  byHost: boolean
}

export class Traces {
  #all: Trace[] = []

  add(trace: Trace): void {
    this.#all.push(trace)
  }

  /** `host`: it keeps what it got. By name: clearing everything would reach into the tab's own sign-in, of the same app. */
  async forget(): Promise<'done' | 'host'> {
    const traces = this.#all
    this.#all = []
    let outcome: 'done' | 'host' = 'done'
    for (const { client, account, byHost } of traces)
      await client.clearCache({ account }).catch(() => {
        // A window's tokens are in a client that no one has any more; a host has its own and lets no one clear them.
        if (byHost) outcome = 'host'
      })
    return outcome
  }
}
