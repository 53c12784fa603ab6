import { Checkbox, Field, Input, makeStyles, Text } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../server/http/contract.ts'
import { useWhyNot } from '../../components/permissions.ts'
import { StatusMark } from '../../components/StatusMark.tsx'
import { dateOnly } from '../../format/time.ts'
import type { FormControl } from './use-connection-form.ts'
import { useFault } from './use-fault.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '20px', maxWidth: '640px' },
  agreement: { marginInlineStart: '-8px' },
  agreed: { display: 'flex', flexDirection: 'column' },
  beneath: { paddingInlineStart: '26px' },
  statements: {
    margin: '4px 0 0',
    paddingInlineStart: '20px',
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
  },
})

/** The two statements that are agreed to, and the mailbox the test looks into. */
export function TestFields({ connection, control }: { connection: Connection; control: FormControl }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { form, change, touch } = control
  const fixed = useWhyNot('connection.save') !== undefined
  return (
    <div className={styles.root}>
      {connection.costAcknowledgedAt ? (
        <Agreed at={connection.costAcknowledgedAt} />
      ) : (
        <Agreement control={control} fixed={fixed} />
      )}
      <Field
        label={t('connection.form.mailbox')}
        required
        hint={t('connection.form.mailboxHint')}
        {...useFault(control, 'mailbox')}
      >
        <Input
          id="mailbox"
          type="email"
          input={{ dir: 'ltr' }}
          autoComplete="off"
          value={form.mailbox}
          readOnly={fixed}
          placeholder={t('connection.form.mailboxExample')}
          onChange={(_, { value }) => change({ mailbox: value })}
          onBlur={() => touch('mailbox')}
        />
      </Field>
    </div>
  )
}

function Agreement({ control, fixed }: { control: FormControl; fixed: boolean }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { form, change, touch } = control
  return (
    <Field {...useFault(control, 'acknowledged')}>
      <Checkbox
        className={styles.agreement}
        checked={form.acknowledged}
        disabled={fixed}
        onChange={(_, { checked }) => {
          change({ acknowledged: checked === true })
          touch('acknowledged')
        }}
        label={
          <>
            <Text>{t('connection.form.ack')}</Text>
            <Statements />
          </>
        }
      />
    </Field>
  )
}

/** Agreed once: it stays on record and cannot be taken back here. */
function Agreed({ at }: { at: string }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <div className={styles.agreed}>
      <StatusMark tone="good" text={t('connection.form.ackDone', { when: dateOnly(at) })} />
      <div className={styles.beneath}>
        <Statements />
      </div>
    </div>
  )
}

function Statements() {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <ul className={styles.statements}>
      <li>{t('connection.form.ackCost')}</li>
      <li>{t('connection.form.ackSuspend')}</li>
    </ul>
  )
}
