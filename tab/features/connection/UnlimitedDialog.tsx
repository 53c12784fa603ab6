import { Text } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Quota } from '../../../server/contract/index.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { formatPrice } from '../../format/money.ts'
import type { FormControl } from './use-connection-form.ts'

/** Without a limit a month can cost anything: asked once, with the price. */
export function UnlimitedDialog({ control, quota }: { control: FormControl; quota: Quota }) {
  const { t } = useTranslation()
  const price = formatPrice(quota.pricePerMessage, quota.currency)
  return (
    <ConfirmDialog
      open={control.asking}
      title={t('connection.noLimit.title')}
      confirm={t('connection.noLimit.confirm')}
      cancel={t('connection.noLimit.stay')}
      onConfirm={control.proceed}
      onClose={control.stay}
    >
      <Text>{t('connection.noLimit.text', { price })}</Text>
      {quota.suspended && <Text weight="semibold">{t('connection.noLimit.goesOn')}</Text>}
    </ConfirmDialog>
  )
}
