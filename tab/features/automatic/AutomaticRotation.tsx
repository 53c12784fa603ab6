import { makeStyles, Text } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../../api/connection.ts'
import { useSignInConfig } from '../../api/sign-in-config.ts'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { RotationDialog } from './RotationDialog.tsx'
import { useUnwatched } from './use-automatic.ts'

const useStyles = makeStyles({ stack: { display: 'flex', flexDirection: 'column', gap: '12px' } })

/** The way to another secret or certificate by one sign-in. */
export default function AutomaticRotation() {
  const { t } = useTranslation()
  const styles = useStyles()
  const connection = useConnection().data
  const config = useSignInConfig()
  // What went on while the dialog was closed is what somebody comes back for.
  const goesOn = useUnwatched().some(({ name }) => name === 'rotate')
  const [open, setOpen] = useState(false)
  // Not at once: of two dialogs that open together the inner one would be beneath.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only of what went on before one came here
  useEffect(() => setOpen(goesOn), [])
  if (!connection?.applicationId || !config) return null
  const { applicationId, credential } = connection
  return (
    <div className={styles.stack}>
      <Text>{t('automatic.rotate.text')}</Text>
      <div>
        <GuardedButton action="onboarding.manage" appearance="primary" onClick={() => setOpen(true)}>
          {t('automatic.rotate.open')}
        </GuardedButton>
      </div>
      {open && (
        <RotationDialog
          {...{ applicationId, config, kind: credential?.kind ?? 'secret' }}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  )
}
