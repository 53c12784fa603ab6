import { Field, Input, makeStyles, Select } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { PersonField } from '../../../components/PersonField.tsx'
import { type Asked, DELETED, KINDS, TYPES } from './asked.ts'

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 176px), 1fr))',
    gap: '12px',
    alignItems: 'end',
    '& input, & select': { minWidth: 0 },
    '& .fui-Input, & .fui-Select, & .fui-Combobox': { width: '100%', minWidth: 0 },
  },
})

interface SearchFiltersProps {
  asked: Asked
  onChange: (change: Partial<Asked>) => void
}

/** What narrows a search beside words. Each takes effect at once. */
export function SearchFilters({ asked, onChange }: SearchFiltersProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <div className={styles.root}>
      <PersonField
        label={t('search.filter.person')}
        value={asked.person}
        onChange={(person) => onChange({ person })}
      />
      <PersonField
        label={t('search.filter.sender')}
        value={asked.sender}
        onChange={(sender) => onChange({ sender })}
      />
      <Field label={t('search.filter.from')}>
        <Input type="date" value={asked.from} onChange={(_event, { value }) => onChange({ from: value })} />
      </Field>
      <Field label={t('search.filter.to')}>
        <Input type="date" value={asked.to} onChange={(_event, { value }) => onChange({ to: value })} />
      </Field>
      <Field label={t('search.filter.has')}>
        <Select value={asked.has} onChange={(_event, { value }) => onChange({ has: value as Asked['has'] })}>
          <option value="">{t('search.filter.any')}</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`search.has.${kind}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('search.filter.type')}>
        <Select
          value={asked.type}
          onChange={(_event, { value }) => onChange({ type: value as Asked['type'] })}
        >
          <option value="">{t('search.filter.any')}</option>
          {TYPES.map((type) => (
            <option key={type} value={type}>
              {t(`archive.type.${type}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('search.filter.deleted')}>
        <Select
          value={asked.deleted}
          onChange={(_event, { value }) => onChange({ deleted: value as Asked['deleted'] })}
        >
          <option value="">{t('search.deleted.any')}</option>
          {DELETED.map((choice) => (
            <option key={choice} value={choice}>
              {t(`search.deleted.${choice}`)}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  )
}
