import { Button, makeStyles, SearchBox } from '@fluentui/react-components'
import { Filter20Regular } from '@fluentui/react-icons'
import { type RefObject, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Asked, isAsking, NOTHING } from './asked.ts'
import { FilterChips } from './FilterChips.tsx'
import { SearchFilters } from './SearchFilters.tsx'
import { SearchHelp } from './SearchHelp.tsx'
import { SavedSearchesButton } from './saved/SavedSearchesButton.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px' },
  row: { display: 'flex', gap: '8px', alignItems: 'center', flexWrap: 'wrap', margin: 0 },
  box: { flexGrow: 1, flexBasis: '200px', maxWidth: '100%' },
})

interface SearchBarProps {
  asked: Asked
  onAsk: (asked: Asked) => void
}

/** One box over everything archived. Words are looked for on Enter, filters at once; Ctrl+K comes back to the box. */
export function SearchBar({ asked, onAsk }: SearchBarProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const id = useId()
  const [typed, setTyped] = useState(asked.q)
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLInputElement>(null)
  useShortcut(box)
  useEffect(() => setTyped(asked.q), [asked.q])
  const change = (part: Partial<Asked>) => onAsk({ ...asked, q: typed, ...part })
  return (
    <search className={styles.root}>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault()
          change({})
        }}
      >
        <SearchBox
          className={styles.box}
          input={{ ref: box, maxLength: 500 }}
          aria-label={t('search.box')}
          aria-keyshortcuts="Control+K"
          placeholder={t('search.placeholder')}
          value={typed}
          onChange={(event, { value }) => {
            setTyped(value)
            // Cleared by its button, nothing is looked for any more.
            if (value === '' && event.type === 'click') onAsk({ ...asked, q: '' })
          }}
          dismiss={{ 'aria-label': t('action.clear') }}
        />
        <Button type="submit">{t('search.go')}</Button>
        <Button
          appearance="subtle"
          icon={<Filter20Regular />}
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => setOpen(!open)}
        >
          {t('search.filter.button')}
        </Button>
        <SavedSearchesButton asked={{ ...asked, q: typed }} onOpen={onAsk} />
        <SearchHelp />
        {isAsking(asked) && (
          <Button
            appearance="subtle"
            onClick={() => {
              setTyped('')
              onAsk(NOTHING)
              box.current?.focus()
            }}
          >
            {t('search.end')}
          </Button>
        )}
      </form>
      {open ? (
        <div id={id}>
          <SearchFilters asked={asked} onChange={change} />
        </div>
      ) : (
        <FilterChips asked={asked} onChange={change} onOpen={() => setOpen(true)} />
      )}
    </search>
  )
}

function useShortcut(box: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return
      event.preventDefault()
      box.current?.focus()
      box.current?.select()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [box])
}
