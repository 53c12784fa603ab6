import { Button, Field, Input, makeStyles } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemBar } from '../../../../components/ProblemBar.tsx'
import type { Asked } from '../asked.ts'
import { useChips } from '../use-chips.ts'
import { toSaved, useSaveSearch } from './saved-searches.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px', margin: 0 },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'start' },
  name: { flexGrow: 1, flexBasis: '200px', minWidth: 0 },
  // Beside the box, below its label.
  save: { marginTop: '26px', '@media (max-width: 480px)': { marginTop: 0 } },
})

/** As the server takes it. */
const LONGEST_NAME = 100

interface SaveSearchFormProps {
  asked: Asked
  /** Those that are taken: saving under one replaces it. */
  names: readonly string[]
  /** The name under which this very search is kept. */
  current: string | undefined
  onSaved: (name: string) => void
}

/** Keeps the search that is asked for under a name, which is its words unless the reader says otherwise. */
export function SaveSearchForm({ asked, names, current, onSaved }: SaveSearchFormProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const save = useSaveSearch()
  const chips = useChips(asked)
  const [typed, setTyped] = useState<string>()
  const [missing, setMissing] = useState(false)
  const suggested = current ?? (asked.q.trim() || (chips[0]?.text ?? ''))
  const name = (typed ?? suggested).trim().slice(0, LONGEST_NAME)
  const replaces = name !== current && names.includes(name)
  const hint = current === name ? t('search.saved.already') : replaces ? t('search.saved.replaces') : ''
  return (
    <form
      className={styles.root}
      onSubmit={(event) => {
        event.preventDefault()
        setMissing(name === '')
        if (name === '' || save.isPending) return
        save.mutate({ name, asked: toSaved(asked) }, { onSuccess: () => onSaved(name) })
      }}
    >
      <div className={styles.row}>
        <Field
          label={t('search.saved.name')}
          className={styles.name}
          hint={hint}
          {...(missing && name === '' && { validationMessage: t('search.saved.nameMissing') })}
        >
          <Input
            value={typed ?? suggested}
            maxLength={LONGEST_NAME}
            onChange={(_event, { value }) => setTyped(value)}
          />
        </Field>
        <Button type="submit" appearance="primary" className={styles.save} disabledFocusable={save.isPending}>
          {t('search.saved.save')}
        </Button>
      </div>
      {save.isError && <ProblemBar error={save.error} />}
    </form>
  )
}
