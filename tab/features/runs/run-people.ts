import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Run } from '../../../server/contract/index.ts'
import { formatNumber } from '../../format/number.ts'
import { isLive } from './run-state.ts'

type Counted = Pick<Run, 'state' | 'totals'>

/** "25 of 27": read to the end, of all. The one form in which the people of a run are counted on any screen. */
export function usePeopleOf(): (run: Counted) => { of: string; rest: string } {
  const { t } = useTranslation()
  return (run) => {
    const { subjects, subjectsRead } = run.totals
    // No one was listed, or no one is chosen.
    if (subjects === 0) return { of: run.state === 'completed' ? formatNumber(0) : '–', rest: '' }
    const of = t('runs.peopleOf', { done: formatNumber(subjectsRead), total: formatNumber(subjects) })
    return { of, rest: partsOf(run, t).join(', ') }
  }
}

/** What the others are; who waits in a run that continues is not worth a word. */
function partsOf({ state, totals }: Counted, t: TFunction): string[] {
  const parts = [
    ['skipped', totals.subjectsSkipped],
    ['failed', totals.subjectsFailed],
    ['waiting', isLive(state) ? 0 : totals.subjectsWaiting],
  ] as const
  return parts.flatMap(([part, n]) => (n > 0 ? [t(`runs.parts.${part}`, { n: formatNumber(n) })] : []))
}
