import { Text } from '@fluentui/react-components'
import { Play20Filled } from '@fluentui/react-icons'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Quota, StartRun } from '../../../server/contract/index.ts'
import { useOverview } from '../../api/overview.ts'
import { useQuota } from '../../api/quota.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { useCost } from '../../components/cost.ts'
import { ExpectedMessages } from '../../components/ExpectedMessages.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { LinkButton } from '../../components/LinkButton.tsx'
import { MayNot } from '../../components/MayNot.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { formatNumber } from '../../format/number.ts'
import { dateOnly } from '../../format/time.ts'
import { useCurrentRun, useStartRun } from './api/runs.ts'
import { isLive } from './run-state.ts'

/** A page is asked for with so many messages set aside; fewer do not do for it (`PAGE_ROWS` of the server). */
const PAGE = 50

interface RunBackupButtonProps {
  plain?: boolean
  /** Where it stands, as the run remembers it. */
  trigger?: StartRun['trigger']
}

/** For who may not, a line. Starts a backup, or continues the suspended one, after saying what it may cost. `plain`: another button leads. */
export function RunBackupButton({ plain = false, trigger }: RunBackupButtonProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const mayNot = useWhyNot('run.start') !== undefined
  const current = useCurrentRun().data
  const quota = useQuota().data
  const suspended = current?.state === 'suspended'
  const underWay = current ? isLive(current.state) : false
  const unconnected = useOverview().data?.status === 'not-connected'
  if (mayNot) return <MayNot action="run.start" />
  const blocked = () => {
    if (unconnected) return t('runs.start.notConnected')
    if (underWay) return t('runs.start.underWay')
    return suspended && quota ? tooFewLeft(quota, t) : undefined
  }
  return (
    <>
      <GuardedButton
        action="run.start"
        blocked={blocked()}
        appearance={plain ? 'secondary' : 'primary'}
        size={plain ? 'medium' : 'large'}
        icon={<Play20Filled />}
        onClick={() => setOpen(true)}
      >
        {t(suspended ? 'runs.start.continue' : 'runs.start.button')}
      </GuardedButton>
      {open && <StartDialog suspended={suspended} trigger={trigger} onClose={() => setOpen(false)} />}
    </>
  )
}

/** Why a suspended run would stop again at once. */
function tooFewLeft({ left, resetsAt }: Quota, t: TFunction): string | undefined {
  if (left === null || left >= PAGE) return undefined
  return t('runs.start.tooFew', {
    count: left,
    n: formatNumber(left),
    date: dateOnly(resetsAt, undefined, 'UTC'),
  })
}

interface StartDialogProps extends Pick<RunBackupButtonProps, 'trigger'> {
  suspended: boolean
  onClose: () => void
}

function StartDialog({ suspended, trigger, onClose }: StartDialogProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const quota = useQuota().data
  const start = useStartRun()
  const first = useFirstBackup()
  const noneLeft = quota?.left === 0
  const run = () =>
    start.mutate(
      { ...(trigger && { trigger }) },
      { onSuccess: ({ id }) => void navigate(`/runs/${encodeURIComponent(id)}`) },
    )
  return (
    <ConfirmDialog
      open
      title={t(suspended ? 'runs.start.titleContinue' : 'runs.start.title')}
      confirm={t(suspended ? 'runs.start.continue' : 'runs.start.button')}
      busy={start.isPending}
      blocked={noneLeft}
      error={start.error}
      onConfirm={run}
      onClose={onClose}
    >
      <Text>{suspended ? t('runs.start.textContinue') : (first ?? t('runs.start.text'))}</Text>
      {quota && !suspended && !noneLeft && <ExpectedMessages quota={quota} />}
      {quota && <Bound quota={quota} />}
      {noneLeft ? (
        <div>
          <LinkButton to="/connection#limit">{t('runs.start.raise')}</LinkButton>
        </div>
      ) : (
        <Text>{t('runs.start.stop')}</Text>
      )}
    </ConfirmDialog>
  )
}

/** What the first backup reads; undefined once there was a good one. */
function useFirstBackup(): string | undefined {
  const { t } = useTranslation()
  const overview = useOverview().data
  if (!overview || overview.lastGoodRunAt !== null) return undefined
  const count = overview.people.inScope
  const people =
    count > 0 ? t('runs.start.peopleOf', { count, n: formatNumber(count) }) : t('runs.start.everyone')
  return t('runs.start.textFirst', { people })
}

/** The most this run can read, and what that would cost, in words. */
function Bound({ quota }: { quota: Quota }) {
  const { t } = useTranslation()
  const { left, resetsAt } = quota
  const cost = useCost(quota).bound(left)
  if (left === 0)
    return (
      <Text weight="semibold">
        {t('runs.start.noneLeft', { date: dateOnly(resetsAt, undefined, 'UTC') })}
      </Text>
    )
  const most =
    left === null
      ? t('runs.start.unlimited')
      : t('runs.start.atMost', { messages: t('count.messages', { count: left, n: formatNumber(left) }) })
  return <Text weight="semibold">{`${most} ${cost}`}</Text>
}
