import { Button, MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components'
import { ShieldKeyhole20Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { Connection, Consent } from '../../../server/http/contract.ts'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { Told } from '../../components/Told.tsx'
import { useTold } from '../../i18n/use-told.ts'
import { ConsentNotice } from './ConsentNotice.tsx'
import { isComplete, lacksNeeded } from './consent-standing.ts'
import { isGuid } from './form.ts'
import { PermissionList } from './PermissionList.tsx'
import type { FormControl } from './use-connection-form.ts'
import { useConsentFlow } from './use-consent-flow.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px' },
  intro: { maxWidth: '72ch' },
  quiet: { color: tokens.colorNeutralForeground2 },
  line: { display: 'flex', flexWrap: 'wrap', gap: '4px 8px', alignItems: 'center' },
})

interface ConsentPartProps {
  connection: Connection
  control: FormControl
}

/** What the app may read in Microsoft 365, and the way for an admin to grant it. */
export function ConsentPart({ connection, control }: ConsentPartProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const applicationId = control.form.applicationId.trim().toLowerCase()
  return (
    <Panel title={t('consent.title')}>
      <div className={styles.root}>
        <Text className={styles.intro}>{t('consent.intro')}</Text>
        {isGuid(applicationId) ? (
          <OfApplication
            key={applicationId}
            applicationId={applicationId}
            connection={connection}
            control={control}
          />
        ) : (
          <>
            <Text className={styles.quiet}>{t('consent.enterIdText')}</Text>
            <div>
              <GuardedButton action="consent.ask" blocked={t('consent.enterId')}>
                {t('consent.grant')}
              </GuardedButton>
            </div>
          </>
        )}
      </div>
    </Panel>
  )
}

function OfApplication({ applicationId, connection, control }: ConsentPartProps & { applicationId: string }) {
  const { t } = useTranslation()
  const flow = useConsentFlow(applicationId)
  return (
    <StateView query={flow.query} skeleton={<LinesSkeleton lines={4} what={t('consent.loading')} />}>
      {(consent) => <Standing consent={consent} flow={flow} connection={connection} control={control} />}
    </StateView>
  )
}

interface StandingProps extends ConsentPartProps {
  consent: Consent
  flow: ReturnType<typeof useConsentFlow>
}

function Standing({ consent, flow, connection, control }: StandingProps) {
  const { t } = useTranslation()
  const styles = useStyles()
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
      <ConsentNotice
        consent={consent}
        flow={flow}
        onTest={connection.status === 'none' ? undefined : control.testAgain}
      />
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
