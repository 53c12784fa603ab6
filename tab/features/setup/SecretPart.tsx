import { Button, makeStyles, Text } from '@fluentui/react-components'
import { Key20Regular } from '@fluentui/react-icons'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeepSecret } from '../../api/setup.ts'
import { NO_SECRET, SecretFields } from '../../components/credential/SecretFields.tsx'
import { secretFault, stops } from '../../components/credential/secret-fault.ts'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { dateOnly, inMonths } from '../../format/time.ts'
import { leads, StepFoot } from './StepFoot.tsx'
import { StepNotice } from './StepNotice.tsx'
import { REPLICATION_SECONDS, type SetupControl } from './use-setup-steps.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  stored: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
})

/** The secret's value goes to the server and is gone from here. */
export function SecretPart({ control }: { control: SetupControl }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const keep = useKeepSecret()
  const stored = control.setup.credential?.kind === 'secret' ? control.setup.credential : null
  const [entry, setEntry] = useState(NO_SECRET)
  const [entering, setEntering] = useState(stored === null)
  const [tried, setTried] = useState(false)
  const check = () => control.askAndGoOn('credential', REPLICATION_SECONDS)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!entering) return check()
    setTried(true)
    if (stops(secretFault(entry.secret))) return
    keep.mutate(
      { clientSecret: entry.secret.trim(), expiresAt: inMonths(entry.months, Date.now()) },
      {
        onSuccess: () => {
          setEntry(NO_SECRET)
          setTried(false)
          setEntering(false)
          check()
        },
      },
    )
  }

  return (
    <Panel title={t('setup.form.enter')}>
      <form className={styles.form} noValidate onSubmit={submit}>
        {entering ? (
          <SecretFields entry={entry} onChange={setEntry} tried={tried} />
        ) : (
          <div className={styles.stored}>
            <Key20Regular aria-hidden />
            <Text>
              {stored?.expiresAt
                ? t('setup.form.storedUntil', { hint: stored.hint, when: dateOnly(stored.expiresAt) })
                : t('setup.form.stored', { hint: stored?.hint ?? '' })}
            </Text>
            <Button size="small" onClick={() => setEntering(true)}>
              {t('setup.form.replace')}
            </Button>
          </div>
        )}
        {keep.error && <ProblemBar error={keep.error} />}
        <StepNotice name="credential" control={control} />
        <StepFoot name="credential" control={control}>
          <GuardedButton
            type="submit"
            appearance={leads(control, 'credential')}
            action="setup.manage"
            disabledFocusable={keep.isPending || control.asking}
          >
            {t(control.asking ? 'setup.nav.checking' : buttonOf(entering))}
          </GuardedButton>
        </StepFoot>
      </form>
    </Panel>
  )
}

const buttonOf = (entering: boolean) => (entering ? 'setup.nav.saveAndCheck' : 'setup.nav.checkAndNext')
