import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ReadingPolicy } from '../../../server/contract/index.ts'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { exactTime } from '../../format/time.ts'
import { useSetReadingPolicy } from './api/reading.ts'

const useStyles = makeStyles({
  bar: { width: '100%', boxSizing: 'border-box' },
  body: { overflowWrap: 'anywhere', paddingBlock: '6px' },
})

interface PendingPolicyProps {
  policy: ReadingPolicy
  pending: NonNullable<ReadingPolicy['pending']>
}

/** A looser policy that waits: another admin approves it, any admin withdraws it. */
export function PendingPolicy({ policy, pending }: PendingPolicyProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const set = useSetReadingPolicy()
  const maySet = useWhyNot('reading-policy.set') === undefined
  const { mode, adminsRead, askedBy, at, mayApprove } = pending
  const words = [
    t('reading.pending.text', { name: askedBy.name, when: exactTime(at), mode: t(`reading.mode.${mode}`) }),
    adminsRead && !policy.adminsRead ? t('reading.pending.adminsRead') : '',
    mayApprove ? '' : t('reading.pending.another'),
  ]
  return (
    <>
      <MessageBar intent="info" layout="multiline" className={styles.bar}>
        <MessageBarBody className={styles.body}>
          <MessageBarTitle>{t('reading.pending.title')}</MessageBarTitle> {words.filter(Boolean).join(' ')}
        </MessageBarBody>
        {maySet && (
          <MessageBarActions>
            {mayApprove && (
              <Button
                appearance="primary"
                disabledFocusable={set.isPending}
                onClick={() => set.mutate({ mode, adminsRead })}
              >
                {t('reading.pending.approve')}
              </Button>
            )}
            <Button
              disabledFocusable={set.isPending}
              onClick={() => set.mutate({ mode: policy.mode, adminsRead: policy.adminsRead })}
            >
              {t(mayApprove ? 'reading.pending.reject' : 'reading.pending.withdraw')}
            </Button>
          </MessageBarActions>
        )}
      </MessageBar>
      {set.isError && <ProblemBar error={set.error} />}
    </>
  )
}
