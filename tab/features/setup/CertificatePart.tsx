import { makeStyles } from '@fluentui/react-components'
import { Certificate20Regular } from '@fluentui/react-icons'
import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMakeCertificate } from '../../api/setup.ts'
import { CertificateSheet } from '../../components/credential/CertificateSheet.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { leads, StepFoot } from './StepFoot.tsx'
import { StepNotice } from './StepNotice.tsx'
import { REPLICATION_SECONDS, type SetupControl } from './use-setup-steps.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px', alignItems: 'flex-start' },
  foot: { display: 'flex', flexDirection: 'column', gap: '16px' },
})

/** As long as a secret, so that both are looked after at the same pace. */
const MONTHS = 24

interface CertificatePartProps {
  control: SetupControl
  /** How it is uploaded in Entra. */
  children: ReactNode
}

/** A certificate made on the server: its public half is carried to Entra, the other half never leaves. */
export function CertificatePart({ control, children }: CertificatePartProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const make = useMakeCertificate()
  const { certificate } = control.setup
  const makeIt = () => make.mutate({ months: MONTHS })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (certificate) control.askAndGoOn('credential', REPLICATION_SECONDS)
    else makeIt()
  }
  return (
    <>
      <Panel title={t('setup.form.certificateKind')}>
        <div className={styles.form}>
          {certificate && <CertificateSheet certificate={certificate} />}
          <GuardedButton
            action="setup.manage"
            appearance={certificate ? 'secondary' : 'primary'}
            size={certificate ? 'small' : 'medium'}
            icon={<Certificate20Regular />}
            disabledFocusable={make.isPending || control.asking}
            onClick={makeIt}
          >
            {t(certificate ? 'setup.certificate.makeAgain' : 'setup.certificate.make')}
          </GuardedButton>
          {make.error && <ProblemBar error={make.error} />}
        </div>
      </Panel>
      {children}
      <Panel>
        <form className={styles.foot} noValidate onSubmit={submit}>
          <StepNotice name="credential" control={control} />
          <StepFoot name="credential" control={control}>
            {certificate && (
              <GuardedButton
                type="submit"
                appearance={leads(control, 'credential')}
                action="setup.manage"
                disabledFocusable={control.asking}
              >
                {t(control.asking ? 'setup.nav.checking' : 'setup.certificate.uploaded')}
              </GuardedButton>
            )}
          </StepFoot>
        </form>
      </Panel>
    </>
  )
}
