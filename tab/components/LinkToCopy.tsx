import { Field, Input } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { DialogShell } from './DialogShell.tsx'

/** A link to copy manually, selected: a frame may be denied the clipboard. */
export default function LinkToCopy({ link, onClose }: { link: string; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <DialogShell title={t('share.manualTitle')} onClose={onClose}>
      <Field label={t('share.link')} hint={t('share.manual')}>
        <Input value={link} readOnly onFocus={(event) => event.currentTarget.select()} />
      </Field>
    </DialogShell>
  )
}
