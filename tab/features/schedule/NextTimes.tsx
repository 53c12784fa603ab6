import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ScheduleTimes } from '../../../server/contract/index.ts'
import { useApi } from '../../api/context.tsx'
import { keys } from '../../api/keys.ts'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { PLAIN_LIST } from '../../components/plain-list.ts'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { weekdayTime } from '../../format/time.ts'
import { useTimesWords } from './use-times-words.ts'

const useStyles = makeStyles({
  // As high as five times, also before they are here.
  root: { display: 'flex', flexDirection: 'column', gap: '8px', minHeight: '172px' },
  list: { ...PLAIN_LIST, gap: '2px', fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** What is chosen, in words, and when that is next. What can't be kept is said here, before it is saved. */
export function NextTimes(times: ScheduleTimes) {
  const { t } = useTranslation()
  const styles = useStyles()
  const words = useTimesWords()
  const { cron, timeZone } = times
  const query = useNextTimes(times)
  if (query.isError) return <ProblemBar error={query.error} />
  return (
    <div className={styles.root}>
      <Text weight="semibold" role="status">
        {t('schedule.words.inZone', { times: words(cron), zone: timeZone })}
      </Text>
      <Text size={200} className={styles.quiet}>
        {t('schedule.next')}
      </Text>
      {query.data ? (
        <ol className={styles.list}>
          {query.data.next.map((at) => (
            <li key={at}>
              <time dateTime={at}>{weekdayTime(at, undefined, timeZone)}</time>
            </li>
          ))}
        </ol>
      ) : (
        <LinesSkeleton lines={5} what={t('schedule.next')} />
      )}
    </div>
  )
}

function useNextTimes({ cron, timeZone }: ScheduleTimes) {
  const api = useApi()
  return useQuery({
    queryKey: keys.scheduleTimes(cron, timeZone),
    queryFn: ({ signal }) => api.get('/api/schedule/preview', { query: { cron, timeZone }, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  })
}
