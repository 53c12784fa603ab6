import type { QueryClient } from '@tanstack/react-query'
import type { Me } from '../../server/contract/index.ts'
import type { Api } from '../api/client.ts'
import { keys } from '../api/keys.ts'
import { overviewQuery } from '../api/overview.ts'
import { quotaQuery } from '../api/quota.ts'
import { setLocale } from '../i18n/index.ts'

/** So long may data take to be worth waiting for: drawn at once, it saves a slow machine from drawing a skeleton before. */
const WORTH_WAITING_MS = 150

/**
 * Who the operator is; and before anything is drawn, their language, and the answers Overview will ask for, if that is
 * where they are going. Nothing but the first can fail: what is missing is asked for again where it is shown.
 */
export async function firstAnswers(
  api: Api,
  cache: QueryClient,
  hostLocale: string | undefined,
  signal: AbortSignal,
): Promise<Me> {
  const me = await api.get('/api/me', { signal })
  const { language } = me.preferences
  cache.setQueryData(keys.preferences, me.preferences)
  // Without one of their own it is the host's again, no matter who was here before.
  await Promise.all([setLocale(language ?? hostLocale), askAhead(api, cache)])
  return me
}

async function askAhead(api: Api, cache: QueryClient): Promise<void> {
  if (window.location.pathname !== '/') return
  const answers = Promise.all([cache.prefetchQuery(overviewQuery(api)), cache.prefetchQuery(quotaQuery(api))])
  await Promise.race([answers, new Promise((resolve) => setTimeout(resolve, WORTH_WAITING_MS))])
}
