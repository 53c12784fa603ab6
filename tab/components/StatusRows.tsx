import { makeStyles, Spinner, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircle20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import type { Told } from '../i18n/told.ts'
import { CodeToCopy } from './CodeToCopy.tsx'
import { PLAIN_LIST } from './plain-list.ts'
import { StatusIcon } from './StatusMark.tsx'
import { EnglishWords } from './Told.tsx'

const useStyles = makeStyles({
  list: {
    ...PLAIN_LIST,
    gap: '10px',
  },
  row: { display: 'flex', gap: '10px', alignItems: 'flex-start' },
  icon: { width: '20px', height: '20px', flexShrink: 0, display: 'grid', placeItems: 'center' },
  words: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    minWidth: 0,
    flexGrow: 1,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  there: { color: tokens.colorPaletteGreenForeground1 },
})

/** `there`: good, and nothing had to be done for it; `running`: now. */
export type RowLook = 'quiet' | 'good' | 'warning' | 'bad' | 'there' | 'running'

interface StatusRowsProps {
  label: string
  /** False where the rows could stand in any order. */
  ordered?: boolean
  /** Being found out. */
  busy?: boolean
  /** Read out as it changes. */
  live?: boolean
  children: ReactNode
}

/** What was or will be looked at or done, row by row, and how each ended. */
export function StatusRows({ label, ordered = true, busy, live = false, children }: StatusRowsProps) {
  const styles = useStyles()
  const List = ordered ? 'ol' : 'ul'
  return (
    <List
      className={styles.list}
      aria-label={label}
      aria-busy={busy}
      {...(live && { 'aria-live': 'polite' as const })}
    >
      {children}
    </List>
  )
}

interface StatusRowProps {
  look: RowLook
  name: string
  /** How it ended or where it is, in words: no meaning hangs on the icon alone. */
  state: ReactNode
  /** What was said of it; what to do only where something is to be done. */
  told?: Told | undefined
  code?: string | undefined
  children?: ReactNode
}

export function StatusRow({ look, name, state, told, code, children }: StatusRowProps) {
  const styles = useStyles()
  const needsSomebody = look === 'warning' || look === 'bad'
  return (
    <li className={styles.row}>
      <span className={styles.icon} aria-hidden>
        <RowIcon look={look} />
      </span>
      <span className={styles.words}>
        <span>
          <Text weight={needsSomebody || look === 'running' ? 'semibold' : 'regular'}>{name}</Text>{' '}
          <Text className={styles.quiet}>· {state}</Text>
        </span>
        {told?.text && (
          <Text className={styles.quiet} lang={told.lang}>
            {told.text}
          </Text>
        )}
        {told && needsSomebody && (
          <>
            <Text lang={told.lang}>{told.hint}</Text>
            <EnglishWords words={told.english} />
          </>
        )}
        {children}
        {code && needsSomebody && <CodeToCopy code={code} />}
      </span>
    </li>
  )
}

function RowIcon({ look }: { look: RowLook }) {
  const styles = useStyles()
  if (look === 'running') return <Spinner size="extra-tiny" />
  if (look === 'there') return <CheckmarkCircle20Regular className={styles.there} />
  return <StatusIcon tone={look} />
}
