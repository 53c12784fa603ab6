import { makeStyles } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { ConsentOfApp } from '../../components/consent/ConsentOfApp.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { Instructions } from './Instructions.tsx'
import { NeedsRegistration } from './NeedsRegistration.tsx'
import { leads, StepFoot } from './StepFoot.tsx'
import { StepNotice } from './StepNotice.tsx'
import { StepPage } from './StepPage.tsx'
import { REPLICATION_SECONDS, type SetupControl } from './use-setup-steps.ts'

const useStyles = makeStyles({ part: { display: 'flex', flexDirection: 'column', gap: '16px' } })

/** An administrator agrees, on Microsoft's page opened from here or in Entra; only a token proves it. */
export function ConsentStep({ control }: { control: SetupControl }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { applicationId } = control.setup
  const again = () => control.askAndGoOn('consent', REPLICATION_SECONDS)
  return (
    <StepPage name="consent" control={control}>
      {applicationId === null && <NeedsRegistration />}
      <Panel title={t('consent.title')}>
        <div className={styles.part}>
          {applicationId !== null && (
            <ConsentOfApp
              key={applicationId}
              applicationId={applicationId.toLowerCase()}
              leads={leads(control, 'consent') === 'primary'}
              onGranted={again}
            />
          )}
          <StepNotice name="consent" control={control} />
          <StepFoot name="consent" control={control}>
            <GuardedButton
              action="setup.manage"
              disabledFocusable={control.asking || applicationId === null}
              onClick={again}
            >
              {t(control.asking ? 'setup.nav.checking' : 'setup.nav.checkAndNext')}
            </GuardedButton>
          </StepFoot>
        </div>
      </Panel>
      <Instructions step="consent" title={t('setup.consent.inEntra')} setup={control.setup} />
    </StepPage>
  )
}
