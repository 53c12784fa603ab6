import { Button, Field, Input, Radio, RadioGroup, Textarea } from '@fluentui/react-components'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogShell } from '../../components/DialogShell.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { usePlaceHold } from './api/retention.ts'
import { NO_CHOICE, selectionOf } from './choice.ts'
import { SelectionFields } from './SelectionFields.tsx'

/** Name, reason, and which messages; without a choice, all of them. */
export function HoldDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const formId = useId()
  const [name, setName] = useState('')
  const [reason, setReason] = useState('')
  const [growing, setGrowing] = useState(true)
  const [choice, setChoice] = useState(NO_CHOICE)
  const [checked, setChecked] = useState(false)
  const place = usePlaceHold()
  const missing = (text: string) => (checked && text.trim() === '' ? t('retention.missing') : null)
  const save = () => {
    setChecked(true)
    if (name.trim() === '' || reason.trim() === '') return
    const body = { name: name.trim(), reason: reason.trim(), growing, selection: selectionOf(choice) }
    place.mutate(body, { onSuccess: onClose })
  }
  return (
    <DialogShell
      title={t('retention.holds.add')}
      close={t('action.cancel')}
      busy={place.isPending}
      problem={place.error && <ProblemBar error={place.error} />}
      action={
        <Button appearance="primary" type="submit" form={formId} disabledFocusable={place.isPending}>
          {t(place.isPending ? 'retention.holds.placing' : 'retention.holds.place')}
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
          save()
        }}
      >
        <Field label={t('retention.holds.name')} required validationMessage={missing(name)}>
          <Input
            value={name}
            maxLength={200}
            autoComplete="off"
            onChange={(_, { value }) => setName(value)}
          />
        </Field>
        <Field label={t('retention.reason')} required validationMessage={missing(reason)}>
          <Textarea value={reason} maxLength={1000} onChange={(_, { value }) => setReason(value)} />
        </Field>
        <SelectionFields choice={choice} onChange={(change) => setChoice({ ...choice, ...change })} />
        <Field label={t('retention.holds.later')}>
          <RadioGroup value={String(growing)} onChange={(_, { value }) => setGrowing(value === 'true')}>
            <Radio value="true" label={t('retention.holds.laterToo')} />
            <Radio value="false" label={t('retention.holds.laterNot')} />
          </RadioGroup>
        </Field>
      </form>
    </DialogShell>
  )
}
