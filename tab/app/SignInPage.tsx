import { useTranslation } from 'react-i18next'
import type { SignInConfig } from '../../server/contract/index.ts'
import type { Session, SessionActions } from '../auth/use-session.ts'
import { FullPage, type FullPageProps, type PageAction } from '../components/FullPage.tsx'
import { useHost } from '../host/use-host.ts'
import { useAdminWords } from './use-admin-words.ts'

type Stuck = Extract<Session, { state: 'config-failed' | 'needed' | 'failed' }>
type Needed = Extract<Session, { state: 'needed' }>
type Failed = Extract<Session, { state: 'failed' }>

interface SignInPageProps<T extends Stuck = Stuck> {
  session: T
  actions: SessionActions
  config: () => Promise<SignInConfig>
}

/** What stands between a person and the tab, and the way on. */
export function SignInPage({ session, ...rest }: SignInPageProps) {
  const { t } = useTranslation()
  if (session.state === 'needed') return <NeededPage session={session} {...rest} />
  if (session.state === 'failed') return <FailedPage session={session} {...rest} />
  return (
    <FullPage
      kind="error"
      title={t('session.configTitle')}
      text={t('session.configText')}
      hint={t('session.configHint')}
      code={session.detail}
      action={{ label: t('action.retry'), onClick: rest.actions.retry }}
    />
  )
}

/** One click is missing. */
function NeededPage({ session, actions }: SignInPageProps<Needed>) {
  const { t } = useTranslation()
  const host = useHost()
  const { need, claims, tokens } = session
  const go = (label: string): PageAction => ({
    label,
    onClick: () => actions.signIn(tokens, claims ? { claims } : { otherAccount: need === 'left' }),
  })
  switch (need) {
    case 'nobody':
      return (
        <FullPage
          kind="account"
          title={t('session.welcomeTitle')}
          text={t('session.welcomeText')}
          hint={
            host.kind === 'frame'
              ? t('session.welcomeFrame', { place: host.name ?? t('session.welcomeSomewhere') })
              : undefined
          }
          action={go(t('session.signIn'))}
        />
      )
    case 'left': {
      const leave = tokens.signOutOfMicrosoft
      return (
        <FullPage
          kind="account"
          title={t('session.signedOutTitle')}
          text={t('session.signedOutText')}
          hint={leave && t('session.signedOutHint')}
          action={go(t('session.signIn'))}
          second={leave && { label: t('session.signOutOfMicrosoft'), onClick: () => void leave() }}
        />
      )
    }
    case 'ended':
      return (
        <FullPage
          kind="account"
          title={t('session.endedTitle')}
          text={t('session.endedText')}
          action={go(t('session.signIn'))}
        />
      )
    case 'consent':
      return (
        <FullPage
          kind="account"
          title={t('session.consentTitle')}
          text={t('session.consentText')}
          hint={t('session.consentHint')}
          action={go(t('session.continue'))}
        />
      )
    case 'claims':
      return (
        <FullPage
          kind="denied"
          title={t('session.claimsTitle')}
          text={t('session.claimsText')}
          code="claims-required"
          action={go(t('session.claimsButton'))}
        />
      )
  }
}

/** Someone refused. The button that may help comes first; what only an admin can do is written down to be sent. */
function FailedPage({ session, actions, config }: SignInPageProps<Failed>) {
  const { t } = useTranslation()
  const host = useHost()
  const words = useAdminWords(config)
  const { reason, detail, tokens, claims } = session
  const retry: PageAction = { label: t('action.retry'), onClick: actions.retry }
  const inWindow: PageAction = { label: t('session.openWindow'), href: window.location.href }
  const elsewhere = host.kind === 'page' ? undefined : inWindow
  const signIn = (label: string): PageAction =>
    tokens ? { label, onClick: () => actions.signIn(tokens, claims ? { claims } : {}) } : retry
  const other: PageAction | undefined = tokens?.signOut && {
    label: t('session.otherAccount'),
    onClick: () => actions.signIn(tokens, { otherAccount: true }),
  }
  const what = t('session.lineName')
  const approval = { text: t('session.approvalLine', words), what }
  const page = (rest: Omit<FullPageProps, 'kind' | 'code'> & { kind?: FullPageProps['kind'] }) => (
    <FullPage kind="error" code={detail} {...rest} />
  )
  switch (reason) {
    case 'closed':
      return page({
        kind: 'account',
        title: t(tokens?.signsInBy === 'redirect' ? 'session.stoppedTitle' : 'session.closedTitle'),
        text: t('session.closedText'),
        hint: t('session.closedHint'),
        line: approval,
        action: signIn(t('session.continue')),
        second: elsewhere,
      })
    case 'blocked':
      return page({
        title: t('session.blockedTitle'),
        text: t('session.blockedText'),
        hint: t('session.blockedHint'),
        action: signIn(t('action.retry')),
        second: elsewhere,
      })
    case 'approval':
      return page({
        kind: 'denied',
        title: t('session.approvalTitle'),
        text: t('session.approvalText'),
        hint: t('session.approvalHint'),
        line: approval,
        action: signIn(t('action.retry')),
        second: other,
      })
    case 'rule':
      return page({
        kind: 'denied',
        title: t('session.ruleTitle'),
        text: t('session.ruleText'),
        hint: t('session.ruleHint'),
        action: signIn(t('action.retry')),
        second: other ?? elsewhere,
      })
    case 'role':
      return page({
        kind: 'denied',
        title: t('session.notOperatorTitle'),
        hint: t('session.notOperatorHint'),
        line: { text: t('session.notOperatorLine', words), what },
        action: signIn(t('action.retry')),
        second: other,
      })
    case 'tenant':
      return page({
        kind: 'denied',
        title: t('session.wrongTenantTitle'),
        hint: t(other ? 'session.wrongTenantHint' : 'session.wrongTenantHintHost'),
        line: { text: t('session.wrongTenantLine', words), what },
        action: other ?? retry,
        second: other ? retry : elsewhere,
      })
    case 'setup':
      return page({
        title: t('session.setupTitle'),
        text: t('session.setupText'),
        hint: t('session.setupHint'),
        line: { text: words.resource, what: t('session.setupLine') },
        action: retry,
        second: elsewhere,
      })
    case 'storage':
      return page({
        title: t('session.storageTitle'),
        text: t('session.storageText'),
        hint: t('session.storageHint', { site: window.location.host }),
        action: retry,
        second: elsewhere,
      })
    case 'network':
      return page({
        title: t('session.signInTitle'),
        hint: t('session.configHint'),
        action: retry,
      })
    case 'host':
      return page({
        title: t('session.hostTitle', { place: host.name ?? t('session.silentSomewhere') }),
        hint: t('session.hostHint'),
        action: signIn(t('action.retry')),
        second: elsewhere,
      })
    case 'unknown':
      return page({
        title: t('session.signInTitle'),
        hint: t('session.signInHint'),
        action: signIn(t('action.retry')),
        second: elsewhere ?? other,
      })
  }
}
