import { Button, makeStyles, Text } from '@fluentui/react-components'
import { Lightbulb20Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { Panel } from '../../components/Panel.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px', alignItems: 'flex-start' },
})

export function TourPanel() {
  const { t } = useTranslation()
  const styles = useStyles()
  const navigate = useNavigate()
  return (
    <Panel title={t('settings.tour.title')}>
      <div className={styles.root}>
        <Text>{t('settings.tour.text')}</Text>
        <Button
          icon={<Lightbulb20Regular />}
          onClick={() => void navigate('/', { state: { tour: 'again' } })}
        >
          {t('settings.tour.again')}
        </Button>
      </div>
    </Panel>
  )
}
