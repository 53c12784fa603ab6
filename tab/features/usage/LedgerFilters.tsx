import { Button, Field, Input, makeStyles, Select } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { LedgerKind } from '../../../server/contract/index.ts'
import { itemsOf } from '../../api/page.ts'
import { PersonField } from '../../components/PersonField.tsx'
import { useDayTime } from '../../components/use-day-time.ts'
import { useRecentRuns } from './api/usage.ts'
import { type LedgerAsked, NO_FILTER } from './ledger-asked.ts'

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gap: '8px 12px',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(160px, 100%), 1fr))',
    alignItems: 'end',
  },
  field: { minWidth: 0, '& > *': { minWidth: 0 } },
})

const KINDS = ['charge', 'reserve', 'release'] as const satisfies readonly LedgerKind[]

interface LedgerFiltersProps {
  asked: LedgerAsked
  onChange: (asked: LedgerAsked) => void
}

/** Which bookings: each filter narrows what the others leave. */
export function LedgerFilters({ asked, onChange }: LedgerFiltersProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const dayTime = useDayTime()
  const runs = itemsOf(useRecentRuns().data)
  const set = (change: Partial<LedgerAsked>) => onChange({ ...asked, ...change })
  const isSet = Object.values(asked).some((value) => value !== '')
  return (
    <div className={styles.root}>
      <Field label={t('spending.filter.kind')} className={styles.field}>
        <Select value={asked.kind} onChange={(_, { value }) => set({ kind: value as LedgerAsked['kind'] })}>
          <option value="">{t('spending.filter.all')}</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`usage.ledger.kinds.${kind}`)}
            </option>
          ))}
        </Select>
      </Field>
      <div className={styles.field}>
        <PersonField
          label={t('spending.filter.person')}
          value={asked.subjectId}
          onChange={(subjectId) => set({ subjectId })}
        />
      </div>
      <Field label={t('spending.filter.run')} className={styles.field}>
        <Select value={asked.runId} onChange={(_, { value }) => set({ runId: value })}>
          <option value="">{t('spending.filter.anyRun')}</option>
          {runs.map(({ id, createdAt }) => (
            <option key={id} value={id}>
              {dayTime(createdAt)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('spending.filter.from')} className={styles.field}>
        <Input type="date" value={asked.from} onChange={(_, { value }) => set({ from: value })} />
      </Field>
      <Field label={t('spending.filter.to')} className={styles.field}>
        <Input type="date" value={asked.to} onChange={(_, { value }) => set({ to: value })} />
      </Field>
      {isSet && (
        <Button appearance="subtle" icon={<DismissRegular />} onClick={() => onChange(NO_FILTER)}>
          {t('spending.filter.clear')}
        </Button>
      )}
    </div>
  )
}
