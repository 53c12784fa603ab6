import { Checkbox, Field, Input, makeStyles, Text } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Connection, Quota } from '../../../server/contract/index.ts'
import { CostStatements } from '../../components/CostStatements.tsx'
import type { Pricing } from '../../components/cost.ts'
import { RegimeChoice } from '../../components/RegimeChoice.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { dateOnly } from '../../format/time.ts'
import type { FormControl } from './use-connection-form.ts'
import { useFault } from './use-fault.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '20px', maxWidth: '640px' },
  agreement: { marginInlineStart: '-8px' },
  agreed: { display: 'flex', flexDirection: 'column' },
  beneath: { paddingInlineStart: '26px' },
})

interface TestFieldsProps {
  connection: Connection
  quota: Quota
  control: FormControl
}

/** Whether Microsoft charges, what is agreed to, and the mailbox the test looks into. */
export function TestFields({ connection, quota, control }: TestFieldsProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { form, change, touch } = control
  const pricing = { ...quota, regime: form.regime ?? quota.regime }
  return (
    <div className={styles.root}>
      {connection.costAcknowledgedAt ? (
        <Agreed at={connection.costAcknowledgedAt} pricing={pricing} />
      ) : (
        <>
          <RegimeChoice pricing={pricing} onChange={(regime) => change({ regime })} />
          <Agreement control={control} pricing={pricing} />
        </>
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
          placeholder={t('connection.form.mailboxExample')}
          onChange={(_, { value }) => change({ mailbox: value })}
          onBlur={() => touch('mailbox')}
        />
      </Field>
    </div>
  )
}

function Agreement({ control, pricing }: { control: FormControl; pricing: Pricing }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { form, change, touch } = control
  return (
    <Field {...useFault(control, 'acknowledged')}>
      <Checkbox
        className={styles.agreement}
        checked={form.acknowledged}
        onChange={(_, { checked }) => {
          change({ acknowledged: checked === true })
          touch('acknowledged')
        }}
        label={
          <>
            <Text>{t('connection.form.ack')}</Text>
            <CostStatements pricing={pricing} />
          </>
        }
      />
    </Field>
  )
}

/** Agreed once: it remains on record and cannot be taken back here. */
function Agreed({ at, pricing }: { at: string; pricing: Pricing }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <div className={styles.agreed}>
      <StatusMark tone="good" text={t('connection.form.ackDone', { when: dateOnly(at) })} />
      <div className={styles.beneath}>
        <CostStatements pricing={pricing} />
      </div>
    </div>
  )
}
