import { Combobox, Field, Input, makeStyles, Option } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/page.ts'
import { useSubjects } from '../../api/subjects.ts'
import { useDebounced } from '../../components/use-debounced.ts'
import type { Choice } from './choice.ts'

const useStyles = makeStyles({
  days: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(160px, 100%), 1fr))',
    gap: '12px',
  },
  // A combobox is wider than a phone otherwise.
  people: { minWidth: 0 },
})

const TYPED_MS = 250

/** People, dates, and words: a message must meet all that is entered. */
export function SelectionFields({
  choice,
  onChange,
}: {
  choice: Choice
  onChange: (change: Partial<Choice>) => void
}) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <>
      <PeopleField chosen={choice.people} onChange={(people) => onChange({ people })} />
      <div className={styles.days}>
        <Field label={t('retention.choice.from')}>
          <Input type="date" value={choice.from} onChange={(_, { value }) => onChange({ from: value })} />
        </Field>
        <Field label={t('retention.choice.to')}>
          <Input type="date" value={choice.to} onChange={(_, { value }) => onChange({ to: value })} />
        </Field>
      </div>
      <Field label={t('retention.choice.q')} hint={t('retention.choice.qHint')}>
        <Input value={choice.q} maxLength={500} onChange={(_, { value }) => onChange({ q: value })} />
      </Field>
    </>
  )
}

function PeopleField({
  chosen,
  onChange,
}: {
  chosen: Choice['people']
  onChange: (people: Choice['people']) => void
}) {
  const { t } = useTranslation()
  const styles = useStyles()
  const [typed, setTyped] = useState<string>()
  const found = itemsOf(useSubjects(useDebounced(typed ?? '', TYPED_MS)).data)
  const names = new Map([
    ...chosen.map(({ id, name }) => [id, name] as const),
    ...found.map((it) => [it.id, it.displayName] as const),
  ])
  const shown = [
    ...chosen.map(({ id }) => id),
    ...found.map(({ id }) => id).filter((id) => !chosen.some((it) => it.id === id)),
  ]
  return (
    <Field label={t('retention.choice.people')} hint={t('retention.choice.peopleHint')}>
      <Combobox
        multiselect
        className={styles.people}
        placeholder={t('retention.choice.anyone')}
        value={typed ?? chosen.map(({ name }) => name).join(', ')}
        selectedOptions={chosen.map(({ id }) => id)}
        onChange={(event) => setTyped(event.target.value)}
        onOpenChange={(_, { open }) => setTyped(open ? '' : undefined)}
        onOptionSelect={(_, { selectedOptions }) => {
          setTyped('')
          onChange(selectedOptions.map((id) => ({ id, name: names.get(id) ?? id })))
        }}
      >
        {shown.map((id) => (
          <Option key={id} value={id} text={names.get(id) ?? id}>
            {names.get(id) ?? id}
          </Option>
        ))}
      </Combobox>
    </Field>
  )
}
