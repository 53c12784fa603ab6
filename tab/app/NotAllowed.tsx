import { useTranslation } from 'react-i18next'
import type { SignInConfig } from '../../server/contract/index.ts'
import { toProblem } from '../api/problem.ts'
import { useToldProblem } from '../api/use-told-problem.ts'
import type { SignedIn } from '../auth/token-source.ts'
import { FullPage } from '../components/FullPage.tsx'
import { useHost } from '../host/use-host.ts'
import { useAdminWords } from './use-admin-words.ts'

interface NotAllowedProps {
  error: unknown
  who: SignedIn
  config: () => Promise<SignInConfig>
  onRetry: () => void
  /** Undefined where the host decides who is signed in. */
  otherAccount: (() => void) | undefined
}

/** Signed in, and yet not let in: another organization, no role, or a server that could not say. */
export function NotAllowed({ error, who, config, onRetry, otherAccount }: NotAllowedProps) {
  const { t } = useTranslation()
  const { name: place } = useHost()
  const words = useAdminWords(config, who)
  const problem = toProblem(error)
  const told = useToldProblem()(problem)
  const retry = { label: t('action.retry'), onClick: onRetry }
  const other = otherAccount && { label: t('session.otherAccount'), onClick: otherAccount }
  if (problem.status !== 403) {
    return (
      <FullPage
        kind="error"
        title={told.title || t('session.meTitle')}
        text={told.text}
        hint={told.hint}
        english={told.english}
        code={problem.code}
        action={retry}
      />
    )
  }
  const inWindow = { label: t('session.openWindow'), href: window.location.href }
  const what = t('session.lineName')
  if (problem.code.includes('tenant'))
    return (
      <FullPage
        kind="denied"
        title={t('session.wrongTenantTitle')}
        text={t('session.wrongTenantText', words)}
        hint={t(other ? 'session.wrongTenantHint' : 'session.wrongTenantHintHost')}
        line={{ text: t('session.wrongTenantLine', words), what }}
        code={problem.code}
        action={other ?? retry}
        second={other ? retry : inWindow}
      />
    )
  return (
    <FullPage
      kind="denied"
      title={t('session.notOperatorTitle')}
      text={t('session.notOperatorText', words)}
      hint={other || !place ? t('session.notOperatorHint') : t('session.notOperatorHintHost', { place })}
      line={{ text: t('session.notOperatorLine', words), what }}
      code={problem.code}
      action={retry}
      second={other ?? inWindow}
    />
  )
}
