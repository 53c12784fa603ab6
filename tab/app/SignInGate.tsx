import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me, SignInConfig } from '../../server/http/contract.ts'
import { createApi } from '../api/client.ts'
import { SignedProvider } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import type { SignedIn, TokenSource } from '../auth/token-source.ts'
import { type SessionActions, useSession } from '../auth/use-session.ts'
import { FullPage, FullPageWait } from '../components/FullPage.tsx'

interface SignInGateProps {
  config: () => Promise<SignInConfig>
  children: ReactNode
}

/** Lets nobody through but a signed-in operator of this tenant, and says in words what is missing. Never blank. */
export function SignInGate({ config, children }: SignInGateProps) {
  const { t } = useTranslation()
  const [session, actions] = useSession(config)
  switch (session.state) {
    case 'starting':
      return <FullPageWait text={t('session.starting')} />
    case 'signing-in':
      return <FullPageWait text={t('session.signingIn')} />
    case 'config-failed':
      return (
        <FullPage
          kind="error"
          title={t('session.configTitle')}
          text={t('session.configText')}
          hint={t('session.configHint')}
          code={session.detail}
          action={{ label: t('action.retry'), onClick: actions.retry }}
        />
      )
    case 'sign-in-failed':
      return (
        <FullPage
          kind="error"
          title={t('session.signInTitle')}
          hint={t('session.signInHint')}
          code={session.detail}
          action={{ label: t('action.retry'), onClick: actions.retry }}
        />
      )
    case 'signed-out':
      return (
        <FullPage
          kind="account"
          title={t('session.signedOutTitle')}
          text={t('session.signedOutText')}
          action={{ label: t('session.signIn'), onClick: () => actions.signIn(session.tokens) }}
        />
      )
    case 'ready':
      return (
        <OperatorGate tokens={session.tokens} who={session.who} actions={actions}>
          {children}
        </OperatorGate>
      )
  }
}

interface OperatorGateProps {
  tokens: TokenSource
  who: SignedIn
  actions: SessionActions
  children: ReactNode
}

function OperatorGate({ tokens, who, actions, children }: OperatorGateProps) {
  const { t } = useTranslation()
  const api = useMemo(() => createApi(tokens, () => actions.refused(tokens)), [tokens, actions.refused])
  const me = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => api.get<Me>('/api/me', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const signOut = useMemo(() => () => actions.signOut(tokens), [tokens, actions.signOut])
  const value = useMemo(() => me.data && { api, me: me.data, signOut }, [api, me.data, signOut])
  if (value) return <SignedProvider value={value}>{children}</SignedProvider>
  if (me.isPending) return <FullPageWait text={t('session.checking')} />
  return <NotAllowed error={me.error} who={who} onRetry={() => void me.refetch()} onSignOut={signOut} />
}

interface NotAllowedProps {
  error: unknown
  who: SignedIn
  onRetry: () => void
  onSignOut: () => void
}

function NotAllowed({ error, who, onRetry, onSignOut }: NotAllowedProps) {
  const { t } = useTranslation()
  const problem = toProblem(error)
  const retry = { label: t('action.retry'), onClick: onRetry }
  if (problem.status !== 403) {
    const { title, detail, hint, code } = problem
    return (
      <FullPage
        kind="error"
        title={title || t('session.meTitle')}
        text={detail}
        hint={hint}
        code={code}
        action={retry}
      />
    )
  }
  const name = who.username || who.name
  const tenant = problem.code.includes('tenant')
  return (
    <FullPage
      kind="denied"
      title={t(tenant ? 'session.wrongTenantTitle' : 'session.notOperatorTitle')}
      text={t(tenant ? 'session.wrongTenantText' : 'session.notOperatorText', { name })}
      hint={t(tenant ? 'session.wrongTenantHint' : 'session.notOperatorHint')}
      code={problem.code}
      action={{ label: t('session.otherAccount'), onClick: onSignOut }}
      second={retry}
    />
  )
}
