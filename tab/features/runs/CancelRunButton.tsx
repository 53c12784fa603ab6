import { Text } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { useCancelRun } from './api/runs.ts'

export function CancelRunButton({ runId }: { runId: string }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const cancel = useCancelRun(runId)
  const mayNot = useWhyNot('run.cancel') !== undefined
  if (mayNot) return null
  return (
    <>
      <GuardedButton
        action="run.cancel"
        blocked={cancel.isSuccess ? t('runs.cancel.asked') : undefined}
        onClick={() => setOpen(true)}
      >
        {t('runs.cancel.button')}
      </GuardedButton>
      <ConfirmDialog
        open={open}
        title={t('runs.cancel.title')}
        confirm={t('runs.cancel.confirm')}
        cancel={t('runs.cancel.keep')}
        destroys
        busy={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate(undefined, { onSuccess: () => setOpen(false) })}
        onClose={() => setOpen(false)}
      >
        <Text>{t('runs.cancel.text')}</Text>
      </ConfirmDialog>
    </>
  )
}
