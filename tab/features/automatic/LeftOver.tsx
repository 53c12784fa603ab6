import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { CreatedList, lendersOf } from './CreatedList.tsx'
import { RETURN_JOB } from './jobs.ts'
import type { AutomaticSetup } from './setup.ts'
import { UndoDialog } from './UndoDialog.tsx'

const useStyles = makeStyles({
  body: { overflowWrap: 'anywhere', paddingBlock: '6px' },
  stack: { display: 'flex', flexDirection: 'column', gap: '16px' },
  bar: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
})

/** After a page that was closed in between: what is there, and what can be done about it. */
export function LeftOver({ setup, undoable, automatic }: AutomaticSetup) {
  const { t } = useTranslation()
  const styles = useStyles()
  const [asking, setAsking] = useState(false)
  const who = lendersOf(setup.created)
  if (!who && undoable.length === 0) return null
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody className={styles.body}>
        <div className={styles.stack}>
          <div>
            <MessageBarTitle>{t('automatic.left.title')}</MessageBarTitle>{' '}
            {who && t('automatic.left.grant', { who })} {undoable.length > 0 && t('automatic.left.continues')}
          </div>
          {undoable.length > 0 && <CreatedList created={undoable} label={t('automatic.left.list')} />}
          <div className={styles.bar}>
            {who && (
              <GuardedButton
                size="small"
                action="setup.manage"
                onClick={() => void automatic.start(RETURN_JOB)}
              >
                {t('automatic.left.giveBack')}
              </GuardedButton>
            )}
            {undoable.length > 0 && (
              <GuardedButton size="small" action="setup.manage" onClick={() => setAsking(true)}>
                {t('automatic.left.undo')}
              </GuardedButton>
            )}
          </div>
        </div>
        <UndoDialog
          undoable={undoable}
          automatic={automatic}
          open={asking}
          confirm={t('automatic.compare.signIn')}
          onClose={() => setAsking(false)}
        />
      </MessageBarBody>
    </MessageBar>
  )
}
