import { Button, makeStyles, Text } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import type { Automatic } from '../../microsoft/automatic.ts'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '8px' },
  bar: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
})

interface WaysOnProps {
  automatic: Automatic
  onRetry: () => void
  /** Leads to the steps that are made by hand, once the rights are given back. */
  onByHand?: () => void
  /** Gives up; the rights are given back. */
  stop: string
  children?: ReactNode
}

/** After a stop: again, by hand, or not at all. Every way gives the rights back in the end. */
export function WaysOn({ automatic, onRetry, onByHand, stop, children }: WaysOnProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <div className={styles.stack}>
      <Text>{t('automatic.stopped.lent')}</Text>
      <div className={styles.bar}>
        <GuardedButton appearance="primary" action="onboarding.manage" onClick={onRetry}>
          {t('automatic.stopped.retry')}
        </GuardedButton>
        {children}
        {onByHand && (
          <Button onClick={() => void automatic.leave().then(onByHand)}>
            {t('automatic.stopped.byHand')}
          </Button>
        )}
        <Button onClick={() => void automatic.leave()}>{stop}</Button>
      </div>
    </div>
  )
}
