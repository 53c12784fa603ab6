import {
  InteractionTag,
  InteractionTagPrimary,
  InteractionTagSecondary,
  makeStyles,
} from '@fluentui/react-components'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useKnownSubject } from '../../../api/subjects.ts'
import { dateOnly } from '../../../format/time.ts'
import { personName } from '../names.ts'
import type { Asked } from './asked.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: '8px', margin: 0, padding: 0, listStyleType: 'none' },
  tag: {
    maxWidth: '100%',
    '& .fui-InteractionTagPrimary': { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' },
  },
})

interface FilterChipsProps {
  asked: Asked
  onChange: (change: Partial<Asked>) => void
  onOpen: () => void
}

/** The filters in use, each with a way to take it off. */
export function FilterChips({ asked, onChange, onOpen }: FilterChipsProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const person = useName(asked.person, t)
  const sender = useName(asked.sender, t)
  const chips = chipsOf(asked, { person, sender }, t)
  if (chips.length === 0) return null
  return (
    <ul className={styles.root} aria-label={t('search.filter.inUse')}>
      {chips.map(({ name, text }) => (
        <li key={name}>
          <InteractionTag size="small" className={styles.tag}>
            <InteractionTagPrimary hasSecondaryAction onClick={onOpen}>
              {text}
            </InteractionTagPrimary>
            <InteractionTagSecondary
              aria-label={t('search.filter.remove')}
              onClick={() => onChange({ [name]: '' })}
            />
          </InteractionTag>
        </li>
      ))}
    </ul>
  )
}

function useName(id: string, t: TFunction): string {
  const known = useKnownSubject(id)
  return known ? personName({ ...known, email: known.userPrincipalName }, t) : id
}

function chipsOf(asked: Asked, names: { person: string; sender: string }, t: TFunction) {
  const { person, sender, has, type, deleted, from, to } = asked
  const chips: { name: keyof Asked; text: string }[] = []
  const add = (name: keyof Asked, text: string) => void (asked[name] && chips.push({ name, text }))
  add('person', person && t('search.chip.person', { name: names.person }))
  add('sender', sender && t('search.chip.sender', { name: names.sender }))
  add('from', from && t('search.chip.from', { date: dateOnly(`${from}T12:00:00`) }))
  add('to', to && t('search.chip.to', { date: dateOnly(`${to}T12:00:00`) }))
  add('has', has && t(`search.has.${has}`))
  add('type', type && t(`archive.type.${type}`))
  add('deleted', deleted && t(`search.deleted.${deleted}`))
  return chips
}
