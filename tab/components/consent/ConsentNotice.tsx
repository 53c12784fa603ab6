import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  type MessageBarProps,
  MessageBarTitle,
  makeStyles,
  Spinner,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Consent } from '../../../server/contract/index.ts'
import { exactTime } from '../../format/time.ts'
import { CodeToCopy } from '../CodeToCopy.tsx'
import { GuardedButton } from '../GuardedButton.tsx'
import type { Standing } from './consent-standing.ts'
import type { useConsentFlow } from './use-consent-flow.ts'

const useStyles = makeStyles({
  body: { overflowWrap: 'anywhere', paddingBlock: '6px' },
  small: { display: 'block' },
})

type Intent = NonNullable<MessageBarProps['intent']>

const INTENTS: Record<Exclude<Standing, 'none'>, Intent> = {
  waiting: 'info',
  proving: 'info',
  granted: 'success',
  accepted: 'info',
  late: 'warning',
  blocked: 'warning',
  closed: 'warning',
  silent: 'warning',
  declined: 'warning',
  'not-enough-rights': 'warning',
  'wrong-tenant': 'warning',
  expired: 'warning',
  replayed: 'warning',
  forged: 'error',
  error: 'error',
}

interface ConsentNoticeProps {
  consent: Consent
  flow: ReturnType<typeof useConsentFlow>
  /** Undefined where there is no connection to test yet. */
  onTest: (() => void) | undefined
}

/** How the visit to Microsoft's page stands or ended, and what comes next. Read out as it changes. */
export function ConsentNotice({ consent, flow, onTest }: ConsentNoticeProps) {
  const { standing } = flow
  return (
    <div role="status">
      {standing !== 'none' && (
        <Notice standing={standing} consent={consent}>
          <NextStep standing={standing} flow={flow} onTest={onTest} />
        </Notice>
      )}
    </div>
  )
}

interface NoticeProps {
  standing: Exclude<Standing, 'none'>
  consent: Consent
  children: ReactNode
}

function Notice({ standing, consent, children }: NoticeProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { lastAnswer } = consent
  const answer = lastAnswer?.outcome === standing || standing === 'late' ? lastAnswer : null
  const working = standing === 'waiting' || standing === 'proving'
  return (
    <MessageBar
      intent={INTENTS[standing]}
      layout="multiline"
      {...(working && { icon: <Spinner size="extra-tiny" aria-hidden /> })}
    >
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t(`consent.state.${standing}.title`)}</MessageBarTitle>{' '}
        {t(`consent.state.${standing}.text`)}
        {answer && (
          <span className={styles.small}>
            {t('consent.answered', { when: exactTime(answer.at), who: answer.by })}{' '}
            {answer.code && <CodeToCopy code={answer.code} />}
          </span>
        )}
      </MessageBarBody>
      {children}
    </MessageBar>
  )
}

function NextStep({ standing, flow, onTest }: Omit<ConsentNoticeProps, 'consent'> & { standing: Standing }) {
  const { t } = useTranslation()
  if (standing === 'granted' && onTest)
    return (
      <MessageBarActions>
        <GuardedButton size="small" action="connection.test" onClick={onTest}>
          {t('consent.test')}
        </GuardedButton>
      </MessageBarActions>
    )
  if (standing === 'waiting')
    return (
      <MessageBarActions>
        <Button size="small" onClick={flow.stop}>
          {t('consent.stop')}
        </Button>
      </MessageBarActions>
    )
  if (standing === 'blocked')
    return (
      <MessageBarActions>
        <Button as="a" size="small" href={flow.startUrl} target="_blank" rel="noreferrer">
          {t('consent.newTab')}
        </Button>
      </MessageBarActions>
    )
  return null
}
