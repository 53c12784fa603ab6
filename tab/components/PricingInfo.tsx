import { Button, Tooltip } from '@fluentui/react-components'
import { Info20Regular } from '@fluentui/react-icons'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Quota } from '../../server/contract/index.ts'
import { later } from './later.ts'
import { useOpened } from './use-opened.ts'

const PricingPanel = later(() => import('./PricingPanel.tsx'))

/** The ⓘ beside usage: opens a panel that explains counting, price and month, and holds the regime. */
export function PricingInfo({ quota }: { quota: Quota }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const opened = useOpened(open)
  const label = t('usage.about')
  return (
    <>
      <Tooltip content={label} relationship="label">
        <Button appearance="subtle" size="small" icon={<Info20Regular />} onClick={() => setOpen(true)} />
      </Tooltip>
      {opened && (
        <Suspense fallback={null}>
          <PricingPanel quota={quota} open={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
