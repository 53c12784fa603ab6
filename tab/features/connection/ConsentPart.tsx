import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../server/contract/index.ts'
import { ConsentOfApp } from '../../components/consent/ConsentOfApp.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { isGuid } from '../../format/entry.ts'
import type { FormControl } from './use-connection-form.ts'

const useStyles = makeStyles({
  place: { scrollMarginTop: '72px', outlineStyle: 'none' },
  root: { display: 'flex', flexDirection: 'column', gap: '16px' },
  intro: { maxWidth: '72ch' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

interface ConsentPartProps {
  connection: Connection
  control: FormControl
  onTest: () => void
}

/** What the app may read in Microsoft 365, and the way for an admin to grant it. */
export function ConsentPart({ connection, control, onTest }: ConsentPartProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const applicationId = control.form.applicationId.trim().toLowerCase()
  return (
    <div id="consent" tabIndex={-1} className={styles.place}>
      <Panel title={t('consent.title')}>
        <div className={styles.root}>
          <Text className={styles.intro}>{t('consent.intro')}</Text>
          {isGuid(applicationId) ? (
            <ConsentOfApp
              key={applicationId}
              applicationId={applicationId}
              onTest={connection.status === 'none' ? undefined : onTest}
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
    </div>
  )
}

/** For who may change nothing: what the app may read, as it stands. */
export function ConsentShown({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <Panel title={t('consent.title')}>
      <div className={styles.root}>
        <Text className={styles.intro}>{t('consent.intro')}</Text>
        <ConsentOfApp applicationId={applicationId} onTest={undefined} />
      </div>
    </Panel>
  )
}
