import { Button, Field, Input, makeStyles, Select } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { AuditKind, AuditOutcome } from '../../../server/contract/index.ts'
import { type AuditFilter, NO_FILTER } from './api/audit.ts'

const KINDS: readonly AuditKind[] = ['reading', 'export', 'run', 'scope', 'quota', 'connection']
const OUTCOMES: readonly AuditOutcome[] = ['succeeded', 'refused', 'failed']

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 168px), 1fr))',
    gap: '12px',
    alignItems: 'end',
    marginBottom: '16px',
    '& input, & select': { minWidth: 0 },
    '& .fui-Input, & .fui-Select': { width: '100%', minWidth: 0 },
  },
  field: { minWidth: 0 },
})

interface AuditFiltersProps {
  filter: AuditFilter
  onChange: (filter: AuditFilter) => void
}

export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const set = (change: Partial<AuditFilter>) => onChange({ ...filter, ...change })
  return (
    <search className={styles.root}>
      <Field label={t('audit.filter.who')} className={styles.field}>
        <Input
          type="search"
          value={filter.who}
          maxLength={200}
          placeholder={t('audit.filter.whoHint')}
          onChange={(_event, { value }) => set({ who: value })}
        />
      </Field>
      <Field label={t('audit.filter.kind')} className={styles.field}>
        <Select value={filter.kind} onChange={(_event, { value }) => set({ kind: value as AuditKind | '' })}>
          <option value="">{t('audit.filter.any')}</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`audit.kind.${kind}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('audit.filter.outcome')} className={styles.field}>
        <Select
          value={filter.outcome}
          onChange={(_event, { value }) => set({ outcome: value as AuditOutcome | '' })}
        >
          <option value="">{t('audit.filter.anyOutcome')}</option>
          {OUTCOMES.map((outcome) => (
            <option key={outcome} value={outcome}>
              {t(`audit.outcome.${outcome}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('audit.filter.from')} className={styles.field}>
        <Input type="date" value={filter.from} onChange={(_event, { value }) => set({ from: value })} />
      </Field>
      <Field label={t('audit.filter.to')} className={styles.field}>
        <Input type="date" value={filter.to} onChange={(_event, { value }) => set({ to: value })} />
      </Field>
      {!isEmpty(filter) && (
        <Button appearance="subtle" onClick={() => onChange(NO_FILTER)}>
          {t('audit.filter.clear')}
        </Button>
      )}
    </search>
  )
}

export function isEmpty(filter: AuditFilter): boolean {
  return Object.values(filter).every((value) => value === '')
}
