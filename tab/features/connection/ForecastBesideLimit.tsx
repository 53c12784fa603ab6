import { makeStyles, Text } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Quota } from '../../../server/contract/index.ts'
import { useForecast } from '../../api/forecast.ts'
import { useStrategy } from '../../api/strategy.ts'
import { ExpectedMessages } from '../../components/ExpectedMessages.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'

const useStyles = makeStyles({ root: { display: 'flex', flexDirection: 'column', gap: '6px' } })

/** What the next backup is expected to read, and whether the limit that is entered has room for it. Null is unlimited. */
export function ForecastBesideLimit({ quota, limit }: { quota: Quota; limit: number | null | undefined }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const strategy = useStrategy().data?.strategy
  const { data } = useForecast()
  const messages = data?.strategies.find((one) => one.strategy === strategy)?.messages
  const room = messages && limit != null ? roomFor(messages, limit - quota.used) : undefined
  return (
    <div className={styles.root}>
      <Text weight="semibold">{t('usage.page.next')}</Text>
      <ExpectedMessages quota={quota} />
      {room && (
        <StatusMark tone={room === 'fits' ? 'good' : 'warning'} text={t(`runs.forecast.room.${room}`)} />
      )}
    </div>
  )
}

/** `left`: of the month, under the limit that is entered. */
export function roomFor(
  { likely, high }: { likely: number; high: number },
  left: number,
): 'fits' | 'tight' | 'over' {
  if (high <= left) return 'fits'
  return likely <= left ? 'tight' : 'over'
}
