import { useTranslation } from 'react-i18next'
import type { Run } from '../../../server/contract/index.ts'

/** Who or what started a run, in words. */
export function useTrigger({
  trigger,
  late,
  requestedBy,
}: Pick<Run, 'trigger' | 'late' | 'requestedBy'>): string {
  const { t } = useTranslation()
  if (trigger === 'schedule') return t(late ? 'runs.trigger.late' : 'runs.trigger.schedule')
  if (trigger === 'setup') return t('runs.trigger.setup')
  return requestedBy ? t('runs.trigger.manual', { name: requestedBy }) : t('runs.trigger.manualUnknown')
}
