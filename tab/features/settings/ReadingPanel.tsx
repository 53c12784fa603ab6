import { makeStyles, Text } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../components/LinkButton.tsx'
import { Panel } from '../../components/Panel.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '12px' },
})

/** The way to who may read. */
export function ReadingPanel() {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <Panel title={t('reading.panel.title')}>
      <div className={styles.root}>
        <Text>{t('reading.panel.text')}</Text>
        <LinkButton to="/reading">{t('reading.panel.open')}</LinkButton>
      </div>
    </Panel>
  )
}
