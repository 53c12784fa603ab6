import { makeStyles, Text } from '@fluentui/react-components'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { useUnwatched } from './use-automatic.ts'

const useStyles = makeStyles({ stack: { display: 'flex', flexDirection: 'column', gap: '12px' } })

/** Leads to another secret or certificate by one sign-in. */
export default function ReplaceBySignInLink({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const goesOn = useUnwatched().some(({ name }) => name === 'replace')
  // What continued out of sight is what someone comes back for.
  const arrive = useEffectEvent(() => {
    if (goesOn) onOpen()
  })
  useEffect(() => arrive(), [])
  return (
    <div className={styles.stack}>
      <Text>{t('automatic.replace.text')}</Text>
      <div>
        <GuardedButton action="setup.manage" onClick={onOpen}>
          {t('automatic.replace.open')}
        </GuardedButton>
      </div>
    </div>
  )
}
