import {
  Button,
  Field,
  Input,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
} from '@fluentui/react-components'
import { CalendarLtr20Regular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../server/contract/index.ts'
import { dateOnly } from '../../format/time.ts'
import { MonthMap } from './MonthMap.tsx'
import { dayOf } from './reading/timeline.ts'

const useStyles = makeStyles({
  surface: { maxWidth: 'calc(100vw - 24px)', boxSizing: 'border-box' },
  form: { display: 'flex', flexDirection: 'column', gap: '12px', width: 'min(320px, 80vw)' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
})

interface JumpToDateProps {
  conversation: Pick<Conversation, 'id' | 'firstAt' | 'lastAt'>
  /** A day of the reader's own (`2026-11-03`) or an instant; undefined: to the newest. */
  onGo: (at: string | undefined) => void
}

/** To the messages of a day, of a month, to the first one, to the newest one. */
export function JumpToDate({ conversation: { id, firstAt, lastAt }, onGo }: JumpToDateProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const [open, setOpen] = useState(false)
  const [day, setDay] = useState('')
  const [asked, setAsked] = useState(false)
  if (!firstAt || !lastAt) return null
  const [from, to] = [dayOf(firstAt), dayOf(lastAt)]
  const fits = day >= from && day <= to
  const go = (at: string | undefined) => {
    setOpen(false)
    onGo(at)
  }
  const out = t('archive.jump.outOfRange', { from: dateOnly(firstAt), to: dateOnly(lastAt) })
  return (
    <Popover withArrow trapFocus open={open} onOpenChange={(_, data) => setOpen(data.open)}>
      <PopoverTrigger disableButtonEnhancement>
        <Button size="small" icon={<CalendarLtr20Regular />}>
          {t('archive.jump.open')}
        </Button>
      </PopoverTrigger>
      <PopoverSurface aria-label={t('archive.jump.title')} className={styles.surface}>
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            setAsked(true)
            if (fits) go(day)
          }}
        >
          <Field label={t('archive.jump.date')} {...(asked && !fits && { validationMessage: out })}>
            <Input type="date" min={from} max={to} value={day} onChange={(_, { value }) => setDay(value)} />
          </Field>
          <div className={styles.row}>
            <Button size="small" type="submit" appearance="primary">
              {t('archive.jump.go')}
            </Button>
            <Button size="small" onClick={() => go(firstAt)}>
              {t('archive.jump.first')}
            </Button>
            <Button size="small" onClick={() => go(undefined)}>
              {t('archive.jump.newest')}
            </Button>
          </div>
          <MonthMap conversationId={id} onGo={(month) => go(laterOf(`${month}-01T00:00:00.000Z`, firstAt))} />
        </form>
      </PopoverSurface>
    </Popover>
  )
}

function laterOf(one: string, other: string): string {
  return Date.parse(one) > Date.parse(other) ? one : other
}
