import { makeStyles, Spinner, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircle20Filled, Circle20Regular, ErrorCircle20Filled } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { CheckName, ConnectionCheck } from '../../server/contract/index.ts'
import { useTold } from '../i18n/use-told.ts'
import { CodeToCopy } from './CodeToCopy.tsx'
import { CHECK_ORDER, type CheckState, stateOf } from './checks.ts'
import { EnglishWords } from './Told.tsx'

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '10px',
  },
  row: { display: 'flex', gap: '10px', alignItems: 'flex-start' },
  icon: { width: '20px', height: '20px', flexShrink: 0, display: 'grid', placeItems: 'center' },
  words: { display: 'flex', flexDirection: 'column', gap: '2px', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  ok: { color: tokens.colorPaletteGreenForeground1 },
  failed: { color: tokens.colorPaletteRedForeground1 },
})

/** The five checks, each with its own answer as it comes and, where it failed, what to do. */
export function CheckList({ checks, testing }: { checks: readonly ConnectionCheck[]; testing: boolean }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <ol
      className={styles.list}
      aria-label={t('connection.check.title')}
      aria-live="polite"
      aria-busy={testing}
    >
      {CHECK_ORDER.map((name) => (
        <CheckRow
          key={name}
          name={name}
          state={stateOf(name, checks, testing)}
          check={checks.find((it) => it.name === name)}
        />
      ))}
    </ol>
  )
}

interface CheckRowProps {
  name: CheckName
  state: CheckState
  check: ConnectionCheck | undefined
}

function CheckRow({ name, state, check }: CheckRowProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const tell = useTold()
  const told = check?.detail ? tell(check) : undefined
  return (
    <li className={styles.row}>
      <span className={styles.icon} aria-hidden>
        <CheckIcon state={state} />
      </span>
      <span className={styles.words}>
        <span>
          <Text weight={state === 'failed' ? 'semibold' : 'regular'}>{t(`connection.check.${name}`)}</Text>{' '}
          <Text className={styles.quiet}>· {t(`connection.check.state.${state}`)}</Text>
        </span>
        {told && (
          <Text className={styles.quiet} lang={told.lang}>
            {told.text}
          </Text>
        )}
        {check && !check.ok && (
          <>
            <Text lang={told?.lang}>{told?.hint}</Text>
            <EnglishWords words={told?.english ?? ''} />
            <CodeToCopy code={check.code} />
          </>
        )}
      </span>
    </li>
  )
}

function CheckIcon({ state }: { state: CheckState }) {
  const styles = useStyles()
  if (state === 'running') return <Spinner size="extra-tiny" />
  if (state === 'ok') return <CheckmarkCircle20Filled className={styles.ok} />
  if (state === 'failed') return <ErrorCircle20Filled className={styles.failed} />
  return <Circle20Regular className={styles.quiet} />
}
