import { makeStyles, ProgressBar, Text } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Restore } from '../../../server/contract/index.ts'
import { useMe } from '../../api/context.tsx'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { Facts } from '../../components/Facts.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { Told } from '../../components/Told.tsx'
import { Name } from '../../components/Verbatim.tsx'
import { formatNumber } from '../../format/number.ts'
import { useTold } from '../../i18n/use-told.ts'
import { useApproveRestore, useCancelRestore } from './api/restores.ts'
import { RemovePermission, RestorePermission } from './RestorePermission.tsx'
import { RestoreState } from './RestoreState.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
})

/** State, people, and what can be done now. */
export function RestoreHead({ restore }: { restore: Restore }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const tell = useTold()
  const { plan, totals, state, endedAt, reason } = restore
  const words = {
    posted: formatNumber(totals.posted),
    failed: formatNumber(totals.failed),
    skipped: formatNumber(totals.skipped),
  }
  // Ending the import needs the permission.
  const isOpen = restore.chats.some((chat) => chat.state === 'left-open')
  const isOwn = useMe().operatorId === restore.requestedBy
  const people = [{ name: t('restores.facts.requested'), value: <Name>{restore.requestedName}</Name> }]
  if (restore.approvedName)
    people.push({ name: t('restores.facts.approved'), value: <Name>{restore.approvedName}</Name> })
  return (
    <Panel>
      <div className={styles.root}>
        <div role="status">
          <RestoreState state={state} />
        </div>
        {(state === 'running' || state === 'verifying') && plan && (
          <Progress done={totals.posted} all={plan.messages} />
        )}
        {endedAt !== null && plan && <Text>{t('restores.result', words)}</Text>}
        {reason && (
          <Text>
            <Told told={tell({ notice: restore.notice, detail: reason, hint: '' })} />
          </Text>
        )}
        {endedAt !== null && restore.approvedName && !isOpen && <RemovePermission />}
        <Facts facts={people} />
        {state === 'waiting-for-approval' && plan && <RestorePermission missing={plan.permissions.missing} />}
        {endedAt === null && (
          <div className={styles.buttons}>
            {state === 'waiting-for-approval' && <Approve restore={restore} />}
            <Cancel id={restore.id} />
          </div>
        )}
        {state === 'waiting-for-approval' && isOwn && <Text>{t('restores.approve.own')}</Text>}
      </div>
    </Panel>
  )
}

function Progress({ done, all }: { done: number; all: number }) {
  const { t } = useTranslation()
  const words = t('restores.progress', { done: formatNumber(done), all: formatNumber(all) })
  return (
    <div>
      <ProgressBar aria-label={words} value={all === 0 ? 1 : done / all} />
      <Text>{words}</Text>
    </div>
  )
}

function Approve({ restore }: { restore: Restore }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const approve = useApproveRestore(restore.id)
  const isOwn = useMe().operatorId === restore.requestedBy
  const count = restore.plan?.messages ?? 0
  return (
    <>
      <GuardedButton
        action="restore.approve"
        appearance="primary"
        blocked={isOwn ? t('restores.approve.own') : undefined}
        onClick={() => setOpen(true)}
      >
        {t('restores.approve.button')}
      </GuardedButton>
      <ConfirmDialog
        open={open}
        title={t('restores.approve.title', {
          messages: t('count.messages', { count, n: formatNumber(count) }),
        })}
        confirm={t('restores.approve.button')}
        busy={approve.isPending}
        error={approve.error}
        onConfirm={() => approve.mutate(undefined, { onSuccess: () => setOpen(false) })}
        onClose={() => setOpen(false)}
      >
        {t('restores.approve.text')}
      </ConfirmDialog>
    </>
  )
}

function Cancel({ id }: { id: string }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const cancel = useCancelRestore(id)
  return (
    <>
      <GuardedButton action="restore.ask" onClick={() => setOpen(true)}>
        {t('restores.cancel.button')}
      </GuardedButton>
      <ConfirmDialog
        open={open}
        title={t('restores.cancel.title')}
        confirm={t('restores.cancel.button')}
        cancel={t('restores.cancel.keep')}
        destroys
        busy={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate(undefined, { onSuccess: () => setOpen(false) })}
        onClose={() => setOpen(false)}
      >
        {t('restores.cancel.text')}
      </ConfirmDialog>
    </>
  )
}
