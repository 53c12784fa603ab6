import {
  InteractionTag,
  InteractionTagPrimary,
  InteractionTagSecondary,
  makeStyles,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Asked } from './asked.ts'
import { useChips } from './use-chips.ts'

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
  const chips = useChips(asked)
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
