import { Tooltip } from '@fluentui/react-components'
import { exactTime, relativeTime } from '../format/time.ts'
import { useNow } from './use-now.ts'

/** "2 hours ago", with the exact time and its zone on hover. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow()
  return (
    <Tooltip content={exactTime(at)} relationship="description">
      <time dateTime={at}>{relativeTime(at, now)}</time>
    </Tooltip>
  )
}
