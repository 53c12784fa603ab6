import type { AuditEntry } from '../../../server/contract/index.ts'
import { useMayNot } from '../../components/permissions.ts'
import { EXPORTS_ADDRESS, runAddress } from '../../links/links.ts'

type Place = { kind: 'run' | 'exports'; address: string }

/** Where an entry's run or export is shown; undefined where there is no such place, or the reader may not look there. */
export function usePlaceOf(): (entry: Pick<AuditEntry, 'action' | 'target'>) => Place | undefined {
  const mayNot = useMayNot()
  return ({ action, target }) => {
    if (target === null) return undefined
    if (action.startsWith('run.')) return { kind: 'run', address: runAddress(target) }
    const isExport = action.startsWith('export.') && mayNot('export.create') === undefined
    return isExport ? { kind: 'exports', address: EXPORTS_ADDRESS } : undefined
  }
}
