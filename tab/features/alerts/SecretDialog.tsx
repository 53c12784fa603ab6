import { Field, Text } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { CopyField } from '../../components/CopyField.tsx'
import { DialogShell } from '../../components/DialogShell.tsx'

/** The secret of a new webhook: here, and never again. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <DialogShell title={t('alerts.secret.title')} close={t('alerts.secret.done')} onClose={onClose}>
      <Text>{t('alerts.secret.text')}</Text>
      <Field label={t('alerts.secret.name')}>
        <CopyField value={secret} what={t('alerts.secret.name')} />
      </Field>
      <Field label={t('alerts.secret.howName')}>
        <CopyField value={t('alerts.secret.how')} what={t('alerts.secret.howName')} sentence />
      </Field>
    </DialogShell>
  )
}
