import { Tooltip } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { exactTime, isJustNow, relativeTime } from '../format/time.ts'
import { useNow } from './use-now.ts'

/** "2 hours ago", "just now", with the exact time and its zone on hover. */
export function RelativeTime({ at }: { at: string }) {
  const { t } = useTranslation()
  const now = useNow()
  return (
    <Tooltip content={exactTime(at)} relationship="description">
      <time dateTime={at}>{isJustNow(at, now) ? t('time.justNow') : relativeTime(at, now)}</time>
    </Tooltip>
  )
}
