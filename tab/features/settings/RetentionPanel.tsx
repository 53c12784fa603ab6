import { makeStyles, Text } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/context.tsx'
import { LinkButton } from '../../components/LinkButton.tsx'
import { Panel } from '../../components/Panel.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '12px' },
})

/** The way to holds, retention, and erasures, for the roles that see them. */
export function RetentionPanel() {
  const { t } = useTranslation()
  const styles = useStyles()
  if (!useMe().permissions.includes('removals.read')) return null
  return (
    <Panel title={t('retention.title')}>
      <div className={styles.root}>
        <Text>{t('retention.panel.text')}</Text>
        <LinkButton to="/retention">{t('retention.panel.open')}</LinkButton>
      </div>
    </Panel>
  )
}
