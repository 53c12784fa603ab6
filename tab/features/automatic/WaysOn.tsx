import { Button, makeStyles, Text } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import type { Automatic } from '../../microsoft/automatic.ts'
import type { Work } from '../../microsoft/phases.ts'
import { shownFailure } from './failure.ts'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '8px' },
  bar: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
})

interface WaysOnProps {
  automatic: Automatic
  work: Work
  /** With another account, where this one may not. */
  onRetry: (how: { otherAccount: boolean }) => void
  /** Leads to the steps done manually, once the rights are removed. */
  onManual?: () => void
  /** Gives up; the rights are removed. */
  stop: string
}

/** After a stop: again, manually, or not at all. Every way gives the rights back in the end. */
export function WaysOn({ automatic, work, onRetry, onManual, stop }: WaysOnProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const mayNot = shownFailure(work.failure)?.needsColleague ?? false
  return (
    <div className={styles.stack}>
      {work.granted.length > 0 && <Text>{t('automatic.stopped.granted')}</Text>}
      <div className={styles.bar}>
        <GuardedButton
          appearance="primary"
          action="setup.manage"
          onClick={() => onRetry({ otherAccount: mayNot })}
        >
          {t(mayNot ? 'automatic.stopped.other' : 'automatic.stopped.retry')}
        </GuardedButton>
        {onManual && (
          <Button onClick={() => void automatic.leave().then(onManual)}>
            {t('automatic.stopped.manual')}
          </Button>
        )}
        <Button onClick={() => void automatic.leave()}>{stop}</Button>
      </div>
    </div>
  )
}
