import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import type { SignInConfig } from '../../../server/contract/index.ts'
import type { Api } from '../../api/client.ts'
import { useApi, useMe, useWho } from '../../api/context.tsx'
import { keys } from '../../api/keys.ts'
import { useHost } from '../../host/use-host.ts'
import { Automatic } from '../../microsoft/automatic.ts'
import type { Work } from '../../microsoft/phases.ts'
import { apiBackend } from '../../microsoft/setup/api-backend.ts'
import { type Unwatched, type WorkName, Works } from './works.ts'

/** By sign-in, so that nothing of one person's is left for the next. */
const worksOf = new WeakMap<Api, Works>()

function useWorks(): Works {
  const api = useApi()
  const works = worksOf.get(api) ?? new Works(warnBeforeUnload())
  worksOf.set(api, works)
  return works
}

interface Wanted {
  name: WorkName
  /** What makes it another piece of work than the last of this name. */
  variant?: string
  config: SignInConfig
  graphScopes: readonly string[]
  azure?: boolean
  /** Of what is found when one comes to a screen: it is over, and the screen begins again. */
  isOver?: (work: Work) => boolean
}

/** Work in Microsoft 365 and how it stands. Microsoft's sign-in is loaded when this is first drawn. */
export function useAutomatic(wanted: Wanted): { automatic: Automatic; work: Work } {
  const api = useApi()
  const me = useMe()
  const who = useWho()
  const host = useHost()
  const client = useQueryClient()
  const works = useWorks()
  const { name, config, graphScopes, azure = false } = wanted
  const variant = `${wanted.variant ?? ''} ${azure ? 'azure' : ''}`
  const automatic = works.get(name, variant, () => {
    const options = { config, host, tenantId: me.tenantId, graphScopes, azure, now: () => Date.now() }
    const created = new Automatic({
      graphUrl: config.graphUrl,
      armUrl: config.armUrl,
      signInClientId: config.clientId,
      backend: apiBackend(api),
      tokens: import('../../microsoft/delegated-tokens.ts').then(({ createDelegatedTokens }) =>
        createDelegatedTokens({ ...options, loginHint: who.username || undefined }),
      ),
      fetch: (...given) => fetch(...given),
      locks: () => navigator.locks,
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    })
    keepFresh(client, created)
    return created
  })
  const work = useSyncExternalStore(automatic.subscribe, automatic.work)
  const arrive = useEffectEvent(() => {
    if (wanted.isOver?.(automatic.work())) automatic.reset()
  })
  useEffect(() => arrive(), [])
  useEffect(() => works.watch(automatic), [works, automatic])
  return { automatic, work }
}

/** Work that continues, or ended, while no screen shows it. */
export function useUnwatched(): readonly Unwatched[] {
  const works = useWorks()
  return useSyncExternalStore(works.subscribe, works.unwatched)
}

/** Whether anything but this is in progress in this window. */
export function useAtWork(except: WorkName): boolean {
  const works = useWorks()
  return useSyncExternalStore(works.subscribe, () => works.isAtWork(except))
}

/** What all screens know of the setup is as old as the last call, whether or not one of them shows the work. */
function keepFresh(client: QueryClient, automatic: Automatic): void {
  let before = automatic.work().phase
  automatic.subscribe(() => {
    const { phase } = automatic.work()
    if (phase === before) return
    before = phase
    if (!['done', 'stopped', 'ready'].includes(phase)) return
    for (const queryKey of [keys.setup, keys.connection, keys.health, keys.overview])
      void client.invalidateQueries({ queryKey })
  })
}

/** A page that is closed in between leaves the temporary permissions behind. */
function warnBeforeUnload(): (granted: boolean) => void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault()
  return (granted) => {
    if (granted) window.addEventListener('beforeunload', ask)
    else window.removeEventListener('beforeunload', ask)
  }
}
