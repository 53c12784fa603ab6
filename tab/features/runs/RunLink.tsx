import type { Run } from '../../../server/contract/index.ts'
import { TextLink } from '../../components/TextLink.tsx'
import { useDayTime } from '../../components/use-day-time.ts'
import { useRunName } from './use-run-name.ts'

/**
 * Day and clock; anyone who hears it hears that it is a run, and its second, which no other has. What is shown comes first in
 * its name, for those who speak to their computer (SC 2.5.3).
 */
export function RunLink({ run }: { run: Run }) {
  const began = run.startedAt ?? run.createdAt
  const shown = useDayTime()(began)
  return (
    <TextLink to={`/runs/${encodeURIComponent(run.id)}`} name={`${shown}: ${useRunName()(began, true)}`}>
      <time dateTime={began}>{shown}</time>
    </TextLink>
  )
}
