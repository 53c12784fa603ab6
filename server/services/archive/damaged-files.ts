/** Damaged files as people see them: which part of the archive each is, and what it holds. */
import {
  parseKeyFile,
  parseMediaName,
  parseRemovalName,
  parseRunName,
  parseSegmentName,
  parseUsageName,
  tenantFolder,
} from '../../archive/layout.ts'
import type { VerificationRow } from '../../books/verifications.ts'
import { describeMedia, describeSegments, type Holding } from '../../catalog/damaged.ts'
import type { DamagedFile } from '../../contract/index.ts'
import type { Session } from '../../database/database.ts'
import { toInstant } from '../../domain/clock.ts'

/** Of so many files is said what they hold; the first ones, as they were found. */
const DESCRIBED = 50

type Found = VerificationRow['damaged'][number]

/** Without what they hold. */
export function damagedFiles({
  tenantId,
  damaged,
}: Pick<VerificationRow, 'tenantId' | 'damaged'>): DamagedFile[] {
  return damaged.map((one) => ({
    ...one,
    kind: one.kind ?? null,
    ...partOf(nameOf(tenantId, one)),
    holds: null,
  }))
}

/** With what they hold, as the catalog knows it now. */
export async function describeDamaged(
  db: Session,
  row: Pick<VerificationRow, 'tenantId' | 'damaged'>,
): Promise<DamagedFile[]> {
  const files = damagedFiles(row)
  const names = (part: DamagedFile['part']) =>
    files.slice(0, DESCRIBED).flatMap((one) => (one.part === part ? [nameOf(row.tenantId, one)] : []))
  const [segments, media] = [names('segment'), names('media')]
  const held = [
    ...(segments.length > 0 ? await describeSegments(db, row.tenantId, segments) : []),
    ...(media.length > 0 ? await describeMedia(db, row.tenantId, media) : []),
  ]
  const byName = new Map(held.map((one) => [one.file, one]))
  return files.map((one) => {
    const holding = byName.get(nameOf(row.tenantId, one))
    return holding === undefined ? one : { ...one, holds: toHolds(holding) }
  })
}

/** Within the tenant's folder. */
function nameOf(tenantId: string, { file }: Pick<Found, 'file'>): string {
  const folder = tenantFolder(tenantId)
  return file.startsWith(folder) ? file.slice(folder.length) : file
}

function partOf(name: string): Pick<DamagedFile, 'part' | 'runId'> {
  const runId = parseRunName(name)?.runId ?? CUT_OFF.exec(name)?.[1]
  if (runId !== undefined) return { part: 'run', runId }
  const segment = parseSegmentName(name)
  if (segment !== undefined) return { part: 'segment', runId: segment.runId }
  return { part: otherPartOf(name), runId: null }
}

/** A run document that is gone, and of whose name only the end is known. */
const CUT_OFF = /^runs\/\*-(.+)\.json$/

function otherPartOf(name: string): DamagedFile['part'] {
  if (parseMediaName(name) !== undefined) return 'media'
  if (parseRemovalName(name) !== undefined) return 'removal'
  if (parseUsageName(name) !== undefined) return 'usage'
  if (parseKeyFile(name) !== undefined) return 'key'
  return name.startsWith('audit') ? 'audit' : 'other'
}

function toHolds({ file: _, from, to, people, ...figures }: Holding): DamagedFile['holds'] {
  return { ...figures, people: [...people], from: toInstant(from), to: toInstant(to) }
}
