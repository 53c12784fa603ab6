import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection, Quota } from '../../../server/contract/index.ts'
import { CopyField } from '../../components/CopyField.tsx'
import { CostStatements } from '../../components/CostStatements.tsx'
import { useCost } from '../../components/cost.ts'
import { Panel } from '../../components/Panel.tsx'
import { Verbatim } from '../../components/Verbatim.tsx'
import { formatNumber } from '../../format/number.ts'
import { dateOnly } from '../../format/time.ts'
import { UsageLine } from './LimitFields.tsx'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '16px' },
  list: { margin: 0, display: 'flex', flexDirection: 'column', gap: '12px', maxWidth: '640px' },
  name: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  value: { margin: 0, overflowWrap: 'anywhere' },
})

interface ConnectionFactsProps {
  connection: Connection
  quota: Quota
  /** Why nothing can be changed here, in a sentence. */
  whyNot: string
}

/** The same as the form holds, for who may look and change nothing. */
export function ConnectionFacts({ connection, quota, whyNot }: ConnectionFactsProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { applicationId, credential, testMailbox, costAcknowledgedAt } = connection
  const kind = credential?.kind === 'certificate' ? 'certificateKind' : 'secretKind'
  const cost = useCost(quota).bound(quota.limit, 'month')
  return (
    <>
      <Panel title={t('connection.form.section')}>
        <div className={styles.stack}>
          <Text>{whyNot}</Text>
          {applicationId ? (
            <dl className={styles.list}>
              <FactLine name={t('connection.form.applicationId')}>
                <CopyField value={applicationId} what={t('connection.form.applicationId')} />
              </FactLine>
              <FactLine name={t('connection.form.credential')}>{t(`connection.form.${kind}`)}</FactLine>
              {testMailbox && (
                <FactLine name={t('connection.form.mailbox')}>
                  <Verbatim>{testMailbox}</Verbatim>
                </FactLine>
              )}
            </dl>
          ) : (
            <Text>{t('connection.notYet')}</Text>
          )}
        </div>
      </Panel>
      {costAcknowledgedAt && (
        <Panel title={t('connection.form.limitSection')}>
          <div className={styles.stack}>
            <dl className={styles.list}>
              <FactLine name={t('connection.form.limit')}>
                {quota.limit === null ? t('count.unlimited') : formatNumber(quota.limit)}
                <div>{cost}</div>
              </FactLine>
            </dl>
            <UsageLine quota={quota} />
            <div>
              <Text>{t('connection.form.ackDone', { when: dateOnly(costAcknowledgedAt) })}</Text>
              <CostStatements pricing={quota} />
            </div>
          </div>
        </Panel>
      )}
    </>
  )
}

function FactLine({ name, children }: { name: string; children: ReactNode }) {
  const styles = useStyles()
  return (
    <div>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  )
}
