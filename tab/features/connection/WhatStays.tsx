import { makeStyles, Text } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Disconnected } from '../../../server/contract/index.ts'
import { CopyField } from '../../components/CopyField.tsx'
import { formatNumber } from '../../format/number.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px' },
  list: { margin: 0, paddingInlineStart: '20px', display: 'flex', flexDirection: 'column', gap: '4px' },
})

/** After a disconnect: what is still here, and what is still in Microsoft 365. */
export function WhatStays({ left }: { left: Disconnected }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { messages, conversations, people, runs } = left.stays
  const n = formatNumber
  return (
    <div className={styles.root}>
      <Text weight="semibold">{t('connection.disconnect.stays')}</Text>
      <ul className={styles.list}>
        <li>
          {t('connection.disconnect.archive', {
            messages: t('count.messages', { count: messages, n: n(messages) }),
            conversations: t('count.conversations', { count: conversations, n: n(conversations) }),
            people: t('count.people', { count: people, n: n(people) }),
          })}
        </li>
        <li>{t('connection.disconnect.runs', { count: runs, n: n(runs) })}</li>
        {left.applicationId && (
          <li>
            {t('connection.disconnect.app')}{' '}
            <CopyField value={left.applicationId} what={t('connection.form.applicationId')} />
          </li>
        )}
      </ul>
      {left.created.length > 0 && <Text>{t('connection.disconnect.removal')}</Text>}
    </div>
  )
}
