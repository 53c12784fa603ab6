import { Field, Input, Text } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { AlertChannelList } from '../../../server/contract/index.ts'
import { Verbatim } from '../../components/Verbatim.tsx'

interface SenderFieldProps {
  mail: AlertChannelList['mail']
  value: string
  onChange: (value: string) => void
}

/** Which mailbox sends: only where no mail server does, and with what that takes. */
export function SenderField({ mail, value, onChange }: SenderFieldProps) {
  const { t } = useTranslation()
  if (mail.way === 'mail-server') return <Text size={200}>{t('alerts.form.sender.mailServer')}</Text>
  return (
    <Field
      label={t('alerts.form.sender.label')}
      hint={
        <>
          {t('alerts.form.sender.help')}{' '}
          {mail.sender === null ? (
            t('alerts.form.sender.noDefault')
          ) : (
            <>
              {t('alerts.form.sender.default')} <Verbatim>{mail.sender}</Verbatim>.
            </>
          )}
        </>
      }
    >
      <Input
        value={value}
        placeholder={t('alerts.form.sender.example')}
        inputMode="email"
        autoComplete="off"
        spellCheck={false}
        onChange={(_, data) => onChange(data.value)}
      />
    </Field>
  )
}
