import type { SignInConfig } from '../../server/contract/index.ts'
import { fetchSignInConfig } from '../auth/token-source.ts'
import { connectHost } from '../host/connect-host.ts'
import type { Host } from '../host/host.ts'
import { surroundingsOf } from '../host/surroundings.ts'
import { setLocale } from '../i18n/index.ts'

/** What the tab needs to know before anything else; asked for while React is still on its way. */
export interface Arrival {
  /** Rejects with `HostSilent` where a host must be and none answers. Its language is loaded when it resolves. */
  readonly host: Promise<Host>
  /** The server's settings. A failed answer is asked for again by the next call. */
  config(): Promise<SignInConfig>
}

export function arrive(): Arrival {
  const config = asked(fetchSignInConfig)
  const hostOrigins = config().then(
    (it) => it.hostOrigins,
    () => [],
  )
  const host = connectHost({
    surroundings: surroundingsOf(window),
    hostOrigins,
    ask: async (trusted) => (await import('../host/teams-host.ts')).teamsHost(trusted),
  })
  return { host: speaking(host), config }
}

/** Words come before the first of them is drawn, but a language that can’t be fetched holds no one up. */
async function speaking(connecting: Promise<Host>): Promise<Host> {
  const locale = connecting.then(
    (host) => host.locale,
    () => undefined,
  )
  await setLocale(await locale).catch(() => undefined)
  return connecting
}

function asked<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined
  return () => {
    answer ??= ask()
    answer.catch(() => {
      answer = undefined
    })
    return answer
  }
}
