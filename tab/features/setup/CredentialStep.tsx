import { Field, makeStyles, Radio, RadioGroup } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LabelWithHint } from '../../components/LabelWithHint.tsx'
import { Panel } from '../../components/Panel.tsx'
import { CertificatePart } from './CertificatePart.tsx'
import { Instructions } from './Instructions.tsx'
import { NeedsRegistration } from './NeedsRegistration.tsx'
import { SecretPart } from './SecretPart.tsx'
import { StepPage } from './StepPage.tsx'
import type { SetupControl } from './use-setup-steps.ts'

const useStyles = makeStyles({ kinds: { marginInlineStart: '-8px' } })

/** What the app proves itself with: a certificate that is made here, or a secret that is pasted here. */
export function CredentialStep({ control }: { control: SetupControl }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { setup } = control
  const { credential } = setup
  const [kind, setKind] = useState(credential?.kind ?? 'certificate')
  return (
    <StepPage name="credential" control={control}>
      <Panel>
        <Field label={t('setup.form.kind')}>
          <RadioGroup
            className={styles.kinds}
            value={kind}
            onChange={(_, { value }) => setKind(value === 'certificate' ? 'certificate' : 'secret')}
          >
            <Radio
              value="certificate"
              label={
                <LabelWithHint
                  label={t('setup.form.certificateKind')}
                  hint={t('setup.form.certificateKindHint')}
                />
              }
            />
            <Radio
              value="secret"
              label={
                <LabelWithHint label={t('setup.form.secretKind')} hint={t('setup.form.secretKindHint')} />
              }
            />
          </RadioGroup>
        </Field>
      </Panel>
      {setup.applicationId === null && <NeedsRegistration />}
      {kind === 'secret' ? (
        <>
          <Instructions step="credential" way="secret" setup={setup} />
          <SecretPart control={control} />
        </>
      ) : (
        <CertificatePart control={control}>
          <Instructions step="credential" way="certificate" setup={setup} />
        </CertificatePart>
      )}
    </StepPage>
  )
}
