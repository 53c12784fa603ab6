import { Combobox, Field, Option } from '@fluentui/react-components'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../api/page.ts'
import { useKnownSubject, useSubjects } from '../api/subjects.ts'
import { personName } from './person-name.ts'
import { useDebounced } from './use-debounced.ts'

interface PersonFieldProps {
  label: string
  /** An object id; empty: anyone. */
  value: string
  onChange: (id: string) => void
}

const SHOWN = 20

/** One of the people of the tenant, found by typing part of a name. */
export function PersonField({ label, value, onChange }: PersonFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const [typed, setTyped] = useState<string>()
  const people = itemsOf(useSubjects(useDebounced((typed ?? '').trim())).data).slice(0, SHOWN)
  const known = useKnownSubject(value)
  const name = known ? personName({ ...known, email: known.userPrincipalName }, t) : value
  return (
    <Field label={label}>
      <Combobox
        id={id}
        clearable
        // As wide as its field, not as its own least.
        style={{ minWidth: 0 }}
        input={{ style: { minWidth: 0, width: '100%' } }}
        placeholder={t('search.filter.anyone')}
        value={typed ?? name}
        selectedOptions={value ? [value] : []}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => setTyped(undefined)}
        onOptionSelect={(_event, { optionValue }) => {
          setTyped(undefined)
          onChange(optionValue ?? '')
        }}
      >
        {people.map((person) => {
          const text = personName({ ...person, email: person.userPrincipalName }, t)
          return (
            <Option key={person.id} value={person.id} text={text}>
              <bdi translate="no">{text}</bdi>
            </Option>
          )
        })}
        {people.length === 0 && (
          <Option disabled value="" text={t('search.filter.nobody')}>
            {t('search.filter.nobody')}
          </Option>
        )}
      </Combobox>
    </Field>
  )
}
