import { Field, Input, makeStyles } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../server/contract/index.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import { CredentialFields } from './CredentialFields.tsx'
import type { FormControl } from './use-connection-form.ts'
import { useFault } from './use-fault.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '20px', maxWidth: '640px' },
  id: { fontFamily: 'ui-monospace, "Cascadia Mono", Consolas, monospace' },
})

export function AppFields({ connection, control }: { connection: Connection; control: FormControl }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { form, change, touch } = control
  const name = t('connection.form.applicationId')
  return (
    <div className={styles.root}>
      <Field
        label={name}
        required
        hint={t('connection.form.applicationIdHint')}
        {...useFault(control, 'applicationId')}
      >
        <Input
          value={form.applicationId}
          spellCheck={false}
          autoComplete="off"
          placeholder={t('connection.form.applicationIdExample')}
          input={{ className: styles.id, dir: 'ltr' }}
          contentAfter={form.applicationId ? <CopyButton text={form.applicationId} what={name} /> : null}
          onChange={(_, { value }) => change({ applicationId: value })}
          onBlur={() => touch('applicationId')}
        />
      </Field>
      <CredentialFields connection={connection} control={control} />
    </div>
  )
}
