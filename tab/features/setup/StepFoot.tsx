import { makeStyles } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../components/LinkButton.tsx'
import { addressOf, neighbour, type StepName } from './steps.ts'
import type { SetupControl } from './use-setup-steps.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', alignItems: 'center' },
})

interface StepFootProps {
  name: StepName
  control: SetupControl
  /** The one primary button; without it, "Next" is. */
  children?: ReactNode
}

/** The button of a step leads until Microsoft confirms the step; then the next one does. */
export const leads = (control: SetupControl, name: StepName) =>
  control.stepOf(name).state === 'done' ? 'secondary' : 'primary'

/** What leads on, and back. No one is held up: a step can be done later, or by someone else. */
export function StepFoot({ name, control, children }: StepFootProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const next = neighbour(name, 1)
  const done = control.stepOf(name).state === 'done'
  return (
    <div className={styles.root}>
      {children}
      {next !== name && (
        <LinkButton appearance={done || !children ? 'primary' : 'secondary'} to={addressOf(next)}>
          {t(done || !children ? 'setup.nav.next' : 'setup.nav.anyway')}
        </LinkButton>
      )}
      <LinkButton appearance="subtle" to={addressOf(neighbour(name, -1))}>
        {t('setup.nav.previous')}
      </LinkButton>
    </div>
  )
}
