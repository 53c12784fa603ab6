import type { Run } from '../../../server/http/contract.ts'
import { TextLink } from '../../components/TextLink.tsx'
import { useDayTime } from '../../components/use-day-time.ts'
import { useRunName } from './use-run-name.ts'

/** Day and clock; whoever hears it hears that it is a run, and its second, which no other has. */
export function RunLink({ run }: { run: Run }) {
  const began = run.startedAt ?? run.createdAt
  return (
    <TextLink to={`/runs/${encodeURIComponent(run.id)}`} name={useRunName()(began, true)}>
      <time dateTime={began}>{useDayTime()(began)}</time>
    </TextLink>
  )
}
