import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import type { FormControl } from './use-connection-form.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', alignItems: 'center', marginTop: '20px' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** The one primary button of this screen; it says which of the two it will do. */
export function SaveBar({ control, connected }: { control: FormControl; connected: boolean }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { intent, edited, testing, busy, discard } = control
  const limitOnly = intent === 'limit'
  const label = limitOnly ? 'connection.button.saveLimit' : 'connection.button.save'
  return (
    <div className={styles.root}>
      <GuardedButton
        type="submit"
        // Before anything is typed the way that leads through it all is the one primary button.
        appearance={connected || edited || control.outcome ? 'primary' : 'secondary'}
        action={limitOnly ? 'quota.set' : 'connection.save'}
        disabledFocusable={busy}
      >
        {t(testing ? 'connection.button.testing' : label)}
      </GuardedButton>
      {edited && !busy && (
        <Button appearance="subtle" onClick={discard}>
          {t('connection.button.discard')}
        </Button>
      )}
      {!limitOnly && (
        <Text size={200} className={styles.quiet}>
          {t('connection.costsOne')}
        </Text>
      )}
    </div>
  )
}
