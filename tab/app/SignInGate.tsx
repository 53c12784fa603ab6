import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignInConfig } from '../../server/http/contract.ts'
import { createApi } from '../api/client.ts'
import { SignedProvider } from '../api/context.tsx'
import type { SignedIn, TokenSource } from '../auth/token-source.ts'
import { type SessionActions, useSession } from '../auth/use-session.ts'
import { FullPageWait } from '../components/FullPage.tsx'
import { useHost } from '../host/use-host.ts'
import { firstAnswers } from './first-answers.ts'
import { NotAllowed } from './NotAllowed.tsx'
import { SignInPage } from './SignInPage.tsx'

interface SignInGateProps {
  config: () => Promise<SignInConfig>
  children: ReactNode
}

/** Lets nobody through but a signed-in operator of this tenant, and says in words what is missing. Never blank. */
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
      />
    )
  if (session.state !== 'ready') return <SignInPage session={session} actions={actions} config={config} />
  return (
    <OperatorGate tokens={session.tokens} who={session.who} actions={actions} config={config}>
      {children}
    </OperatorGate>
  )
}

interface OperatorGateProps extends SignInGateProps {
  tokens: TokenSource
  who: SignedIn
  actions: SessionActions
}

function OperatorGate({ tokens, who, actions, config, children }: OperatorGateProps) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const api = useMemo(
    () => createApi(tokens, (why) => actions.refused(tokens, why)),
    [tokens, actions.refused],
  )
  const me = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => firstAnswers(api, cache, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const signOut = useMemo(() => {
    if (!tokens.signOut) return undefined
    return () => {
      // The next one to sign in here must not see what this one saw.
      cache.clear()
      actions.signOut(tokens)
    }
  }, [tokens, actions.signOut, cache])
  const value = useMemo(() => me.data && { api, me: me.data, who, signOut }, [api, me.data, who, signOut])
  if (value) return <SignedProvider value={value}>{children}</SignedProvider>
  if (me.isPending) return <FullPageWait text={t('session.checking')} />
  const again = async () => {
    // Roles stand in the token: one that was made before the role was given says no for an hour.
    await tokens.token({ fresh: true }).catch(() => undefined)
    await me.refetch()
  }
  const otherAccount = signOut && (() => actions.signIn(tokens, { otherAccount: true }))
  return <NotAllowed error={me.error} who={who} onRetry={() => void again()} {...{ otherAccount, config }} />
}
