/** The whole of an export's zip: the messages in their format, the cover, the manifest and its signature, in this order. */
import type { Readable } from 'node:stream'
import type { Archive, TenantArchive } from '../../archive/archive.ts'
import { cacheFrames } from '../../archive/frame-cache.ts'
import { type ExportRow, findNewestCoverage } from '../../books/exports.ts'
import { findLastMessageNo, listSubjectIds } from '../../catalog/selection.ts'
import type { Database } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import {
  COVER,
  type ListedFile,
  MANIFEST,
  MANIFEST_VERSION,
  type Manifest,
  manifestBytes,
  type RunHead,
  SIGNATURE,
} from '../../evidence/manifest.ts'
import { type AddFile, packZip } from '../../evidence/pack.ts'
import { chooseMessages } from '../search/choose.ts'
import type { Indexer } from '../search/indexer.ts'
import { coverPage } from './cover.ts'
import type { ExportSigner } from './export-signer.ts'
import { FORMATS } from './formats.ts'
import type { Reading } from './reading.ts'
import type { Tally } from './tally.ts'

export type WriteDeps = {
  readonly database: Database
  readonly archive: Archive
  readonly clock: Clock
  readonly signer: ExportSigner
  /** Words choose among what is indexed. */
  readonly indexer: Pick<Indexer, 'finish'>
}

type Course = { readonly tally: Tally; readonly pause: Reading['pause'] }

/** Neighbouring batches touch the same frames: those of a segment are kept while it is being read. */
const FRAMES_KEPT_BYTES = 16 * 1024 * 1024

/** Ends with an error where anything chosen can't be read, or `pause` throws. */
export function writeSignedZip(deps: WriteDeps, row: ExportRow, course: Course): Readable {
  const createdAt = deps.clock.now()
  return packZip(async (add) => {
    const files: ListedFile[] = []
    const listing: AddFile = async (name, content) => {
      const file = await add(name, content)
      files.push(file)
      return file
    }
    const archive = await deps.archive.find(row.tenantId)
    // Before the first message: runs that end meanwhile belong to the next export.
    const head = archive === undefined ? null : await headOf(archive)
    await FORMATS[row.format](await openReading(deps, row, archive, course), listing, course.tally)
    const manifest = await describe(deps, row, { head, createdAt, tally: course.tally, files })
    await listing(COVER, [Buffer.from(coverPage(manifest, { shortened: course.tally.shortened }))])
    const bytes = manifestBytes(manifest)
    await add(MANIFEST, [bytes])
    await add(SIGNATURE, [await deps.signer.sign(bytes)])
  }, createdAt)
}

async function openReading(
  { database: { kysely: db }, indexer }: WriteDeps,
  row: ExportRow,
  archive: TenantArchive | undefined,
  { pause }: Course,
): Promise<Reading> {
  const catchUp = () => indexer.finish(row.tenantId)
  return {
    db,
    tenantId: row.tenantId,
    archive: archive && cacheFrames(archive, FRAMES_KEPT_BYTES),
    selection: await chooseMessages({ db, archive, catchUp }, row.tenantId, row.selection),
    subjectIds: await listSubjectIds(db, row.tenantId),
    lastNo: await findLastMessageNo(db),
    pause,
  }
}

async function headOf(archive: TenantArchive): Promise<RunHead | null> {
  const last = await archive.lastRun()
  if (last === undefined) return null
  const { runId, sequence } = last.document
  return { runId, sequence, document: last.name, sha256: last.digest }
}

type Written = { head: RunHead | null; createdAt: Date; tally: Tally; files: ListedFile[] }

/** `files` is the list itself: the cover, which shows the manifest, joins it last. */
async function describe(
  { database, signer }: WriteDeps,
  row: ExportRow,
  { head, createdAt, tally, files }: Written,
): Promise<Manifest> {
  const coverage = await findNewestCoverage(database.kysely, row.tenantId)
  const { pem, fingerprint } = await signer.publicKey()
  return {
    version: MANIFEST_VERSION,
    exportId: row.id,
    tenantId: row.tenantId,
    format: row.format,
    createdAt: toInstant(createdAt),
    createdBy: { id: row.requestedBy, name: row.operatorName },
    reason: row.purpose,
    selection: { ...row.selection },
    counts: {
      conversations: tally.conversations.size,
      messages: tally.messages,
      versions: tally.versions,
    },
    runs: { ids: [...tally.runs].sort(), head },
    notCovered: [...(coverage?.notCovered ?? [])],
    signature: { algorithm: 'Ed25519', file: SIGNATURE, publicKey: pem, fingerprint },
    files,
  }
}
