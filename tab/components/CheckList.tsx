import { useTranslation } from 'react-i18next'
import type { CheckName, ConnectionCheck } from '../../server/contract/index.ts'
import { useTold } from '../i18n/use-told.ts'
import { CHECK_ORDER, type CheckState, stateOf } from './checks.ts'
import { type RowLook, StatusRow, StatusRows } from './StatusRows.tsx'

const LOOKS: Record<CheckState, RowLook> = {
  waiting: 'quiet',
  running: 'running',
  ok: 'good',
  failed: 'bad',
  skipped: 'quiet',
}

/** The five checks, each with its own answer as it comes and, where it failed, what to do. */
export function CheckList({ checks, testing }: { checks: readonly ConnectionCheck[]; testing: boolean }) {
  const { t } = useTranslation()
  return (
    <StatusRows label={t('connection.check.title')} busy={testing} live>
      {CHECK_ORDER.map((name) => (
        <CheckRow
          key={name}
          name={name}
          state={stateOf(name, checks, testing)}
          check={checks.find((it) => it.name === name)}
        />
      ))}
    </StatusRows>
  )
}

interface CheckRowProps {
  name: CheckName
  state: CheckState
  check: ConnectionCheck | undefined
}

function CheckRow({ name, state, check }: CheckRowProps) {
  const { t } = useTranslation()
  const tell = useTold()
  return (
    <StatusRow
      look={LOOKS[state]}
      name={t(`connection.check.${name}`)}
      state={t(`connection.check.state.${state}`)}
      told={check?.detail ? tell(check) : undefined}
      code={check?.code}
    />
  )
}
