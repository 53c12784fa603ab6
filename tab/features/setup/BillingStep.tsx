import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Setup } from '../../../server/contract/index.ts'
import { Disclosure } from '../../components/Disclosure.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { StatusMark, type Tone } from '../../components/StatusMark.tsx'
import { RegimeTable } from '../../guide/RegimeTable.tsx'
import { BillingManually } from './BillingManually.tsx'
import { StepFoot } from './StepFoot.tsx'
import { StepNotice } from './StepNotice.tsx'
import { StepPage } from './StepPage.tsx'
import type { ShownStep } from './steps.ts'
import type { SetupControl } from './use-setup-steps.ts'

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: '12px' },
  verdict: { fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase400 },
  quiet: { color: tokens.colorNeutralForeground2 },
  bar: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', alignItems: 'center' },
})

type Suggestion = Setup['billing']['suggestion']
type Verdict = Suggestion | 'unknown'

const TONES: Record<Verdict, Tone> = {
  unknown: 'quiet',
  'nothing-to-do': 'good',
  associate: 'warning',
  check: 'warning',
}

/** That Microsoft has never asked for a subscription proves nothing until an export was tried. */
const verdictOf = (suggestion: Suggestion, state: ShownStep['state']): Verdict =>
  suggestion === 'nothing-to-do' && state !== 'done' ? 'unknown' : suggestion

interface BillingStepProps {
  control: SetupControl
  /** The way that links a subscription on its own. */
  association: ReactNode
}

/** Which of Microsoft's two ways of charging applies, and the link to a subscription where one is asked for. */
export function BillingStep({ control, association: automatic }: BillingStepProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { billing } = control.setup
  const { askedForAt, association } = billing
  const { state } = control.stepOf('billing')
  const verdict = verdictOf(billing.suggestion, state)
  const linkable = verdict === 'associate' || verdict === 'check'
  const [anyway, setAnyway] = useState(false)
  const check = (
    <>
      <GuardedButton
        action="setup.manage"
        disabledFocusable={control.asking}
        onClick={() => control.ask('billing', 0)}
      >
        {t(control.asking ? 'setup.nav.checking' : buttonOf(verdict))}
      </GuardedButton>
      <Text size={200} className={styles.quiet}>
        {t('connection.costsOne')}
      </Text>
    </>
  )
  return (
    <StepPage name="billing" control={control}>
      <Panel>
        <div className={styles.part}>
          <span className={styles.verdict}>
            <StatusMark tone={TONES[verdict]} text={t(`setup.billing.verdict.${verdict}`)} />
          </span>
          <Text>{t(`setup.billing.text.${verdict}`)}</Text>
          <Text className={styles.quiet}>{t(`setup.billing.regime.${billing.regime}`)}</Text>
          {association && verdict === 'nothing-to-do' && (
            <Text>
              {t('setup.billing.linked', {
                name: association.accountName,
                group: association.resourceGroup,
              })}
            </Text>
          )}
          {askedForAt && (
            <Text className={styles.quiet}>
              {t('setup.billing.asked')} <RelativeTime at={askedForAt} />
            </Text>
          )}
          <StepNotice name="billing" control={control} />
          {verdict === 'unknown' && <div className={styles.bar}>{check}</div>}
          <StepFoot name="billing" control={control}>
            {linkable && check}
          </StepFoot>
        </div>
      </Panel>
      {linkable ? (
        <Link control={control} association={automatic} />
      ) : (
        <>
          {!anyway && (
            <Panel>
              <RegimeTable heading="h2" />
            </Panel>
          )}
          <Disclosure label={t('setup.billing.anyway')} open={anyway} onToggle={() => setAnyway(!anyway)}>
            <Link control={control} association={automatic} />
          </Disclosure>
        </>
      )}
    </StepPage>
  )
}

const buttonOf = (verdict: Verdict) => (verdict === 'unknown' ? 'setup.billing.ask' : 'setup.nav.checkAgain')

function Link({ control, association }: Pick<BillingStepProps, 'control' | 'association'>) {
  const styles = useStyles()
  return (
    <div className={styles.part}>
      <Panel>{association}</Panel>
      <BillingManually control={control} />
    </div>
  )
}
