import { useTranslation } from 'react-i18next'
import type { RestoreSummary } from '../../../server/contract/index.ts'
import { StatusMark, type Tone } from '../../components/StatusMark.tsx'

const TONES: Readonly<Record<RestoreSummary['state'], Tone>> = {
  planning: 'working',
  'waiting-for-approval': 'warning',
  running: 'working',
  verifying: 'working',
  completed: 'good',
  failed: 'bad',
  cancelled: 'quiet',
}

export function RestoreState({ state }: Pick<RestoreSummary, 'state'>) {
  const { t } = useTranslation()
  return <StatusMark tone={TONES[state]} text={t(`restores.state.${state}`)} />
}
