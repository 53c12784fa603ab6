import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { ShieldKeyhole20Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { Consent } from '../../../server/http/contract.ts'
import { useTold } from '../../i18n/use-told.ts'
import { GuardedButton } from '../GuardedButton.tsx'
import { ProblemBar } from '../ProblemBar.tsx'
import { RelativeTime } from '../RelativeTime.tsx'
import { LinesSkeleton } from '../Skeletons.tsx'
import { StateView } from '../StateView.tsx'
import { Told } from '../Told.tsx'
import { ConsentNotice } from './ConsentNotice.tsx'
import { isComplete } from './consent-standing.ts'
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
}

/** Which permissions an app has, a visit to Microsoft's page that grants them, and how it ended. */
export function ConsentOfApp({ applicationId, onTest }: ConsentOfAppProps) {
  const { t } = useTranslation()
  const flow = useConsentFlow(applicationId)
  return (
    <StateView query={flow.query} skeleton={<LinesSkeleton lines={4} what={t('consent.loading')} />}>
      {(consent) => <Standing consent={consent} flow={flow} onTest={onTest} />}
    </StateView>
  )
}

interface StandingProps {
  consent: Consent
  flow: ReturnType<typeof useConsentFlow>
  onTest: (() => void) | undefined
}

function Standing({ consent, flow, onTest }: StandingProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const busy = flow.opening || flow.standing === 'waiting' || flow.standing === 'proving'
  return (
    <>
      <PermissionList consent={consent} />
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
      {!isComplete(consent) && (
        <div className={styles.line}>
          <GuardedButton
            action="consent.ask"
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
