import { Button, Field, MessageBar, MessageBarBody, Textarea } from '@fluentui/react-components'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogShell } from '../../components/DialogShell.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { useRequestErasure } from './api/retention.ts'
import { isEmpty, NO_CHOICE, selectionOf } from './choice.ts'
import { SelectionFields } from './SelectionFields.tsx'

/** Which messages and why. Nothing is erased before someone else has approved it. */
export function EraseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const formId = useId()
  const [reason, setReason] = useState('')
  const [choice, setChoice] = useState(NO_CHOICE)
  const [checked, setChecked] = useState(false)
  const request = useRequestErasure()
  const ask = () => {
    setChecked(true)
    if (reason.trim() === '' || isEmpty(choice)) return
    const body = { reason: reason.trim(), selection: selectionOf(choice) }
    request.mutate(body, { onSuccess: onClose })
  }
  return (
    <DialogShell
      title={t('retention.erasures.add')}
      close={t('action.cancel')}
      busy={request.isPending}
      problem={request.error && <ProblemBar error={request.error} />}
      action={
        <Button appearance="primary" type="submit" form={formId} disabledFocusable={request.isPending}>
          {t(request.isPending ? 'retention.erasures.asking' : 'retention.erasures.ask')}
        </Button>
      }
      onClose={onClose}
    >
      <form
        id={formId}
        noValidate
        style={{ display: 'contents' }}
        onSubmit={(event) => {
          event.preventDefault()
          ask()
        }}
      >
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('retention.erasures.warning')}</MessageBarBody>
        </MessageBar>
        <SelectionFields choice={choice} onChange={(change) => setChoice({ ...choice, ...change })} />
        <div role="alert">
          {checked && isEmpty(choice) && (
            <MessageBar intent="error" layout="multiline">
              <MessageBarBody>{t('retention.erasures.noChoice')}</MessageBarBody>
            </MessageBar>
          )}
        </div>
        <Field
          label={t('retention.reason')}
          required
          validationMessage={checked && reason.trim() === '' ? t('retention.missing') : null}
        >
          <Textarea value={reason} maxLength={1000} onChange={(_, { value }) => setReason(value)} />
        </Field>
      </form>
    </DialogShell>
  )
}
