import {
  Button,
  Drawer,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  Subtitle2,
  Text,
} from '@fluentui/react-components'
import { Dismiss24Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { Quota } from '../../server/contract/index.ts'
import { useSetQuota } from '../api/quota.ts'
import { formatPrice } from '../format/money.ts'
import { dateOnly, monthName } from '../format/time.ts'
import { FocusReturn } from './FocusReturn.tsx'
import { ProblemBar } from './ProblemBar.tsx'
import { useWhyNot } from './permissions.ts'
import { RegimeChoice } from './RegimeChoice.tsx'

const useStyles = makeStyles({
  drawer: { maxWidth: '100vw' },
  body: { display: 'flex', flexDirection: 'column', gap: '8px', paddingBottom: '24px' },
  title: { margin: '12px 0 0' },
})

interface PricingPanelProps {
  quota: Quota
  open: boolean
  onClose: () => void
}

/** Explains counting, price and month, and holds the regime. */
export default function PricingPanel({ quota, open, onClose }: PricingPanelProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <Drawer
      type="overlay"
      position="end"
      className={styles.drawer}
      open={open}
      onOpenChange={(_, it) => !it.open && onClose()}
    >
      <FocusReturn />
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button
              appearance="subtle"
              aria-label={t('action.close')}
              icon={<Dismiss24Regular />}
              onClick={onClose}
            />
          }
        >
          {t('usage.explain.title')}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>
        <Explanation quota={quota} />
        <Regime quota={quota} />
      </DrawerBody>
    </Drawer>
  )
}

function Explanation({ quota }: { quota: Quota }) {
  const { t } = useTranslation()
  const price = formatPrice(quota.pricePerMessage, quota.currency)
  const month = { month: monthName(quota.month), date: dateOnly(quota.resetsAt) }
  return (
    <>
      <Part title={t('usage.explain.countTitle')} text={t('usage.explain.count')} />
      <Part
        title={t('usage.explain.priceTitle')}
        text={
          quota.regime === 'metered'
            ? t('usage.explain.priceMetered', { price })
            : t('usage.explain.priceNotMetered', { price })
        }
      />
      <Part title={t('usage.explain.monthTitle')} text={t('usage.explain.month', month)} />
      <Part title={t('usage.explain.reachedTitle')} text={t('usage.whenReached')} />
    </>
  )
}

function Part({ title, text }: { title: string; text: string }) {
  const styles = useStyles()
  return (
    <>
      <Subtitle2 as="h3" className={styles.title}>
        {title}
      </Subtitle2>
      <Text>{text}</Text>
    </>
  )
}

function Regime({ quota }: { quota: Quota }) {
  const { t } = useTranslation()
  const save = useSetQuota()
  const whyNot = useWhyNot('quota.set')
  if (whyNot !== undefined) return <Text>{whyNot}</Text>
  return (
    <>
      <RegimeChoice
        pricing={quota}
        disabled={save.isPending}
        onChange={(regime) => save.mutate({ monthlyMessageLimit: quota.limit, regime })}
      />
      {save.isError && <ProblemBar error={save.error} />}
      <Text role="status">{save.isSuccess ? t('usage.explain.saved') : ''}</Text>
    </>
  )
}
