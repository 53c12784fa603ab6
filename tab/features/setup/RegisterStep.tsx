import { Field, Input, makeStyles, Text } from '@fluentui/react-components'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/context.tsx'
import { CopyField } from '../../components/CopyField.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { useGuideWords } from '../../guide/words.ts'
import { idFault } from './entries.ts'
import { Instructions } from './Instructions.tsx'
import { leads, StepFoot } from './StepFoot.tsx'
import { StepNotice } from './StepNotice.tsx'
import { StepPage } from './StepPage.tsx'
import type { SetupControl } from './use-setup-steps.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  field: { maxWidth: '480px' },
  id: { fontFamily: 'ui-monospace, "Cascadia Mono", Consolas, monospace' },
  compare: { display: 'flex', flexWrap: 'wrap', gap: '0 8px', alignItems: 'center' },
})

/** The app registration: made in Entra, its ID brought here. */
export function RegisterStep({ control }: { control: SetupControl }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const words = useGuideWords()
  const { tenantId } = useMe()
  const { setup, set } = control
  const [id, setId] = useState(setup.applicationId ?? '')
  const [tried, setTried] = useState(false)
  const fault = idFault(id, tenantId) ?? (tried && !id.trim() ? 'applicationId' : undefined)
  const applicationId = id.trim().toLowerCase()

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (fault || !applicationId) return
    set.mutate({ applicationId, way: 'manual' }, { onSuccess: () => control.askAndGoOn('register', 0) })
  }

  return (
    <StepPage name="register" control={control}>
      <Instructions step="register" setup={setup} />
      <Panel title={t('setup.form.enter')}>
        <form className={styles.form} noValidate onSubmit={submit}>
          <Field
            className={styles.field}
            label={words.value.applicationId}
            required
            hint={t('setup.form.applicationIdHint')}
            {...(fault && { validationState: 'error', validationMessage: t(`setup.fault.${fault}`) })}
          >
            <Input
              value={id}
              spellCheck={false}
              autoComplete="off"
              placeholder={t('connection.form.applicationIdExample')}
              input={{ className: styles.id, dir: 'ltr' }}
              onChange={(_, { value }) => setId(value)}
            />
          </Field>
          <div className={styles.compare}>
            <Text>{t('setup.form.compare')}</Text>
            <CopyField value={tenantId} what={t('setup.form.tenant')} />
          </div>
          <StepNotice name="register" control={control} />
          {set.error && <ProblemBar error={set.error} />}
          <StepFoot name="register" control={control}>
            <GuardedButton
              type="submit"
              appearance={leads(control, 'register')}
              action="setup.manage"
              disabledFocusable={set.isPending || control.asking}
            >
              {t(control.asking ? 'setup.nav.checking' : 'setup.nav.saveAndCheck')}
            </GuardedButton>
          </StepFoot>
        </form>
      </Panel>
    </StepPage>
  )
}
