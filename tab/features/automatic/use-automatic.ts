import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { SignInConfig } from '../../../server/http/contract.ts'
import type { Api } from '../../api/client.ts'
import { useApi, useMe, useWho } from '../../api/context.tsx'
import { keys } from '../../api/keys.ts'
import { useHost } from '../../host/use-host.ts'
import { Automatic, type Work } from '../../microsoft/automatic.ts'
import { apiBackend } from '../../microsoft/setup/api-backend.ts'

/** By sign-in, so that nothing of one person's is left for the next; work goes on while another screen is shown. */
const works = new WeakMap<Api, Map<string, Automatic>>()

interface Wanted {
  /** One piece of work at a time under each name. */
  name: string
  config: SignInConfig
  graphScopes: readonly string[]
  azure?: boolean
}

/** Work at Microsoft and how it stands. Microsoft's sign-in is loaded when this is first drawn. */
export function useAutomatic(wanted: Wanted): { automatic: Automatic; work: Work } {
  const api = useApi()
  const me = useMe()
  const who = useWho()
  const host = useHost()
  const [automatic] = useState(() => {
    const mine = works.get(api) ?? new Map<string, Automatic>()
    works.set(api, mine)
    const known = mine.get(wanted.name)
    if (known) return known
    const { config, graphScopes, azure = false } = wanted
    const options = { config, host, tenantId: me.tenantId, graphScopes, azure, now: () => Date.now() }
    const made = new Automatic({
      ...{ graphUrl: config.graphUrl, armUrl: config.armUrl, signInClientId: config.clientId },
      backend: apiBackend(api),
      tokens: import('../../microsoft/delegated-tokens.ts').then(({ createDelegatedTokens }) =>
        createDelegatedTokens({ ...options, loginHint: who.username || undefined }),
      ),
      fetch: (...given) => fetch(...given),
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    })
    mine.set(wanted.name, made)
    return made
  })
  const work = useSyncExternalStore(automatic.subscribe, automatic.work)
  useFresh(work)
  useUnloadWarning(automatic.isBusy)
  return { automatic, work }
}

/** What the screens around know of the setup is as old as the last call. */
function useFresh({ phase }: Work) {
  const client = useQueryClient()
  useEffect(() => {
    if (!['done', 'stopped', 'ready'].includes(phase)) return
    for (const queryKey of [keys.onboarding, keys.connection, keys.health])
      void client.invalidateQueries({ queryKey })
  }, [client, phase])
}

/** A page that is closed in between leaves the lent rights behind. */
function useUnloadWarning(busy: boolean) {
  useEffect(() => {
    if (!busy) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [busy])
}
