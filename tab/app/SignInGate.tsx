import { QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignInConfig } from '../../server/contract/index.ts'
import { createApi } from '../api/client.ts'
import { SignedProvider } from '../api/context.tsx'
import { SignInNeeded } from '../auth/token-source.ts'
import { type Ready, type SessionActions, useSession } from '../auth/use-session.ts'
import { FullPageWait } from '../components/FullPage.tsx'
import { useHost } from '../host/use-host.ts'
import { firstAnswers } from './first-answers.ts'
import { NotAllowed } from './NotAllowed.tsx'
import { createQueryClient } from './query-client.ts'
import { SignInPage } from './SignInPage.tsx'

interface SignInGateProps {
  config: () => Promise<SignInConfig>
  children: ReactNode
}

/** Lets no one through but a signed-in operator of this tenant, and says in words what is missing. Never blank. */
export function SignInGate({ config, children }: SignInGateProps) {
  const { t } = useTranslation()
  const host = useHost()
  const [session, actions] = useSession(host, config)
  const starting = session.state === 'starting'
  // Whatever is drawn from here on is better than the host's own page about an app that did not start.
  useEffect(() => {
    if (!starting) host.ready()
  }, [host, starting])
  if (session.state === 'starting') return <FullPageWait text={t('session.starting')} />
  if (session.state === 'signing-in')
    return (
      <FullPageWait
        text={t(session.tokens.signsInBy === 'window' ? 'session.signingInWindow' : 'session.signingIn')}
        onAgain={actions.retry}
      />
    )
  if (session.state !== 'ready') return <SignInPage session={session} actions={actions} config={config} />
  return (
    <OwnCache key={session.who.account}>
      <OperatorGate session={session} actions={actions} config={config}>
        {children}
      </OperatorGate>
    </OwnCache>
  )
}

/** What one person saw ends with their sign-in: anyone who signs in next, be it themselves, asks the server for everything. */
function OwnCache({ children }: { children: ReactNode }) {
  const [cache] = useState(createQueryClient)
  useEffect(() => () => cache.clear(), [cache])
  return <QueryClientProvider client={cache}>{children}</QueryClientProvider>
}

interface OperatorGateProps extends SignInGateProps {
  session: Ready
  actions: SessionActions
}

function OperatorGate({ session, actions, config, children }: OperatorGateProps) {
  const { t } = useTranslation()
  const host = useHost()
  const cache = useQueryClient()
  const { tokens, who } = session
  const api = useMemo(
    () => createApi(tokens, (why) => actions.refused(session, why)),
    [tokens, session, actions.refused],
  )
  const me = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => firstAnswers(api, cache, host.locale, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const signOut = useMemo(
    () => (tokens.signOut ? () => actions.signOut(tokens) : undefined),
    [tokens, actions.signOut],
  )
  const value = useMemo(() => me.data && { api, me: me.data, who, signOut }, [api, me.data, who, signOut])
  if (value) return <SignedProvider value={value}>{children}</SignedProvider>
  if (me.isPending) return <FullPageWait text={t('session.checking')} />
  const again = async () => {
    // Roles stand in the token: one that was made before the role was given says no for an hour.
    const error: unknown = await tokens.token({ fresh: true }).catch((error: unknown) => error)
    if (error instanceof SignInNeeded) actions.retry()
    else await me.refetch()
  }
  const otherAccount = signOut && (() => actions.signIn(tokens, { otherAccount: true }))
  return (
    <NotAllowed
      error={me.error}
      who={who}
      onRetry={() => void again()}
      otherAccount={otherAccount}
      config={config}
    />
  )
}
