import { useTranslation } from 'react-i18next'
import { Announcer } from '../../components/Announcer.tsx'
import { formatNumber } from '../../format/number.ts'
import type { Work } from '../../microsoft/phases.ts'

/** Calls follow each other quickly; read out is where it has come to by now. */
const EVERY_MS = 4000

/** Reads out how the work continues. Drawn in every phase, or its first words are not heard. */
export function WorkStatus({ work }: { work: Work }) {
  return <Announcer text={useStatus(work)} everyMs={EVERY_MS} />
}

function useStatus({ phase, rows }: Work): string {
  const { t } = useTranslation()
  switch (phase) {
    case 'signing-in':
      return t('automatic.setup.signingIn')
    case 'leaving':
      return t('automatic.stopped.leaving')
    case 'stopped':
      return t('automatic.stopped.title')
    case 'done':
      return t('automatic.finished')
    case 'running': {
      const at = rows.findIndex(({ state }) => state === 'running')
      const row = rows[at]
      if (!row) return ''
      const call = t(`automatic.step.${row.name}`, { what: row.what ?? '' })
      return t('automatic.now', { n: formatNumber(at + 1), total: formatNumber(rows.length), call })
    }
    default:
      return ''
  }
}
