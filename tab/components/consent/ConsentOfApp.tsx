import { Button, MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components'
import { ShieldKeyhole20Regular } from '@fluentui/react-icons'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Consent } from '../../../server/contract/index.ts'
import { useTold } from '../../i18n/use-told.ts'
import { GuardedButton } from '../GuardedButton.tsx'
import { MayNot } from '../MayNot.tsx'
import { ProblemBar } from '../ProblemBar.tsx'
import { useWhyNot } from '../permissions.ts'
import { RelativeTime } from '../RelativeTime.tsx'
import { LinesSkeleton } from '../Skeletons.tsx'
import { StateView } from '../StateView.tsx'
import { Told } from '../Told.tsx'
import { ConsentNotice } from './ConsentNotice.tsx'
import { isComplete, lacksNeeded } from './consent-standing.ts'
import { PermissionList } from './PermissionList.tsx'
import { useConsentFlow } from './use-consent-flow.ts'

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  line: { display: 'flex', flexWrap: 'wrap', gap: '4px 8px', alignItems: 'center' },
})

interface ConsentOfAppProps {
  /** Lower case. */
  applicationId: string
  /** Undefined where there is no connection to test yet. */
  onTest?: (() => void) | undefined
  /** Its button is the one primary button of the screen. */
  leads?: boolean
  /** Called when a visit to Microsoft's page has ended with a token that proves it. */
  onGranted?: () => void
}

/** Which permissions an app has, a visit to Microsoft's page that grants them, and how it ended. */
export function ConsentOfApp({ applicationId, onTest, leads = false, onGranted }: ConsentOfAppProps) {
  const { t } = useTranslation()
  const flow = useConsentFlow(applicationId)
  const { standing } = flow
  const granted = useEffectEvent(() => onGranted?.())
  useEffect(() => {
    if (standing === 'granted') granted()
  }, [standing])
  return (
    <StateView query={flow.query} skeleton={<LinesSkeleton lines={4} what={t('consent.loading')} />}>
      {(consent) => <Standing consent={consent} flow={flow} onTest={onTest} leads={leads} />}
    </StateView>
  )
}

interface StandingProps {
  consent: Consent
  flow: ReturnType<typeof useConsentFlow>
  onTest: (() => void) | undefined
  leads: boolean
}

function Standing({ consent, flow, onTest, leads }: StandingProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const mayNot = useWhyNot('consent.ask') !== undefined
  const busy = flow.opening || flow.standing === 'waiting' || flow.standing === 'proving'
  return (
    <>
      <PermissionList consent={consent} />
      {lacksNeeded(consent) && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('consent.stake')}</MessageBarBody>
        </MessageBar>
      )}
      <div className={styles.line}>
        <Text size={200} className={styles.quiet}>
          <Checked consent={consent} at={flow.query.dataUpdatedAt} />
        </Text>
        <Button
          size="small"
          appearance="subtle"
          disabledFocusable={flow.query.isFetching}
          onClick={() => void flow.query.refetch()}
        >
          {t('consent.checkAgain')}
        </Button>
      </div>
      <ConsentNotice consent={consent} flow={flow} onTest={onTest} />
      {flow.error && <ProblemBar error={flow.error} />}
      {!isComplete(consent) && !mayNot && (
        <div className={styles.line}>
          <GuardedButton
            action="consent.ask"
            appearance={leads ? 'primary' : 'secondary'}
            icon={<ShieldKeyhole20Regular />}
            disabledFocusable={busy}
            onClick={flow.grant}
          >
            {t(flow.opening ? 'consent.opening' : 'consent.grant')}
          </GuardedButton>
          <Text size={200} className={styles.quiet}>
            {t('consent.who')}
          </Text>
        </div>
      )}
      {!isComplete(consent) && <MayNot action="consent.ask" />}
    </>
  )
}

/** When Microsoft was last asked, or why it could not be. */
function Checked({ consent: { state, reason }, at }: { consent: Consent; at: number }) {
  const { t } = useTranslation()
  const tell = useTold()
  if (reason) return <Told told={tell(reason)} />
  if (state === 'unproven') return t('consent.notKnown')
  return (
    <>
      {t('consent.checked')} <RelativeTime at={new Date(at).toISOString()} />
    </>
  )
}
