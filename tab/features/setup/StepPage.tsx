import { Link, makeStyles, Text, tokens } from '@fluentui/react-components'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRestartSetup } from '../../api/setup.ts'
import { BackLink } from '../../components/BackLink.tsx'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Page } from '../../components/Page.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { TextLink } from '../../components/TextLink.tsx'
import { formatNumber } from '../../format/number.ts'
import { useGuideWords } from '../../guide/words.ts'
import { Stepper } from './Stepper.tsx'
import { AUTOMATIC, STEP_TONES, STEPS, type StepName } from './steps.ts'
import type { SetupControl } from './use-setup-steps.ts'

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: '220px minmax(0, 1fr)',
    gap: '24px',
    alignItems: 'start',
    '@media (max-width: 860px)': { gridTemplateColumns: 'minmax(0, 1fr)', gap: '12px' },
  },
  steps: { position: 'sticky', top: '76px', '@media (max-width: 860px)': { position: 'static' } },
  content: { display: 'flex', flexDirection: 'column', gap: '16px', minWidth: 0 },
  ways: { display: 'flex', flexWrap: 'wrap', gap: '4px 12px', alignItems: 'center' },
  place: { display: 'flex', flexWrap: 'wrap', gap: '4px 16px', color: tokens.colorNeutralForeground2 },
})

interface StepPageProps {
  name: StepName
  control: SetupControl
  children: ReactNode
}

/** One step: where it stands among the others, what it is called and why, and what is done in it. */
export function StepPage({ name, control, children }: StepPageProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const words = useGuideWords()[name]
  const state = control.stepOf(name).state
  // As the guide numbers them: the start is before the first.
  const at = STEPS.indexOf(name)
  return (
    <Page
      title={words.title}
      before={
        <>
          <BackLink to="/connection">{t('connection.title')}</BackLink>
          <div className={styles.place}>
            {at > 0 && (
              <Text>{t('setup.place', { n: formatNumber(at), total: formatNumber(STEPS.length - 1) })}</Text>
            )}
            <StatusMark tone={STEP_TONES[state]} text={t(`setup.state.${state}`)} />
          </div>
        </>
      }
      actions={name !== 'start' && <OtherWays control={control} />}
    >
      <div className={styles.grid}>
        <div className={styles.steps}>
          <Stepper current={name} stepOf={control.stepOf} />
        </div>
        <div className={styles.content}>{children}</div>
      </div>
    </Page>
  )
}

/** The other way, the guide on paper, and the beginning: from every step. */
function OtherWays({ control }: { control: SetupControl }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const [asking, setAsking] = useState(false)
  const restart = useRestartSetup()
  const begin = () =>
    restart.mutate(undefined, {
      onSuccess: () => {
        control.stop()
        setAsking(false)
        control.goTo('start')
      },
    })
  return (
    <div className={styles.ways}>
      <TextLink to={AUTOMATIC}>{t('setup.nav.toAutomatic')}</TextLink>
      <Link href="/guide" target="_blank" rel="noopener">
        {t('setup.nav.print')}
      </Link>
      <GuardedButton size="small" appearance="subtle" action="setup.manage" onClick={() => setAsking(true)}>
        {t('setup.nav.restart')}
      </GuardedButton>
      <ConfirmDialog
        open={asking}
        title={t('setup.nav.restartTitle')}
        confirm={t('setup.nav.restart')}
        busy={restart.isPending}
        error={restart.error}
        onConfirm={begin}
        onClose={() => setAsking(false)}
      >
        <Text>{t('setup.nav.restartText')}</Text>
      </ConfirmDialog>
    </div>
  )
}
