import { Button, makeStyles, Text } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../components/LinkButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import type { AutomaticSetup } from './setup.ts'
import { WorkPanel } from './WorkPanel.tsx'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '16px' },
  bar: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginTop: '12px' },
})

/** What came of it, and what is next. */
export function SetupDone({ automatic, work }: AutomaticSetup) {
  const { t } = useTranslation()
  const styles = useStyles()
  const isSetUp = work.job === 'setup'
  const title = {
    setup: t('automatic.setup.doneTitle'),
    undo: t('automatic.undone.title'),
  }[work.job ?? '']
  return (
    <div className={styles.stack}>
      <Panel title={title ?? t('automatic.left.returned')}>
        {isSetUp ? (
          <StatusMark tone="good" text={t('automatic.setup.doneText')} />
        ) : (
          <Text>{t('automatic.undone.text')}</Text>
        )}
        <div className={styles.bar}>
          {isSetUp && (
            <LinkButton appearance="primary" to="/connection/setup/connect">
              {t('automatic.setup.last')}
            </LinkButton>
          )}
          <Button onClick={() => automatic.reset()}>{t('automatic.undone.again')}</Button>
        </div>
      </Panel>
      <Panel title={t('automatic.setup.changes')}>
        <WorkPanel automatic={automatic} work={work} running={t('automatic.setup.running')} />
      </Panel>
    </div>
  )
}
