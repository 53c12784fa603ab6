import { makeStyles, Text } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { useSetup } from '../../api/setup.ts'
import { LinkButton } from '../../components/LinkButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { useWhyNot } from '../../components/permissions.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: '12px 24px', alignItems: 'center' },
  words: { flexGrow: 1, flexBasis: '320px', minWidth: 0 },
})

/** Nothing is connected yet: the way that leads through all of it comes first. */
export function SetupLead() {
  const { t } = useTranslation()
  const styles = useStyles()
  const mayNot = useWhyNot('setup.manage') !== undefined
  const begun = useSetup(!mayNot).data?.way ?? null
  return (
    <Panel title={t('connection.setup.title')}>
      <div className={styles.root}>
        <Text className={styles.words}>{t(begun ? 'connection.setup.begun' : 'connection.setup.text')}</Text>
        <LinkButton appearance="primary" to="/connection/setup">
          {t(begun ? 'connection.setup.continues' : 'connection.setup.start')}
        </LinkButton>
      </div>
    </Panel>
  )
}
