import { Field, Radio, RadioGroup } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Quota } from '../../server/contract/index.ts'
import { formatPrice } from '../format/money.ts'
import type { Pricing } from './cost.ts'

interface RegimeChoiceProps {
  pricing: Pricing
  onChange: (regime: Quota['regime']) => void
  disabled?: boolean
}

/** Whether Microsoft charges: asked in the setup, and open to change wherever prices are explained. */
export function RegimeChoice({ pricing, onChange, disabled = false }: RegimeChoiceProps) {
  const { t } = useTranslation()
  const price = formatPrice(pricing.pricePerMessage, pricing.currency)
  return (
    <Field label={t('cost.question')} hint={t('cost.questionHint')}>
      <RadioGroup
        style={{ marginInlineStart: '-8px' }}
        value={pricing.regime}
        disabled={disabled}
        onChange={(_, { value }) => onChange(value === 'metered' ? 'metered' : 'not-metered')}
      >
        <Radio value="not-metered" label={t('cost.notCharged')} />
        <Radio value="metered" label={t('cost.isCharged', { price })} />
      </RadioGroup>
    </Field>
  )
}
