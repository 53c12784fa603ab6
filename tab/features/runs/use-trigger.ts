import { useTranslation } from 'react-i18next'
import type { Run } from '../../../server/contract/index.ts'

/** Who or what started a run, in words. */
export function useTrigger({ trigger, requestedBy }: Pick<Run, 'trigger' | 'requestedBy'>): string {
  const { t } = useTranslation()
  if (trigger === 'schedule') return t('runs.trigger.schedule')
  return requestedBy ? t('runs.trigger.manual', { name: requestedBy }) : t('runs.trigger.manualUnknown')
}
