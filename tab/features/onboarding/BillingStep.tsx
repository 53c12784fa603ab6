import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Disclosure } from '../../components/Disclosure.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { RegimeTable } from '../../guide/RegimeTable.tsx'
import { BillingByHand } from './BillingByHand.tsx'
import { StepFoot } from './StepFoot.tsx'
import { StepNotice } from './StepNotice.tsx'
import { StepPage } from './StepPage.tsx'
import type { SetupControl } from './use-setup.ts'

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: '12px' },
  verdict: { fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase400 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

interface BillingStepProps {
  control: SetupControl
  /** The way that links a subscription by itself. */
  association: ReactNode
}

/** Which of Microsoft's two ways of charging applies, and the link to a subscription where one is asked for. */
export function BillingStep({ control, association }: BillingStepProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { billing } = control.onboarding
  const { suggestion, askedForAt } = billing
  const nothing = suggestion === 'nothing-to-do'
  const [anyway, setAnyway] = useState(false)
  return (
    <StepPage name="billing" control={control}>
      <Panel>
        <div className={styles.part}>
          <span className={styles.verdict}>
            <StatusMark
              tone={nothing ? 'good' : 'warning'}
              text={t(`onboarding.billing.verdict.${suggestion}`)}
            />
          </span>
          <Text>{t(`onboarding.billing.text.${suggestion}`)}</Text>
          <Text className={styles.quiet}>{t(`onboarding.billing.regime.${billing.regime}`)}</Text>
          {askedForAt && (
            <Text className={styles.quiet}>
              {t('onboarding.billing.asked')} <RelativeTime at={askedForAt} />
            </Text>
          )}
          <StepNotice name="billing" control={control} />
          {!nothing && (
            <div>
              <GuardedButton
                action="onboarding.manage"
                disabledFocusable={control.asking}
                onClick={() => control.ask('billing', 0)}
              >
                {t(control.asking ? 'onboarding.nav.checking' : 'onboarding.nav.checkAgain')}
              </GuardedButton>
            </div>
          )}
          <StepFoot name="billing" control={control} />
        </div>
      </Panel>
      {nothing ? (
        <>
          {!anyway && (
            <Panel>
              <RegimeTable heading="h2" />
            </Panel>
          )}
          <Disclosure
            label={t('onboarding.billing.anyway')}
            open={anyway}
            onToggle={() => setAnyway(!anyway)}
          >
            <Link control={control} association={association} />
          </Disclosure>
        </>
      ) : (
        <Link control={control} association={association} />
      )}
    </StepPage>
  )
}

function Link({ control, association }: Pick<BillingStepProps, 'control' | 'association'>) {
  const styles = useStyles()
  return (
    <div className={styles.part}>
      {association}
      <BillingByHand control={control} />
    </div>
  )
}
